#include "tools/bench/web_client.h"

#include <charconv>
#include <stdexcept>

#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "fmt/format.h"

namespace tanshi {

namespace {

namespace asio = boost::asio;
using asio::use_awaitable;

constexpr std::size_t kFrameHead = 5;
constexpr char kTrailerFlag = '\x80';

std::size_t number(std::string_view digits, int base) {
  std::size_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end == digits.data())
    throw std::runtime_error(fmt::format("\"{}\" is no number", digits));
  return value;
}

std::string frame_of(const google::protobuf::MessageLite& message) {
  const std::string bytes = message.SerializeAsString();
  std::string frame(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8)
    frame += static_cast<char>((bytes.size() >> shift) & 0xff);
  return frame + bytes;
}

std::size_t length_of(std::string_view frame) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < kFrameHead; ++i)
    length = length << 8 | static_cast<unsigned char>(frame[i]);
  return length;
}

}  // namespace

asio::awaitable<void> WebClient::post(const std::string& method,
                                      const google::protobuf::MessageLite& request) {
  if (!socket_.is_open()) {
    co_await socket_.async_connect(server_, use_awaitable);
    socket_.set_option(asio::ip::tcp::no_delay(true));
  }
  const std::string body = frame_of(request);
  std::string bytes = fmt::format(
      "POST /tanshi.v1.{} HTTP/1.1\r\nHost: desk\r\nContent-Type: application/grpc-web+proto\r\n"
      "X-Grpc-Web: 1\r\nContent-Length: {}\r\n",
      method, body.size());
  if (!authorization_.empty()) bytes += fmt::format("Authorization: Bearer {}\r\n", authorization_);
  bytes += "\r\n" + body;
  co_await asio::async_write(socket_, asio::buffer(bytes), use_awaitable);
}

asio::awaitable<void> WebClient::fill() {
  char chunk[16 << 10];
  const std::size_t size = co_await socket_.async_read_some(asio::buffer(chunk), use_awaitable);
  bytes_read_ += size;
  input_.append(chunk, size);
}

asio::awaitable<std::string> WebClient::line() {
  std::size_t end = std::string::npos;
  while ((end = input_.find("\r\n")) == std::string::npos) co_await fill();
  std::string text = input_.substr(0, end);
  input_.erase(0, end + 2);
  co_return text;
}

// Reads the head; gives the length that it tells, 0 where the body comes in chunks.
asio::awaitable<std::size_t> WebClient::head() {
  std::size_t length = 0;
  body_.clear();
  is_chunked_ = false;
  const std::string status = co_await line();
  for (std::string header = co_await line(); !header.empty(); header = co_await line()) {
    if (header.starts_with("Content-Length: ")) length = number(header.substr(16), 10);
    if (header == "Transfer-Encoding: chunked") is_chunked_ = true;
  }
  if (!status.starts_with("HTTP/1.1 200")) throw std::runtime_error(status);
  co_return length;
}

// Waits until `size` bytes of frames are there, or the body has ended.
asio::awaitable<void> WebClient::need_body(std::size_t size) {
  while (is_chunked_ && body_.size() < size) {
    const std::size_t chunk = number(co_await line(), 16);
    while (input_.size() < chunk + 2) co_await fill();
    body_.append(input_, 0, chunk);
    input_.erase(0, chunk + 2);
    if (chunk == 0) is_chunked_ = false;
  }
}

bool WebClient::take_trailers(std::string_view trailers) {
  if (trailers.find("grpc-status: 0\r\n") != std::string_view::npos ||
      trailers.find("grpc-status:0\r\n") != std::string_view::npos) {
    return true;
  }
  refusal_ = std::string(trailers);
  return false;
}

asio::awaitable<bool> WebClient::call(std::string method,
                                      const google::protobuf::MessageLite& request,
                                      google::protobuf::MessageLite& response) {
  co_await post(method, request);
  const std::size_t length = co_await head();
  while (input_.size() < length) co_await fill();
  std::string_view frames = std::string_view(input_).substr(0, length);
  bool is_answered = false;
  bool is_ok = false;
  while (frames.size() >= kFrameHead) {
    const std::string_view content = frames.substr(kFrameHead, length_of(frames));
    if (frames[0] == kTrailerFlag) {
      is_ok = take_trailers(content);
    } else {
      is_answered = response.ParseFromArray(content.data(), static_cast<int>(content.size()));
    }
    frames.remove_prefix(kFrameHead + content.size());
  }
  input_.erase(0, length);
  co_return is_ok&& is_answered;
}

asio::awaitable<void> WebClient::open(std::string method,
                                      const google::protobuf::MessageLite& request) {
  co_await post(method, request);
  const std::size_t length = co_await head();
  while (!is_chunked_ && input_.size() < length) co_await fill();
  if (!is_chunked_) body_ = input_.substr(0, length);
}

asio::awaitable<bool> WebClient::read(google::protobuf::MessageLite& message) {
  co_await need_body(kFrameHead);
  if (body_.size() < kFrameHead) co_return false;
  const std::size_t length = length_of(body_);
  const bool is_trailer = body_[0] == kTrailerFlag;
  co_await need_body(kFrameHead + length);
  const std::string_view content = std::string_view(body_).substr(kFrameHead, length);
  bool is_ok = false;
  if (is_trailer) {
    take_trailers(content);
  } else {
    is_ok = message.ParseFromArray(content.data(), static_cast<int>(content.size()));
  }
  body_.erase(0, kFrameHead + length);
  co_return is_ok;
}

}  // namespace tanshi
