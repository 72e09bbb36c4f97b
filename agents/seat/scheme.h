// Schemes: what firms owe beside emissions, each with units and a book of its own, such as
// certificates of green power under a quota, or rights to use energy under a cap.
//
// A firm that uses u of what a scheme counts (MWh of power, tonnes of coal equivalent) owes
// share x u units for the year. It can save a part of what it uses, at a cost; what is saved spares
// emissions too, where they come of that use. Units are good for their year alone.
//
// Pure. Prices in currency units per unit or tonne; what is used and saved in what the scheme
// counts.
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

// What is published of a scheme. Vectors have an entry a year.
struct SchemeBook {
  std::string name;
  std::string unit;  // of what it counts: "MWh", "tce"
  InstrumentId instrument{};
  Price penalty;                   // for each unit that is missing
  std::vector<BasisPoints> share;  // of what is used, what is owed
  std::vector<Tonnes> used;        // by all, if nobody saves
  std::vector<Tonnes> allocated;   // units given to them, free of charge
  // What those who make units can sell at their cost: from whole cents upwards, rising.
  std::vector<std::vector<SupplyOffer>> offers;

  friend bool operator==(const SchemeBook&, const SchemeBook&) = default;
};

// A firm's part in a scheme. Vectors have an entry a year.
struct SchemeUse {
  AbatementCurve saving;     // what saving costs, of a year
  double spares_t = 0;       // emissions that a saved unit spares
  std::vector<Tonnes> used;  // if nothing is saved
  std::vector<Tonnes> allocated;
  std::vector<double> believed_price;  // of a unit
};

// What it pays to save in a year, an index, when a unit of the scheme costs `price` and an
// allowance `allowance`: up to where saving costs share x price + spares_t x allowance.
[[nodiscard]] double saved_at(const SchemeBook& book, const SchemeUse& use, std::size_t year,
                              double price, double allowance);

// What the firm saves when it holds so many units as the year ends: what these leave uncovered, as
// far as that costs no more than the penalty, and at least what pays by the allowances that it
// spares.
[[nodiscard]] Tonnes saved_with(const SchemeBook& book, const SchemeUse& use, std::size_t year,
                                Tonnes held, double allowance);

// What it owes once it has saved so much. REQUIRES: no more than it uses.
[[nodiscard]] Tonnes owed_after(const SchemeBook& book, const SchemeUse& use, std::size_t year,
                                Tonnes saved);

// What one more unit is worth to the firm when it holds so many: the saving that it spares, at most
// the penalty; 0 where nothing is left to cover.
[[nodiscard]] double worth_of_unit(const SchemeBook& book, const SchemeUse& use, std::size_t year,
                                   double held, double allowance);

}  // namespace tanshi
