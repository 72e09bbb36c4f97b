#include "scenarios/benchmark/banking_equilibrium.h"

#include <algorithm>
#include <utility>

#include "agents/planning/investment_plan.h"
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

// `curves`: of all firms, within what they emit.
PathYear year_with(const BankingMarket& market, Index year, std::vector<AbatementCurve> curves) {
  const bool last = year + 1 == market.baseline_t.rows();
  YearSupply supply{market.cap_t(year), {}};
  if (!market.offers.empty()) supply.offers = market.offers[static_cast<std::size_t>(year)];
  PathYear result = path_year(std::move(curves), market.baseline_t.row(year).sum(), supply);
  result.least_bank_t = last ? market.final_bank_t : -entry(market.borrowing_limit_t, year, 0);
  result.most_bank_t =
      std::max(result.least_bank_t, entry(market.banking_limit_t, year, kUnbounded));
  result.price_ceiling = entry(market.price_ceiling, year, kUnbounded);
  return result;
}

PathYear year_of(const BankingMarket& market, Index year) {
  const std::vector<AbatementCurve>& curves = curves_of(market, year);
  std::vector<AbatementCurve> bounded;
  bounded.reserve(curves.size());
  for (Index firm = 0; firm < market.baseline_t.cols(); ++firm) {
    bounded.push_back(
        curves[static_cast<std::size_t>(firm)].bounded(market.baseline_t(year, firm)));
  }
  return year_with(market, year, std::move(bounded));
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

std::variant<BankingEquilibrium, PathInfeasible> equilibrium_without_menus(
    const BankingMarket& market) {
  PathProblem problem;
  problem.initial_bank_t = market.initial_bank_t;
  problem.discount_rate = market.discount_rate;
  for (Index year = 0; year < market.baseline_t.rows(); ++year) {
    problem.years.push_back(year_of(market, year));
  }

  const PathResult result = hotelling_path(problem);
  if (const auto* infeasible = std::get_if<PathInfeasible>(&result)) return *infeasible;
  return split_by_firm(market, problem, std::get<std::vector<PathPoint>>(result));
}

// Firms that own a menu together count as one, with the sum of their curves; the others each.
std::vector<std::vector<std::size_t>> members_of(const BankingMarket& market) {
  std::vector<std::vector<std::size_t>> members;
  std::vector<bool> told(static_cast<std::size_t>(market.baseline_t.cols()), false);
  for (const MarketMenu& menu : market.menus) {
    if (told[menu.owners.front()]) continue;
    members.push_back(menu.owners);
    for (const std::size_t owner : menu.owners) told[owner] = true;
  }
  for (std::size_t firm = 0; firm < told.size(); ++firm)
    if (!told[firm]) members.push_back({firm});
  return members;
}

InvestmentProblem investment_problem(const BankingMarket& market) {
  const std::vector<std::vector<std::size_t>> members = members_of(market);
  InvestmentProblem problem;
  problem.path.initial_bank_t = market.initial_bank_t;
  problem.path.discount_rate = market.discount_rate;
  for (Index year = 0; year < market.baseline_t.rows(); ++year) {
    std::vector<AbatementCurve> curves;
    std::vector<double>& room_t = problem.room_t.emplace_back();
    for (const std::vector<std::size_t>& firms : members) {
      room_t.push_back(0);
      for (const std::size_t firm : firms)
        room_t.back() += market.baseline_t(year, static_cast<Index>(firm));
      const AbatementCurve& curve = curves_of(market, year)[firms.front()];
      curves.push_back(curve.scaled(static_cast<double>(firms.size())).bounded(room_t.back()));
    }
    problem.path.years.push_back(year_with(market, year, std::move(curves)));
  }
  for (const MarketMenu& menu : market.menus) {
    PlannedProject& project = problem.projects.emplace_back();
    project.technology = menu.technology;
    project.units = menu.technology.units;
    project.runs = menu.runs;
    const auto member = std::ranges::find_if(
        members, [&](const auto& firms) { return firms.front() == menu.owners.front(); });
    project.member = static_cast<std::size_t>(member - members.begin());
    for (std::size_t year = 0; year < project.runs.size(); ++year)
      if (problem.room_t[year][project.member] == 0) project.runs[year] = 0;
  }
  return problem;
}

// What the plan's projects abate and cost, by firm.
void split_projects(const BankingMarket& market, const InvestmentProblem& problem,
                    const InvestmentPlan& plan, BankingEquilibrium& result) {
  result.project_abatement_t =
      Eigen::MatrixXd::Zero(market.baseline_t.rows(), market.baseline_t.cols());
  result.project_cost = result.project_abatement_t;
  for (std::size_t i = 0; i < market.menus.size(); ++i) {
    const std::vector<std::size_t>& owners = market.menus[i].owners;
    const auto parts = static_cast<double>(owners.size());
    for (Index year = 0; year < market.baseline_t.rows(); ++year) {
      const auto of = static_cast<std::size_t>(year);
      const double abated_t = abated_by(problem.projects[i], plan.builds[i], of) / parts;
      const double cost =
          cost_of(problem.projects[i], plan.builds[i], plan.capex[i], market.discount_rate, of) /
          parts;
      for (const std::size_t owner : owners) {
        result.project_abatement_t(year, static_cast<Index>(owner)) += abated_t;
        result.project_cost(year, static_cast<Index>(owner)) += cost;
      }
    }
  }
  result.project_abatement_t = result.project_abatement_t.cwiseMin(market.baseline_t);
}

BankingEquilibrium equilibrium_with_menus(const BankingMarket& market) {
  const InvestmentProblem problem = investment_problem(market);
  const InvestmentPlan plan = investment_plan(problem);
  BankingEquilibrium projects;
  split_projects(market, problem, plan, projects);
  auto rest = equilibrium_without_menus(market_given(market, projects.project_abatement_t));
  TANSHI_CHECK(std::holds_alternative<BankingEquilibrium>(rest));  // there is a ceiling
  auto result = std::get<BankingEquilibrium>(std::move(rest));
  result.project_abatement_t = std::move(projects.project_abatement_t);
  result.project_cost = std::move(projects.project_cost);
  result.builds = plan.builds;
  result.capex = plan.capex;
  result.abatement_t += result.project_abatement_t;
  result.cost += result.project_cost.rowwise().sum();
  double discount = 1;
  for (Index year = 0; year < result.price.size(); ++year) {
    result.price(year) = plan.path[static_cast<std::size_t>(year)].price;
    result.present_cost += discount * result.project_cost.row(year).sum();
    discount /= 1 + market.discount_rate;
  }
  return result;
}

}  // namespace

std::variant<BankingEquilibrium, PathInfeasible> banking_equilibrium(const BankingMarket& market) {
  check_sizes(market);
  if (market.menus.empty()) return equilibrium_without_menus(market);
  return equilibrium_with_menus(market);
}

BankingMarket market_given(const BankingMarket& market,
                           const Eigen::MatrixXd& project_abatement_t) {
  BankingMarket given = market;
  given.menus.clear();
  given.baseline_t = (market.baseline_t - project_abatement_t).cwiseMax(0);
  return given;
}

bool leaves_uncovered(const BankingEquilibrium& equilibrium) {
  return equilibrium.uncovered_t.sum() >= 0.5;
}

}  // namespace tanshi
