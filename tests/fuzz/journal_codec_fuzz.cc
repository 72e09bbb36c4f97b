// Any bytes: decoding them as journaled commands and as a snapshot ends, and what decodes encodes
// to the very same bytes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/base/check.h"
#include "exchange/codec/journal_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);

  std::vector<tanshi::Command> commands;
  if (tanshi::decode_commands(bytes, commands)) {
    std::string again;
    for (const tanshi::Command& command : commands) tanshi::append_command(command, again);
    TANSHI_CHECK(again == bytes);
  }
  if (const auto state = tanshi::decode_state(bytes)) {
    TANSHI_CHECK(tanshi::encode_state(*state) == bytes);
  }
  return 0;
}
