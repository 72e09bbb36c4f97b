#include "exchange/gateway/grpc_web.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "exchange/gateway/ascii.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

constexpr std::size_t kFrameHead = 5;
constexpr char kMessage = '\x00';
constexpr char kCompressedMessage = '\x01';
constexpr char kTrailers = '\x80';

std::string frame(char flag, std::string_view content) {
  const auto size = static_cast<std::uint32_t>(content.size());
  std::string bytes;
  bytes.reserve(kFrameHead + content.size());
  bytes += flag;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift & 0xff);
  bytes += content;
  return bytes;
}

std::size_t length_of(std::string_view head) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < kFrameHead; ++i)
    length = length << 8 | static_cast<unsigned char>(head[i]);
  return length;
}

// The six bits of each character; 64: it has none.
constexpr std::array<std::uint8_t, 256> six_bits() {
  std::array<std::uint8_t, 256> bits{};
  bits.fill(64);
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    bits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return bits;
}

constexpr std::array<std::uint8_t, 256> kSixBits = six_bits();

// Appends the bytes of four characters, of which at most the last two are padding.
bool append_group(std::string_view four, std::string& bytes) {
  const std::size_t padding = four[3] != '=' ? 0 : four[2] != '=' ? 1 : 2;
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint8_t bits = kSixBits[static_cast<unsigned char>(four[i])];
    if (i < 4 - padding && bits == 64) return false;
    group = group << 6 | (i < 4 - padding ? bits : 0u);
  }
  const char three[] = {static_cast<char>(group >> 16 & 0xff), static_cast<char>(group >> 8 & 0xff),
                        static_cast<char>(group & 0xff)};
  bytes.append(three, 3 - padding);
  return true;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
    const char lower = to_lower(letter);
    return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' ||
           letter == '.';
  });
}

std::string to_base64(const std::string& bytes) {
  return absl::Base64Escape(bytes);
}

}  // namespace

std::optional<GrpcWebFormat> grpc_web_format(std::string_view content_type) {
  const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
  const auto is = [&](std::string_view name) { return equals_ignoring_case(type, name); };
  if (is("application/grpc-web") || is("application/grpc-web+proto")) return GrpcWebFormat::kBinary;
  if (is("application/grpc-web-text") || is("application/grpc-web-text+proto"))
    return GrpcWebFormat::kText;
  return std::nullopt;
}

std::string_view content_type_of(GrpcWebFormat format) {
  return format == GrpcWebFormat::kBinary ? "application/grpc-web+proto"
                                          : "application/grpc-web-text+proto";
}

absl::StatusOr<std::string> request_message(std::string_view body, GrpcWebFormat format) {
  std::string decoded;
  if (format == GrpcWebFormat::kText) {
    auto bytes = from_base64(body);
    if (!bytes)
      return absl::InvalidArgumentError("the body is not base64, as grpc-web-text has to be");
    decoded = *std::move(bytes);
    body = decoded;
  }
  if (body.size() < kFrameHead)
    return absl::InvalidArgumentError(
        "the body holds no message: one is a byte 0, four bytes of length, and its bytes");
  if (body[0] == kCompressedMessage)
    return absl::UnimplementedError("the message is compressed; send it as it is");
  if (body[0] != kMessage)
    return absl::InvalidArgumentError("the body does not begin with a message, which has flag 0");
  if (length_of(body) != body.size() - kFrameHead)
    return absl::InvalidArgumentError(
        "the length of the message is not that of the body: send one message, all of it");
  return std::string(body.substr(kFrameHead));
}

std::string message_frame(std::string_view message) {
  return frame(kMessage, message);
}

std::string trailer_frame(const CallEnd& end) {
  std::string lines = fmt::format("grpc-status: {}\r\n", end.code);
  if (!end.message.empty())
    lines += fmt::format("grpc-message: {}\r\n", percent_encoded(end.message));
  for (const auto& [name, value] : end.trailers) {
    const bool is_binary = name.ends_with("-bin");
    lines += fmt::format("{}: {}\r\n", name, is_binary ? to_base64(value) : value);
  }
  return frame(kTrailers, lines);
}

std::string encoded(std::string frames, GrpcWebFormat format) {
  return format == GrpcWebFormat::kBinary ? std::move(frames) : to_base64(frames);
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4)
    if (!append_group(text.substr(i, 4), bytes)) return std::nullopt;
  return bytes;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte >= 0x20 && byte < 0x7f && byte != '%') {
      encoded += letter;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

std::optional<std::chrono::nanoseconds> parse_grpc_timeout(std::string_view text) {
  constexpr std::size_t kDigitsMax = 8;
  if (text.size() < 2 || text.size() > kDigitsMax + 1) return std::nullopt;
  std::int64_t count = 0;
  const char* const unit = text.data() + text.size() - 1;
  const auto [end, error] = std::from_chars(text.data(), unit, count);
  if (error != std::errc() || end != unit || count < 0) return std::nullopt;
  switch (*unit) {  // eight digits of hours are less than the 292 years that fit
    case 'H':
      return std::chrono::hours(std::min(count, std::int64_t{24} * 365));
    case 'M':
      return std::chrono::minutes(count);
    case 'S':
      return std::chrono::seconds(count);
    case 'm':
      return std::chrono::milliseconds(count);
    case 'u':
      return std::chrono::microseconds(count);
    case 'n':
      return std::chrono::nanoseconds(count);
    default:
      return std::nullopt;
  }
}

bool is_method_path(std::string_view path) {
  if (!path.starts_with('/')) return false;
  const std::size_t slash = path.find('/', 1);
  return slash != std::string_view::npos && is_name(path.substr(1, slash - 1)) &&
         is_name(path.substr(slash + 1));
}

}  // namespace tanshi
