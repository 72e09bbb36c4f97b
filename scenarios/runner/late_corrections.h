// Errors of verified emissions that are found when the next year begins. What a report left out is
// owed with the next one, and what it had too much is credited against that: as far as it goes, the
// rest against the one after.
//
// An error of the last year is never found, nor one that an earlier correction made.
#pragma once

#include <cstddef>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/runner/world.h"

namespace tanshi {

class LateCorrections {
 public:
  // `world` must outlive it.
  explicit LateCorrections(const World& world)
      : world_(world), left_out_(world.seats.size()), owed_(world.seats.size()) {}

  // What the seat emitted in the year and did not report; below 0: reported too much.
  void see_report(std::size_t seat, Tonnes left_out) { left_out_[seat] = left_out; }
  // Finds errors of the reports of `year`. REQUIRES: all have been seen.
  void find(std::size_t year);

  // Because of what was found; below 0: a credit.
  [[nodiscard]] Tonnes owed(std::size_t seat) const { return owed_[seat]; }
  // Beside `due`, from now on: both together, and at least 0.
  [[nodiscard]] Tonnes add_to(std::size_t seat, Tonnes due);

 private:
  const World& world_;
  std::vector<Tonnes> left_out_;  // of the latest reports, a seat each
  std::vector<Tonnes> owed_;
};

}  // namespace tanshi
