// What a regulator takes from the auctions of a year, or gives back to them, by its rule and what
// is published when the year begins. The rules are those of this folder; here they are told apart,
// and what they keep from year to year is held.
//
// Pure.
#pragma once

#include <variant>

#include "agents/regulator/supply/eu_msr.h"
#include "agents/regulator/supply/quantity_collar.h"
#include "exchange/base/units.h"

namespace tanshi {

struct NoAdjustment {};

// The year's auctions feel a third of the movement that last year's end calls for (September to
// December), and what the year before left of its own (January to August).
struct EuMsrAdjustment {
  EuMsrLaw law = EuMsrLaw::kReform2023;
};

// All of a movement falls on the year that begins.
using AdjustmentRule = std::variant<NoAdjustment, EuMsrAdjustment, QuantityCollar>;

// What a reserve has when a year begins. Published.
struct ReserveState {
  Tonnes holdings;
  Tonnes intake_left;        // of the movement that was decided a year ago
  Tonnes release_left;       // likewise
  Tonnes auctioned;          // in the year before; from then on, so far in this one
  Tonnes brought_forward{};  // of the next year's auctions, held in this one already

  friend bool operator==(const ReserveState&, const ReserveState&) = default;
};

// What happens in a year, in this order.
struct Adjustment {
  Tonnes invalidated;  // of the holdings
  Tonnes withheld;     // from the auctions into the reserve
  Tonnes released;     // from the reserve into the auctions
};

// Decides for `year` and moves the state on to its end, but for what the year will auction:
// `circulation` is what circulated when the year before had been settled, without the holdings;
// `planned` is what was to be auctioned, and no more than that is withheld.
// REQUIRES: tonnes in 0 .. kMaxQuantity.
[[nodiscard]] Adjustment adjust_supply(const AdjustmentRule& rule, ReserveState& state, Year year,
                                       Tonnes circulation, Tonnes planned);

}  // namespace tanshi
