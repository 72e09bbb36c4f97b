#include "agents/valuation/credit_use.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/clip.h"
#include "agents/valuation/market_view.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

class CreditUseValuation final : public CreditUse {
 public:
  CreditUseValuation(const SeatBrief& brief, std::size_t index)
      : brief_(brief), book_(brief.credits[index]), worth_(times_of(book_.worth)) {}

  void see_allowance(Price fair) override { allowance_ = fair; }

  Appraisal appraise(const Observation& observation) override {
    view_.see(observation);
    const double worth = currency_per_tonne(allowance_) * worth_;
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, to_price_floor(worth));
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    const Tonnes usable = usable_units(observation);
    if (usable > held) {
      const Tonnes clip = clip_of(usable - held, brief_, observation);
      appraisal.buy = {to_price_floor(limit(worth, observation)), clip};
    } else if (held > usable && is_last_year(observation)) {
      appraisal.sell = {brief_.tick, clip_of(held - usable, brief_, observation)};
    }
    return appraisal;
  }

 private:
  [[nodiscard]] Tonnes usable_units(const Observation& observation) const {
    const double without = to_double(observation.baseline + observation.obligation);
    const double abated = brief_.firm.curve.abatement_at(currency_per_tonne(allowance_));
    const double owed = std::max(0.0, without - std::min(abated, to_double(observation.baseline)));
    return to_tonnes_floor(times_of(book_.quota[observation.emissions.size()]) * owed / worth_);
  }

  [[nodiscard]] double limit(double worth, const Observation& observation) const {
    const std::size_t year = observation.emissions.size();
    const double most_t = expected_quota(book_, year, to_double(brief_.cap[year]));
    const std::vector<SupplyOffer> offers = credit_offers(book_, year, most_t);
    double met_t = 0;
    for (const SupplyOffer& offer : offers) met_t += offer.quantity_t;
    if (offers.empty() || met_t < std::floor(most_t)) return worth;
    const double cost = std::min(worth, offers.back().price * worth_);
    const double passed = static_cast<double>(observation.day) / brief_.days_per_year;
    return cost + (worth - cost) * passed * passed;
  }

  [[nodiscard]] bool is_last_year(const Observation& observation) const {
    return observation.emissions.size() + 1 == book_.quota.size();
  }

  SeatBrief brief_;
  CreditBook book_;
  double worth_;
  Price allowance_;
  MarketView view_;
};

}  // namespace

std::unique_ptr<CreditUse> make_credit_use_valuation(const SeatBrief& brief, std::size_t index) {
  return std::make_unique<CreditUseValuation>(brief, index);
}

}  // namespace tanshi
