// What is answered without a call: the desk's files, pages such as /healthz, preflights, refusals.
//
// Thread-safety: as the functions of `pages`.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/gateway/assets.h"
#include "exchange/gateway/http.h"

namespace tanshi {

// What makes the answer to a GET of a path; runs on the gateway's thread.
using Page = std::function<HttpResponse(const HttpRequest&)>;

struct Site {
  Assets assets = {};
  // Further paths to GET.
  std::map<std::string, Page, std::less<>> pages = {};
  // Other origins than its own whose pages may call, such as http://127.0.0.1:5173.
  std::vector<std::string> allowed_origins = {};
};

// The answer to all but gRPC-Web.
[[nodiscard]] HttpResponse answer_of(const Site& site, const HttpRequest& request);

// Whether the page that sent the request may call: it is of the address that it calls or of an
// allowed origin, or no page at all sent it.
[[nodiscard]] bool may_call(const Site& site, const HttpRequest& request);

// The headers that let a page of another origin read the answer; none for our own.
[[nodiscard]] HttpHeaders cross_origin_headers(const Site& site, const HttpRequest& request);

}  // namespace tanshi
