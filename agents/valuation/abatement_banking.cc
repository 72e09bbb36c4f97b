#include "agents/valuation/abatement_banking.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/bank_demand.h"
#include "agents/valuation/market_view.h"

namespace tanshi {
namespace {

// How much of the gap between what is held and what is wanted one order asks for: an assumption.
// Small enough that a firm learns from its trades, large enough that a year closes the gap.
constexpr double kClip = 0.25;

// The price at which a falling `demand` meets `supply`, within [0, highest]. Ends: 50 halvings.
template <class Demand>
double clearing_price(const Demand& demand, double supply, double highest) {
  double low = 0;
  double high = highest;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (demand(middle) > supply ? low : high) = middle;
  }
  return high;
}

class AbatementBanking final : public Valuation {
 public:
  explicit AbatementBanking(const SeatBrief& brief) : brief_(brief) {}

  Appraisal appraise(const Observation& observation) override {
    plan(observation);
    const double held = holding(observation);
    Appraisal appraisal;
    appraisal.fair = tradable_price(observation, to_price_nearest(believed_price_, brief_.tick));

    const double gap = demand(currency_per_tonne(appraisal.fair), observation) - held;
    const Tonnes clip = to_tonnes_ceil(std::abs(gap) * kClip);
    if (gap > 0) {
      appraisal.buy = {to_price_floor(value(held + to_double(clip), observation)), clip};
    } else {
      const Tonnes on_hand = to_tonnes_floor(held);
      const Tonnes sold = std::min(clip, on_hand);
      // What has no value of its own (a bank with no year left to use it) is sold at any price.
      const Price worth = to_price_ceil(value(held - to_double(sold), observation));
      appraisal.sell = {std::max(worth, brief_.tick), sold};
    }
    return appraisal;
  }

  // What the market's price pays for, and whatever else is needed to comply, as far as that is
  // cheaper than the penalty and making good.
  std::optional<Tonnes> abatement(const Observation& observation) override {
    plan(observation);
    const Price price = tradable_price(observation, to_price_nearest(believed_price_, brief_.tick));
    const AbatementCurve& curve = brief_.firm.curve;
    const double needed = std::max(
        0.0, to_double(observation.baseline + observation.obligation) - holding(observation));
    const double worthwhile = curve.abatement_at(currency_per_tonne(price + brief_.penalty));
    double abated = std::min(needed, worthwhile);
    if (bank_has_value_) abated = std::max(abated, curve.abatement_at(currency_per_tonne(price)));
    return to_tonnes_ceil(abated);
  }

 private:
  static double holding(const Observation& observation) {
    return to_double(observation.allowances_available + observation.allowances_escrowed);
  }

  [[nodiscard]] double highest_price() const { return currency_per_tonne(brief_.max_price); }

  [[nodiscard]] double demand(double price, const Observation& observation) const {
    const double emitted = to_double(observation.baseline) - brief_.firm.curve.abatement_at(price);
    return std::max(0.0, emitted) + to_double(observation.obligation) +
           share_ * bank_demand_.at(price);
  }

  [[nodiscard]] double value(double held, const Observation& observation) const {
    const double worth = clearing_price([&](double price) { return demand(price, observation); },
                                        held, highest_price());
    const Price market =
        tradable_price(observation, to_price_nearest(believed_price_, brief_.tick));
    return std::min(worth, currency_per_tonne(market + brief_.penalty));
  }

  // Emissions of all in the first year had nobody abated: believed at first, then the mean of what
  // the years so far imply, since each year's shock is noise.
  [[nodiscard]] double first_year_baseline(const Observation& observation) const {
    const FirmBrief& firm = brief_.firm;
    const std::size_t past = observation.emissions.size();
    if (past == 0) return firm.believed_market_baseline_t;
    double sum = 0;
    double grown = 1;
    for (std::size_t year = 0; year < past; ++year) {
      const double price = currency_per_tonne(observation.year_prices[year]);
      const double emitted = to_double(observation.emissions[year]);
      sum += (emitted + firm.believed_market_curve.abatement_at(price)) / grown;
      grown *= 1 + firm.believed_market_growth;
    }
    return sum / static_cast<double>(past);
  }

  // Beliefs of the year, formed once when it begins.
  void plan(const Observation& observation) {
    if (planned_ == observation.year) return;
    planned_ = observation.year;

    const FirmBrief& firm = brief_.firm;
    const AggregateCurve& others = firm.believed_market_curve;
    const double growth = 1 + firm.believed_market_growth;
    const std::size_t past = observation.emissions.size();
    const double market_baseline = first_year_baseline(observation) * std::pow(growth, past);

    std::vector<FutureYear> future;
    double baseline = market_baseline;
    for (std::size_t year = past + 1; brief_.banking && year < brief_.cap.size(); ++year) {
      baseline *= growth;
      future.push_back({baseline, to_double(brief_.cap[year])});
    }
    bank_has_value_ = !future.empty();
    bank_demand_ = BankDemand(others, future, firm.discount_rate, highest_price());
    share_ = market_baseline > 0 ? to_double(observation.baseline) / market_baseline : 0;
    believed_price_ = clearing_price(
        [&](double price) {
          return std::max(0.0, market_baseline - others.abatement_at(price)) +
                 bank_demand_.at(price);
        },
        to_double(observation.circulation), highest_price());
  }

  SeatBrief brief_;
  std::optional<Year> planned_;
  BankDemand bank_demand_;
  bool bank_has_value_ = false;
  double share_ = 0;
  double believed_price_ = 0;
};

}  // namespace

std::unique_ptr<Valuation> make_abatement_banking_valuation(const SeatBrief& brief) {
  return std::make_unique<AbatementBanking>(brief);
}

}  // namespace tanshi
