// Requests out of bytes, however they are cut; what is no HTTP/1.1 or too large is refused.
#include "exchange/gateway/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanshi {
namespace {

using Progress = HttpReader::Progress;

constexpr const char* kPost =
    "POST /a.B/C?x=1 HTTP/1.1\r\nHost: here\r\nX-One: 1\r\nContent-Length: 3\r\n\r\nabc";

// The status that the bytes are refused with; 0: they are not.
int refusal_of(std::string bytes, HttpReader::Limits limits = {}) {
  HttpReader reader(limits);
  return reader.read(bytes) == Progress::kRefused ? reader.refusal() : 0;
}

TEST(HttpReader, ReadsARequestThatComesByteByByte) {
  HttpReader reader({});
  std::string input;
  const std::string all = kPost;

  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    input += all[i];
    ASSERT_EQ(reader.read(input), Progress::kMore) << i;
  }
  input += all.back();
  ASSERT_EQ(reader.read(input), Progress::kDone);
  const HttpRequest request = reader.take();

  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/a.B/C");
  EXPECT_EQ(request.header("x-one"), "1");
  EXPECT_EQ(request.header("x-two"), "");
  EXPECT_EQ(request.body, "abc");
  EXPECT_TRUE(request.keep_alive);
  EXPECT_TRUE(input.empty());
}

TEST(HttpReader, LeavesTheNextRequest) {
  HttpReader reader({});
  std::string input = std::string(kPost) + "GET / HTTP/1.0\r\n\r\n";

  ASSERT_EQ(reader.read(input), Progress::kDone);
  EXPECT_EQ(reader.take().method, "POST");
  ASSERT_EQ(reader.read(input), Progress::kDone);
  const HttpRequest second = reader.take();

  EXPECT_EQ(second.method, "GET");
  EXPECT_TRUE(second.is_http_1_0);
  EXPECT_FALSE(second.keep_alive);
}

TEST(HttpReader, ReadsABodyInChunks) {
  HttpReader reader({});
  std::string input =
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";

  ASSERT_EQ(reader.read(input), Progress::kDone);
  EXPECT_EQ(reader.take().body, "abc");
}

TEST(HttpReader, RefusesWhatIsNoHttp) {
  EXPECT_EQ(refusal_of("\x16\x03\x01\x02garbage\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nbad header\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 3\r\n"
                       "Transfer-Encoding: chunked\r\n\r\n"),
            400);
}

TEST(HttpReader, RefusesWhatIsTooLarge) {
  const HttpReader::Limits limits{.head_bytes_max = 100, .body_bytes_max = 10};
  const std::string long_line(200, 'x');

  EXPECT_EQ(refusal_of("GET /" + long_line, limits), 431);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nX: " + long_line + "\r\n\r\n", limits), 431);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n", limits), 413);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "b\r\n01234567890\r\n0\r\n\r\n",
                       limits),
            413);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n0123456789", limits), 0);
}

TEST(HttpReader, SaysOnceThatTheClientWaits) {
  HttpReader reader({});
  std::string input = "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";

  ASSERT_EQ(reader.read(input), Progress::kMore);
  EXPECT_TRUE(reader.take_expectation());
  EXPECT_FALSE(reader.take_expectation());
}

TEST(Accepts, FindsATokenThatIsWanted) {
  EXPECT_TRUE(accepts("gzip", "gzip"));
  EXPECT_TRUE(accepts("br;q=0.9, GZIP ;q=0.5", "gzip"));
  EXPECT_TRUE(accepts("gzip;q=1", "gzip"));
  EXPECT_FALSE(accepts("gzip;q=0", "gzip"));
  EXPECT_FALSE(accepts("gzip;q=0.000, br", "gzip"));
  EXPECT_FALSE(accepts("", "gzip"));
  EXPECT_FALSE(accepts("x-gzip,deflate", "gzip"));
}

TEST(HeadOf, IsTheStatusAndTheHeaders) {
  EXPECT_EQ(head_of(404, {{"A", "b"}}), "HTTP/1.1 404 Not Found\r\nA: b\r\n\r\n");
}

}  // namespace
}  // namespace tanshi
