// The strategies that a scenario can name. To add one: its file, and its line in strategies.cc.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "agents/strategy/strategy.h"

namespace tanshi {

struct StrategyEntry {
  std::string_view name;
  std::string_view what;  // one line for lists
  std::unique_ptr<Strategy> (*make)(const SeatBrief& brief);
  // Finds prices without a valuation's limits: a trader without a plant gets an open position
  // (valuation/open_position.h) instead of the limits of a market maker.
  bool prices_itself = false;
};

[[nodiscard]] std::span<const StrategyEntry> strategies();

// nullptr: there is none of that name.
[[nodiscard]] const StrategyEntry* find_strategy(std::string_view name);

}  // namespace tanshi
