// The bytes of gRPC-Web: what is read is what a stock client writes, what is written it can read,
// and anything else is refused with a reason.
#include "exchange/gateway/grpc_web.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanshi {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;

TEST(GrpcWebFormat, IsReadFromTheContentType) {
  EXPECT_EQ(grpc_web_format("application/grpc-web"), GrpcWebFormat::kBinary);
  EXPECT_EQ(grpc_web_format("Application/gRPC-Web+proto ; charset=x"), GrpcWebFormat::kBinary);
  EXPECT_EQ(grpc_web_format("application/grpc-web-text"), GrpcWebFormat::kText);
  EXPECT_EQ(grpc_web_format("application/grpc-web-text+proto"), GrpcWebFormat::kText);
  EXPECT_EQ(grpc_web_format("application/grpc-web+json"), std::nullopt);
  EXPECT_EQ(grpc_web_format("application/grpc"), std::nullopt);
  EXPECT_EQ(grpc_web_format(""), std::nullopt);
}

TEST(RequestMessage, IsWhatTheFrameHolds) {
  const auto binary = request_message("\0\0\0\0\2\x08\x01"s, GrpcWebFormat::kBinary);
  const auto text = request_message("AAAAAAIIAQ==", GrpcWebFormat::kText);
  const auto empty = request_message("\0\0\0\0\0"s, GrpcWebFormat::kBinary);

  ASSERT_TRUE(binary.ok()) << binary.status();
  EXPECT_EQ(*binary, "\x08\x01");
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, "\x08\x01");
  ASSERT_TRUE(empty.ok()) << empty.status();
  EXPECT_EQ(*empty, "");
}

TEST(RequestMessage, IsRefusedUnlessItIsOneAndWhole) {
  const auto refusal = [](const std::string& body) {
    return std::string(request_message(body, GrpcWebFormat::kBinary).status().message());
  };

  EXPECT_THAT(refusal(""), HasSubstr("no message"));
  EXPECT_THAT(refusal("\0\0\0\0"s), HasSubstr("no message"));
  EXPECT_THAT(refusal("\0\0\0\0\3ab"s), HasSubstr("not that of the body"));
  EXPECT_THAT(refusal("\0\0\0\0\1ab"s), HasSubstr("not that of the body"));
  EXPECT_THAT(refusal("\0\xff\xff\xff\xff"s), HasSubstr("not that of the body"));
  EXPECT_THAT(refusal("\0\0\0\0\0\0\0\0\0\0"s), HasSubstr("not that of the body"));
  EXPECT_THAT(refusal("\x80\0\0\0\0"s), HasSubstr("flag 0"));
  EXPECT_EQ(request_message("\1\0\0\0\0"s, GrpcWebFormat::kBinary).status().code(),
            absl::StatusCode::kUnimplemented);
  EXPECT_EQ(request_message("AAAAAAI*", GrpcWebFormat::kText).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Frames, BeginWithFlagAndLength) {
  const std::string long_one(0x01'02'03, 'x');

  EXPECT_EQ(message_frame("ab"), "\0\0\0\0\2ab"s);
  EXPECT_EQ(message_frame(long_one).substr(0, 5), "\0\0\1\2\3"s);
  EXPECT_EQ(trailer_frame({}), "\x80\0\0\0\x10grpc-status: 0\r\n"s);
}

TEST(Frames, TellTheStatusInTrailersThatNothingCanBreakOutOf) {
  const CallEnd end{.code = 5,
                    .message = "no\r\ngrpc-status: 0 €%",
                    .trailers = {{"grpc-status-details-bin", "\x08\xff"}, {"x-hint", "later"}}};

  const std::string frame = trailer_frame(end);

  EXPECT_EQ(frame.substr(5),
            "grpc-status: 5\r\n"
            "grpc-message: no%0D%0Agrpc-status: 0 %E2%82%AC%25\r\n"
            "grpc-status-details-bin: CP8=\r\n"
            "x-hint: later\r\n");
}

TEST(Frames, AreBase64InTheTextFormat) {
  EXPECT_EQ(encoded(message_frame("\x08\x01"), GrpcWebFormat::kText), "AAAAAAIIAQ==");
  EXPECT_EQ(encoded("ab", GrpcWebFormat::kBinary), "ab");
}

TEST(Base64, IsReadInSegments) {
  EXPECT_EQ(from_base64(""), "");
  EXPECT_EQ(from_base64("YQ==YWI=YWJj"), "aababc");
  EXPECT_EQ(from_base64("/+8="), "\xff\xef");
}

TEST(Base64, IsRefusedWhereItIsNone) {
  for (const char* text : {"Y", "YQ", "YQ=", "====", "Y===", "Y=Q=", "YQ-_", "YQ\r\n", "YQ=a"})
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
}

TEST(GrpcTimeout, IsUpToEightDigitsAndAUnit) {
  using namespace std::chrono_literals;
  EXPECT_EQ(parse_grpc_timeout("500m"), 500ms);
  EXPECT_EQ(parse_grpc_timeout("1S"), 1s);
  EXPECT_EQ(parse_grpc_timeout("2M"), 2min);
  EXPECT_EQ(parse_grpc_timeout("3u"), 3us);
  EXPECT_EQ(parse_grpc_timeout("7n"), 7ns);
  EXPECT_EQ(parse_grpc_timeout("99999999H"), 24h * 365);
  EXPECT_GT(parse_grpc_timeout("99999999M"), 0ns);
  for (const char* text : {"", "m", "5", "5x", "-5m", "+5m", " 5m", "123456789m", "5mm", "5.0S"})
    EXPECT_EQ(parse_grpc_timeout(text), std::nullopt) << text;
}

TEST(MethodPath, IsServiceAndMethod) {
  EXPECT_TRUE(is_method_path("/tanshi.v1.TradingService/SubmitOrder"));
  for (const char* path : {"", "/", "//", "/a", "/a/", "//b", "a/b", "/a/b/c", "/a/b?c", "/a/../b",
                           "/a\r\n/b", "/a b/c"})
    EXPECT_FALSE(is_method_path(path)) << path;
}

}  // namespace
}  // namespace tanshi
