#include "agents/valuation/forward_hedge.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "agents/abatement/rounding.h"
#include "agents/valuation/clip.h"
#include "agents/valuation/market_view.h"
#include "agents/valuation/own_lack.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

class ForwardHedgeValuation final : public ForwardHedge {
 public:
  ForwardHedgeValuation(const SeatBrief& brief, Year delivery)
      : brief_(brief), delivery_(delivery) {
    TANSHI_CHECK(brief_.emitter && brief_.forwards.has_value());
  }

  void see_allowance(Price fair) override { allowance_ = fair; }

  Appraisal appraise(const Observation& observation) override {
    view_.see(observation);
    const int years = raw(delivery_) - raw(observation.year);
    const double price =
        currency_per_tonne(allowance_) * std::pow(1 + brief_.firm.discount_rate, years);
    const Price limit =
        std::clamp(to_price_nearest(price, brief_.tick), brief_.tick,
                   to_price_floor(currency_per_tonne(brief_.max_price), brief_.tick));
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, limit);
    if (years <= 0 || allowance_ == Price()) return appraisal;

    const double wanted = times_of(brief_.forwards->hedge_share) *
                          own_lack_t(brief_, observation, index_of_delivery(), price);
    const double gap = wanted - to_double(position_for(delivery_, observation));
    const Tonnes most = to_tonnes_floor(std::min(std::abs(gap), to_double(kMaxQuantity)));
    if (most < brief_.lot) return appraisal;
    const Tonnes clip = clip_of(most, brief_, observation);
    if (gap > 0) {
      appraisal.buy = {limit, clip};
    } else {
      appraisal.sell = {limit, clip};
    }
    return appraisal;
  }

 private:
  [[nodiscard]] std::size_t index_of_delivery() const {
    return static_cast<std::size_t>(raw(delivery_) - raw(brief_.first_year));
  }

  SeatBrief brief_;
  Year delivery_;
  Price allowance_;
  MarketView view_;
};

}  // namespace

Tonnes position_for(Year delivery, const Observation& observation) {
  const auto book = std::ranges::find(observation.books, delivery, &BookView::delivery);
  return book == observation.books.end() ? Tonnes() : book->position;
}

std::unique_ptr<ForwardHedge> make_forward_hedge_valuation(const SeatBrief& brief, Year delivery) {
  return std::make_unique<ForwardHedgeValuation>(brief, delivery);
}

}  // namespace tanshi
