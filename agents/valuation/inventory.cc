#include "agents/valuation/inventory.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/valuation/market_view.h"

namespace tanshi {
namespace {

class InventoryValuation final : public Valuation {
 public:
  InventoryValuation(const SeatBrief& brief, const InventoryRule& rule)
      : last_year_(years_after(brief.first_year, brief.years - 1)),
        days_per_year_(brief.days_per_year),
        banking_(brief.banking),
        rule_(rule) {}

  Appraisal appraise(const Observation& observation) override {
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    if (!first_) first_ = held;

    view_.see(observation);
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, between_quotes(observation));
    if (appraisal.fair == Price() || *first_ == Tonnes()) return appraisal;
    const auto fair = static_cast<double>(appraisal.fair.raw());
    const double first = to_double(*first_);
    const double meant = meant_share(observation);
    const double excess = std::clamp(to_double(held) / first - meant, -1.0, 1.0);
    const double middle = fair * (1 - rule_.lean * excess);
    const double spread = fair * rule_.half_spread;
    const Tonnes clip = to_tonnes_ceil(first * rule_.clip);
    appraisal.buy = {Price(std::llround(middle - spread)), clip};
    const bool winding_up = meant < 1;
    const Tonnes surplus = to_tonnes_ceil(to_double(held) - first * meant);
    appraisal.sell = {Price(std::llround(middle + spread * meant)),
                      std::min(winding_up ? std::max(clip, surplus) : clip, held), winding_up};
    return appraisal;
  }

 private:
  // Halfway, or at the one that stands; 0: none does.
  [[nodiscard]] static Price between_quotes(const Observation& observation) {
    if (observation.bid_quantity == Tonnes()) return observation.ask;
    if (observation.ask_quantity == Tonnes()) return observation.bid;
    return Price((observation.bid + observation.ask).raw() / 2);
  }

  // What it means to hold, as a share of its first holding.
  [[nodiscard]] double meant_share(const Observation& observation) const {
    if (banking_ && observation.year != last_year_) return 1;
    return 1 - (observation.day + 1.0) / days_per_year_;
  }

  Year last_year_;
  std::int32_t days_per_year_;
  bool banking_;
  InventoryRule rule_;
  std::optional<Tonnes> first_;
  MarketView view_;
};

}  // namespace

std::unique_ptr<Valuation> make_inventory_valuation(const SeatBrief& brief,
                                                    const InventoryRule& rule) {
  return std::make_unique<InventoryValuation>(brief, rule);
}

}  // namespace tanshi
