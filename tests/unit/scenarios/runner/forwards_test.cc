// Forwards in a session: firms that hedge, deliveries, and what they pay.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "agents/abatement/rounding.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

RunResult played(const Scenario& scenario, std::uint64_t seed = 1) {
  return run_locally(scenario, seed, [](const SessionPosition&) { return true; }).value();
}

// Firms whose abatement is cheap have allowances to spare, the others lack them.
Scenario with_forwards(ForwardPlan plan) {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 40;
  scenario.beliefs = {};
  scenario.forwards = plan;
  return scenario;
}

const ForwardResult& row(const RunResult& result, std::int32_t year, std::int32_t delivery) {
  const auto found = std::ranges::find_if(result.forwards, [&](const ForwardResult& forward) {
    return forward.year == Year{year} && forward.delivery == Year{delivery};
  });
  return found == result.forwards.end() ? result.forwards.at(99) : *found;
}

TEST(Forwards, AreListedAheadAndDeliveredInTheirYear) {
  const RunResult result = played(with_forwards({.years_ahead = 2}));

  ASSERT_EQ(result.forwards.size(), 5U);
  for (const std::int32_t year : {2025, 2026}) {
    for (std::int32_t delivery = year + 1; delivery <= 2027; ++delivery) {
      const ForwardResult& ahead = row(result, year, delivery);
      EXPECT_GT(ahead.volume, Tonnes()) << year << " for " << delivery;
      EXPECT_GT(ahead.open, Tonnes());
      EXPECT_EQ(ahead.delivered + ahead.undelivered, Tonnes());
    }
  }
  for (const std::int32_t year : {2026, 2027}) {
    const ForwardResult& due = row(result, year, year);
    EXPECT_EQ(due.open, row(result, year - 1, year).open);  // no robot trades in the last year
    EXPECT_EQ(due.delivered + due.undelivered, due.open);
    EXPECT_GT(to_double(due.delivered), 0.95 * to_double(due.open));
    EXPECT_EQ(due.unpaid, Cash());
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(Forwards, CostWhatAnAllowanceWillAtTheDiscountRate) {
  const RunResult result = played(with_forwards({.years_ahead = 2}));
  const double now = result.years[0].price_mean.value();
  EXPECT_NEAR(row(result, 2025, 2026).price_mean.value() / (now * 1.05), 1, 0.02);
  EXPECT_NEAR(row(result, 2025, 2027).price_mean.value() / (now * 1.05 * 1.05), 1, 0.02);
}

// Delivered tonnes are as good as bought ones.
TEST(Forwards, ServeComplianceInThePlaceOfSpotTrades) {
  const RunResult result = played(with_forwards({.hedge_share = BasisPoints(9'000)}));
  const RunResult without = played(with_forwards({.hedge_share = BasisPoints()}));
  for (std::size_t year = 0; year < 3; ++year) {
    EXPECT_EQ(result.years[year].shortfall, Tonnes());
    EXPECT_NEAR(result.years[year].price_mean.value() / without.years[year].price_mean.value(), 1,
                0.1);
  }
  // Less is left to trade on the spot.
  EXPECT_LT(result.years[1].volume, without.years[1].volume);
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(Forwards, AreNotTradedByRobotsThatHedgeNothing) {
  const RunResult result = played(with_forwards({.hedge_share = BasisPoints()}));
  ASSERT_EQ(result.forwards.size(), 4U);
  for (const ForwardResult& forward : result.forwards) {
    EXPECT_EQ(forward.volume, Tonnes());
    EXPECT_FALSE(forward.price_mean.has_value());
    EXPECT_EQ(forward.delivered + forward.undelivered, Tonnes());
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

// A firm's cash from trade is what it agreed, also where that is paid only at delivery.
TEST(Forwards, ArePaidAtDeliveryOutOfTheFirmsCash) {
  Scenario scenario = with_forwards({.hedge_share = BasisPoints(10'000)});
  scenario.traders.clear();
  const RunResult result = played(scenario);
  Cash sum;
  for (const FirmResult& firm : result.firms) sum += firm.trading_cash;
  EXPECT_EQ(sum, Cash());
  EXPECT_GT(row(result, 2026, 2026).delivered, Tonnes());
  EXPECT_EQ(result.conservation_violations, 0);
}

}  // namespace
}  // namespace tanshi
