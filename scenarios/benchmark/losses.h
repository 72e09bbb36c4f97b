// Where the cost above the least came from: a market that did not abate at the least cost has
// abated in the wrong place, at the wrong time, or not enough.
//
//   actual - least = misallocation + timing + uncovered
//
//   misallocation  the year's abatement, Q_t, could have been done by others for less: the cost of
//                  what was done less that of Q_t at equal marginal cost m_t. It is a sum of one
//                  term a firm, none of which is below 0 (costs are convex):
//                  C(q) - C(q*) - m_t (q - q*)
//   timing         Q_t at equal marginal cost in each year, less the least cost of all years: too
//                  much or too little was banked, or is left at the end. Below 0 where tonnes that
//                  stayed uncovered were not abated.
//   uncovered      what was paid for tonnes without an allowance, less what theory pays so
//
// Misallocation is split by what the firm could have done. One that abated more than its efficient
// part while allowances lay in its account, or less while it went short, abated wrongly as far as
// those reach; the rest is trade that was not made: it should have bought, or abated and sold.
//
// The terms are the welfare triangles of Harberger ("Three basic postulates for applied welfare
// economics", Journal of Economic Literature 9, 1971), taken from each firm's own cost curve.
//
// Pure. Matrices have a row a year and a column a firm. Tonnes, currency units; present costs at
// the start of the first year.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "scenarios/benchmark/banking_equilibrium.h"

namespace tanshi {

// What firms did.
struct Conduct {
  Eigen::MatrixXd abatement_t;
  Eigen::MatrixXd held_t;       // after the surrender
  Eigen::MatrixXd shortfall_t;  // owed and not surrendered
};

struct Losses {
  double abated = 0;    // misallocation by who abated wrongly
  double untraded = 0;  // misallocation by who failed to trade
  double timing = 0;
  double uncovered = 0;
  std::vector<double> misallocation;  // of each firm

  [[nodiscard]] double total() const { return abated + untraded + timing + uncovered; }
};

// `least` is the equilibrium of `market`; `paid` the present cost of what stayed uncovered.
// REQUIRES: matching sizes; abatement within 0 and each baseline.
[[nodiscard]] Losses losses(const BankingMarket& market, const BankingEquilibrium& least,
                            const Conduct& conduct, double paid);

}  // namespace tanshi
