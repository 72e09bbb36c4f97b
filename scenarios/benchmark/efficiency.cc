#include "scenarios/benchmark/efficiency.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

using Eigen::Index;

constexpr double kNothingToGain = 1e-4;

std::vector<double> shared(const std::vector<double>& limits, double share) {
  std::vector<double> result;
  result.reserve(limits.size());
  // No limit for all is no limit for each, even of one who has no share.
  for (double limit : limits) result.push_back(std::isfinite(limit) ? limit * share : limit);
  return result;
}

BankingMarket alone(const BankingMarket& market, const Endowment& endowment, Index firm) {
  const double all_t = endowment.allowances_t.sum() + endowment.initial_bank_t.sum();
  const double own_t = endowment.allowances_t.col(firm).sum() + endowment.initial_bank_t(firm);
  const double share = all_t > 0 ? own_t / all_t : 0;

  BankingMarket result;
  for (const auto& curves : market.curves) {
    result.curves.push_back({curves[static_cast<std::size_t>(firm)]});
  }
  result.baseline_t = market.baseline_t.col(firm);
  result.cap_t = endowment.allowances_t.col(firm);
  result.initial_bank_t = endowment.initial_bank_t(firm);
  result.discount_rate = market.discount_rate;
  result.final_bank_t = market.final_bank_t * share;
  result.borrowing_limit_t = shared(market.borrowing_limit_t, share);
  result.banking_limit_t = shared(market.banking_limit_t, share);
  result.price_ceiling = market.price_ceiling;
  for (const MarketMenu& menu : market.menus) {
    if (std::ranges::find(menu.owners, static_cast<std::size_t>(firm)) == menu.owners.end())
      continue;
    const auto parts = static_cast<std::int64_t>(menu.owners.size());
    result.menus.push_back({split(menu.technology, parts), {0}, menu.runs});
  }
  return result;
}

}  // namespace

Eigen::MatrixXd with_auctioned(const Eigen::MatrixXd& allocation_t,
                               const Eigen::VectorXd& auctioned_t,
                               const Eigen::MatrixXd& baseline_t) {
  Eigen::MatrixXd result = allocation_t;
  for (Index year = 0; year < result.rows(); ++year) {
    if (auctioned_t(year) == 0) continue;
    const double emitted_t = baseline_t.row(year).sum();
    const double even = 1 / static_cast<double>(result.cols());
    for (Index firm = 0; firm < result.cols(); ++firm) {
      const double share = emitted_t > 0 ? baseline_t(year, firm) / emitted_t : even;
      result(year, firm) += auctioned_t(year) * share;
    }
  }
  return result;
}

std::variant<NoTrade, FirmInfeasible> no_trade(const BankingMarket& market,
                                               const Endowment& endowment) {
  const Index years = market.baseline_t.rows();
  const Index firms = market.baseline_t.cols();
  TANSHI_CHECK(endowment.allowances_t.rows() == years && endowment.allowances_t.cols() == firms);
  TANSHI_CHECK(endowment.initial_bank_t.size() == firms);
  NoTrade result;
  result.abatement_t.resize(years, firms);
  result.uncovered_t.resize(years, firms);
  result.present_cost.resize(firms);
  for (Index firm = 0; firm < firms; ++firm) {
    const auto plan = banking_equilibrium(alone(market, endowment, firm));
    if (const auto* infeasible = std::get_if<PathInfeasible>(&plan)) {
      return FirmInfeasible{static_cast<std::size_t>(firm), *infeasible};
    }
    const auto& own = std::get<BankingEquilibrium>(plan);
    result.abatement_t.col(firm) = own.abatement_t;
    result.uncovered_t.col(firm) = own.uncovered_t;
    result.present_cost(firm) = own.present_cost;
    result.total_present_cost += own.present_cost;
  }
  return result;
}

std::optional<double> efficiency(const TradeCosts& costs) {
  const double gain = costs.no_trade - costs.least;
  const double scale = std::max(std::abs(costs.no_trade), std::abs(costs.least));
  if (!(gain > kNothingToGain * scale)) return std::nullopt;
  return (costs.no_trade - costs.actual) / gain;
}

}  // namespace tanshi
