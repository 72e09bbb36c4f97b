// The yardstick between no trade and least cost: its two ends on closed forms, penalties, limits.
#include "scenarios/benchmark/efficiency.h"

#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

NoTrade solve(const BankingMarket& market, const Endowment& endowment) {
  const auto result = no_trade(market, endowment);
  EXPECT_TRUE(std::holds_alternative<NoTrade>(result));
  return std::get<NoTrade>(result);
}

// reference/economics.md section 2: six lines, baselines of 2000, cap 9000, one year.
BankingMarket six_lines() {
  BankingMarket market;
  market.curves.resize(1);
  for (int i = 1; i <= 6; ++i) market.curves[0].emplace_back(LinearMac{0, static_cast<double>(i)});
  market.baseline_t = Eigen::MatrixXd::Constant(1, 6, 2000);
  market.cap_t = Eigen::VectorXd::Constant(1, 9000);
  return market;
}

// Two firms, two years, MAC = q and 2 q; the cap falls from 180 to 120.
BankingMarket two_years() {
  BankingMarket market;
  market.curves = {{AbatementCurve(LinearMac{0, 1}), AbatementCurve(LinearMac{0, 2})}};
  market.baseline_t = Eigen::MatrixXd::Constant(2, 2, 100);
  market.cap_t = Eigen::Vector2d(180, 120);
  return market;
}

Endowment halves(const BankingMarket& market) {
  const Eigen::Index firms = market.baseline_t.cols();
  return {market.cap_t.replicate(1, firms) / static_cast<double>(firms),
          Eigen::VectorXd::Constant(firms, market.initial_bank_t / static_cast<double>(firms))};
}

TEST(Efficiency, TheUniformStandardOfSixLinesIsNoTrade) {
  const BankingMarket market = six_lines();

  const NoTrade result = solve(market, halves(market));

  EXPECT_NEAR(result.total_present_cost, 2'625'000, 1e-3);
  const auto least = std::get<BankingEquilibrium>(banking_equilibrium(market));
  EXPECT_NEAR(least.present_cost, 1'836'734.7, 0.05);
}

TEST(Efficiency, FirmsAloneBankForThemselves) {
  const BankingMarket market = two_years();

  const NoTrade result = solve(market, halves(market));

  // Each needs 10, then 40: at no interest 25 a year.
  EXPECT_TRUE(result.abatement_t.isApprox(Eigen::MatrixXd::Constant(2, 2, 25), 1e-9));
  EXPECT_NEAR(result.present_cost(0), 2 * 25 * 25 / 2.0, 1e-9);
  EXPECT_NEAR(result.present_cost(1), 2 * 25 * 25, 1e-9);
}

TEST(Efficiency, LimitsAreSharedByEndowment) {
  BankingMarket market = two_years();
  market.banking_limit_t = {20, 20};
  Endowment endowment = halves(market);
  endowment.allowances_t.col(0) *= 1.2;
  endowment.allowances_t.col(1) *= 0.8;

  const NoTrade result = solve(market, endowment);

  // Banks of 12 and 8 are full after the first year: 100 - 108 and 100 - 72 needed of their own.
  EXPECT_NEAR(result.abatement_t(0, 0), 4, 1e-9);
  EXPECT_NEAR(result.abatement_t(0, 1), 36, 1e-9);
}

TEST(Efficiency, TheFinalBankIsSharedByEndowment) {
  BankingMarket market = two_years();
  market.final_bank_t = 20;
  Endowment endowment = halves(market);
  endowment.allowances_t.col(0) *= 1.2;
  endowment.allowances_t.col(1) *= 0.8;

  const NoTrade result = solve(market, endowment);

  // 200 emitted, 180 and 120 held, 12 and 8 to be left.
  EXPECT_NEAR(result.abatement_t.col(0).sum(), 200 - 180 + 12, 1e-9);
  EXPECT_NEAR(result.abatement_t.col(1).sum(), 200 - 120 + 8, 1e-9);
}

TEST(Efficiency, AFirmThatCannotComplyPaysTheCeiling) {
  BankingMarket market = two_years();
  market.price_ceiling = {30, 30};
  Endowment endowment = halves(market);
  endowment.allowances_t.col(0).setZero();

  const NoTrade result = solve(market, endowment);

  EXPECT_NEAR(result.abatement_t(0, 0), 30, 1e-9);
  EXPECT_NEAR(result.uncovered_t(0, 0), 70, 1e-9);
  EXPECT_NEAR(result.present_cost(0), 2 * (30 * 30 / 2.0 + 70 * 30), 1e-7);
}

TEST(Efficiency, AFirmThatCannotComplyWithoutCeilingIsNamed) {
  BankingMarket market = two_years();
  market.curves[0][1] = AbatementCurve(LinearMac{0, 2}, 20);

  const auto result = no_trade(market, halves(market));

  const auto* infeasible = std::get_if<FirmInfeasible>(&result);
  ASSERT_NE(infeasible, nullptr);
  EXPECT_EQ(infeasible->firm, 1U);
  EXPECT_EQ(infeasible->where.year, 1U);
  EXPECT_NEAR(infeasible->where.missing_t, 10, 1e-9);
}

TEST(Efficiency, WithoutTradeNothingIsCheaper) {
  BankingMarket market = two_years();
  market.discount_rate = 0.07;
  const auto least = std::get<BankingEquilibrium>(banking_equilibrium(market));

  EXPECT_GT(solve(market, halves(market)).total_present_cost, least.present_cost);
}

TEST(Efficiency, AuctionedAllowancesGoByBaseline) {
  Eigen::MatrixXd baseline_t(2, 2);
  baseline_t << 100, 300, 50, 50;

  const Eigen::MatrixXd result =
      with_auctioned(Eigen::MatrixXd::Constant(2, 2, 10), Eigen::Vector2d(40, 0), baseline_t);

  EXPECT_DOUBLE_EQ(result(0, 0), 20);
  EXPECT_DOUBLE_EQ(result(0, 1), 40);
  EXPECT_DOUBLE_EQ(result(1, 0), 10);
}

TEST(Efficiency, IsTheShareOfTheGain) {
  EXPECT_DOUBLE_EQ(efficiency({200, 120, 100}).value(), 0.8);
  EXPECT_DOUBLE_EQ(efficiency({200, 100, 100}).value(), 1);
  EXPECT_DOUBLE_EQ(efficiency({200, 200, 100}).value(), 0);
  EXPECT_DOUBLE_EQ(efficiency({200, 250, 100}).value(), -0.5);
  EXPECT_DOUBLE_EQ(efficiency({-100, -150, -200}).value(), 0.5);
}

TEST(Efficiency, SaysNothingWhereThereIsNothingToGain) {
  EXPECT_FALSE(efficiency({100, 120, 100}).has_value());
  EXPECT_FALSE(efficiency({100, 120, 100 - 0.009}).has_value());
  EXPECT_FALSE(efficiency({0, 0, 0}).has_value());
}

}  // namespace
}  // namespace tanshi
