// Random markets: one year solved alone and as a path agree, nobody gains by deviating, initial
// allocation does not matter, and trade never costs more than no trade.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/benchmark/efficiency.h"
#include "scenarios/benchmark/static_equilibrium.h"
#include "tests/testing/random_markets.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr double kTonnes = 1e-8;

StaticMarket random_static_market(RandomStream& random) {
  StaticMarket market;
  const std::int64_t firms = random.uniform_int(1, 8);
  for (std::int64_t i = 0; i < firms; ++i) {
    market.curves.push_back(random_curve(random, CurveKind::kAny));
    market.baseline_t.push_back(100 * random.uniform());
  }
  const double all_t = std::accumulate(market.baseline_t.begin(), market.baseline_t.end(), 0.0);
  market.cap_t = std::round(all_t * (0.3 + 0.9 * random.uniform()));
  return market;
}

BankingMarket random_banking_market(RandomStream& random) {
  const Eigen::Index firms = random.uniform_int(1, 5);
  const Eigen::Index years = random.uniform_int(1, 8);
  BankingMarket market;
  market.curves.resize(1);
  for (Eigen::Index i = 0; i < firms; ++i) {
    market.curves[0].push_back(random_curve(random, CurveKind::kAny));
  }
  market.baseline_t.resize(years, firms);
  market.cap_t.resize(years);
  for (Eigen::Index t = 0; t < years; ++t) {
    for (Eigen::Index i = 0; i < firms; ++i) market.baseline_t(t, i) = 100 * random.uniform();
    market.cap_t(t) = market.baseline_t.row(t).sum() * (0.5 + 0.7 * random.uniform());
  }
  market.initial_bank_t = 50 * random.uniform();
  market.discount_rate = 0.1 * random.uniform();
  market.price_ceiling.assign(static_cast<std::size_t>(years), 20 + 60 * random.uniform());
  return market;
}

void check_nobody_deviates(const StaticMarket& market, const StaticEquilibrium& result) {
  double emitted_t = 0;
  for (std::size_t i = 0; i < market.curves.size(); ++i) {
    const AbatementCurve curve = market.curves[i].bounded(market.baseline_t[i]);
    const double q = result.abatement_t[i];
    if (q > kTonnes) {
      EXPECT_LE(curve.mac_of_last(q - kTonnes), result.price + 1e-6);
    }
    if (q < curve.max_abatement_t() - kTonnes) {
      EXPECT_GE(curve.mac(q + kTonnes), result.price_high - 1e-6);
    }
    emitted_t += result.emissions_t[i];
  }
  EXPECT_LE(emitted_t, market.cap_t + kTonnes);
  if (result.price > 0) {
    EXPECT_NEAR(emitted_t, market.cap_t, kTonnes);
  }
}

TEST(EquilibriumProperty, AtTheStaticPriceNobodyDeviates) {
  for (const std::uint64_t seed : test_seeds(2000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const StaticMarket market = random_static_market(random);

    const auto result = static_equilibrium(market);

    if (const auto* too_low = std::get_if<CapTooLow>(&result)) {
      EXPECT_GT(too_low->least_emissions_t, market.cap_t);
      continue;
    }
    check_nobody_deviates(market, std::get<StaticEquilibrium>(result));
  }
}

TEST(EquilibriumProperty, OneYearIsTheStaticEquilibrium) {
  for (const std::uint64_t seed : test_seeds(1000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const StaticMarket market = random_static_market(random);
    BankingMarket year;
    year.curves = {market.curves};
    year.baseline_t = Eigen::Map<const Eigen::RowVectorXd>(
        market.baseline_t.data(), static_cast<Eigen::Index>(market.baseline_t.size()));
    year.cap_t = Eigen::VectorXd::Constant(1, market.cap_t);

    const auto expected = static_equilibrium(market);
    const auto result = banking_equilibrium(year);

    ASSERT_EQ(result.index(), expected.index());
    if (result.index() == 1) continue;
    const auto& path = std::get<BankingEquilibrium>(result);
    const auto& one = std::get<StaticEquilibrium>(expected);
    EXPECT_NEAR(path.price(0), one.price, 1e-8);
    EXPECT_NEAR(path.present_cost, one.total_cost, 1e-7);
  }
}

TEST(EquilibriumProperty, TradeNeverCostsMoreThanNoTrade) {
  for (const std::uint64_t seed : test_seeds(500)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const BankingMarket market = random_banking_market(random);
    const Eigen::Index firms = market.baseline_t.cols();
    Endowment endowment;
    endowment.allowances_t = with_auctioned(0 * market.baseline_t, market.cap_t, market.baseline_t);
    endowment.initial_bank_t =
        Eigen::VectorXd::Constant(firms, market.initial_bank_t / static_cast<double>(firms));

    const auto alone = std::get<NoTrade>(no_trade(market, endowment));
    const auto least = std::get<BankingEquilibrium>(banking_equilibrium(market));

    EXPECT_GE(alone.total_present_cost, least.present_cost - 1e-7);
    const auto share =
        efficiency({alone.total_present_cost, least.present_cost, least.present_cost});
    if (share) {
      EXPECT_EQ(*share, 1);
    }
  }
}

// The canary: a hundredth of a tonne abated by another firm costs more.
TEST(EquilibriumProperty, AWrongAllocationIsNoticed) {
  int noticed = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    RandomStream random = random_stream_of(seed);
    const StaticMarket market = random_static_market(random);
    const auto result = static_equilibrium(market);
    const auto* right = std::get_if<StaticEquilibrium>(&result);
    if (right == nullptr || right->price == 0 || market.curves.size() < 2) continue;
    std::vector<double> wrong_t = right->abatement_t;
    wrong_t[0] -= 0.01;
    wrong_t[1] += 0.01;
    double cost = 0;
    for (std::size_t i = 0; i < wrong_t.size(); ++i)
      cost += market.curves[i].total_cost(wrong_t[i]);
    noticed += cost > right->total_cost ? 1 : 0;
  }
  EXPECT_GT(noticed, 30);
}

}  // namespace
}  // namespace tanshi
