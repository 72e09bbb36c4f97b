// HTTP/1.1 without sockets: requests out of bytes, and bytes out of responses.
//
// Thread-safety: none.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tanshi {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = {};
  std::string path = {};  // what was asked for, up to a '?'
  HttpHeaders headers = {};
  std::string body = {};
  bool is_http_1_0 = false;
  bool keep_alive = true;

  // The value of the first header of that name, in any case; empty: there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  HttpHeaders headers = {};  // but Content-Length, Connection and Date
  std::shared_ptr<const std::string> body = {};
};

// A response of text for a person.
[[nodiscard]] HttpResponse text_response(int status, std::string text);

// The head of a response, to the empty line.
[[nodiscard]] std::string head_of(int status, const HttpHeaders& headers);

// Whether a list such as "gzip, br;q=0.5" has `token`, and not at q=0.
[[nodiscard]] bool accepts(std::string_view list, std::string_view token);

// Reads one request after the other from bytes as they come.
class HttpReader {
 public:
  struct Limits {
    std::size_t head_bytes_max = 16 << 10;
    std::size_t body_bytes_max = 1 << 20;
  };
  enum class Progress { kMore, kDone, kRefused };

  explicit HttpReader(Limits limits);
  ~HttpReader();

  // Takes what belongs to the request off the front of `input`. kMore: bytes are missing; kDone:
  // take() it; kRefused: see refusal(), and read no more.
  [[nodiscard]] Progress read(std::string& input);

  // The request that is done; the next one begins.
  [[nodiscard]] HttpRequest take();

  // The status to refuse with: 400 it is not HTTP, 413 the body is too large, 431 the head is.
  [[nodiscard]] int refusal() const { return refusal_; }

  // Of the request being read, as far as it has come.
  [[nodiscard]] std::string_view content_type() const;

  // Whether the client waits to be told to go on. True once a request.
  [[nodiscard]] bool take_expectation();

 private:
  struct Parser;
  const Limits limits_;
  std::unique_ptr<Parser> parser_;
  int refusal_ = 0;
  bool told_to_continue_ = false;
};

}  // namespace tanshi
