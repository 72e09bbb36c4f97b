// The competitive equilibrium over several years with banking and borrowing: price-takers with
// perfect foresight of baselines and caps. The conditions and the solver are those of
// agents/planning/hotelling_path.h, here with every firm's true curve and split by firm.
//
// Pure. Matrices have a row a year and a column a firm. Tonnes, currency units per tonne, currency
// units; costs of a year are of that year, present costs are of the start of the first year.
#pragma once

#include <cstddef>
#include <variant>
#include <vector>

#include <Eigen/Core>

#include "agents/abatement/abatement_curve.h"
#include "agents/abatement/technology.h"
#include "agents/planning/hotelling_path.h"
#include "agents/planning/year_supply.h"

namespace tanshi {

// What firms can build (agents/abatement/technology.h).
struct MarketMenu {
  Technology technology;            // of its owners together
  std::vector<std::size_t> owners;  // firms that are alike and have it in equal parts
  std::vector<double> runs;         // the part of a unit's abatement that their plants have use for
};

struct BankingMarket {
  // One row a year, or one row that serves for every year; a curve a firm.
  std::vector<std::vector<AbatementCurve>> curves;
  Eigen::MatrixXd baseline_t;  // emissions without abatement; bound the abatement
  Eigen::VectorXd cap_t;       // allowances that each year brings
  double initial_bank_t = 0;
  double discount_rate = 0;  // a year, above -1
  double final_bank_t = 0;   // the least that must be left at the end

  // What auctions sell beside `cap_t`, at a price and above. An entry a year, or empty: nothing.
  std::vector<std::vector<SupplyOffer>> offers;

  // Where there are any, every year has a price_ceiling. What units abate binds the plant, and its
  // curve only what is left of the baseline.
  std::vector<MarketMenu> menus;

  // An entry a year, or empty: no borrowing, banking without limit, no ceiling.
  std::vector<double> borrowing_limit_t;  // 0 or more; the last year cannot borrow
  std::vector<double> banking_limit_t;    // the most that may be carried over; 0 forbids banking
  std::vector<double> price_ceiling;      // a penalty: tonnes may stay uncovered at this price
};

struct BankingEquilibrium {
  Eigen::VectorXd price;
  Eigen::VectorXd bank_t;       // at the end of each year
  Eigen::VectorXd uncovered_t;  // emissions that pay the ceiling instead of an allowance
  Eigen::VectorXd expired_t;    // allowances lost to the banking limit
  Eigen::MatrixXd abatement_t;  // by projects and besides
  Eigen::MatrixXd emissions_t;
  Eigen::VectorXd sold_t;  // of `offers`
  Eigen::VectorXd cost;    // of abatement and ceiling payments, in each year
  // Of abatement and cost what is by projects. The cost of a year is that of running them and the
  // annuities of what was paid to build them.
  Eigen::MatrixXd project_abatement_t;
  Eigen::MatrixXd project_cost;
  std::vector<std::vector<double>> builds;  // units that are decided; a row a menu, an entry a year
  std::vector<std::vector<double>> capex;   // what one costs then; likewise
  double present_cost = 0;  // the same, discounted: the least that the caps can cost
};

// With menus: agents/planning/investment_plan.h, units divisible.
// REQUIRES: matching sizes, baselines and limits of at least 0.
// Errors: PathInfeasible where the caps cannot be kept and no ceiling applies.
[[nodiscard]] std::variant<BankingEquilibrium, PathInfeasible> banking_equilibrium(
    const BankingMarket& market);

// The market once its projects abate so much: without menus, and with what the projects leave of
// the baselines.
[[nodiscard]] BankingMarket market_given(const BankingMarket& market,
                                         const Eigen::MatrixXd& project_abatement_t);

// Whether tonnes go uncovered, half a tonne and more: the caps are not kept below the ceiling.
[[nodiscard]] bool leaves_uncovered(const BankingEquilibrium& equilibrium);

}  // namespace tanshi
