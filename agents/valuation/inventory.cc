#include "agents/valuation/inventory.h"

#include <algorithm>
#include <cmath>

#include "agents/abatement/rounding.h"
#include "agents/valuation/market_view.h"

namespace tanshi {
namespace {

class InventoryValuation final : public Valuation {
 public:
  explicit InventoryValuation(const InventoryRule& rule) : rule_(rule) {}

  Appraisal appraise(const Observation& observation) override {
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    if (!started_) start_ = held;
    started_ = true;

    Appraisal appraisal;
    appraisal.fair = tradable_price(observation, Price());
    if (appraisal.fair == Price() || start_ == Tonnes()) return appraisal;
    const auto fair = static_cast<double>(appraisal.fair.raw());
    const auto first = static_cast<double>(start_.raw());
    const double excess = std::clamp(static_cast<double>((held - start_).raw()) / first, -1.0, 1.0);
    const double middle = fair * (1 - rule_.lean * excess);
    const Tonnes clip(static_cast<std::int64_t>(first * rule_.clip));
    appraisal.buy = {Price(std::llround(middle - fair * rule_.half_spread)), clip};
    appraisal.sell = {Price(std::llround(middle + fair * rule_.half_spread)), std::min(clip, held)};
    return appraisal;
  }

 private:
  InventoryRule rule_;
  Tonnes start_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Valuation> make_inventory_valuation(const InventoryRule& rule) {
  return std::make_unique<InventoryValuation>(rule);
}

}  // namespace tanshi
