// What abating is worth where the free allocation follows emissions, by hand.
#include "agents/valuation/final_allocation.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "agents/valuation/abatement_banking.h"
#include "tests/unit/agents/valuation/rubin_market.h"

namespace tanshi {
namespace {

// A tonne a unit of price, up to the baseline of 100 t.
double worth_doing(double price) {
  return std::clamp(price, 0.0, 100.0);
}

AllocationTerms terms(std::int64_t by_output, BasisPoints floor) {
  AllocationTerms terms;
  terms.by_output = Tonnes(by_output);
  terms.floor = floor;
  return terms;
}

TEST(FinalAllocation, IsWhatOutputEarnsBetweenFloorAndCeiling) {
  AllocationTerms earned = terms(60, BasisPoints(8'000));
  earned.ceiling = BasisPoints(10'300);

  EXPECT_EQ(final_allocation_t(earned, 100), 80);
  EXPECT_EQ(final_allocation_t(earned, 70), 60);
  EXPECT_DOUBLE_EQ(final_allocation_t(earned, 50), 51.5);
}

TEST(FinalAllocation, OffTheFloorAbatingIsWorthThePrice) {
  EXPECT_EQ(abatement_worth_doing_t(terms(90, BasisPoints(8'000)), 100, 30, worth_doing), 30);
  EXPECT_EQ(abatement_worth_doing_t(terms(60, BasisPoints()), 100, 30, worth_doing), 30);
}

// 60 t for 100 t: the floor of 80 t holds until 25 t are abated, of which each saves a fifth.
TEST(FinalAllocation, OnTheFloorItIsWorthWhatItSaves) {
  EXPECT_NEAR(abatement_worth_doing_t(terms(60, BasisPoints(8'000)), 100, 30, worth_doing), 6,
              1e-9);
  EXPECT_EQ(abatement_worth_doing_t(terms(79, BasisPoints(8'000)), 100, 30, worth_doing), 30);
}

TEST(FinalAllocation, WhoIsNeverShortAbatesNothingAndNoMoreThanTheCeilingLeaves) {
  EXPECT_EQ(abatement_worth_doing_t(terms(60, kFullShare), 100, 30, worth_doing), 0);
  EXPECT_EQ(abatement_worth_doing_t(terms(110, kFullShare), 100, 30, worth_doing), 30);
  AllocationTerms capped = terms(80, BasisPoints());
  capped.ceiling = kFullShare;
  EXPECT_EQ(abatement_worth_doing_t(capped, 100, 30, worth_doing), 20);
  capped.by_output = Tonnes(120);
  EXPECT_EQ(abatement_worth_doing_t(capped, 100, 30, worth_doing), 0);
}

// What is still to come counts as if it were held already.
TEST(FinalAllocation, TheFirmReckonsWithWhatIsStillToCome) {
  const auto valuation = make_abatement_banking_valuation(rubin_brief());
  const auto waiting = make_abatement_banking_valuation(rubin_brief());
  Observation late = rubin_observation(60);
  late.allocation = AllocationTerms{.advance = to_tonnes_nearest(60 * kScale),
                                    .by_output = to_tonnes_nearest(90 * kScale),
                                    .floor = {},
                                    .ceiling = {}};

  const Appraisal held = valuation->appraise(rubin_observation(90));
  const Appraisal to_come = waiting->appraise(late);

  EXPECT_EQ(to_come.buy.quantity, held.buy.quantity);
  EXPECT_EQ(to_come.buy.limit, held.buy.limit);
  EXPECT_EQ(waiting->abatement(late), valuation->abatement(rubin_observation(90)));
}

}  // namespace
}  // namespace tanshi
