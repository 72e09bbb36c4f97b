#include "agents/valuation/scheme_use.h"

#include <algorithm>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/seat/scheme.h"
#include "agents/valuation/clip.h"
#include "agents/valuation/market_view.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

class SchemeUseValuation final : public SchemeValuation {
 public:
  SchemeUseValuation(const SeatBrief& brief, std::size_t index)
      : brief_(brief), book_(brief.schemes[index]), use_(brief.firm.schemes[index]) {}

  void see_allowance(Price fair) override { allowance_ = currency_per_tonne(fair); }

  Appraisal appraise(const Observation& observation) override {
    view_.see(observation);
    const std::size_t year = observation.emissions.size();
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    const std::optional<double> made_for = cost_of_making(year);
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, price_of(use_.believed_price[year]));
    const Tonnes wanted = wanted_at(currency_per_tonne(appraisal.fair), year);
    if (wanted > held) {
      const Tonnes clip = clip_of(wanted - held, brief_, observation);
      const double last = worth_of_unit(book_, use_, year, to_double(held + clip) - 1, allowance_);
      appraisal.buy = {to_price_floor(limit(last, made_for, observation)), clip};
    } else if (held > wanted) {
      const Tonnes clip = clip_of(held - wanted, brief_, observation);
      appraisal.sell = {
          price_of(worth_of_unit(book_, use_, year, to_double(held - clip), allowance_)), clip};
    }
    return appraisal;
  }

 private:
  [[nodiscard]] Price price_of(double worth) const {
    return std::max(to_price_ceil(worth), brief_.tick);
  }

  // Units that the firm wants to hold when the year ends.
  [[nodiscard]] Tonnes wanted_at(double price, std::size_t year) const {
    if (price > currency_per_tonne(book_.penalty)) return Tonnes();
    const double saved = saved_at(book_, use_, year, price, allowance_);
    return owed_after(book_, use_, year, to_tonnes_floor(saved));
  }

  // Of the last unit of what all will owe if nobody saves; none where nobody makes any.
  [[nodiscard]] std::optional<double> cost_of_making(std::size_t year) const {
    const std::vector<SupplyOffer>& offers = book_.offers[year];
    if (offers.empty()) return std::nullopt;
    double owed = to_double(share_ceil(book_.share[year], book_.used[year])) -
                  to_double(book_.allocated[year]);
    for (const SupplyOffer& offer : offers) {
      owed -= offer.quantity_t;
      if (owed <= 0) return offer.price;
    }
    return currency_per_tonne(book_.penalty);
  }

  [[nodiscard]] double limit(double worth, std::optional<double> made_for,
                             const Observation& observation) const {
    if (!made_for) return worth;
    const double cost = std::min(worth, *made_for);
    const double passed = static_cast<double>(observation.day) / brief_.days_per_year;
    return cost + (worth - cost) * passed * passed;
  }

  SeatBrief brief_;
  SchemeBook book_;
  SchemeUse use_;
  double allowance_ = 0;
  MarketView view_;
};

}  // namespace

std::unique_ptr<SchemeValuation> make_scheme_valuation(const SeatBrief& brief, std::size_t index) {
  return std::make_unique<SchemeUseValuation>(brief, index);
}

}  // namespace tanshi
