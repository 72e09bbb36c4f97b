// The equilibrium with banking, by firm: the figures of reference/economics.md section 3 shared
// by several firms, and what is handed on to the path solver.
#include "scenarios/benchmark/banking_equilibrium.h"

#include <cmath>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

BankingEquilibrium solve(const BankingMarket& market) {
  const auto result = banking_equilibrium(market);
  EXPECT_TRUE(std::holds_alternative<BankingEquilibrium>(result));
  return std::get<BankingEquilibrium>(result);
}

// MAC p = 100 - e of a baseline of 100 a year, shared by four firms of unequal size; caps 90 for
// five years, then 60 for seven.
BankingMarket section3(double discount_rate) {
  const double shares[] = {0.1, 0.2, 0.3, 0.4};
  BankingMarket market;
  market.curves.resize(1);
  market.baseline_t.resize(12, 4);
  for (int firm = 0; firm < 4; ++firm) {
    market.curves[0].push_back(AbatementCurve(LinearMac{0, 1}).scaled(shares[firm]));
    market.baseline_t.col(firm).setConstant(100 * shares[firm]);
  }
  market.cap_t = Eigen::VectorXd::Constant(12, 60);
  market.cap_t.head(5).setConstant(90);
  market.discount_rate = discount_rate;
  return market;
}

TEST(BankingEquilibrium, Section3AtFivePercent) {
  const BankingEquilibrium result = solve(section3(0.05));

  EXPECT_NEAR(result.price(0), 20.7324, 5e-5);
  EXPECT_NEAR(result.price(11), 35.4594, 5e-5);
  EXPECT_NEAR(result.bank_t.maxCoeff(), 64.5595, 5e-5);
  EXPECT_NEAR(result.bank_t(4), 64.5595, 5e-5);
  EXPECT_NEAR(result.present_cost, 3420.84, 5e-3);
}

TEST(BankingEquilibrium, Section3AtTenPercent) {
  const BankingEquilibrium result = solve(section3(0.10));

  EXPECT_NEAR(result.price(0), 15.6863, 5e-5);
  EXPECT_NEAR(result.price(9), 36.9876, 5e-5);
  EXPECT_NEAR(result.price(10), 40, 1e-9);
  EXPECT_NEAR(result.bank_t.maxCoeff(), 45.7667, 5e-5);
  EXPECT_NEAR(result.present_cost, 2549.62, 5e-3);
}

// A floor of 30 under every year that grows at r: the first years' price is lifted to it, what is
// not sold was never needed, and what is paid for allowances is no cost of keeping the cap.
TEST(BankingEquilibrium, AReservePriceHoldsUpThePriceAndSellsLess) {
  BankingMarket market = section3(0.05);
  market.cap_t *= 0.5;
  for (int year = 0; year < 12; ++year)
    market.offers.push_back({{30 * std::pow(1.05, year), market.cap_t(year)}});

  const BankingEquilibrium result = solve(market);

  EXPECT_NEAR(result.price(0), 30, 1e-9);
  EXPECT_LT(result.sold_t.sum(), market.cap_t.sum());
  double cost = 0;
  for (int year = 0; year < 12; ++year) {
    const double abated = result.abatement_t.row(year).sum();
    EXPECT_NEAR(result.cost(year), abated * abated / 2, 1e-6);
    cost += result.cost(year) / std::pow(1.05, year);
  }
  EXPECT_NEAR(result.present_cost, cost, 1e-6);
}

TEST(BankingEquilibrium, Section3WithoutBanking) {
  for (const auto& [rate, cost] : {std::pair{0.05, 4035.67}, std::pair{0.10, 2868.65}}) {
    BankingMarket market = section3(rate);
    market.banking_limit_t.assign(12, 0);

    const BankingEquilibrium result = solve(market);

    EXPECT_NEAR(result.price(0), 10, 1e-9);
    EXPECT_NEAR(result.price(11), 40, 1e-9);
    EXPECT_EQ(result.bank_t.maxCoeff(), 0);
    EXPECT_NEAR(result.present_cost, cost, 5e-3);
  }
}

TEST(BankingEquilibrium, FirmsShareOnePriceAndTheBooksBalance) {
  const BankingMarket market = section3(0.05);

  const BankingEquilibrium result = solve(market);

  double bank_t = 0;
  for (int year = 0; year < 12; ++year) {
    for (int firm = 0; firm < 4; ++firm) {
      const AbatementCurve& curve = market.curves[0][static_cast<std::size_t>(firm)];
      EXPECT_NEAR(curve.mac(result.abatement_t(year, firm)), result.price(year), 1e-9);
    }
    bank_t += market.cap_t(year) - result.emissions_t.row(year).sum();
    EXPECT_NEAR(result.bank_t(year), bank_t, 1e-9);
  }
  EXPECT_NEAR(result.cost(0), result.price(0) * result.price(0) / 2, 1e-9);
}

TEST(BankingEquilibrium, CurvesMayChangeFromYearToYear) {
  BankingMarket market;
  market.curves = {{AbatementCurve(LinearMac{0, 1})}, {AbatementCurve(LinearMac{0, 3})}};
  market.baseline_t = Eigen::MatrixXd::Constant(2, 1, 100);
  market.cap_t = Eigen::VectorXd::Constant(2, 80);

  const BankingEquilibrium result = solve(market);

  EXPECT_NEAR(result.price(0), 30, 1e-9);
  EXPECT_NEAR(result.abatement_t(0, 0), 30, 1e-9);
  EXPECT_NEAR(result.abatement_t(1, 0), 10, 1e-9);
}

TEST(BankingEquilibrium, LimitsCeilingAndFinalBankReachTheSolver) {
  BankingMarket market;
  market.curves = {{AbatementCurve(LinearMac{0, 1})}};
  market.baseline_t = Eigen::MatrixXd::Constant(3, 1, 100);
  market.cap_t = Eigen::Vector3d(60, 95, 0);
  market.initial_bank_t = 5;
  market.borrowing_limit_t = {10, 0, 99};
  market.price_ceiling = {1000, 1000, 10};
  market.final_bank_t = 7;

  const BankingEquilibrium result = solve(market);

  // 40 needed less 5 held less 10 borrowed; 5 needed and 10 to give back; then the ceiling.
  EXPECT_TRUE(result.price.isApprox(Eigen::Vector3d(25, 15, 10), 1e-9));
  EXPECT_TRUE(result.bank_t.isApprox(Eigen::Vector3d(-10, 0, 7), 1e-9));
  EXPECT_NEAR(result.abatement_t(2, 0), 10, 1e-9);
  EXPECT_NEAR(result.uncovered_t(2), 100 + 7 - 10, 1e-9);
  EXPECT_NEAR(result.cost(2), 50 + 97 * 10, 1e-9);
}

TEST(BankingEquilibrium, AnImpossibleCapIsReported) {
  BankingMarket market = section3(0.05);
  market.cap_t(1) = -300;

  const auto result = banking_equilibrium(market);

  const auto* infeasible = std::get_if<PathInfeasible>(&result);
  ASSERT_NE(infeasible, nullptr);
  EXPECT_EQ(infeasible->year, 1U);
  EXPECT_NEAR(infeasible->missing_t, 10 + 400 - 200, 1e-9);
}

TEST(BankingEquilibriumDeathTest, SizesMustMatch) {
  BankingMarket market = section3(0.05);
  market.price_ceiling = {100, 100};

  EXPECT_DEATH((void)banking_equilibrium(market), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
