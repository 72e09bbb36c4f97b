// The bytes of gRPC-Web: what a browser posts to call a method, and what it is answered.
//
// A body is frames, each `flag (1 byte) length (4 bytes, big endian) content`: flag 0x00 a message,
// 0x80 the trailers as lines `name: value CR LF`, last. In the text format each run of frames is
// base64, padded. 00 00000002 0801, or AAAAAAIIAQ== as text, is a message of two bytes.
//
// Pure. The format: github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace tanshi {

enum class GrpcWebFormat { kBinary, kText };

// The format that a Content-Type names; nullopt: it is not gRPC-Web with Protobuf.
[[nodiscard]] std::optional<GrpcWebFormat> grpc_web_format(std::string_view content_type);
[[nodiscard]] std::string_view content_type_of(GrpcWebFormat format);

// How a call ended.
struct CallEnd {
  int code = 0;  // of google.rpc.Code
  std::string message = {};
  // Further trailers; the values of those whose name ends in "-bin" are any bytes.
  std::vector<std::pair<std::string, std::string>> trailers = {};
};

// The one message that a request's body holds.
// Errors: INVALID_ARGUMENT it holds no such thing; UNIMPLEMENTED the message is compressed.
[[nodiscard]] absl::StatusOr<std::string> request_message(std::string_view body,
                                                          GrpcWebFormat format);

[[nodiscard]] std::string message_frame(std::string_view message);
[[nodiscard]] std::string trailer_frame(const CallEnd& end);

// Frames as they are sent.
[[nodiscard]] std::string encoded(std::string frames, GrpcWebFormat format);

// The bytes of padded base64, or of several such texts in a row; nullopt: it is none.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

// `text` with all that is not printable ASCII, and '%', as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);

// The time that the header grpc-timeout gives, such as 100m for 100 ms; nullopt: it is malformed.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_grpc_timeout(std::string_view text);

// Whether `path` is /package.Service/Method.
[[nodiscard]] bool is_method_path(std::string_view path);

}  // namespace tanshi
