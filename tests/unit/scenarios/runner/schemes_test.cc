// Schemes in a session: certificates that are made, rights that are given, and what they spare.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/runner.h"
#include "scenarios/runner/scheme_theory.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

RunResult played(const Scenario& scenario) {
  return run_locally(scenario, 1, [](const SessionPosition&) { return true; }).value();
}

Scenario calm() {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 40;
  scenario.beliefs = {};
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  return scenario;
}

Tonnes abated(const RunResult& run, std::size_t year) {
  Tonnes sum;
  for (const FirmResult& firm : run.firms) sum += firm.abatement[year];
  return sum;
}

// A tenth of 500,000 must be green; makers can make 100,000 at 1 / 2,000 more for each.
Scenario with_certificates() {
  Scenario scenario = calm();
  Scheme scheme;
  scheme.name = "green";
  scheme.unit = "MWh";
  scheme.share.assign(3, BasisPoints(1'000));
  scheme.allocated.assign(3, Tonnes());
  scheme.penalty = Price(10'000);
  ProducerGroup wind;
  wind.name = "wind";
  wind.count = 4;
  wind.strategy = "zip";
  wind.curve = AbatementCurve(LinearMac{0, 5e-4}, 100'000);
  wind.ready.assign(3, Tonnes());
  wind.most.assign(3, Tonnes(100'000));
  scheme.makers = {wind};
  scheme.displaces = Displacement{"cheap", 0.2};
  scenario.schemes = {scheme};
  scenario.firms[1].uses = {{0, 500'000, 0, {}, 0}};
  return scenario;
}

// 200,000 are used, 180,000 given: 20,000 are saved, by the first group at half the cost.
Scenario with_rights() {
  Scenario scenario = calm();
  Scheme scheme;
  scheme.name = "energy";
  scheme.unit = "tce";
  scheme.share.assign(3, kFullShare);
  scheme.allocated.assign(3, Tonnes(180'000));
  scheme.penalty = Price(50'000);
  scenario.schemes = {scheme};
  scenario.firms[0].uses = {{0, 100'000, 0, AbatementCurve(LinearMac{0, 5e-3}, 100'000), 0.5}};
  scenario.firms[1].uses = {{0, 100'000, 0, AbatementCurve(LinearMac{0, 1e-2}, 100'000), 0}};
  return scenario;
}

TEST(Schemes, CertificatesAreMadeForTheQuotaAtTheirCost) {
  const RunResult result = played(with_certificates());

  ASSERT_EQ(result.schemes.size(), 3U);
  for (std::size_t year = 0; year < 3; ++year) {
    const SchemeResult& scheme = result.schemes[year];
    EXPECT_EQ(scheme.year, result.years[year].year);
    EXPECT_EQ(scheme.used, Tonnes(500'001));  // three firms, each rounded
    EXPECT_GE(scheme.surrendered, Tonnes(49'000));
    EXPECT_EQ(scheme.surrendered + scheme.shortfall, scheme.owed);
    EXPECT_GE(scheme.made, scheme.surrendered);
    EXPECT_NEAR(scheme.price_benchmark, 25, 1);
    EXPECT_NEAR(scheme.price_mean.value(), 25, 5);
    EXPECT_NEAR(scheme.spared_t, 0.2 * to_double(scheme.made), 5);
    EXPECT_NEAR(to_double(result.years[year].spared), scheme.spared_t, 10);
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(Schemes, RightsMakeThoseSaveForWhomItCostsLeast) {
  const RunResult result = played(with_rights());

  ASSERT_EQ(result.schemes.size(), 3U);
  for (const SchemeResult& scheme : result.schemes) {
    EXPECT_EQ(scheme.allocated, Tonnes(180'000));
    EXPECT_EQ(scheme.surrendered + scheme.shortfall, scheme.owed);
    EXPECT_EQ(scheme.owed, scheme.used - scheme.saved);
    EXPECT_NEAR(to_double(scheme.saved), 20'000, 1'500);
    EXPECT_NEAR(scheme.saved_benchmark, 20'000, 10);
    EXPECT_NEAR(scheme.price_mean.value() / scheme.price_benchmark, 1, 0.15);
    EXPECT_LT(scheme.cost, scheme.cost_least * 1.1);
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

// Savings are priced in twice: by the scheme and by the allowance that they spare.
TEST(Schemes, SpareEmissionsAndSoMakeAllowancesCheaper) {
  Scenario scenario = with_rights();
  const RunResult with = played(scenario);
  scenario.schemes.front().allocated.assign(3, Tonnes(200'000));
  const RunResult plenty = played(scenario);
  for (std::size_t year = 0; year < 3; ++year) {
    EXPECT_GT(with.years[year].spared, plenty.years[year].spared);
    EXPECT_LT(with.years[year].price_benchmark, plenty.years[year].price_benchmark);
    EXPECT_LT(with.years[year].price_mean.value(), plenty.years[year].price_mean.value());
    EXPECT_EQ(with.years[year].emissions_true + with.years[year].spared + abated(with, year),
              with.years[year].baseline);
  }
}

// No saving pays: each missing unit is fined once, and forgiven.
TEST(Schemes, AMissingUnitIsBoughtOutByItsFine) {
  Scenario scenario = with_certificates();
  scenario.schemes.front().makers.front().most.assign(3, Tonnes(20'000));
  scenario.schemes.front().makers.front().curve = AbatementCurve(LinearMac{0, 5e-4}, 20'000);
  const RunResult result = played(scenario);
  for (const SchemeResult& scheme : result.schemes) {
    EXPECT_GE(scheme.shortfall, Tonnes(30'000));
    EXPECT_EQ(scheme.penalties, scenario.schemes.front().penalty * scheme.shortfall);
    EXPECT_NEAR(to_double(scheme.owed), 50'000, 10);  // nothing of the years before
    EXPECT_DOUBLE_EQ(scheme.price_benchmark, 100);
  }
  EXPECT_EQ(result.years.back().penalties, Cash());  // of emissions, which are covered
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(Schemes, FirmsAreToldWhatToExpect) {
  const Scenario scenario = with_rights();
  const World world = make_world(scenario, 1);
  const FirmBrief& firm = world.seats.front().brief.firm;
  ASSERT_EQ(firm.spared_t.size(), 3U);
  double sum = 0;
  for (const SeatPlan& seat : world.seats)
    if (seat.brief.emitter) sum += seat.brief.firm.spared_t[1];
  EXPECT_NEAR(firm.market_spared_t[1], sum, 1e-6);
  EXPECT_GT(sum, 5'000);
}

}  // namespace
}  // namespace tanshi
