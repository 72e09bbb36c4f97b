// Credits: units from outside the cap that may be surrendered in place of allowances, up to a
// quota: offsets, or the allowances of a linked system. Each kind has a book of its own.
//
// Pure. A unit meets `worth` tonnes (exchange/policy/surrender_terms.h).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "agents/planning/year_supply.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"

namespace tanshi {

// What is published of a kind of credits. Vectors have an entry a year.
struct CreditBook {
  std::string name;
  InstrumentId instrument{};
  BasisPoints worth{kFullShare};
  std::vector<BasisPoints> quota;  // of what is owed for the year
  // What those who make them can sell at their cost: whole units from whole cents upwards, rising.
  std::vector<std::vector<SupplyOffer>> offers;

  friend bool operator==(const CreditBook&, const CreditBook&) = default;
};

// What a maker of credits knows of itself. In year y, its q-th unit costs
//   mac((q - ready_y) / (1 + growth)^y), and nothing while q <= ready_y.
struct ProducerBrief {
  AbatementCurve curve;
  double growth = 0;          // of the curve's quantities, a year
  std::vector<Tonnes> ready;  // units at hand without abating; below 0: that many are abated first
  std::vector<Tonnes> most;   // units that can be had
  // Of a scheme's maker: what it believes a unit to cost, one a year. Empty: it only knows its
  // cost.
  std::vector<double> believed_price{};

  // Of the year's q-th unit, at least 0.
  [[nodiscard]] double cost_of(double q, std::size_t year) const;
};

// The most that credits of the year can meet, in tonnes, where `cap_t` allowances and they together
// meet all that is owed: E = cap_t + quota x E.
[[nodiscard]] double expected_quota(const CreditBook& book, std::size_t year, double cap_t);

// The tonnes that credits of the year can meet, at prices of an allowance, at most `limit_t`.
[[nodiscard]] std::vector<SupplyOffer> credit_offers(const CreditBook& book, std::size_t year,
                                                     double limit_t);

// What a producer can sell in a year, at its cost: whole units from whole cents upwards.
[[nodiscard]] std::vector<SupplyOffer> producer_offers(const ProducerBrief& producer,
                                                       std::size_t year);

}  // namespace tanshi
