// A scenario under one seed: who sits where, with what plant, and what nature has in store.
//
// Pure: the same scenario and seed give the same world. Every draw comes from the stream of its
// seat, so that adding a firm does not change the others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "agents/seat/observation.h"
#include "exchange/base/units.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/activity.h"

namespace tanshi {

// Purposes of a seat's random streams; part of what makes a run reproducible: never renumber.
inline constexpr std::uint32_t kBaselinePurpose = 1;
inline constexpr std::uint32_t kBeliefPurpose = 2;
inline constexpr std::uint32_t kDecisionPurpose = 3;
inline constexpr std::uint32_t kWakeOrderPurpose = 4;  // of seat 0, the run itself
inline constexpr std::uint32_t kTiePurpose = 5;        // likewise
inline constexpr std::uint32_t kReportPurpose = 6;
inline constexpr std::uint32_t kLateCorrectionPurpose = 7;
inline constexpr std::uint32_t kCommonShockPurpose = 8;  // of seat 0
inline constexpr std::uint32_t kPoissonPurpose = 9;      // likewise
inline constexpr std::uint32_t kSamplePurpose = 10;      // likewise

// An emitter's physical side. Vectors have an entry a year.
struct Plant {
  AbatementCurve curve;
  std::vector<double> trend_t;              // as if nothing struck it; 0: it does not run
  std::vector<double> expected_baseline_t;  // as known when the year begins
  std::vector<double> baseline_t;           // as it turns out
  std::vector<double> reported_share;       // of true emissions; 1 where the report is audited
  std::vector<bool> error_found;            // a year later; empty: none is
};

struct SeatPlan {
  SeatBrief brief;
  std::string group;
  std::size_t group_index = 0;  // in the scenario's firms or traders
  std::string strategy;
  Cash cash;          // at the start
  Tonnes allowances;  // at the start, from the initial bank
  Plant plant;        // of emitters
  double dearer = 1;  // than they are, how an emitter takes the others' measures to be
  // Of its free allocation, what it must consign to a year's auctions; a year each, or empty. Comes
  // besides brief.firm.allocation.
  std::vector<Tonnes> consigned;
};

struct World {
  std::vector<SeatPlan> seats;  // seat i has account i + 1
  AccountId treasury{};         // of the regulator: what auctions bring
  Activity activity;            // what strikes all emitters alike
  // Of each scheme, what its makers are expected to sell, units a year.
  std::vector<std::vector<double>> made;
  // The regulator's seat, which comes after the others; where somebody may hold it.
  std::optional<SeatBrief> regulator;
};

// The books that a seat trades in, its own first.
[[nodiscard]] std::vector<InstrumentId> books_of(const SeatPlan& seat);

// Of a seat by its number, the regulator's included.
[[nodiscard]] inline const SeatBrief& brief_of(const World& world, std::size_t seat) {
  return seat < world.seats.size() ? world.seats[seat].brief : world.regulator.value();
}

[[nodiscard]] World make_world(const Scenario& scenario, std::uint64_t seed);

// The best estimate of the year's baseline once `share` of the year (0 .. 1) has passed: the
// year's shock comes to light evenly.
[[nodiscard]] Tonnes estimate_baseline(const Plant& plant, std::size_t year, double share);

// Of that estimate over the trend; 1 where the plant does not run.
[[nodiscard]] double estimate_shock(const Plant& plant, std::size_t year, double share);

}  // namespace tanshi
