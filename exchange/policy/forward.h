// Forwards on allowances: a trade today, delivery against payment at a later date, a clearing house
// between buyers and sellers, and a margin that both sides leave with it.
//
//   margin of a position = rate x |value|, rounded up to the cent
//   an order binds         (rate x limit, rounded up to the cent) x quantity, and its fee
//
// By the tonne, so that what an order binds covers the margin of whatever part of it trades. The
// margin is of what was agreed, not of what it is worth today: there are no calls in between.
//
// Delivery. All positions are netted, so that a full delivery costs and pays each account exactly
// its value. What is not delivered is settled in cash at one price, the settlement price:
//
//   due = value - settlement price x (quantity - delivered)
//
//   1. Each short can deliver what it has available of the vintages in question; each long can take
//      as many tonnes as what is then due leaves within its margin and its available cash.
//   2. The lesser of the two sums is delivered. Whoever is on the larger side gets a share in
//      proportion to what it could, rounded down; the lowest accounts gain what is left, a tonne
//      each.
//   3. Whoever owes pays what is due, or all of its margin and its available cash; never more. What
//      came in goes to those to whom it is due, in proportion if it is not enough, rounded down;
//      the lowest accounts gain what is left, a cent each.
//
// So a default costs the other side nothing while margin and cash of the defaulter cover the
// difference between the settlement price and the agreed one, and all who are owed share the rest.
//
// Pure.
#pragma once

#include <span>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/policy/trading_rules.h"
#include "exchange/registry/holdings.h"

namespace tanshi {

struct ForwardTerms {
  InstrumentId underlying{};  // whose allowances are delivered
  Year vintage{};             // the newest that may be
  BasisPoints margin;         // in 0 .. 10,000
  Year delivery{};            // when; told to traders, not enforced

  friend bool operator==(const ForwardTerms&, const ForwardTerms&) = default;
};

// REQUIRES: 0 <= rate <= kFullShare.
[[nodiscard]] constexpr Cash margin_on(Cash value, BasisPoints rate) {
  const Cash amount = value < Cash() ? -value : value;
  return Cash(mul_div_ceil(amount.raw(), rate.raw(), kFullShare.raw()));
}

// What an order for `quantity` at `limit` binds, whichever its side.
[[nodiscard]] constexpr Cash bound_by_forward(const TradingRules& rules, BasisPoints rate,
                                              Price limit, Tonnes quantity) {
  const Cash per_tonne = margin_on(limit * Tonnes(1), rate);
  const BasisPoints fee = std::max(rules.taker_fee, rules.maker_fee);
  return Price(per_tonne.raw()) * quantity + fee_on(limit * quantity, fee);
}

struct PartyToDelivery {
  Position position;
  Tonnes deliverable;  // what it could give away: of a short
  Cash cash;           // what it could pay: margin and available cash
};

struct PartySettled {
  Tonnes able;       // to deliver or to take, at most
  Tonnes delivered;  // below zero: by it
  Cash due;          // below zero: to it
  Cash paid;         // likewise; of what is due
};

// In the order of the parties, who come by rising account.
// REQUIRES: quantities and values sum to zero, within the bounds of PositionLedger; deliverable and
// cash >= 0; 0 < price <= kMaxPrice.
[[nodiscard]] std::vector<PartySettled> settle_forward(std::span<const PartyToDelivery> parties,
                                                       Price price);

}  // namespace tanshi
