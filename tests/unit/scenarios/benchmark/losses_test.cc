// Where the cost above the least came from, on cases worked by hand: MAC = q for each firm, so a
// tonne count q costs q^2 / 2.
#include "scenarios/benchmark/losses.h"

#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

BankingMarket lines(int firms, std::vector<double> caps) {
  BankingMarket market;
  market.curves.resize(1);
  for (int i = 0; i < firms; ++i) market.curves.front().emplace_back(LinearMac{0, 1});
  const auto years = static_cast<Eigen::Index>(caps.size());
  market.baseline_t = Eigen::MatrixXd::Constant(years, firms, 10);
  market.cap_t = Eigen::Map<Eigen::VectorXd>(caps.data(), years);
  return market;
}

// Nothing held and nothing short but what a test adds.
Conduct abated(const Eigen::MatrixXd& abatement_t) {
  const Eigen::MatrixXd none = Eigen::MatrixXd::Zero(abatement_t.rows(), abatement_t.cols());
  return {abatement_t, none, none};
}

Losses found(const BankingMarket& market, const Conduct& conduct, double paid = 0) {
  const auto least = banking_equilibrium(market);
  return losses(market, std::get<BankingEquilibrium>(least), conduct, paid);
}

// 7 and 3 for 5 and 5: 24.5 + 4.5 - 25 = 4, of which each firm's triangle is 2.
TEST(Losses, UnequalMarginalCostIsTradeThatWasNotMade) {
  const Losses loss = found(lines(2, {10}), abated(Eigen::RowVector2d(7, 3)));

  EXPECT_NEAR(loss.untraded, 4, 1e-9);
  EXPECT_NEAR(loss.abated, 0, 1e-9);
  EXPECT_NEAR(loss.timing, 0, 1e-9);
  EXPECT_NEAR(loss.misallocation[0], 2, 1e-9);
  EXPECT_NEAR(loss.misallocation[1], 2, 1e-9);
}

// The first could have used the tonne in its account for one of the two that it abated too much.
TEST(Losses, AbatingWhileAllowancesLieInTheAccountIsAbatedWrongly) {
  Conduct conduct = abated(Eigen::RowVector2d(7, 3));
  conduct.held_t(0, 0) = 1;

  const Losses loss = found(lines(2, {10}), conduct);

  EXPECT_NEAR(loss.abated, 1, 1e-9);
  EXPECT_NEAR(loss.untraded, 3, 1e-9);
}

TEST(Losses, GoingShortWhileAbatingLittleIsAbatedWrongly) {
  Conduct conduct = abated(Eigen::RowVector2d(7, 3));
  conduct.shortfall_t(0, 1) = 2;

  const Losses loss = found(lines(2, {10}), conduct);

  EXPECT_NEAR(loss.abated, 2, 1e-9);
  EXPECT_NEAR(loss.untraded, 2, 1e-9);
}

// Caps 10 and 6 ask for 4 of 20 tonnes: 2 and 2 cost 4; 4 at once cost 8.
TEST(Losses, TheWrongYearIsTiming) {
  const Losses loss = found(lines(1, {10, 6}), abated(Eigen::Vector2d(4, 0)));

  EXPECT_NEAR(loss.timing, 4, 1e-9);
  EXPECT_NEAR(loss.abated + loss.untraded, 0, 1e-9);
}

// Half of what was asked for: 1.125 for 4.5 each, and 30 paid for the rest.
TEST(Losses, WhatStayedUncoveredIsPaidForAndWasNotAbated) {
  const Losses loss = found(lines(2, {14}), abated(Eigen::RowVector2d(1.5, 1.5)), 30);

  EXPECT_NEAR(loss.uncovered, 30, 1e-9);
  EXPECT_NEAR(loss.timing, 2 * 1.125 - 2 * 4.5, 1e-9);
}

// Where theory pays the ceiling itself, so does the run, and nothing is lost.
TEST(Losses, WhatTheoryPaysIsNoLoss) {
  BankingMarket market = lines(1, {2});
  market.price_ceiling = {3};

  const Losses loss = found(market, abated(Eigen::MatrixXd::Constant(1, 1, 3)), 3 * 5.0);

  EXPECT_NEAR(loss.uncovered, 0, 1e-9);
  EXPECT_NEAR(loss.total(), 0, 1e-9);
}

// A menu's flat step: whoever does it, it costs the same.
TEST(Losses, EqualCostsAreNoMisallocation) {
  BankingMarket market = lines(2, {10});
  for (AbatementCurve& curve : market.curves.front()) curve = AbatementCurve(StepMac{{{5, 10}}});

  const Losses loss = found(market, abated(Eigen::RowVector2d(9, 1)));

  EXPECT_NEAR(loss.total(), 0, 1e-9);
}

TEST(Losses, ALaterYearCountsLess) {
  BankingMarket market = lines(2, {20, 10});
  market.discount_rate = 0.25;
  market.banking_limit_t = {0, 0};
  Eigen::MatrixXd abatement_t(2, 2);
  abatement_t << 0, 0, 7, 3;

  EXPECT_NEAR(found(market, abated(abatement_t)).untraded, 4 / 1.25, 1e-9);
}

}  // namespace
}  // namespace tanshi
