// What the firms that sell a product made of it, and how much of what carbon cost them its price
// took up (agents/abatement/product_market.h). Pure.
#pragma once

#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

// Fills the products, and each year's pass_through.
//
// What a firm abated besides its projects is split between measures and output at the least cost,
// so its output follows; the group's price is that at which the output of all its firms is sold.
// With q_i the output of firm i, P and P0 the price of its product with and without a price of
// carbon, and c_i = p e_i what a unit more emits (without abatement) at the year's mean price p of
// allowances,
//
//   pass_through = sum of q_i (P_i - P0_i) / sum of q_i c_i,
//
// the change of the price over that of marginal cost (Weyl and Fabinger 2013; estimated so by Fabra
// and Reguant 2014), each group by what carbon costs its output: products have units of their own,
// and money adds up. The mean price is that of daily closes, or else what was paid in auctions.
// None where nobody sells, or the price is 0.
//
// REQUIRES: the years, and the firms, are filled; `theory` is of the scenario.
void add_products(const Scenario& scenario, const BankingEquilibrium& theory, RunResult& run);

}  // namespace tanshi
