// Rates and counts by address.
#include "exchange/gateway/limits.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

using namespace std::chrono_literals;

constexpr RequestRates::Time kStart{1h};

TEST(RequestRates, LetABurstThroughAndThenOneAtATime) {
  RequestRates rates(10, 3);

  for (int i = 0; i < 3; ++i) EXPECT_EQ(rates.take("a", kStart), 0s);
  EXPECT_EQ(rates.take("a", kStart), 100ms);
  EXPECT_EQ(rates.take("a", kStart + 99ms), 1ms);
  EXPECT_EQ(rates.take("a", kStart + 100ms), 0s);
  EXPECT_EQ(rates.take("a", kStart + 100ms), 100ms);
}

TEST(RequestRates, FillUpToTheBurstAndNoFurther) {
  RequestRates rates(10, 2);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(rates.take("a", kStart), 0s);

  for (int i = 0; i < 2; ++i) EXPECT_EQ(rates.take("a", kStart + 1h), 0s);
  EXPECT_GT(rates.take("a", kStart + 1h), 0s);
}

TEST(RequestRates, AreEachAddresssOwn) {
  RequestRates rates(1, 1);
  EXPECT_EQ(rates.take("a", kStart), 0s);

  EXPECT_GT(rates.take("a", kStart), 0s);
  EXPECT_EQ(rates.take("b", kStart), 0s);
}

TEST(RequestRates, ForgetWhoHasItsWholeBurstAgain) {
  RequestRates rates(1, 5);
  EXPECT_EQ(rates.take("a", kStart), 0s);
  EXPECT_EQ(rates.take("b", kStart + 1s), 0s);

  rates.drop_full(kStart + 1s);

  EXPECT_EQ(rates.size(), 1u);
}

TEST(ConnectionCounts, BoundTheWholeAndEachAddress) {
  ConnectionCounts counts(3, 2);

  EXPECT_TRUE(counts.add("a"));
  EXPECT_TRUE(counts.add("a"));
  EXPECT_FALSE(counts.add("a"));
  EXPECT_TRUE(counts.add("b"));
  EXPECT_FALSE(counts.add("c"));
  counts.remove("a");
  EXPECT_TRUE(counts.add("c"));
  EXPECT_FALSE(counts.add("a"));
}

}  // namespace
}  // namespace tanshi
