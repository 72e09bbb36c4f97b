#include "agents/valuation/credit_supply.h"

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "agents/valuation/clip.h"
#include "agents/valuation/market_view.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// The part of a year's units that one order offers at most: an assumption. Small, so that its cost
// is near that of its last unit.
constexpr std::int64_t kParts = 32;

class CreditSupplyValuation final : public Valuation {
 public:
  explicit CreditSupplyValuation(const SeatBrief& brief) : brief_(brief) {
    TANSHI_CHECK(brief_.producer.has_value());
  }

  Appraisal appraise(const Observation& observation) override {
    view_.see(observation);
    const std::size_t year = observation.emissions.size();
    const Tonnes most = brief_.producer->most[year];
    const Tonnes left =
        std::min(most, observation.allowances_available + observation.allowances_escrowed);
    const Tonnes made = most - left;
    const auto cost_after = [&](Tonnes more) {
      return std::max(to_price_ceil(brief_.producer->cost_of(to_double(made + more), year)),
                      brief_.tick);
    };
    Appraisal appraisal;
    const Price believed = believed_price(year);
    appraisal.fair = view_.price(observation, std::max(believed, cost_after(brief_.lot)));
    const Price pays = std::max(believed, appraisal.fair);
    const std::int64_t parts = std::min(kParts, turns_left(brief_, observation));
    Tonnes clip = std::max(brief_.lot, Tonnes(div_ceil(most.raw(), parts)));
    while (clip > brief_.lot && cost_after(clip) > pays)
      clip = std::max(brief_.lot, Tonnes(clip.raw() / 2));
    clip = std::min({left, clip, kMaxOrderQuantity});
    appraisal.sell = {cost_after(clip), clip};
    return appraisal;
  }

 private:
  [[nodiscard]] Price believed_price(std::size_t year) const {
    const std::vector<double>& prices = brief_.producer->believed_price;
    return prices.empty() ? Price() : to_price_floor(prices[year]);
  }

  SeatBrief brief_;
  MarketView view_;
};

}  // namespace

std::unique_ptr<Valuation> make_credit_supply_valuation(const SeatBrief& brief) {
  return std::make_unique<CreditSupplyValuation>(brief);
}

}  // namespace tanshi
