// Markets of many firms that know each other come to the price of theory, whatever their costs,
// their allocation and the path of the cap: without noise in baselines and beliefs nothing but the
// agents stands between the two. Every shape of curve, flat ones among them, groups that get
// nothing free, no banking, penalties far above the price.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "exchange/base/random_stream.h"
#include "scenarios/runner/runner.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

class ScenarioMaker {
 public:
  explicit ScenarioMaker(std::uint64_t seed) : random_(seed, 0, 98) {}

  Scenario make() {
    Scenario scenario;
    scenario.name = "convergence";
    scenario.horizon = {Year{2025}, one_of(1, 3, 5), 50, 2};
    scenario.tick = Price(1);
    scenario.lot = Tonnes(1'000);
    scenario.penalty = Price(one_of(20'000, 30'000, 500'000));
    scenario.max_price = Price(scenario.penalty.raw() * 10);
    scenario.discount_rate = one_of(0.0, 0.05, 0.1);
    if (one_of(false, false, true)) scenario.carry_over = CarryOverRule{};
    const double growth = one_of(0.0, 0.0, 0.01);
    for (int i = one_of(2, 3, 4); i > 0; --i) {
      scenario.firms.push_back(group("g" + std::to_string(i), scenario.discount_rate, growth));
    }
    if (one_of(true, false, false)) scenario.firms.front().allocation_weight = 0;

    const double all_t =
        std::accumulate(scenario.firms.begin(), scenario.firms.end(), 0.0,
                        [](double sum, const FirmGroup& firms) { return sum + firms.baseline_t; });
    const double first = uniform(0.75, 0.92);
    const double cut = one_of(0.0, 0.02, 0.04);
    const bool steady = one_of(true, true, false);
    for (int year = 0; year < scenario.horizon.years; ++year) {
      const double share = steady ? first * (1 - cut * year) : uniform(0.75, 0.9);
      scenario.cap.emplace_back(static_cast<std::int64_t>(all_t * share));
    }
    scenario.free = scenario.cap;
    scenario.auctions.years.resize(scenario.cap.size());
    scenario.initial_bank = Tonnes(static_cast<std::int64_t>(all_t * one_of(0.0, 0.05, 0.05)));
    if (one_of(true, false, true)) {
      scenario.traders.push_back({"maker", 1, "market_maker", Cash(10'000'000'000),
                                  Tonnes(scenario.initial_bank.raw() / 20)});
    }
    return scenario;
  }

 private:
  template <class T>
  T one_of(T a, T b, T c) {
    const T choices[] = {a, b, c};
    return choices[random_.uniform_int(0, 2)];
  }

  double uniform(double low, double high) { return low + (high - low) * random_.uniform(); }

  // Half of the baseline costs about `price` at the margin.
  AbatementCurve curve(double baseline_t) {
    const double price = one_of(20.0, 50.0, 100.0);
    const double half_t = baseline_t / 2;
    switch (random_.uniform_int(0, 4)) {
      case 0:
        return AbatementCurve(LinearMac{one_of(0.0, 10.0, -10.0), price / half_t}, baseline_t);
      case 1:
        return AbatementCurve(QuadraticMac{price / (half_t * half_t) / 2,
                                           one_of(1.0, 0.0, -0.2) * price / half_t / 2},
                              baseline_t);
      case 2:
        return AbatementCurve(PowerMac{price * 3, one_of(0.7, 1.5, 3.0), baseline_t});
      case 3:
        return AbatementCurve(ExponentialMac{price / 6, 4 / baseline_t}, baseline_t);
      default:
        return AbatementCurve(LinearMac{one_of(15.0, 30.0, 45.0), 0}, half_t);
    }
  }

  // At least four firms: alone, or as one of two, a firm has power over the price.
  FirmGroup group(std::string name, double discount_rate, double growth) {
    FirmGroup group;
    group.name = std::move(name);
    group.count = one_of(4, 6, 10);
    group.baseline_t = one_of(1e7, 2e7, 4e7);
    group.growth = growth;
    group.curve = curve(group.baseline_t);
    group.discount_rate = discount_rate;
    group.strategy = "zip";
    group.cash = Cash(std::int64_t{1} << 50);
    group.allocation_weight = group.baseline_t;
    return group;
  }

  RandomStream random_;
};

TEST(Convergence, TradedPricesComeToTheBenchmarkAndTheGainsAreMade) {
  for (const std::uint64_t seed : test_seeds(100)) {
    const ReplayLine replay(seed);
    const Scenario scenario = ScenarioMaker(seed).make();

    const auto result = run_locally(scenario, seed, [](const SessionPosition&) { return true; });

    for (const YearResult& year : result->years) {
      EXPECT_GE(year.compliance_rate, 0.999) << raw(year.year);
      // Firms that are all alike do not trade.
      const double price = year.price_mean.value_or(year.price_benchmark);
      EXPECT_NEAR(price, year.price_benchmark, 0.1 * year.price_benchmark + 1) << raw(year.year);
    }
    EXPECT_GE(result->efficiency.value_or(1), 0.5);  // of gains that may be tiny
  }
}

}  // namespace
}  // namespace tanshi
