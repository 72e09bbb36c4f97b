// What an emitter expects to lack in a year to come, by what was announced when the session began.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "agents/abatement/rounding.h"
#include "agents/seat/observation.h"

namespace tanshi {

// Of year `year`, an index: its baseline times `activity`, less what it abates at `price` and what
// it is given free of charge. Below 0: what it has to spare.
[[nodiscard]] inline double own_lack_t(const SeatBrief& brief, std::size_t year, double price,
                                       double activity) {
  const FirmBrief& firm = brief.firm;
  const auto years = static_cast<int>(year);
  const Year of{raw(brief.first_year) + years};
  const bool runs = !firm.running || (of >= firm.running->first && of <= firm.running->last);
  const double baseline = runs ? firm.baseline_t * std::pow(1 + firm.growth, years) * activity : 0;
  return baseline - std::min(firm.curve.abatement_at(price), baseline) -
         to_double(firm.allocation[year]);
}

}  // namespace tanshi
