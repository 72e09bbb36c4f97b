// What a unit of a scheme is worth to a firm that owes it (agents/seat/scheme.h): the saving that
// it spares, at most the penalty.
//
// At the market's price, before a trade at the one that the firm believes in, it wants so many
// units that what they leave uncovered is just what it pays to save. Where others make the units,
// for C at the margin of what all will owe by the published costs, it does not begin with all that
// a unit is worth to it, W: on the part x of the year that has passed it pays up to
//
//   C + (W - C) x^2.
#pragma once

#include <cstddef>
#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

class SchemeValuation : public Valuation {
 public:
  // What the holder takes an allowance to be worth now; before each appraisal.
  virtual void see_allowance(Price fair) = 0;
};

// Of the brief's schemes, that at `index`; it is shown their book as its own.
[[nodiscard]] std::unique_ptr<SchemeValuation> make_scheme_valuation(const SeatBrief& brief,
                                                                     std::size_t index);

}  // namespace tanshi
