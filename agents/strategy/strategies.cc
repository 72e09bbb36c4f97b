#include "agents/strategy/strategies.h"

#include <algorithm>
#include <array>

#include "agents/strategy/market_maker.h"
#include "agents/strategy/zero_intelligence.h"
#include "agents/strategy/zip.h"

namespace tanshi {
namespace {

constexpr std::array kStrategies = {
    StrategyEntry{"zi_u", "any price that the market allows, at random", make_zi_u},
    StrategyEntry{"zi_c", "any price that makes no loss, at random", make_zi_c},
    StrategyEntry{"zip", "a profit margin that learns from quotes and trades", make_zip},
    StrategyEntry{"market_maker", "stands on both sides, and takes only to wind up",
                  make_market_maker},
};

}  // namespace

std::span<const StrategyEntry> strategies() {
  return kStrategies;
}

const StrategyEntry* find_strategy(std::string_view name) {
  const auto* const entry = std::ranges::find(kStrategies, name, &StrategyEntry::name);
  return entry == kStrategies.end() ? nullptr : entry;
}

}  // namespace tanshi
