// Proves the arithmetic of the rules of trading: bands round inwards, fees down, and what a buyer
// binds is never less than what its parts cost.
#include "exchange/policy/trading_rules.h"

#include <cstdint>
#include <cstdlib>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr Price kTick{1};
constexpr Price kHighest{1'000'000};

TEST(TradingRules, BandRoundsInwards) {
  // China's listing band and block band about a close of 51.23 (SEEE, notice of 22 June 2021).
  EXPECT_EQ(prices_within(Price(5'123), BasisPoints(1'000), kTick, kHighest),
            (PriceRange{Price(4'611), Price(5'635)}));  // 46.107 and 56.353
  EXPECT_EQ(prices_within(Price(5'123), BasisPoints(3'000), kTick, kHighest),
            (PriceRange{Price(3'587), Price(6'659)}));  // 35.861 and 66.599
  EXPECT_EQ(prices_within(Price(5'123), BasisPoints(1'000), Price(100), kHighest),
            (PriceRange{Price(4'700), Price(5'600)}));
}

TEST(TradingRules, BandIsOffWithoutRateOrReferenceAndEndsAtTheHighestPrice) {
  const PriceRange all{kTick, kHighest};
  EXPECT_EQ(prices_within(Price(0), BasisPoints(1'000), kTick, kHighest), all);
  EXPECT_EQ(prices_within(Price(5'123), BasisPoints(0), kTick, kHighest), all);
  EXPECT_EQ(prices_within(Price(900'000), kMaxBand, kTick, kHighest), all);
  EXPECT_EQ(prices_within(Price(900'000), BasisPoints(5'000), kTick, kHighest),
            (PriceRange{Price(450'000), kHighest}));
}

TEST(TradingRules, EveryPriceInsideABandIsNearAndTheNextOutsideIsNot) {
  for (std::int64_t reference = 1; reference < 400; ++reference) {
    for (const std::int64_t band : {1, 99, 1'000, 3'333, 9'999, 10'001}) {
      const PriceRange range = prices_within(Price(reference), BasisPoints(band), kTick, kHighest);
      const auto is_near = [&](std::int64_t price) {
        return std::abs(price - reference) * 10'000 <= band * reference;
      };
      EXPECT_TRUE(is_near(range.low.raw()) && is_near(range.high.raw()));
      EXPECT_FALSE(is_near(range.high.raw() + 1));
      EXPECT_TRUE(range.low == kTick || !is_near(range.low.raw() - 1));
    }
  }
}

TEST(TradingRules, BreakerTripsFromItsMoveOn) {
  EXPECT_FALSE(trips(Price(1'049), Price(1'000), BasisPoints(500)));
  EXPECT_TRUE(trips(Price(1'050), Price(1'000), BasisPoints(500)));
  EXPECT_TRUE(trips(Price(950), Price(1'000), BasisPoints(500)));
  EXPECT_FALSE(trips(Price(9'999), Price(0), BasisPoints(500)));
  EXPECT_FALSE(trips(Price(9'999), Price(1'000), BasisPoints(0)));
}

TEST(TradingRules, ABuyerBindsAtLeastWhatItsPartsCost) {
  TradingRules rules;
  rules.taker_fee = BasisPoints(33);
  rules.maker_fee = BasisPoints(10);
  const Price limit(997);
  const Tonnes all(100);

  EXPECT_EQ(fee_on(Cash(9'999), BasisPoints(1)), Cash(0));
  EXPECT_EQ(bound_by_buyer(rules, limit, all), Cash(99'700 + 329));
  for (std::int64_t open = 100; open > 0; --open) {
    const Cash freed =
        bound_by_buyer(rules, limit, Tonnes(open)) - bound_by_buyer(rules, limit, Tonnes(open - 1));
    EXPECT_GE(freed, Cash(997) + fee_on(Cash(997), BasisPoints(33)));
  }
}

}  // namespace
}  // namespace tanshi
