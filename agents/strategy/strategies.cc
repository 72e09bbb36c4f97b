#include "agents/strategy/strategies.h"

#include <algorithm>
#include <array>

#include "agents/strategy/aa.h"
#include "agents/strategy/avellaneda_stoikov.h"
#include "agents/strategy/fundamentalist.h"
#include "agents/strategy/gd.h"
#include "agents/strategy/gdx.h"
#include "agents/strategy/giveaway.h"
#include "agents/strategy/market_maker.h"
#include "agents/strategy/noise.h"
#include "agents/strategy/roth_erev.h"
#include "agents/strategy/sniper.h"
#include "agents/strategy/trend_follower.h"
#include "agents/strategy/withholder.h"
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
    StrategyEntry{"gd", "the price that promises most, by what was accepted of late", make_gd},
    StrategyEntry{"gdx", "likewise, and heeds what waiting may bring", make_gdx},
    StrategyEntry{"aa", "more or less aggressive than the price that it expects", make_aa},
    StrategyEntry{"giveaway", "its limit, always", make_giveaway},
    StrategyEntry{"sniper", "waits for others to come close, then takes", make_sniper},
    StrategyEntry{"roth_erev", "tries prices, and does again what paid", make_roth_erev},
    StrategyEntry{"avellaneda_stoikov", "stands on both sides, minding the risk of its inventory",
                  make_avellaneda_stoikov, /*prices_itself=*/true},
    StrategyEntry{"trend_follower", "buys while prices rise, sells while they fall",
                  make_trend_follower, /*prices_itself=*/true},
    StrategyEntry{"fundamentalist", "buys below what it holds for fair, sells above",
                  make_fundamentalist, /*prices_itself=*/true},
    StrategyEntry{"noise", "orders at random times and prices", make_noise,
                  /*prices_itself=*/true},
    StrategyEntry{"withholder", "a large firm that trades less to move the price", make_withholder},
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
