#include "agents/firm/robot.h"

#include <utility>

#include "agents/firm/trader.h"
#include "agents/strategy/strategies.h"
#include "agents/valuation/abatement_banking.h"
#include "agents/valuation/inventory.h"
#include "exchange/base/check.h"

namespace tanshi {

std::unique_ptr<Agent> make_robot(const SeatBrief& brief, std::string_view strategy) {
  const StrategyEntry* const entry =
      find_strategy(strategy == kRemoteStrategy ? std::string_view("zip") : strategy);
  TANSHI_CHECK(entry != nullptr);
  std::unique_ptr<Valuation> valuation = brief.emitter
                                             ? make_abatement_banking_valuation(brief)
                                             : make_inventory_valuation(brief, InventoryRule());
  return std::make_unique<Trader>(brief, std::move(valuation), entry->make(brief));
}

}  // namespace tanshi
