// Which of the market's plants a firm counts in each year, and what it makes of that.
#include "agents/valuation/running_plants.h"

#include <gtest/gtest.h>

#include "agents/valuation/market_outlook.h"
#include "tests/unit/agents/valuation/rubin_market.h"

namespace tanshi {
namespace {

TEST(RunningPlants, AreAllWhereNothingIsSaid) {
  const SeatBrief brief = rubin_brief();
  const RunningPlants plants(brief);

  EXPECT_EQ(&plants.curve(0), &brief.firm.believed_market_curve);
  EXPECT_EQ(plants.share(0), 1);
}

// Half of the plants close after the first year, or open in the second.
TEST(RunningPlants, FollowThoseThatOpenAndClose) {
  SeatBrief brief = rubin_brief();
  const AbatementCurve half = brief.firm.believed_market_curve.members().front().split(2);
  brief.firm.believed_market_curve = AggregateCurve({half, half});
  const Year first = brief.first_year;
  const Year last = years_after(first, brief.years - 1);
  brief.firm.market_running = {{first, first}, {first, last}};
  brief.firm.market_running_share.assign(static_cast<std::size_t>(brief.years), 0.5);
  brief.firm.market_running_share.front() = 1;
  const RunningPlants plants(brief);

  EXPECT_EQ(plants.curve(0).members().size(), 2U);
  // A group keeps its place, by which projects name it, and abates nothing.
  ASSERT_EQ(plants.curve(1).members().size(), 2U);
  EXPECT_EQ(plants.curve(1).members().front().max_abatement_t(), 0);
  EXPECT_EQ(plants.curve(0).abatement_at(10), 2 * plants.curve(1).abatement_at(10));

  SeatBrief all = brief;
  all.firm.market_running.clear();
  all.firm.market_running_share.clear();
  MarketOutlook closing(brief);
  MarketOutlook staying(all);
  closing.begin_year(rubin_observation(90));
  staying.begin_year(rubin_observation(90));
  EXPECT_EQ(closing.baseline_t(), staying.baseline_t());
  EXPECT_LT(closing.bank_at(20), staying.bank_at(20));
}

}  // namespace
}  // namespace tanshi
