// What all emitters' baselines are multiplied by for what strikes them alike, as everyone can see
// it: like a published index of a region's output and its forecast. 1 is the scenario's trend.
//
// A year's surprise comes to light evenly: when the share s of it has passed, a year is expected to
// have the factor F0^(1-s) F1^s, where F0 was expected when the year began and F1 will be when it
// ends. An announced event is known from the start of its year of announcement.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/shock_path.h"

namespace tanshi {

class Activity {
 public:
  // Nothing strikes all alike.
  Activity() = default;

  Activity(const Shocks& shocks, const Horizon& horizon, std::uint64_t seed);

  // The factor of year `of`, an index, as known when `share` of year `now` has passed.
  [[nodiscard]] double at(std::size_t of, std::size_t now, double share) const;

  // All years' at once, for those who are told of it. Empty where nothing strikes all alike.
  [[nodiscard]] std::vector<PartsPerMillion> seen_at(std::size_t now, double share) const;

 private:
  [[nodiscard]] double of_events(std::size_t of, std::size_t now, double share) const;

  Shocks shocks_;
  Horizon horizon_;
  ShockPath common_;
};

}  // namespace tanshi
