// Whatever a scenario asks for within what its reader allows, a run ends, conserves every tonne
// and every cent, settles every obligation, and is the same a second time. Scenarios are drawn
// towards the edges: one firm, one day, no cap, free abatement, huge lots, no cash.
#include <gtest/gtest.h>

#include <iterator>
#include <string>
#include <utility>

#include "exchange/base/random_stream.h"
#include "scenarios/runner/runner.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

class ScenarioMaker {
 public:
  explicit ScenarioMaker(std::uint64_t seed) : random_(seed, 0, 99) {}

  Scenario make() {
    Scenario scenario;
    scenario.name = "random";
    scenario.horizon = {Year{2025}, one_of(1, 2, 5), one_of(1, 3, 10), one_of(1, 2, 3)};
    scenario.tick = Price(one_of(1, 5, 1'000));
    scenario.lot = Tonnes(one_of(1, 1'000, 1'000'000));
    scenario.max_price = Price(one_of(1'000, 100'000, 10'000'000));
    scenario.penalty = Price(one_of(1, 10'000, 10'000'000));
    scenario.discount_rate = 0.01 * one_of(0, 5, 50);
    if (one_of(0, 0, 1) == 1) scenario.carry_over = CarryOverRule{};
    scenario.beliefs = {0.1 * one_of(0, 1, 5), 0.1 * one_of(0, 1, 5), 0.01 * one_of(0, 1, 100)};
    const int groups = one_of(1, 2, 4);
    for (int i = 0; i < groups; ++i) scenario.firms.push_back(group("g" + std::to_string(i)));
    scenario.firms.front().allocation_weight = 1;
    const double total = scenario.firms.front().baseline_t * groups;
    for (int year = 0; year < scenario.horizon.years; ++year) {
      scenario.cap.emplace_back(static_cast<std::int64_t>(total * 0.25 * one_of(0, 3, 5)));
    }
    scenario.initial_bank = Tonnes(one_of(0, 1'000, 50'000'000));
    if (one_of(0, 1, 1) == 1) {
      scenario.traders.push_back({"maker", 1, "market_maker", Cash(one_of(0, 1, 1'000'000)),
                                  Tonnes(scenario.initial_bank.raw() / 2)});
    }
    return scenario;
  }

 private:
  template <class T>
  T one_of(T a, T b, T c) {
    const T choices[] = {a, b, c};
    return choices[random_.uniform_int(0, 2)];
  }

  AbatementCurve curve(double baseline) {
    switch (random_.uniform_int(0, 5)) {
      case 0:
        return AbatementCurve(LinearMac{0.0, one_of(1e-9, 1e-6, 1.0)}, baseline);
      case 1:
        return AbatementCurve(LinearMac{-5.0, one_of(0.0, 1e-6, 1e-3)}, baseline / 2);
      case 2:
        return AbatementCurve(QuadraticMac{1e-12, one_of(-1e-6, 0.0, 1e-6)}, baseline);
      case 3:
        return AbatementCurve(PowerMac{one_of(1.0, 100.0, 1e5), 3, baseline});
      case 4:
        return AbatementCurve(ExponentialMac{10, one_of(1e-9, 1e-7, 1e-5)}, baseline);
      default:
        return AbatementCurve(
            StepMac{{{one_of(-1.0, 0.0, 20.0), baseline / 10}, {50, baseline / 5}}}, baseline);
    }
  }

  FirmGroup group(std::string name) {
    FirmGroup group;
    group.name = std::move(name);
    group.count = one_of(1, 2, 7);
    group.baseline_t = one_of(1.0, 1e6, 1e9);
    group.growth = one_of(-1.0, -0.5, 0.1);
    group.volatility = one_of(0.0, 0.02, 0.9);
    group.curve = curve(group.baseline_t);
    group.discount_rate = 0.05 * one_of(0, 1, 4);
    group.strategy = one_of("zip", "zi_c", "zi_u");
    group.cash = Cash(one_of(std::int64_t{0}, std::int64_t{1'000'000}, std::int64_t{1} << 50));
    group.allocation_weight = one_of(0.0, 1.0, group.baseline_t);
    return group;
  }

  RandomStream random_;
};

TEST(RandomScenarios, RunToTheEndAndBalance) {
  for (const std::uint64_t seed : test_seeds(1000)) {
    const ReplayLine replay(seed);
    const Scenario scenario = ScenarioMaker(seed).make();
    const auto go_on = [](const SessionPosition&) { return true; };

    const auto result = run_locally(scenario, seed, go_on);
    const auto again = run_locally(scenario, seed, go_on);

    ASSERT_TRUE(result && again);
    EXPECT_EQ(result->conservation_violations, 0);
    EXPECT_EQ(result->events_hash, again->events_hash);
    EXPECT_EQ(std::ssize(result->years), scenario.horizon.years);
    for (const YearResult& year : result->years) {
      EXPECT_EQ(year.surrendered + year.shortfall, year.obligation);
    }
  }
}

}  // namespace
}  // namespace tanshi
