// Any bytes on a connection of the gateway: the first says in what pieces the others come. However
// they are cut, the same requests come out (a refusal may come sooner or later); every request has
// an answer whose head nothing breaks out of; a message that is taken is the body that was sent.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/base/check.h"
#include "exchange/gateway/grpc_web.h"
#include "exchange/gateway/http.h"
#include "exchange/gateway/site.h"

namespace tanshi {
namespace {

constexpr HttpReader::Limits kLimits{.head_bytes_max = 300, .body_bytes_max = 100};

// What a connection hears that receives `bytes` in pieces of that size.
std::vector<HttpRequest> hear(std::string_view bytes, std::size_t piece) {
  std::vector<HttpRequest> heard;
  HttpReader reader(kLimits);
  std::string input;
  while (!bytes.empty()) {
    input += bytes.substr(0, piece);
    bytes.remove_prefix(std::min(piece, bytes.size()));
    auto progress = HttpReader::Progress::kDone;
    // Ends: each pass takes a request of at least a few bytes off the input.
    while (progress == HttpReader::Progress::kDone && !input.empty()) {
      progress = reader.read(input);
      static_cast<void>(reader.take_expectation());
      if (progress == HttpReader::Progress::kDone) heard.push_back(reader.take());
    }
    if (progress == HttpReader::Progress::kRefused) break;
  }
  return heard;
}

void check_answer(const HttpRequest& request) {
  Site site;
  site.allowed_origins = {"http://dev"};
  const HttpResponse response = answer_of(site, request);
  TANSHI_CHECK(response.status >= 200 && response.status < 600);
  const std::string head = head_of(response.status, response.headers);
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = head.find('\n', at)) != std::string::npos; ++at) ++lines;
  TANSHI_CHECK(lines == response.headers.size() + 2);
  static_cast<void>(may_call(site, request));
  static_cast<void>(is_method_path(request.path));
  static_cast<void>(parse_grpc_timeout(request.header("grpc-timeout")));
}

void check_message(const std::string& body) {
  const auto binary = request_message(body, GrpcWebFormat::kBinary);
  if (binary.ok()) TANSHI_CHECK(message_frame(*binary) == body);
  const auto text = request_message(body, GrpcWebFormat::kText);
  if (text.ok()) TANSHI_CHECK(message_frame(*text) == from_base64(body));
  const std::string trailers = trailer_frame({.code = 3, .message = body});
  TANSHI_CHECK(std::count(trailers.begin() + 5, trailers.end(), '\n') == (body.empty() ? 1 : 2));
}

}  // namespace
}  // namespace tanshi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::vector<tanshi::HttpRequest> at_once = tanshi::hear(bytes, size);
  const std::vector<tanshi::HttpRequest> in_pieces = tanshi::hear(bytes, data[0] % 64 + 1u);

  TANSHI_CHECK(at_once.size() == in_pieces.size());
  for (std::size_t i = 0; i < at_once.size(); ++i) {
    const tanshi::HttpRequest& request = at_once[i];
    TANSHI_CHECK(request.path == in_pieces[i].path);
    TANSHI_CHECK(request.headers == in_pieces[i].headers);
    TANSHI_CHECK(request.body == in_pieces[i].body);
    tanshi::check_answer(request);
    tanshi::check_message(request.body);
  }
  tanshi::check_message(std::string(bytes));
  return 0;
}
