// What an emitter expects to lack in a year to come.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "agents/abatement/rounding.h"
#include "agents/abatement/technology.h"
#include "agents/seat/observation.h"

namespace tanshi {

// What its own projects that are built abate in year `year`, an index: its part of its group's.
[[nodiscard]] inline double own_projects_t(const SeatBrief& brief, const Observation& observation,
                                           std::size_t year) {
  const FirmBrief& firm = brief.firm;
  double of_group_t = 0;
  for (const BuiltCapacity& built : observation.built) {
    const std::size_t own = built.project - firm.first_market_project;  // another's: beyond all
    const std::int64_t decided = raw(built.year) - raw(brief.first_year);
    if (own < firm.projects.size() &&
        runs_in(firm.projects[own], decided, static_cast<std::int64_t>(year)))
      of_group_t += built.abates_t;
  }
  return firm.group_count == 0 ? 0 : of_group_t / firm.group_count;
}

// Of year `year`, an index: its baseline at the activity that is expected now, less what its
// projects abate, what schemes spare, what it abates besides at `price` and what it is given free
// of charge. Below 0: what it has to spare.
[[nodiscard]] inline double own_lack_t(const SeatBrief& brief, const Observation& observation,
                                       std::size_t year, double price) {
  const FirmBrief& firm = brief.firm;
  const auto years = static_cast<int>(year);
  const Year of{raw(brief.first_year) + years};
  const bool runs = !firm.running || (of >= firm.running->first && of <= firm.running->last);
  const double baseline =
      firm.baseline_t * std::pow(1 + firm.growth, years) * activity_of(observation, year);
  const double taken_off =
      own_projects_t(brief, observation, year) + spared_in(firm.spared_t, year);
  const double left = runs ? std::max(0.0, baseline - taken_off) : 0;
  return left - std::min(firm.curve.abatement_at(price), left) - to_double(firm.allocation[year]);
}

}  // namespace tanshi
