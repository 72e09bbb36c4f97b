// Codes are typed in many ways and read in one, end when they should, and cannot be guessed fast.
#include "exchange/classroom/access_codes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "exchange/classroom/checked_text.h"
#include "exchange/classroom/guess_limit.h"
#include "exchange/classroom/token_bucket.h"

namespace tanshi {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

AccessCode code_until(AccessCode::Clock::time_point expires, std::int32_t uses) {
  return {
      .code = "AAACCC", .role = v1::ROLE_TRADER, .seat = "", .uses_left = uses, .expires = expires};
}

TEST(AccessCodes, ACodeIsReadHoweverItIsTyped) {
  EXPECT_EQ(read_code("K7M-4QX"), "K7M4QX");
  EXPECT_EQ(read_code(" k7m 4qx "), "K7M4QX");
  EXPECT_EQ(read_code("k-7-m-4-q-x"), "K7M4QX");
  for (const char* bad : {"", "K7M-4Q", "K7M-4QXX", "K7M-4Q0", "K7M_4QX", "K7M-4Qé"}) {
    EXPECT_EQ(read_code(bad), std::nullopt) << bad;
  }
}

TEST(AccessCodes, NewCodesAreOfTheAlphabetAndDiffer) {
  std::set<std::string> codes;
  for (int i = 0; i < 500; ++i) {
    const std::string code = new_code();
    EXPECT_EQ(read_code(shown_code(code)), code);
    codes.insert(code);
  }
  EXPECT_GE(codes.size(), 499U);
}

TEST(AccessCodes, ACodeIsGoodUntilItExpiresOrIsUsedUp) {
  const auto now = AccessCode::Clock::now();
  AccessCodes codes;
  ASSERT_TRUE(codes.add(code_until(now + hours(1), 1), now).ok());

  EXPECT_NE(codes.find("AAACCC", now), nullptr);
  EXPECT_EQ(codes.find("AAACCC", now + hours(1)), nullptr);
  EXPECT_EQ(codes.find("CCCAAA", now), nullptr);
  --codes.find("AAACCC", now)->uses_left;
  EXPECT_EQ(codes.find("AAACCC", now), nullptr);
  EXPECT_TRUE(codes.good(now).empty());
}

TEST(AccessCodes, AThousandAreKeptAndThoseThatEndedMakeRoom) {
  const auto now = AccessCode::Clock::now();
  AccessCodes codes;
  for (std::size_t i = 0; i < AccessCodes::kMost; ++i) {
    ASSERT_TRUE(codes.add(code_until(now + hours(1), 1), now).ok());
  }

  EXPECT_EQ(codes.add(code_until(now + hours(1), 1), now).code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(codes.add(code_until(now + hours(3), 1), now + hours(2)).ok());
}

TEST(TokenBucket, LetsABurstThroughThenItsRate) {
  const TokenBucket::Clock::time_point start{};
  TokenBucket bucket({.per_second = 2, .burst = 3}, start);

  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.try_take(start));
  EXPECT_FALSE(bucket.try_take(start));
  EXPECT_FALSE(bucket.try_take(start + milliseconds(400)));
  EXPECT_TRUE(bucket.try_take(start + milliseconds(600)));
  EXPECT_FALSE(bucket.try_take(start));  // time went back
  EXPECT_TRUE(bucket.is_full(start + seconds(10)));
}

TEST(GuessLimit, OnePeerDoesNotSpendTheOthersGuesses) {
  const TokenBucket::Clock::time_point start{};
  GuessLimit limit({.of_all = {.per_second = 1, .burst = 100},
                    .of_peer = {.per_second = 1, .burst = 2},
                    .peers_max = 10},
                   start);

  EXPECT_TRUE(limit.may_try("a", start));
  EXPECT_TRUE(limit.may_try("a", start));
  EXPECT_FALSE(limit.may_try("a", start));
  EXPECT_TRUE(limit.may_try("b", start));
}

TEST(GuessLimit, RightCodesCostNothing) {
  const TokenBucket::Clock::time_point start{};
  GuessLimit limit({.of_all = {.per_second = 1, .burst = 1},
                    .of_peer = {.per_second = 1, .burst = 1},
                    .peers_max = 10},
                   start);
  for (int i = 0; i < 30; ++i) {
    ASSERT_TRUE(limit.may_try("a", start));
    limit.was_right("a", start);
  }
}

TEST(GuessLimit, ManyPeersTakeNoMoreMemoryThanTheyMay) {
  const TokenBucket::Clock::time_point start{};
  GuessLimit limit({.of_all = {.per_second = 1, .burst = 1'000},
                    .of_peer = {.per_second = 1, .burst = 2},
                    .peers_max = 3},
                   start);
  int heard = 0;
  for (int i = 0; i < 100; ++i) heard += limit.may_try(std::to_string(i), start) ? 1 : 0;
  EXPECT_EQ(heard, 5);  // three peers, and two guesses of all the others together
}

TEST(CheckedText, CountsCharactersAndRefusesWhatIsObeyed) {
  const TextRule rule{.characters_min = 1, .characters_max = 3};
  EXPECT_TRUE(check_text("name", "äöü", rule).ok());
  EXPECT_TRUE(check_text("name", "学生甲", rule).ok());
  EXPECT_FALSE(check_text("name", "", rule).ok());
  EXPECT_FALSE(check_text("name", "abcd", rule).ok());
  EXPECT_FALSE(check_text("name", "a\n", rule).ok());
  EXPECT_FALSE(check_text("name", "a\x7f", rule).ok());
  EXPECT_FALSE(check_text("name", "a\u202e", rule).ok());
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"}) {
    EXPECT_FALSE(check_text("name", bad, rule).ok());
  }
  EXPECT_TRUE(check_text("text", "a\nb", {.characters_max = 3, .lines = true}).ok());
  EXPECT_TRUE(check_kind("kind", "quiz-1_a").ok());
  EXPECT_FALSE(check_kind("kind", "Quiz").ok());
  EXPECT_FALSE(check_kind("kind", "").ok());
}

}  // namespace
}  // namespace tanshi
