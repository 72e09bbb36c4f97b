// What a credit is worth to an emitter: the allowance that it spares, while its quota has room.
//
// With P the price of an allowance, E what the firm expects to owe for the year when its plant
// abates what is worth it at P, and H the credits that it holds, it buys up to
//
//   quota x E / worth - H   units, each at up to   worth x P.
//
// Where what the quotas of all leave room for can be made for less, at C a unit by the published
// costs, it does not begin with that: on the part x of the year that has passed it pays up to
//
//   C + (worth x P - C) x^2.
//
// In the last year what it holds beyond its quota is for sale at any price.
#pragma once

#include <cstddef>
#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

class CreditUse : public Valuation {
 public:
  // What the holder takes an allowance to be worth now; before each appraisal.
  virtual void see_allowance(Price fair) = 0;
};

// Of the brief's credits, those at `index`; it is shown their book as its own.
[[nodiscard]] std::unique_ptr<CreditUse> make_credit_use_valuation(const SeatBrief& brief,
                                                                   std::size_t index);

}  // namespace tanshi
