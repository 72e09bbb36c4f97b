#include "exchange/gateway/http.h"

#include <algorithm>
#include <utility>  // Asio 1.74 forgets it

#include <boost/beast/http.hpp>

#include "exchange/gateway/ascii.h"
#include "fmt/format.h"

namespace tanshi {

namespace http = boost::beast::http;

std::string_view HttpRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (equals_ignoring_case(key, name)) return value;
  return {};
}

HttpResponse text_response(int status, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "no-store"}},
          .body = std::make_shared<const std::string>(std::move(text))};
}

std::string head_of(int status, const HttpHeaders& headers) {
  const auto reason = http::obsolete_reason(static_cast<http::status>(status));
  std::string head =
      fmt::format("HTTP/1.1 {} {}\r\n", status, std::string_view(reason.data(), reason.size()));
  for (const auto& [name, value] : headers) head += fmt::format("{}: {}\r\n", name, value);
  return head += "\r\n";
}

bool accepts(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    const std::string_view name = item.substr(0, item.find(';'));
    if (!equals_ignoring_case(trimmed(name), token)) continue;
    const std::string_view quality = trimmed(item.substr(std::min(item.size(), name.size() + 1)));
    return !quality.starts_with("q=0") ||
           quality.find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

struct HttpReader::Parser {
  http::request_parser<http::string_body> of_beast;

  // Whether the end of the body is told in a way that Beast passes over; a proxy before us might
  // not, and take for a body what we would take for the next request.
  [[nodiscard]] bool has_unknown_coding() {
    const auto coding = of_beast.get()[http::field::transfer_encoding];
    return of_beast.is_header_done() && !coding.empty() &&
           !equals_ignoring_case({coding.data(), coding.size()}, "chunked");
  }
};

HttpReader::HttpReader(Limits limits) : limits_(limits) {}

HttpReader::~HttpReader() = default;

HttpReader::Progress HttpReader::read(std::string& input) {
  if (!parser_) {
    parser_ = std::make_unique<Parser>();
    parser_->of_beast.eager(true);
    parser_->of_beast.header_limit(static_cast<std::uint32_t>(limits_.head_bytes_max));
    parser_->of_beast.body_limit(limits_.body_bytes_max);
    told_to_continue_ = false;
  }
  boost::system::error_code error;
  const std::size_t taken = parser_->of_beast.put(boost::asio::buffer(input), error);
  input.erase(0, taken);
  if (error && error != http::error::need_more) {
    refusal_ = error == http::error::header_limit ? 431
               : error == http::error::body_limit ? 413
                                                  : 400;
    return Progress::kRefused;
  }
  if (parser_->has_unknown_coding()) {
    refusal_ = 400;
    return Progress::kRefused;
  }
  // Beast looks at the limit of the head only once it is complete.
  if (!parser_->of_beast.is_header_done() && input.size() > limits_.head_bytes_max) {
    refusal_ = 431;
    return Progress::kRefused;
  }
  return parser_->of_beast.is_done() ? Progress::kDone : Progress::kMore;
}

HttpRequest HttpReader::take() {
  http::request<http::string_body> message = parser_->of_beast.release();
  parser_.reset();
  const auto target = message.target();
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.path = std::string(target.substr(0, target.find('?')));
  for (const auto& field : message)
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  request.is_http_1_0 = message.version() < 11;
  request.keep_alive = message.keep_alive();
  request.body = std::move(message.body());
  return request;
}

std::string_view HttpReader::content_type() const {
  if (!parser_) return {};
  const auto value = parser_->of_beast.get()[http::field::content_type];
  return {value.data(), value.size()};
}

bool HttpReader::take_expectation() {
  if (!parser_ || told_to_continue_ || !parser_->of_beast.is_header_done()) return false;
  const auto value = parser_->of_beast.get()[http::field::expect];
  told_to_continue_ = equals_ignoring_case({value.data(), value.size()}, "100-continue");
  return told_to_continue_;
}

}  // namespace tanshi
