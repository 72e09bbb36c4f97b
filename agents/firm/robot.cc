#include "agents/firm/robot.h"

#include <utility>

#include "agents/firm/emitter_desk.h"
#include "agents/firm/trader.h"
#include "agents/strategy/strategies.h"
#include "agents/valuation/abatement_banking.h"
#include "agents/valuation/credit_supply.h"
#include "agents/valuation/inventory.h"
#include "agents/valuation/open_position.h"
#include "exchange/base/check.h"

namespace tanshi {

namespace {

std::unique_ptr<Valuation> make_valuation(const SeatBrief& brief, const StrategyEntry& strategy) {
  if (brief.emitter) return make_abatement_banking_valuation(brief);
  if (brief.producer) return make_credit_supply_valuation(brief);
  if (strategy.prices_itself) return make_open_position_valuation(brief);
  return make_inventory_valuation(brief, InventoryRule());
}

}  // namespace

std::unique_ptr<Agent> make_robot(const SeatBrief& brief, std::string_view strategy) {
  const StrategyEntry* const entry =
      find_strategy(strategy == kRemoteStrategy ? std::string_view("zip") : strategy);
  TANSHI_CHECK(entry != nullptr);
  if (brief.emitter && (!brief.credits.empty() || !brief.schemes.empty() || brief.forwards))
    return std::make_unique<EmitterDesk>(brief, *entry);
  return std::make_unique<Trader>(brief, make_valuation(brief, *entry), entry->make(brief));
}

}  // namespace tanshi
