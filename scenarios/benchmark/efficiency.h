// How much of what trade could save was saved: the yardstick between no trade at all and the
// competitive equilibrium.
//
//   efficiency = (cost without trade - actual cost) / (cost without trade - least cost)
//
// 1 when the cap was kept at the least cost, 0 when trade saved nothing, below 0 when it did harm.
// All three are present costs of the same firms, with the same discount rate and the baselines
// that came true (the yardstick knows the future; firms do not, so 1 is out of reach when
// baselines are uncertain). The actual cost is that of abatement done, and the penalty for each
// tonne that stayed uncovered; payments between firms and to the regulator are no cost, they
// cancel. Abatement that only fattened the bank at the end counts in full: it was not needed.
//
// The limits of the measure: it says nothing where there is nothing to gain (identical firms with
// matching allocations), and little where the gain is small beside the cost. It may pass 1 only
// if the run did not do what the equilibrium had to, such as leaving the required bank.
//
// Pure. Tonnes, currency units per tonne, currency units.
#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include <Eigen/Core>

#include "scenarios/benchmark/banking_equilibrium.h"

namespace tanshi {

// Who holds the allowances at first. Where a part is auctioned, give each firm the part that it
// would get by its share of emissions (with_auctioned): without trade it must come from somewhere.
struct Endowment {
  Eigen::MatrixXd allowances_t;    // a row a year, a column a firm
  Eigen::VectorXd initial_bank_t;  // of each firm
};

// Free allocation plus `auctioned_t` of each year, shared out in proportion to baselines; evenly
// where all are 0.
[[nodiscard]] Eigen::MatrixXd with_auctioned(const Eigen::MatrixXd& allocation_t,
                                             const Eigen::VectorXd& auctioned_t,
                                             const Eigen::MatrixXd& baseline_t);

struct NoTrade {
  Eigen::MatrixXd abatement_t;
  Eigen::MatrixXd uncovered_t;   // tonnes for which a firm pays the ceiling
  Eigen::VectorXd present_cost;  // of each firm
  double total_present_cost = 0;
};

// A firm cannot keep its own cap and there is no ceiling to pay.
struct FirmInfeasible {
  std::size_t firm = 0;
  PathInfeasible where;
};

// Every firm alone: it meets its own emissions with its own endowment at the least cost, banking
// and borrowing as the market's rules let it. Limits and the final bank of the market are shared
// out by endowment; the ceiling is for each. The market's caps and initial bank are not used.
[[nodiscard]] std::variant<NoTrade, FirmInfeasible> no_trade(const BankingMarket& market,
                                                             const Endowment& endowment);

struct TradeCosts {
  double no_trade = 0;
  double actual = 0;
  double least = 0;
};

// None where trade has nothing to gain: when the two ends differ by less than 1e-4 of them. Firms
// abate whole tonnes, and below that the measure would tell of nothing but rounding.
[[nodiscard]] std::optional<double> efficiency(const TradeCosts& costs);

}  // namespace tanshi
