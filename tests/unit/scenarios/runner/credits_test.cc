// Offsets and linked systems in a session, and borrowing.
#include <gtest/gtest.h>

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "exchange/policy/surrender_terms.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

RunResult played(const Scenario& scenario) {
  return run_locally(scenario, 1, [](const SessionPosition&) { return true; }).value();
}

CreditKind offsets(std::int64_t quota_bps, double slope, std::int64_t most_t) {
  CreditKind kind;
  kind.name = "offsets";
  kind.quota.assign(3, BasisPoints(quota_bps));
  ProducerGroup projects;
  projects.name = "sink";
  projects.count = 2;
  projects.strategy = "zip";
  projects.curve = AbatementCurve(LinearMac{0, slope}, static_cast<double>(most_t));
  projects.ready.assign(3, Tonnes());
  projects.most.assign(3, Tonnes(most_t));
  kind.producers = {projects};
  return kind;
}

Scenario with_credits(CreditKind kind) {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 40;
  scenario.beliefs = {};
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  scenario.credits = {std::move(kind)};
  return scenario;
}

// Plentiful and cheap: every firm uses its whole quota, and a credit costs what the last of them
// costs to make, far below an allowance.
TEST(Credits, MeetTheirQuotaAtTheirCostWhereTheyAreCheap) {
  const RunResult result = played(with_credits(offsets(500, 1e-4, 40'000)));

  ASSERT_EQ(result.credits.size(), 3U);
  for (std::size_t year = 0; year < 3; ++year) {
    const CreditResult& credits = result.credits[year];
    EXPECT_EQ(credits.kind, "offsets");
    EXPECT_EQ(credits.year, result.years[year].year);
    const Tonnes quota = offset_quota(BasisPoints(500), result.years[year].obligation);
    EXPECT_LE(result.years[year].credits_met, quota);
    EXPECT_GE(to_double(result.years[year].credits_met), to_double(quota) * 0.9);
    EXPECT_EQ(credits.met, result.years[year].credits_met);
    EXPECT_EQ(credits.surrendered, credits.met);
    EXPECT_GE(credits.made, credits.surrendered);
    EXPECT_LT(credits.price_mean.value(), result.years[year].price_mean.value() / 2);
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

// Without a binding quota a credit is as good as an allowance, and costs as much.
TEST(Credits, CostAnAllowanceWhereTheQuotaDoesNotBind) {
  const RunResult result = played(with_credits(offsets(10'000, 1e-3, 100'000)));

  for (std::size_t year = 0; year < 3; ++year) {
    EXPECT_NEAR(result.credits[year].price_mean.value() / result.years[year].price_mean.value(), 1,
                0.2);
    EXPECT_NEAR(result.years[year].price_mean.value() / result.years[year].price_benchmark, 1,
                0.15);
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(Credits, LowerThePriceOfAnAllowanceInTheMarketAndInTheory) {
  Scenario scenario = with_credits(offsets(1'000, 1e-4, 40'000));
  const RunResult with = played(scenario);
  scenario.credits.clear();
  const RunResult without = played(scenario);
  for (std::size_t year = 0; year < 3; ++year) {
    EXPECT_LT(with.years[year].price_benchmark, without.years[year].price_benchmark);
    EXPECT_LT(with.years[year].price_mean.value(), without.years[year].price_mean.value());
    EXPECT_NEAR(with.years[year].price_mean.value() / with.years[year].price_benchmark, 1, 0.1);
  }
}

// A unit that meets half a tonne is worth half an allowance.
TEST(Credits, ArePaidByWhatTheyMeet) {
  CreditKind kind = offsets(10'000, 2e-3, 200'000);
  kind.worth = BasisPoints(5'000);
  const RunResult result = played(with_credits(std::move(kind)));

  for (std::size_t year = 0; year < 3; ++year) {
    const CreditResult& credits = result.credits[year];
    EXPECT_GT(credits.met, Tonnes());
    EXPECT_NEAR(to_double(credits.met) / to_double(credits.surrendered), 0.5, 1e-3);
    EXPECT_NEAR(credits.price_mean.value() / result.years[year].price_mean.value(), 0.5, 0.1);
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(Credits, OfWhichNobodyMakesAnyChangeNothingButTheBook) {
  const RunResult result = played(with_credits(offsets(500, 1e-4, 0)));
  for (const CreditResult& credits : result.credits) {
    EXPECT_EQ(credits.made, Tonnes());
    EXPECT_FALSE(credits.price_mean.has_value());
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

// ---- Borrowing ---------------------------------------------------------------------------------

// The cap is tight at first and loose later: all would rather use later allowances now.
Scenario tight_at_first() {
  Scenario scenario = small_scenario();
  scenario.beliefs = {};
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  scenario.initial_bank = Tonnes();
  scenario.traders.clear();
  scenario.cap = {Tonnes(140'000), Tonnes(170'000), Tonnes(190'000)};
  scenario.free = scenario.cap;
  return scenario;
}

TEST(Borrowing, UsesALittleOfTheNextYearAndPaysItBack) {
  Scenario scenario = tight_at_first();
  const RunResult without = played(scenario);
  scenario.borrowing = BasisPoints(1'000);
  const RunResult with = played(scenario);

  EXPECT_EQ(without.years[0].borrowed, Tonnes());
  EXPECT_GT(with.years[0].borrowed, Tonnes(10'000));
  EXPECT_LE(with.years[0].borrowed, Tonnes(17'000));
  EXPECT_EQ(with.years[2].borrowed, Tonnes());
  EXPECT_LT(with.years[0].price_mean.value(), without.years[0].price_mean.value());
  EXPECT_LT(with.years[0].price_benchmark, without.years[0].price_benchmark);
  EXPECT_GT(with.years[2].price_benchmark, without.years[2].price_benchmark);
  for (const YearResult& year : with.years) {
    EXPECT_NEAR(year.price_mean.value() / year.price_benchmark, 1, 0.1);
    EXPECT_EQ(year.shortfall, Tonnes());
  }
  EXPECT_EQ(with.conservation_violations, 0);
}

TEST(Borrowing, GivesNobodyMoreThanItsShareOfItsNextAllocation) {
  Scenario scenario = tight_at_first();
  scenario.borrowing = BasisPoints(500);
  const RunResult result = played(scenario);
  Tonnes most;
  for (const FirmResult& firm : result.firms) most += Tonnes(firm.allocation[1].raw() / 20);
  EXPECT_LE(result.years[0].borrowed, most);
  EXPECT_GT(result.years[0].borrowed, Tonnes());
  EXPECT_EQ(result.conservation_violations, 0);
}

}  // namespace
}  // namespace tanshi
