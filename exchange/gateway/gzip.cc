#include "exchange/gateway/gzip.h"

#include <zlib.h>

#include "exchange/base/check.h"

namespace tanshi {

std::string gzip(std::string_view bytes, int level) {
  constexpr int kWindowOfGzip = 15 + 16;  // zlib's largest window; 16 more: gzip's head and foot
  constexpr int kMemory = 8;
  z_stream stream = {};
  TANSHI_CHECK(
      deflateInit2(&stream, level, Z_DEFLATED, kWindowOfGzip, kMemory, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  TANSHI_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace tanshi
