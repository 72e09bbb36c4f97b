// The competitive equilibrium of a scheme (agents/seat/scheme.h) in one year, at a given price of
// an allowance: where the units that are given and made meet what users still owe once they have
// saved what pays.
//
// A unit of use saved is worth share x price + spares_t x allowance to who saves it; so the price
// is where
//
//   allocated + made(price) = share x sum over users of (used - saved(price)),
//
// 0 where units are plenty, the penalty where they are short. It is also the plan of least cost:
// of saving and making, less the allowances that are spared. (How a green quota and a cap on
// emissions work on each other: Boehringer and Rosendahl, Journal of Regulatory Economics 37,
// 2010.)
//
// Pure. Units and prices as in agents/seat/scheme.h.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "agents/planning/year_supply.h"
#include "agents/seat/scheme.h"

namespace tanshi {

struct SchemeEquilibrium {
  double price = 0;           // of a unit
  std::vector<double> saved;  // a user each
  double made = 0;            // units
  double uncovered = 0;       // owed, and paid for at the penalty
  double cost = 0;            // of saving and making
};

// `users` owe by `book`; `allowance` is the price of an allowance.
[[nodiscard]] SchemeEquilibrium scheme_equilibrium(const SchemeBook& book,
                                                   std::span<const SchemeUse* const> users,
                                                   std::size_t year, double allowance);

// Of all users.
[[nodiscard]] double saved_of(const SchemeEquilibrium& equilibrium);

// Of so many units, made by those for whom it costs least.
[[nodiscard]] double cost_of_making(std::span<const SupplyOffer> offers, double made);

}  // namespace tanshi
