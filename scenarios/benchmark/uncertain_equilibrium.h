// The competitive equilibrium of firms that do not know what is to come: risk-neutral price-takers
// who know how likely it is, in two stages. In the first year they abate and bank before anything
// of the years after is known; then all of these come to light, one of the samples, each as likely,
// and are played with foresight (the recourse). So while a bank is kept
//
//   p_0 = E[p_1] / (1 + r),
//
// and p_0 is at least that where the bank is at its least. It is also the plan of least expected
// cost (Birge and Louveaux, Introduction to Stochastic Programming, 2011, chapter 4; for allowances
// Schennach 2000, who also lets demand be uncertain). In truth news comes year by year: two stages
// are an approximation that lets the later years know too much.
//
// Pure. Tonnes, currency units per tonne. Costs are present costs, of abatement, of what stays
// uncovered, and of what is paid where auctions sell from a price upwards.
#pragma once

#include <vector>

#include "agents/planning/hotelling_path.h"
#include "scenarios/benchmark/banking_equilibrium.h"

namespace tanshi {

struct UncertainMarket {
  BankingMarket expected;              // whose first year is everyone's
  std::vector<BankingMarket> samples;  // whose first years do not count
};

struct UncertainEquilibrium {
  double price = 0;                           // of the first year
  double bank_t = 0;                          // at its end
  std::vector<std::vector<PathPoint>> later;  // of each sample, from the second year on
  double expected_cost = 0;
  // The mean had each sample been known from the start: what knowing is worth is what it is less.
  double cost_with_foresight = 0;
  // The mean where the first year is as if what is expected were certain.
  double cost_as_if_certain = 0;
};

// REQUIRES: no menus of projects; the markets are alike in years, initial bank and discount rate;
// each year has a price ceiling; at least one sample.
[[nodiscard]] UncertainEquilibrium uncertain_equilibrium(const UncertainMarket& market);

}  // namespace tanshi
