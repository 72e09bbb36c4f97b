// Proves what a change of the world does to the scenario, and that years that have ended stay as
// they were: their baselines and their cap.
#include "scenarios/hosting/world_change.h"

#include <gtest/gtest.h>

#include <initializer_list>

#include "scenarios/runner/world.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

constexpr std::uint64_t kSeed = 3;

double baseline_t(const Scenario& scenario, std::size_t year) {
  return make_world(scenario, kSeed).seats[0].plant.baseline_t[year];
}

TEST(WorldChange, OfDemandMultipliesBaselinesFromItsFirstYear) {
  const Scenario before = small_scenario();
  Scenario after = before;

  ASSERT_TRUE(
      change_scenario(DemandShock{BasisPoints(12'000), Year{2026}, 1, false}, Year{2026}, after)
          .ok());

  EXPECT_DOUBLE_EQ(baseline_t(after, 0), baseline_t(before, 0));
  EXPECT_DOUBLE_EQ(baseline_t(after, 1), baseline_t(before, 1) * 1.2);
  EXPECT_DOUBLE_EQ(baseline_t(after, 2), baseline_t(before, 2));
}

TEST(WorldChange, OfDemandLastsToTheEndAndBeginsNowUnlessItSaysOtherwise) {
  const Scenario before = small_scenario();
  Scenario after = before;

  ASSERT_TRUE(
      change_scenario(DemandShock{BasisPoints(5'000), Year{}, 0, true}, Year{2026}, after).ok());

  EXPECT_DOUBLE_EQ(baseline_t(after, 0), baseline_t(before, 0));
  EXPECT_DOUBLE_EQ(baseline_t(after, 1), baseline_t(before, 1) * 0.5);
  EXPECT_DOUBLE_EQ(baseline_t(after, 2), baseline_t(before, 2) * 0.5);
}

TEST(WorldChange, OfCostMakesTheNextTonneDearer) {
  Scenario scenario = small_scenario();
  const double before = scenario.firms[0].curve.mac(1'000);

  ASSERT_TRUE(change_scenario(CostShock{BasisPoints(15'000)}, Year{2025}, scenario).ok());

  EXPECT_DOUBLE_EQ(scenario.firms[0].curve.mac(1'000), before * 1.5);
}

TEST(WorldChange, OfTheCapTakesFreeAllocationWithItAndLeavesEarlierYears) {
  const Scenario before = small_scenario();
  Scenario after = before;

  ASSERT_TRUE(change_scenario(CapChange{BasisPoints(8'000), Year{2026}}, Year{2025}, after).ok());

  EXPECT_EQ(after.cap[0], before.cap[0]);
  EXPECT_EQ(after.cap[1], Tonnes(136'000));
  EXPECT_EQ(after.free[1], Tonnes(136'000));
  EXPECT_EQ(after.cap[2], Tonnes(128'000));
}

TEST(WorldChange, OutOfRangeIsRefusedWithWhatIsRightAndChangesNothing) {
  Scenario scenario = small_scenario();
  const std::initializer_list<WorldChange> wrong = {
      CapChange{BasisPoints(8'000), Year{2025}}, CapChange{BasisPoints(30'001), Year{2026}},
      CostShock{BasisPoints(0)}, DemandShock{BasisPoints(12'000), Year{2028}, 1, false}};
  for (const WorldChange& change : wrong) {
    EXPECT_EQ(change_scenario(change, Year{2025}, scenario).code(),
              absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(scenario.cap, small_scenario().cap);
  EXPECT_TRUE(scenario.shocks.events.empty());
  EXPECT_EQ(
      change_scenario(CapChange{BasisPoints(8'000), Year{2027}}, Year{2027}, scenario).message(),
      "first_year is 2027; no year comes after 2027");
}

TEST(WorldChange, InAllStaysWithinATenthAndTenTimes) {
  ChangeTotals totals;
  const CapChange thrice{BasisPoints(30'000), Year{2026}};
  ASSERT_TRUE(add_to(totals, thrice).ok());
  ASSERT_TRUE(add_to(totals, thrice).ok());

  EXPECT_EQ(add_to(totals, thrice).message(),
            "factor_bps is 30000; with what was changed before, the cap would be multiplied by 27 "
            "in all; must stay in [0.1, 10]");

  EXPECT_DOUBLE_EQ(totals.cap, 9);
  EXPECT_TRUE(add_to(totals, CapChange{BasisPoints(1'000), Year{2026}}).ok());
  EXPECT_TRUE(add_to(totals, CostShock{BasisPoints(100'000)}).ok());
  EXPECT_FALSE(add_to(totals, CostShock{BasisPoints(11'000)}).ok());
}

}  // namespace
}  // namespace tanshi
