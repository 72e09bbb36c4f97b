#include "exchange/gateway/site.h"

#include <algorithm>

#include "exchange/gateway/ascii.h"
#include "exchange/gateway/grpc_web.h"

namespace tanshi {

namespace {

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

bool is_allowed(const Site& site, std::string_view origin) {
  return std::find(site.allowed_origins.begin(), site.allowed_origins.end(), origin) !=
         site.allowed_origins.end();
}

HttpResponse asset_response(const Asset& asset, const HttpRequest& request) {
  const bool packed =
      asset.gzipped != nullptr && accepts(request.header("accept-encoding"), "gzip");
  // The packed bytes are another representation, and have a tag of their own.
  std::string etag = asset.etag;
  if (packed) etag.insert(etag.size() - 1, "-gzip");
  const bool is_known = request.header("if-none-match").find(etag) != std::string_view::npos;
  HttpResponse response = {
      .status = is_known ? 304 : 200,
      .headers = {{"Content-Type", asset.content_type},
                  {"Cache-Control", asset.cache_control},
                  {"ETag", etag},
                  {"Content-Security-Policy", std::string(kContentSecurityPolicy)},
                  {"X-Content-Type-Options", "nosniff"},
                  {"Referrer-Policy", "no-referrer"},
                  {"Cross-Origin-Opener-Policy", "same-origin"}}};
  if (asset.gzipped != nullptr) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  if (!is_known) response.body = packed ? asset.gzipped : asset.body;
  return response;
}

HttpResponse not_allowed(std::string allowed, std::string text) {
  HttpResponse response = text_response(405, std::move(text));
  response.headers.emplace_back("Allow", std::move(allowed));
  return response;
}

HttpResponse preflight(const Site& site, const HttpRequest& request) {
  HttpHeaders headers = cross_origin_headers(site, request);
  if (headers.empty())
    return text_response(403, "pages of this origin may not call the exchange here\n");
  headers.emplace_back("Access-Control-Allow-Methods", "POST");
  headers.emplace_back("Access-Control-Allow-Headers",
                       "authorization, content-type, grpc-timeout, x-grpc-web, x-user-agent");
  headers.emplace_back("Access-Control-Max-Age", "7200");
  return {.status = 204, .headers = std::move(headers)};
}

}  // namespace

HttpResponse answer_of(const Site& site, const HttpRequest& request) {
  if (request.method == "OPTIONS" && !request.header("access-control-request-method").empty())
    return preflight(site, request);
  if (request.method == "POST" && is_method_path(request.path))
    return text_response(415, "a call is posted as application/grpc-web+proto\n");
  if (request.method != "GET" && request.method != "HEAD")
    return not_allowed("GET, HEAD", "only GET and HEAD are answered here\n");
  if (const auto page = site.pages.find(request.path); page != site.pages.end())
    return page->second(request);
  if (const Asset* asset = site.assets.find(request.path)) return asset_response(*asset, request);
  return text_response(404, "nothing is here; the desk is at /\n");
}

bool may_call(const Site& site, const HttpRequest& request) {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;  // no browser
  if (is_allowed(site, origin)) return true;
  const std::size_t scheme_end = origin.find("://");
  return scheme_end != std::string_view::npos &&
         equals_ignoring_case(origin.substr(scheme_end + 3), request.header("host"));
}

HttpHeaders cross_origin_headers(const Site& site, const HttpRequest& request) {
  const std::string_view origin = request.header("origin");
  if (!is_allowed(site, origin)) return {};
  return {{"Access-Control-Allow-Origin", std::string(origin)},
          {"Access-Control-Expose-Headers", "grpc-status, grpc-message, grpc-status-details-bin"},
          {"Vary", "Origin"}};
}

}  // namespace tanshi
