// What a tonne to be delivered later is worth to an emitter that hedges.
//
// With P the price of an allowance now and r the firm's discount rate, it expects to pay in year d
//
//   P_d = P (1+r)^(d - now)
//
// and to lack, if below 0 to have to spare, its baseline - its abatement at P_d - its free
// allocation. It wants a position of the plan's hedge share of that, and to get there it buys at up
// to P_d, or sells at P_d or more, both to the nearest tick. So firms trade that need the opposite,
// or that discount otherwise. In the year of delivery a position counts as coming, or as going,
// where the firm trades allowances (abatement_banking.h), and is left as it is.
//
// Of what it expects: what was announced when the session began. What it holds is no part of it,
// and neither are credits that it may use.
#pragma once

#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

// Bought less sold for delivery at the end of that year.
[[nodiscard]] Tonnes position_for(Year delivery, const Observation& observation);

class ForwardHedge : public Valuation {
 public:
  // What the holder takes an allowance to be worth now; before each appraisal.
  virtual void see_allowance(Price fair) = 0;
};

// It is shown the forward's book as its own. REQUIRES: the brief is an emitter's and has forwards;
// the delivery is in one of its years.
[[nodiscard]] std::unique_ptr<ForwardHedge> make_forward_hedge_valuation(const SeatBrief& brief,
                                                                         Year delivery);

}  // namespace tanshi
