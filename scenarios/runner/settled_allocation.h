// Free allocation that is settled when a year's output and emissions are known: what each seat is
// given when the year begins, what it may expect, and what it is entitled to in the end.
//
// Output turns out as the plant's baseline does, and what it then earns is worked out anew; a cut
// to the cap stays what it was. Where nothing is settled, what was announced is given for good.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "agents/regulator/allocation/china_settlement.h"
#include "agents/seat/observation.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/world.h"

namespace tanshi {

class SettledAllocation {
 public:
  // Both must outlive it.
  SettledAllocation(const Scenario& scenario, const World& world);

  // REQUIRES, here and below: the seat is an emitter's.
  // Given when the year begins.
  [[nodiscard]] Tonnes advance(std::size_t seat, std::size_t year) const;
  // As known when `share` of the year has passed. None: nothing is settled.
  [[nodiscard]] std::optional<AllocationTerms> terms(std::size_t seat, std::size_t year,
                                                     double share) const;
  // What all may expect to be given at the year's end, when it begins and if nobody abates; below
  // 0: to be taken back.
  [[nodiscard]] Tonnes expected_rest(std::size_t year) const;

  // By verified emissions.
  [[nodiscard]] ChinaSettlement settle(std::size_t seat, std::size_t year, Tonnes emissions) const;
  // The next year's advance may follow from it.
  void see_emissions(std::size_t seat, Tonnes emissions) { emissions_before_[seat] = emissions; }

 private:
  [[nodiscard]] const FirmGroup& group_of(std::size_t seat) const {
    return scenario_.firms[world_.seats[seat].group_index];
  }
  // Null: it does not run, or nothing is settled.
  [[nodiscard]] const Settlement* settlement(std::size_t seat, std::size_t year) const;
  [[nodiscard]] Tonnes by_output(std::size_t seat, std::size_t year, double share) const;

  const Scenario& scenario_;
  const World& world_;
  std::vector<std::optional<Tonnes>> emissions_before_;  // a seat each
};

}  // namespace tanshi
