// Proves fines and make-good by each kind of rule.
#include "exchange/policy/penalty.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// Directive 2003/87/EC, Article 16(3) and (4) (V).
TEST(Penalty, IsAFixedSumATonneAndTheShortfallIsStillOwed) {
  const PenaltyRule from_2008{.fixed = Price(100'00)};
  const PenaltyRule to_2007{.fixed = Price(40'00)};

  EXPECT_EQ(penalty_fine(from_2008, Tonnes(1'234), Price(80'00)), Cash(123'400'00));
  EXPECT_EQ(penalty_fine(to_2007, Tonnes(1'234), Price()), Cash(49'360'00));
  EXPECT_EQ(penalty_make_good(from_2008, Tonnes(1'234)), Tonnes(1'234));
}

// The rule is V (bjruji.com), the price an example.
TEST(Penalty, IsAMultipleOfTheMarketPriceInShenzhen) {
  const PenaltyRule shenzhen{.market_multiple = BasisPoints(30'000)};
  EXPECT_EQ(penalty_fine(shenzhen, Tonnes(1'000), Price(41'23)), Cash(123'690'00));
}

TEST(Penalty, RoundsTheWholeFineToTheNearestCentOnce) {
  const PenaltyRule half_more{.market_multiple = BasisPoints(15'000)};
  EXPECT_EQ(penalty_fine(half_more, Tonnes(1), Price(3)), Cash(5));   // 4.5
  EXPECT_EQ(penalty_fine(half_more, Tonnes(3), Price(3)), Cash(14));  // 13.5
}

TEST(Penalty, IsTheLargerOfTheTwoWhereARuleHasBoth) {
  const PenaltyRule both{.fixed = Price(50'00), .market_multiple = BasisPoints(20'000)};
  EXPECT_EQ(penalty_fine(both, Tonnes(10), Price(20'00)), Cash(500'00));
  EXPECT_EQ(penalty_fine(both, Tonnes(10), Price(30'00)), Cash(600'00));
}

// Three times the market price, at most KRW 100,000 (V climate-laws.org).
TEST(Penalty, StopsAtTheCeilingInKorea) {
  const PenaltyRule korea{.market_multiple = BasisPoints(30'000), .ceiling = Price(100'000'00)};
  EXPECT_EQ(penalty_fine(korea, Tonnes(10), Price(25'500'00)), Cash(765'000'00));
  EXPECT_EQ(penalty_fine(korea, Tonnes(10), Price(33'334'00)), Cash(1'000'000'00));
}

TEST(Penalty, MayBePaidInAllowancesAlone) {
  const PenaltyRule three_for_one{.owed_again = BasisPoints(30'000)};
  EXPECT_EQ(penalty_fine(three_for_one, Tonnes(500), Price(12'50)), Cash());
  EXPECT_EQ(penalty_make_good(three_for_one, Tonnes(500)), Tonnes(1'500));
  EXPECT_EQ(penalty_make_good({.owed_again = BasisPoints(15'000)}, Tonnes(3)), Tonnes(5));
}

TEST(Penalty, KeepsItsValueWhenItIsIndexed) {
  EXPECT_EQ(indexed_price(Price(100'00), 11'234, 10'000), Price(112'34));
  EXPECT_EQ(indexed_price(Price(100'00), 100, 100), Price(100'00));
  EXPECT_EQ(indexed_price(Price(100'00), 1'000'045, 1'000'000), Price(100'00));
  EXPECT_EQ(indexed_price(Price(100'00), 1'000'050, 1'000'000), Price(100'01));
  EXPECT_DEATH((void)indexed_price(Price(100'00), 1, 0), "CHECK failed");
}

TEST(Penalty, HoldsAtTheLargestFigures) {
  const PenaltyRule largest{.market_multiple = BasisPoints(1'000'000)};
  EXPECT_EQ(penalty_fine(largest, kMaxOrderQuantity, kMaxPrice), kMaxPrice * kMaxOrderQuantity);
}

}  // namespace
}  // namespace tanshi
