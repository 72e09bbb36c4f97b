#include "exchange/journal/checksum.h"

#include <bit>
#include <cstring>

#include "exchange/base/event_hash.h"

namespace tanshi {

static_assert(std::endian::native == std::endian::little, "swap the words read below");

std::int64_t checksum_of(std::initializer_list<std::int64_t> integers, std::string_view bytes) {
  EventHash hash;
  for (const std::int64_t integer : integers) hash.add(integer);
  hash.add(static_cast<std::int64_t>(bytes.size()));
  while (!bytes.empty()) {
    std::int64_t word = 0;
    const std::size_t size = bytes.size() < sizeof(word) ? bytes.size() : sizeof(word);
    std::memcpy(&word, bytes.data(), size);
    hash.add(word);
    bytes.remove_prefix(size);
  }
  return static_cast<std::int64_t>(hash.value());
}

}  // namespace tanshi
