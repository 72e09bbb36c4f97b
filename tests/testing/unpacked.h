// What a gzip file of at most 1 MiB holds.
#pragma once

#include <zlib.h>

#include <string>

#include "exchange/base/check.h"

namespace tanshi {

inline std::string unpacked(const std::string& packed) {
  std::string bytes(1 << 20, '\0');
  z_stream stream = {};
  TANSHI_CHECK(inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  TANSHI_CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return bytes;
}

}  // namespace tanshi
