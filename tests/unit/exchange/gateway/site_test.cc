// What is answered without a call, with which headers, and to which pages.
#include "exchange/gateway/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string header_of(const HttpResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

class SiteTest : public ::testing::Test {
 protected:
  SiteTest() {
    std::ofstream(folder_.path() / "index.html") << std::string(1'000, 'x');
    auto assets = Assets::load(folder_.path());
    EXPECT_TRUE(assets.ok()) << assets.status();
    site.assets = *std::move(assets);
    site.allowed_origins = {"http://dev:5173"};
    site.pages["/healthz"] = [](const HttpRequest&) { return text_response(200, "ok\n"); };
  }

  HttpResponse get(HttpHeaders headers, const std::string& path = "/") const {
    return answer_of(site, {.method = "GET", .path = path, .headers = std::move(headers)});
  }

  bool may(HttpHeaders headers) const { return may_call(site, {.headers = std::move(headers)}); }

  ScratchDirectory folder_;
  Site site;
};

TEST_F(SiteTest, ThePageMayRunNoScriptButItsOwn) {
  const HttpResponse page = get({});

  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(header_of(page, "Content-Security-Policy"), HasSubstr("script-src 'self';"));
  EXPECT_THAT(header_of(page, "Content-Security-Policy"), Not(HasSubstr("unsafe")));
  EXPECT_EQ(header_of(page, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header_of(page, "Referrer-Policy"), "no-referrer");
}

TEST_F(SiteTest, IsPackedForWhoAcceptsIt) {
  const HttpResponse plain = get({});
  const HttpResponse packed = get({{"Accept-Encoding", "gzip"}});

  EXPECT_EQ(plain.body->size(), 1'000u);
  EXPECT_EQ(header_of(plain, "Content-Encoding"), "");
  EXPECT_LT(packed.body->size(), 100u);
  EXPECT_EQ(header_of(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(plain, "Vary"), "Accept-Encoding");
  EXPECT_NE(header_of(plain, "ETag"), header_of(packed, "ETag"));
}

TEST_F(SiteTest, WhatTheBrowserHasIsNotSentAgain) {
  const std::string etag = header_of(get({}), "ETag");

  const HttpResponse known = get({{"If-None-Match", "\"other\", " + etag}});

  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(known.body, nullptr);
  EXPECT_EQ(get({{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(SiteTest, WhatIsNotThereOrNotAskedForRightIsRefused) {
  EXPECT_EQ(get({}, "/none").status, 404);
  EXPECT_EQ(get({}, "/../etc/passwd").status, 404);
  EXPECT_EQ(get({}, "/healthz").status, 200);
  const HttpResponse put = answer_of(site, {.method = "PUT", .path = "/"});
  EXPECT_EQ(put.status, 405);
  EXPECT_EQ(header_of(put, "Allow"), "GET, HEAD");
  EXPECT_EQ(answer_of(site, {.method = "POST", .path = "/a.B/C"}).status, 415);
}

TEST_F(SiteTest, OnlyItsOwnPagesAndAllowedOnesMayCall) {
  EXPECT_TRUE(may({{"Host", "here:80"}}));
  EXPECT_TRUE(may({{"Host", "here:80"}, {"Origin", "http://HERE:80"}}));
  EXPECT_TRUE(may({{"Host", "here:80"}, {"Origin", "http://dev:5173"}}));
  EXPECT_FALSE(may({{"Host", "here:80"}, {"Origin", "http://here:81"}}));
  EXPECT_FALSE(may({{"Host", "here:80"}, {"Origin", "http://evil"}}));
  EXPECT_FALSE(may({{"Host", "here:80"}, {"Origin", "null"}}));
  EXPECT_FALSE(may({{"Host", ""}, {"Origin", "null"}}));
}

TEST_F(SiteTest, AnAllowedOriginIsToldSo) {
  const auto preflight = [&](const std::string& origin) {
    return answer_of(site,
                     {.method = "OPTIONS",
                      .path = "/a.B/C",
                      .headers = {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}}});
  };

  EXPECT_EQ(preflight("http://dev:5173").status, 204);
  EXPECT_EQ(header_of(preflight("http://dev:5173"), "Access-Control-Allow-Origin"),
            "http://dev:5173");
  EXPECT_EQ(preflight("http://evil").status, 403);
  EXPECT_EQ(header_of(preflight("http://evil"), "Access-Control-Allow-Origin"), "");
}

}  // namespace
}  // namespace tanshi
