// An experiment of the laboratory: traders who are told what units are worth to them or cost them
// trade on a book in periods, each of which begins as the one before did (Smith, "An experimental
// study of competitive market behavior", Journal of Political Economy 70, 1962).
//
// A value; pure. docs/laboratory.md is the guide to its file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "exchange/base/units.h"

namespace tanshi {

// Who makes the next move.
enum class SpeakerRule : std::uint8_t {
  kOneAtRandom = 1,       // a turn is one trader's, drawn anew from those who may still trade
  kAllInRandomOrder = 2,  // a turn is everybody's, once each
};

struct LaboratoryGroup {
  std::string name;
  std::int32_t count = 1;
  std::string strategy;
  // Of each trader, in the order in which they are traded; or, where they are dealt, of all
  // together: the first to the first trader, the second to the second, and round again.
  std::vector<Price> values;  // of units bought
  std::vector<Price> costs;   // of units sold
  bool dealt = false;
  // Has neither values nor costs, buys and sells as it likes, and begins each period with `units`.
  bool speculates = false;
  std::int32_t units = 0;
};

// What one trader is told for a period.
struct TraderUnits {
  std::vector<Price> values;
  std::vector<Price> costs;
};

// From a period on, another schedule of a group: lists as they are then.
struct ScheduleShift {
  std::int32_t from_period = 1;
  std::size_t group = 0;
  std::vector<Price> values;
  std::vector<Price> costs;
};

struct LaboratoryDesign {
  std::string name = "laboratory";
  std::string title;
  std::string source;
  std::uint64_t seed = 1;
  std::int32_t replications = 1;
  Price tick{100};
  Price highest_price{20'000};  // the lowest is a tick
  std::int32_t periods = 1;
  std::int32_t turns = 1'000;       // in a period, at most
  std::int32_t quiet_turns = 0;     // without a trade, that end a period; 0: none do
  bool trade_clears_quotes = true;  // what stands ends with each trade
  SpeakerRule speakers = SpeakerRule::kOneAtRandom;
  bool units_in_order = true;  // else a trader speaks of any unit it has left, at random
  std::vector<LaboratoryGroup> groups;
  std::vector<ScheduleShift> shifts;  // by rising period
};

[[nodiscard]] std::size_t trader_count(const LaboratoryDesign& design);

// The group of each trader, in the order of the groups.
[[nodiscard]] std::vector<std::size_t> groups_of_traders(const LaboratoryDesign& design);

// What each trader is told for a period, from 1, in the same order.
[[nodiscard]] std::vector<TraderUnits> units_in_period(const LaboratoryDesign& design,
                                                       std::int32_t period);

}  // namespace tanshi
