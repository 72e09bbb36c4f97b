#include "scenarios/runner/welfare.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <Eigen/Core>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "scenarios/benchmark/efficiency.h"
#include "scenarios/benchmark/losses.h"

namespace tanshi {
namespace {

Eigen::Index index_of(std::size_t i) {
  return static_cast<Eigen::Index>(i);
}

Endowment endowment_of(const Scenario& scenario, const World& world,
                       const Eigen::MatrixXd& baseline_t) {
  const Eigen::Index years = baseline_t.rows();
  const Eigen::Index firms = baseline_t.cols();
  const SettledAllocation allocation(scenario, world);
  Endowment endowment{Eigen::MatrixXd(years, firms), Eigen::VectorXd(firms)};
  for (Eigen::Index firm = 0; firm < firms; ++firm) {
    const SeatPlan& seat = world.seats[static_cast<std::size_t>(firm)];
    endowment.initial_bank_t(firm) = to_double(seat.allowances);
    for (Eigen::Index year = 0; year < years; ++year) {
      endowment.allowances_t(year, firm) =
          to_double(settled_t(allocation, static_cast<std::size_t>(firm),
                              static_cast<std::size_t>(year), baseline_t(year, firm)));
    }
  }
  return endowment;
}

// Alone, a firm that cannot comply pays the penalty, or what an allowance is worth to the market
// at its dearest if that is more: make-good spares nobody the allowance.
double cost_without_trade(BankingMarket market, const Scenario& scenario, const World& world,
                          const std::vector<YearResult>& years, double dearest) {
  for (std::size_t year = 0; year < market.price_ceiling.size(); ++year) {
    market.price_ceiling[year] = std::max(currency_per_tonne(penalty_in(scenario, year)), dearest);
  }
  Endowment endowment = endowment_of(scenario, world, market.baseline_t);
  Eigen::VectorXd auctioned_t(market.baseline_t.rows());
  for (std::size_t year = 0; year < years.size(); ++year)
    auctioned_t(index_of(year)) = to_double(years[year].auctioned + years[year].credits_met);
  endowment.allowances_t = with_auctioned(endowment.allowances_t, auctioned_t, market.baseline_t);
  const auto alone = no_trade(market, endowment);
  TANSHI_CHECK(std::holds_alternative<NoTrade>(alone));  // a ceiling makes everything feasible
  return std::get<NoTrade>(alone).total_present_cost;
}

// A cost a year each, discounted to the first.
double discounted_sum(const std::vector<double>& costs, double discount_rate) {
  double sum = 0;
  double discount = 1;
  for (const double cost : costs) {
    sum += discount * cost;
    discount /= 1 + discount_rate;
  }
  return sum;
}

double abatement_paid(const Scenario& scenario, const std::vector<YearResult>& years) {
  std::vector<double> costs;
  costs.reserve(years.size());
  for (const YearResult& year : years) costs.push_back(year.abatement_cost);
  return discounted_sum(costs, scenario.discount_rate);
}

// Penalties, and for what is still owed at the end the dearest price in theory: tonnes that are
// never covered must not look like a saving.
double paid_uncovered(const Scenario& scenario, const std::vector<YearResult>& years,
                      double dearest) {
  double cost = 0;
  double discount = 1;
  for (const YearResult& year : years) {
    cost += discount * currency(year.penalties);
    if (scenario.make_good && &year == &years.back())
      cost += discount * dearest * to_double(year.shortfall);
    discount /= 1 + scenario.discount_rate;
  }
  return cost;
}

// With what was given out and sold.
BankingMarket with_supply_of(BankingMarket market, const std::vector<YearResult>& years) {
  market.offers.clear();
  for (std::size_t year = 0; year < years.size(); ++year)
    market.cap_t(index_of(year)) =
        to_double(years[year].allocated + years[year].auctioned + years[year].credits_met);
  return market;
}

// With what schemes left to abate.
BankingMarket with_baselines_of(BankingMarket market, const std::vector<FirmResult>& firms) {
  for (std::size_t firm = 0; firm < firms.size(); ++firm) {
    for (std::size_t year = 0; year < firms[firm].emissions_true.size(); ++year) {
      market.baseline_t(index_of(year), index_of(firm)) =
          to_double(firms[firm].emissions_true[year] + firms[firm].abatement[year]);
    }
  }
  return market;
}

Conduct conduct_of(const RunResult& run) {
  const Eigen::Index years = index_of(run.years.size());
  const Eigen::Index firms = index_of(run.firms.size());
  Conduct conduct{Eigen::MatrixXd(years, firms), Eigen::MatrixXd(years, firms),
                  Eigen::MatrixXd(years, firms)};
  for (std::size_t firm = 0; firm < run.firms.size(); ++firm) {
    for (std::size_t year = 0; year < run.years.size(); ++year) {
      const FirmResult& result = run.firms[firm];
      conduct.abatement_t(index_of(year), index_of(firm)) =
          to_double(result.abatement[year] - result.project_abatement[year]);
      conduct.held_t(index_of(year), index_of(firm)) = to_double(result.banked[year]);
      conduct.shortfall_t(index_of(year), index_of(firm)) = to_double(result.shortfall[year]);
    }
  }
  return conduct;
}

// Of a firm, a column of `market`, had it sold what it was given and bought what it emits at the
// prices of theory.
double profit_in_theory(const FirmResult& firm, Eigen::Index column, const BankingMarket& market,
                        const BankingEquilibrium& theory, double initial_t) {
  double profit = theory.price(0) * initial_t;
  double discount = 1;
  for (std::size_t year = 0; year < firm.allocation.size(); ++year) {
    const Eigen::Index row = index_of(year);
    const bool builds = theory.project_cost.size() > 0;
    const double project_t = builds ? theory.project_abatement_t(row, column) : 0;
    const double abated_t = theory.abatement_t(row, column) - project_t;
    const double sold_t = to_double(firm.allocation[year]) - theory.emissions_t(row, column);
    const auto& curves = market.curves.size() == 1 ? market.curves.front() : market.curves[year];
    profit += discount * (theory.price(row) * sold_t -
                          curves[static_cast<std::size_t>(column)].total_cost(abated_t) -
                          (builds ? theory.project_cost(row, column) : 0));
    discount /= 1 + market.discount_rate;
  }
  return profit;
}

double profit_made(const FirmResult& firm, double discount_rate) {
  double profit = 0;
  double discount = 1;
  for (std::size_t year = 0; year < firm.net_cash.size(); ++year) {
    profit += discount * (currency(firm.net_cash[year]) - firm.abatement_cost[year]);
    discount /= 1 + discount_rate;
  }
  return profit;
}

std::optional<double> profit_dispersion(const World& world, const BankingMarket& market,
                                        const BankingEquilibrium& theory, const RunResult& run) {
  if (run.firms.empty()) return std::nullopt;
  double squares = 0;
  for (std::size_t firm = 0; firm < run.firms.size(); ++firm) {
    const double initial_t = to_double(world.seats[firm].allowances);
    const double off = profit_made(run.firms[firm], market.discount_rate) -
                       profit_in_theory(run.firms[firm], index_of(firm), market, theory, initial_t);
    squares += off * off;
  }
  return std::sqrt(squares / static_cast<double>(run.firms.size()));
}

// What the firms' projects abated.
Eigen::MatrixXd project_abatement(const RunResult& run) {
  Eigen::MatrixXd abated_t(index_of(run.years.size()), index_of(run.firms.size()));
  for (std::size_t firm = 0; firm < run.firms.size(); ++firm) {
    for (std::size_t year = 0; year < run.years.size(); ++year) {
      abated_t(index_of(year), index_of(firm)) = to_double(run.firms[firm].project_abatement[year]);
    }
  }
  return abated_t;
}

// Given what was built, the rest is judged as where there are no menus; what the least costs more
// with it than with what theory builds was lost by investing.
void split_losses(const BankingMarket& supplied, const BankingEquilibrium& least, double paid,
                  RunResult& run) {
  BankingEquilibrium given = least;
  double investment = 0;
  BankingMarket built = supplied;
  if (!supplied.menus.empty()) {
    built = market_given(supplied, project_abatement(run));
    given = std::get<BankingEquilibrium>(banking_equilibrium(built));  // there is a ceiling
    std::vector<double> costs;
    costs.reserve(run.years.size());
    for (const YearResult& year : run.years) costs.push_back(year.project_cost);
    investment =
        given.present_cost + discounted_sum(costs, supplied.discount_rate) - least.present_cost;
  }
  const Losses lost = losses(built, given, conduct_of(run), paid);
  for (std::size_t firm = 0; firm < run.firms.size(); ++firm)
    run.firms[firm].misallocation_cost = lost.misallocation[firm];
  if (!run.efficiency) return;
  const double gain = run.cost_without_trade - run.cost_least;
  run.loss_abated = lost.abated / gain;
  run.loss_untraded = lost.untraded / gain;
  run.loss_timing = lost.timing / gain;
  if (!supplied.menus.empty()) run.loss_investment = investment / gain;
  run.loss_uncovered = lost.uncovered / gain;
}

}  // namespace

bool penalty_is_ceiling(const Scenario& scenario) {
  return !scenario.make_good && scenario.penalty_price_times < kFullShare &&
         penalty_in(scenario, scenario.cap.size() - 1) <= scenario.max_price;
}

Tonnes settled_t(const SettledAllocation& allocation, std::size_t firm, std::size_t year,
                 double emissions_t) {
  const Tonnes emissions = to_tonnes_nearest(emissions_t);
  const ChinaSettlement settled = allocation.settle(firm, year, emissions);
  return settled.allocation + emissions - settled.obligation;
}

void measure_welfare(const Scenario& scenario, const World& world, const BankingMarket& in_theory,
                     const BankingEquilibrium& theory, RunResult& run) {
  const BankingMarket market =
      scenario.schemes.empty() ? in_theory : with_baselines_of(in_theory, run.firms);
  const BankingMarket supplied = with_supply_of(market, run.years);
  auto found = banking_equilibrium(supplied);
  TANSHI_CHECK(std::holds_alternative<BankingEquilibrium>(found));  // there is a ceiling
  const auto least = std::get<BankingEquilibrium>(std::move(found));
  const double dearest = theory.price.maxCoeff();
  const double paid = paid_uncovered(scenario, run.years, dearest);

  run.cost = abatement_paid(scenario, run.years) + paid;
  run.cost_least = least.present_cost;
  run.cost_without_trade = cost_without_trade(market, scenario, world, run.years, dearest);
  const bool uncovered = leaves_uncovered(theory) || leaves_uncovered(least);
  const bool compares = penalty_is_ceiling(scenario) || !uncovered;
  if (compares) {
    run.efficiency = efficiency(
        {.no_trade = run.cost_without_trade, .actual = run.cost, .least = run.cost_least});
  }
  const bool owes = !penalty_is_ceiling(scenario) && run.years.back().shortfall > Tonnes();
  if (owes && run.efficiency > 1) run.efficiency.reset();
  split_losses(supplied, least, paid, run);
  run.profit_dispersion = profit_dispersion(world, market, theory, run);
}

}  // namespace tanshi
