// Plays an experiment on the exchange's market, in this process.
//
//   each period: give units to sellers and cash to buyers -> turns: a trader is shown the book, and
//   moves; a trade may clear all quotes -> take back what is left
//
// Deterministic: equal design and seed give equal events. To a strategy a period is a year of one
// day, whose turns are how often it may hope to be asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/laboratory/design.h"

namespace tanshi {

// One unit. Traders by their number in the design's order; a speculator has no value or cost.
struct LaboratoryTrade {
  std::int32_t turn = 0;  // from 0
  Price price;
  std::size_t buyer = 0;
  std::size_t seller = 0;
  std::optional<Price> value;
  std::optional<Price> cost;
};

struct LaboratoryPeriod {
  std::int32_t turns = 0;  // played
  std::vector<LaboratoryTrade> trades;
  std::vector<Cash> received;     // by each trader for what it sold, less what it paid
  std::vector<Tonnes> inventory;  // a change of each trader's, of who speculates; 0 of others
};

struct LaboratoryRun {
  std::uint64_t seed = 0;
  std::vector<LaboratoryPeriod> periods;
  std::int64_t commands = 0;
  std::uint64_t events_hash = 0;
};

// REQUIRES: the design is one that its reader accepts. Aborts unless every unit and every cent is
// accounted for at the end of each period.
[[nodiscard]] LaboratoryRun play_laboratory(const LaboratoryDesign& design, std::uint64_t seed);

}  // namespace tanshi
