// The equilibrium of one year against published figures (Ellerman and Decaux 1998, and the closed
// form of reference/economics.md section 2) and against what steps, slack caps and impossible
// caps imply.
#include "scenarios/benchmark/static_equilibrium.h"

#include <cmath>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

StaticEquilibrium solve(const StaticMarket& market) {
  const auto result = static_equilibrium(market);
  EXPECT_TRUE(std::holds_alternative<StaticEquilibrium>(result));
  return std::get<StaticEquilibrium>(result);
}

// Ellerman and Decaux, "Analysis of Post-Kyoto CO2 Emissions Trading Using Marginal Abatement
// Curves", MIT Joint Program report 40, 1998; figures of reference/economics.md section 1.
// P = a R^2 + b R in USD1985/tC with R in MtC; `asked` is the Kyoto reduction of 2010 in MtC.
struct Region {
  std::string name;
  double a;
  double b;
  double asked;
  double no_trade_price;
  double abatement;  // at the equilibrium of all six
};

const std::vector<Region> kAnnexB = {
    {"USA", 0.0005, 0.0398, 571, 186, 465.4}, {"JPN", 0.0155, 1.8160, 144, 584, 49.2},
    {"EEC", 0.0024, 0.1503, 308, 273, 200.7}, {"OOE", 0.0085, -0.0986, 171, 233, 128.1},
    {"EET", 0.0079, 0.0486, 118, 116, 123.7}, {"FSU", 0.0023, 0.0042, -111, 0, 233.9},
};

// Any baseline will do: only what is asked matters.
constexpr double kBaselineMtc = 2000;

TEST(StaticEquilibrium, EllermanDecauxAnnexBTradingClearsAt127) {
  StaticMarket market;
  for (const Region& region : kAnnexB) {
    market.curves.emplace_back(QuadraticMac{region.a, region.b});
    market.baseline_t.push_back(kBaselineMtc);
    market.cap_t += kBaselineMtc - region.asked;
  }

  const StaticEquilibrium result = solve(market);

  EXPECT_NEAR(result.price, 126.84, 0.005);
  EXPECT_EQ(result.price_high, result.price);
  for (std::size_t i = 0; i < kAnnexB.size(); ++i) {
    EXPECT_NEAR(result.abatement_t[i], kAnnexB[i].abatement, 0.05) << kAnnexB[i].name;
    EXPECT_NEAR(market.curves[i].mac(result.abatement_t[i]), result.price, 1e-9);
  }
  // Buyers abate less than they were asked to, sellers more.
  const double bought[] = {105.6, 94.8, 107.3, 42.9, -5.7, -344.9};
  for (std::size_t i = 0; i < kAnnexB.size(); ++i) {
    EXPECT_NEAR(kAnnexB[i].asked - result.abatement_t[i], bought[i], 0.05) << kAnnexB[i].name;
  }
}

TEST(StaticEquilibrium, InTonnesTheSameMarketHasTheSamePrice) {
  StaticMarket market;
  for (const Region& region : kAnnexB) {
    market.curves.push_back(AbatementCurve(QuadraticMac{region.a, region.b}).scaled(1e6));
    market.baseline_t.push_back(kBaselineMtc * 1e6);
    market.cap_t += (kBaselineMtc - region.asked) * 1e6;
  }

  EXPECT_NEAR(solve(market).price, 126.84, 0.005);
}

// The paper's prices come from rounded coefficients: within 1 %.
TEST(StaticEquilibrium, EllermanDecauxWithoutTradeEachRegionHasItsOwnPrice) {
  for (const Region& region : kAnnexB) {
    const StaticMarket alone{{AbatementCurve(QuadraticMac{region.a, region.b})},
                             {kBaselineMtc},
                             kBaselineMtc - region.asked};
    EXPECT_NEAR(solve(alone).price, region.no_trade_price, 0.01 * region.no_trade_price)
        << region.name;
  }
}

// MAC = alpha - beta E, alpha = 2000 .. 12000, beta = 1 .. 6: baselines of 2000 each.
StaticMarket six_lines(double cap_t) {
  StaticMarket market;
  for (int i = 1; i <= 6; ++i) {
    market.curves.emplace_back(LinearMac{0, static_cast<double>(i)});
    market.baseline_t.push_back(2000);
  }
  market.cap_t = cap_t;
  return market;
}

TEST(StaticEquilibrium, SixLinesClearAtTheClosedForm) {
  const StaticEquilibrium result = solve(six_lines(9000));

  EXPECT_NEAR(result.price, 1224.4898, 5e-5);
  const double emissions[] = {775.51, 1387.76, 1591.84, 1693.88, 1755.10, 1795.92};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(result.emissions_t[i], emissions[i], 5e-3);
  EXPECT_NEAR(result.total_cost, 1'836'734.7, 0.05);
}

TEST(StaticEquilibrium, TheUniformStandardCostsMore) {
  double cost = 0;
  for (const AbatementCurve& curve : six_lines(9000).curves) cost += curve.total_cost(500);

  EXPECT_NEAR(cost, 2'625'000, 1e-6);
  EXPECT_NEAR(solve(six_lines(9000)).total_cost / cost - 1, -0.3003, 5e-5);
}

TEST(StaticEquilibrium, ACapThatDoesNotBindHasPriceZero) {
  const StaticEquilibrium result = solve(six_lines(13'000));

  EXPECT_EQ(result.price, 0);
  EXPECT_EQ(result.price_high, 0);
  EXPECT_EQ(result.total_cost, 0);
  EXPECT_EQ(result.emissions_t, std::vector<double>(6, 2000));
}

TEST(StaticEquilibrium, MeasuresThatPayForThemselvesAreDoneUnderASlackCap) {
  const StaticEquilibrium result =
      solve({{AbatementCurve(StepMac{{{-8, 30}, {8, 30}}})}, {100}, 90});

  EXPECT_EQ(result.price, 0);
  EXPECT_EQ(result.emissions_t[0], 70);
  EXPECT_EQ(result.total_cost, -240);
}

TEST(StaticEquilibrium, ACapBelowReachIsReportedWithTheLargestAbatement) {
  const auto result = static_equilibrium(
      {{AbatementCurve(LinearMac{0, 1}, 30), AbatementCurve(LinearMac{0, 2})}, {100, 50}, 60});

  const auto* too_low = std::get_if<CapTooLow>(&result);
  ASSERT_NE(too_low, nullptr);
  EXPECT_DOUBLE_EQ(too_low->largest_abatement_t, 80);
  EXPECT_DOUBLE_EQ(too_low->least_emissions_t, 70);
}

TEST(StaticEquilibrium, ACapAtTheEdgeOfReachIsKept) {
  const StaticEquilibrium result = solve(
      {{AbatementCurve(LinearMac{0, 1}, 30), AbatementCurve(LinearMac{0, 2})}, {100, 50}, 70});

  EXPECT_DOUBLE_EQ(result.price, 100);
  EXPECT_EQ(result.price_high, kUnbounded);
}

StaticMarket two_menus(double cap_t) {
  return {{AbatementCurve(StepMac{{{10, 100}, {50, 100}}}),
           AbatementCurve(StepMac{{{10, 300}, {20, 40}}})},
          {500, 500},
          cap_t};
}

TEST(StaticEquilibrium, OnAFlatFirmsShareProRata) {
  const StaticEquilibrium result = solve(two_menus(800));

  EXPECT_DOUBLE_EQ(result.price, 10);
  EXPECT_EQ(result.price_high, result.price);
  EXPECT_NEAR(result.abatement_t[0], 50, 1e-9);
  EXPECT_NEAR(result.abatement_t[1], 150, 1e-9);
}

TEST(StaticEquilibrium, BetweenStepsARangeOfPricesFits) {
  const StaticEquilibrium result = solve(two_menus(600));

  EXPECT_DOUBLE_EQ(result.price, 10);
  EXPECT_DOUBLE_EQ(result.price_high, 20);
  EXPECT_EQ(result.abatement_t, (std::vector<double>{100, 300}));
}

// 0.1 + 0.2 is more than 0.3: rounding must not call for the dear project.
TEST(StaticEquilibrium, RoundingCallsForNoProject) {
  const StepMac menu{{{10, 0.1}, {11, 0.2}, {99, 5}}};

  const StaticEquilibrium result = solve({{AbatementCurve(menu)}, {6}, 6 - 0.1 - 0.2 - 1e-15});

  EXPECT_DOUBLE_EQ(result.price, 11);
  EXPECT_DOUBLE_EQ(result.price_high, 99);
}

TEST(StaticEquilibrium, AllShapesTogetherShareOnePrice) {
  const StaticMarket market{
      {AbatementCurve(LinearMac{5, 0.5}), AbatementCurve(QuadraticMac{0.01, -0.1}),
       AbatementCurve(PowerMac{300, 3, 100}), AbatementCurve(ExponentialMac{20, 0.03}),
       AbatementCurve(StepMac{{{10, 20}, {90, 20}}})},
      {100, 100, 100, 100, 100},
      300};

  const StaticEquilibrium result = solve(market);

  EXPECT_NEAR(std::accumulate(result.emissions_t.begin(), result.emissions_t.end(), 0.0), 300,
              1e-9);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(market.curves[i].mac(result.abatement_t[i]), result.price, 1e-9);
  }
  EXPECT_EQ(result.abatement_t[4], 20);
}

}  // namespace
}  // namespace tanshi
