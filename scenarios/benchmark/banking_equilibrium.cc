#include "scenarios/benchmark/banking_equilibrium.h"

#include <algorithm>
#include <utility>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

using Eigen::Index;

// An entry of a list that is empty where the default holds.
double entry(const std::vector<double>& list, Index year, double otherwise) {
  return list.empty() ? otherwise : list[static_cast<std::size_t>(year)];
}

const std::vector<AbatementCurve>& curves_of(const BankingMarket& market, Index year) {
  return market.curves.size() == 1 ? market.curves.front()
                                   : market.curves[static_cast<std::size_t>(year)];
}

void check_sizes(const BankingMarket& market) {
  const auto years = static_cast<std::size_t>(market.baseline_t.rows());
  const auto fits = [&](std::size_t size) { return size == 0 || size == years; };
  TANSHI_CHECK(market.cap_t.rows() == market.baseline_t.rows());
  TANSHI_CHECK(market.curves.size() == 1 || market.curves.size() == years);
  for (const auto& curves : market.curves) {
    TANSHI_CHECK(static_cast<Index>(curves.size()) == market.baseline_t.cols());
  }
  TANSHI_CHECK(fits(market.offers.size()));
  TANSHI_CHECK(fits(market.borrowing_limit_t.size()) && fits(market.banking_limit_t.size()) &&
               fits(market.price_ceiling.size()));
}

PathYear year_of(const BankingMarket& market, Index year) {
  const std::vector<AbatementCurve>& curves = curves_of(market, year);
  std::vector<AbatementCurve> bounded;
  bounded.reserve(curves.size());
  for (Index firm = 0; firm < market.baseline_t.cols(); ++firm) {
    bounded.push_back(
        curves[static_cast<std::size_t>(firm)].bounded(market.baseline_t(year, firm)));
  }

  const bool last = year + 1 == market.baseline_t.rows();
  YearSupply supply{market.cap_t(year), {}};
  if (!market.offers.empty()) supply.offers = market.offers[static_cast<std::size_t>(year)];
  PathYear result = path_year(std::move(bounded), market.baseline_t.row(year).sum(), supply);
  result.least_bank_t = last ? market.final_bank_t : -entry(market.borrowing_limit_t, year, 0);
  result.most_bank_t =
      std::max(result.least_bank_t, entry(market.banking_limit_t, year, kUnbounded));
  result.price_ceiling = entry(market.price_ceiling, year, kUnbounded);
  return result;
}

BankingEquilibrium split_by_firm(const BankingMarket& market, const PathProblem& problem,
                                 const std::vector<PathPoint>& path) {
  const Index years = market.baseline_t.rows();
  const Index firms = market.baseline_t.cols();
  BankingEquilibrium result;
  result.price.resize(years);
  result.bank_t.resize(years);
  result.uncovered_t.resize(years);
  result.expired_t.resize(years);
  result.sold_t = Eigen::VectorXd::Zero(years);
  result.cost.resize(years);
  result.abatement_t.resize(years, firms);

  double growth = 1;
  double paid_to_sellers = 0;  // what path_year counts as a cost, and is none
  for (Index year = 0; year < years; ++year) {
    const PathPoint& point = path[static_cast<std::size_t>(year)];
    const PathYear& of_year = problem.years[static_cast<std::size_t>(year)];
    result.price(year) = point.price;
    result.bank_t(year) = point.bank_t;
    result.uncovered_t(year) = point.uncovered_t;
    result.expired_t(year) = point.expired_t;
    result.cost(year) = cost_of_year(of_year, point);
    for (auto member = static_cast<std::size_t>(firms); member < of_year.abatement.members().size();
         ++member) {
      const AbatementCurve& sales = of_year.abatement.members()[member];
      result.sold_t(year) = sales.abatement_at(point.margin);
      const double paid = sales.total_cost(result.sold_t(year));
      result.cost(year) -= paid;
      paid_to_sellers += paid / growth;
    }
    growth *= 1 + market.discount_rate;
    for (Index firm = 0; firm < firms; ++firm) {
      const AbatementCurve& curve = of_year.abatement.members()[static_cast<std::size_t>(firm)];
      result.abatement_t(year, firm) = curve.abatement_at(point.margin);
    }
  }
  result.emissions_t = market.baseline_t - result.abatement_t;
  result.present_cost = present_cost(problem, path) - paid_to_sellers;
  return result;
}

}  // namespace

PathProblem path_problem(const BankingMarket& market) {
  check_sizes(market);
  PathProblem problem;
  problem.initial_bank_t = market.initial_bank_t;
  problem.discount_rate = market.discount_rate;
  for (Index year = 0; year < market.baseline_t.rows(); ++year) {
    problem.years.push_back(year_of(market, year));
  }
  return problem;
}

std::variant<BankingEquilibrium, PathInfeasible> banking_equilibrium(const BankingMarket& market) {
  const PathProblem problem = path_problem(market);
  const PathResult result = hotelling_path(problem);
  if (const auto* infeasible = std::get_if<PathInfeasible>(&result)) return *infeasible;
  return split_by_firm(market, problem, std::get<std::vector<PathPoint>>(result));
}

bool leaves_uncovered(const BankingEquilibrium& equilibrium) {
  return equilibrium.uncovered_t.sum() >= 0.5;
}

}  // namespace tanshi
