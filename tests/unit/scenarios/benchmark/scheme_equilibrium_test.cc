// Where a scheme clears, against results worked out by hand.
#include <gtest/gtest.h>

#include <vector>

#include "scenarios/benchmark/scheme_equilibrium.h"

namespace tanshi {
namespace {

// One year, in which all that is used is owed.
SchemeBook rights(std::int64_t allocated) {
  return {"energy",     "tce",         InstrumentId{2},     Price(10'000),
          {kFullShare}, {Tonnes(200)}, {Tonnes(allocated)}, {{}}};
}

SchemeUse user(double slope, double spares_t) {
  return {AbatementCurve(LinearMac{0, slope}, 100), spares_t, {Tonnes(100)}, {Tonnes()}, {}};
}

SchemeEquilibrium cleared(const SchemeBook& book, const std::vector<SchemeUse>& users,
                          double allowance) {
  std::vector<const SchemeUse*> all;
  all.reserve(users.size());
  for (const SchemeUse& each : users) all.push_back(&each);
  return scheme_equilibrium(book, all, 0, allowance);
}

// 30 are to be saved at 1 and 2 more for each: p + p / 2 = 30.
TEST(SchemeEquilibrium, SharesOutWhatMustBeSavedAtOnePrice) {
  const SchemeEquilibrium found = cleared(rights(170), {user(1, 0), user(2, 0)}, 0);
  EXPECT_NEAR(found.price, 20, 0.5);
  EXPECT_NEAR(found.saved[0], 20, 0.5);
  EXPECT_NEAR(found.saved[1], 10, 0.5);
  EXPECT_NEAR(found.cost, 20 * 20 / 2.0 + 10 * 10, 20);
  EXPECT_NEAR(found.uncovered, 0, 0.5);
}

// The first spares a tonne with each: it saves as if it were paid the allowance besides. At 6:
// (p + 6) + p / 2 = 30.
TEST(SchemeEquilibrium, IsCheaperWhereSavingSparesAllowances) {
  const SchemeEquilibrium found = cleared(rights(170), {user(1, 1), user(2, 0)}, 6);
  EXPECT_NEAR(found.price, 16, 0.5);
  EXPECT_NEAR(found.saved[0], 22, 0.5);
  EXPECT_NEAR(found.saved[1], 8, 0.5);
}

// At 40 an allowance alone makes the first save more than is missing.
TEST(SchemeEquilibrium, IsWorthNothingWhereAllowancesAloneSaveEnough) {
  const SchemeEquilibrium found = cleared(rights(170), {user(1, 1), user(2, 0)}, 40);
  EXPECT_NEAR(found.price, 0, 0.5);
  EXPECT_NEAR(found.saved[0], 40, 0.5);
  EXPECT_NEAR(found.saved[1], 0, 0.5);
}

// A fifth of 200 is owed. Makers sell 30 at 3 and 30 at 8: the tenth from 30 to 40 costs 8.
TEST(SchemeEquilibrium, TakesFromTheCheapestMakers) {
  SchemeBook book = rights(0);
  book.share = {BasisPoints(2'000)};
  book.offers = {{{3, 30}, {8, 30}}};
  const SchemeEquilibrium found =
      cleared(book, {{AbatementCurve(), 0, {Tonnes(200)}, {Tonnes()}, {}}}, 0);
  EXPECT_DOUBLE_EQ(found.price, 8);
  EXPECT_NEAR(found.made, 40, 0.5);
  EXPECT_NEAR(found.cost, 30 * 3 + 10 * 8, 4);
}

// 60 can be made and nothing saved: 140 pay the penalty, which is the price.
TEST(SchemeEquilibrium, CostsThePenaltyWhereUnitsAreShort) {
  SchemeBook book = rights(0);
  book.offers = {{{3, 30}, {8, 30}}};
  const SchemeEquilibrium found =
      cleared(book, {{AbatementCurve(), 0, {Tonnes(200)}, {Tonnes()}, {}}}, 0);
  EXPECT_DOUBLE_EQ(found.price, 100);
  EXPECT_NEAR(found.made, 60, 0.5);
  EXPECT_NEAR(found.uncovered, 140, 0.5);
}

// ---- What a firm saves with what it holds (agents/seat/scheme.h) ----

TEST(SchemeUse, SavesWhatItsUnitsLeaveUncoveredAsFarAsThePenaltyPays) {
  const SchemeBook book = rights(0);
  EXPECT_EQ(saved_with(book, user(1, 0), 0, Tonnes(80), 0), Tonnes(20));
  EXPECT_EQ(saved_with(book, user(1, 0), 0, Tonnes(120), 0), Tonnes(0));
  // At 4 more for each, 25 cost as much as the penalty.
  EXPECT_EQ(saved_with(book, user(4, 0), 0, Tonnes(50), 0), Tonnes(25));
  // An allowance at 30 pays for 30.
  EXPECT_EQ(saved_with(book, user(1, 1), 0, Tonnes(80), 30), Tonnes(30));
}

TEST(SchemeUse, OwesNoMoreThanItsUnitsOnceItHasSaved) {
  SchemeBook book = rights(0);
  for (const std::int64_t share : {1, 333, 5'000, 9'999, 10'000}) {
    book.share = {BasisPoints(share)};
    for (std::int64_t held = 0; held <= 100; ++held) {
      const SchemeUse use = user(1e-6, 0);
      const Tonnes saved = saved_with(book, use, 0, Tonnes(held), 0);
      EXPECT_LE(owed_after(book, use, 0, saved), Tonnes(held)) << share << " " << held;
    }
  }
}

TEST(SchemeUse, IsWorthTheSavingThatItSparesAndNothingBeyond) {
  const SchemeBook book = rights(0);
  EXPECT_DOUBLE_EQ(worth_of_unit(book, user(1, 0), 0, 60, 0), 40);
  EXPECT_DOUBLE_EQ(worth_of_unit(book, user(1, 1), 0, 60, 15), 25);
  EXPECT_DOUBLE_EQ(worth_of_unit(book, user(1, 0), 0, 100, 0), 0);
  EXPECT_DOUBLE_EQ(worth_of_unit(book, {AbatementCurve(), 0, {Tonnes(100)}, {}, {}}, 0, 60, 0),
                   100);
}

}  // namespace
}  // namespace tanshi
