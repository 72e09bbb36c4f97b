#include "agents/valuation/abatement_banking.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/valuation/clearing.h"
#include "agents/valuation/market_outlook.h"
#include "agents/valuation/market_view.h"

namespace tanshi {
namespace {

// How much of the gap between what is held and what is wanted one order asks for: an assumption.
// Small enough that a firm learns from its trades, large enough that a year closes the gap.
constexpr double kClip = 0.25;

class AbatementBanking final : public Valuation {
 public:
  explicit AbatementBanking(const SeatBrief& brief) : brief_(brief), outlook_(brief_) {}

  Appraisal appraise(const Observation& observation) override {
    plan(observation);
    view_.see(observation);
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, outlook_.opening_price());

    const double need = needed(observation);
    const double gap = need - freed(currency_per_tonne(appraisal.fair), observation);
    const Tonnes clip = clip_of(to_tonnes_nearest(std::abs(gap)), observation);
    if (gap > 0) {
      appraisal.buy = {to_price_floor(value(need - to_double(clip), observation).price), clip};
    } else {
      const Tonnes sold = std::min(clip, holding(observation));
      // What has no value of its own (a bank with no year left to use it) is sold at any price.
      const Price worth = to_price_ceil(value(need + to_double(sold), observation).price);
      appraisal.sell = {std::max(worth, brief_.tick), sold};
    }
    return appraisal;
  }

  std::optional<Tonnes> abatement(const Observation& observation) override {
    plan(observation);
    const auto abated = [&](double price) { return abatement_at(price, observation); };
    return to_tonnes_ceil(supply_at(abated, value(needed(observation), observation)));
  }

 private:
  void plan(const Observation& observation) {
    if (planned_ == observation.year) return;
    planned_ = observation.year;
    outlook_.begin_year(observation);
    const double all = outlook_.baseline_t();
    share_ = all > 0 ? to_double(observation.baseline) / all : 0;
  }

  [[nodiscard]] static Tonnes holding(const Observation& observation) {
    return observation.allowances_available + observation.allowances_escrowed;
  }

  // Tonnes that the firm would lack if it neither abated nor banked; below 0: can spare.
  [[nodiscard]] static double needed(const Observation& observation) {
    return to_double(observation.baseline + observation.obligation) -
           to_double(holding(observation));
  }

  [[nodiscard]] double abatement_at(double price, const Observation& observation) const {
    return std::min(brief_.firm.curve.abatement_at(price), to_double(observation.baseline));
  }

  // What the firm abates at a price, less what it keeps for later.
  [[nodiscard]] double freed(double price, const Observation& observation) {
    return abatement_at(price, observation) - share_ * outlook_.bank_at(price);
  }

  // What a tonne is worth to a firm that lacks `need_t`: where it frees just that.
  [[nodiscard]] Margin value(double need_t, const Observation& observation) {
    return clearing_margin([&](double price) { return freed(price, observation); }, need_t,
                           outlook_.cost_of_going_without());
  }

  // What one order asks for: more of the gap when few turns are left, and a lot if the gap has one.
  [[nodiscard]] Tonnes clip_of(Tonnes gap, const Observation& observation) const {
    const std::int32_t turns_left =
        (brief_.days_per_year - observation.day) * brief_.turns_per_day - observation.turn;
    const double share = std::max(kClip, 1.0 / std::max(turns_left, 1));
    return std::min(gap, std::max(brief_.lot, to_tonnes_ceil(to_double(gap) * share)));
  }

  SeatBrief brief_;
  MarketOutlook outlook_;
  MarketView view_;
  std::optional<Year> planned_;
  double share_ = 0;  // the firm's of all emissions without abatement
};

}  // namespace

std::unique_ptr<Valuation> make_abatement_banking_valuation(const SeatBrief& brief) {
  return std::make_unique<AbatementBanking>(brief);
}

}  // namespace tanshi
