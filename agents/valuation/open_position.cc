#include "agents/valuation/open_position.h"

#include <algorithm>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/valuation/market_view.h"

namespace tanshi {
namespace {

class OpenPosition final : public Valuation {
 public:
  explicit OpenPosition(const SeatBrief& brief)
      : tick_(brief.tick),
        lot_(brief.lot),
        max_price_(brief.max_price),
        last_year_(years_after(brief.first_year, brief.years - 1)),
        days_per_year_(brief.days_per_year),
        banking_(brief.banking) {}

  Appraisal appraise(const Observation& observation) override {
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    if (!first_) {
      first_ = held;
      clip_ = std::max(lot_, to_tonnes_floor(to_double(held) * kPositionClip));
    }
    view_.see(observation);
    Appraisal appraisal;
    appraisal.fair = view_.price(observation, between_quotes(observation));
    const double share = meant_share(observation);
    const Tonnes most = *first_ > Tonnes() ? *first_ + *first_ : times_ten(lot_);
    const Tonnes meant = to_tonnes_floor(to_double(most) * share);
    appraisal.buy = {max_price_, std::clamp(meant - held, Tonnes(), clip_)};
    appraisal.sell = {tick_, std::min(clip_, held)};
    const Tonnes surplus = held - to_tonnes_ceil(to_double(most) * share);
    if (share < 1 && surplus > Tonnes() && observation.bid_quantity > Tonnes())
      appraisal.sell = {observation.bid, std::max(clip_, surplus), /*pressing=*/true};
    appraisal.sell.quantity = std::min(appraisal.sell.quantity, held);
    return appraisal;
  }

 private:
  static Tonnes times_ten(Tonnes quantity) { return Tonnes(quantity.raw() * 10); }

  // Halfway, or at the one that stands; 0: none does.
  [[nodiscard]] static Price between_quotes(const Observation& observation) {
    if (observation.bid_quantity == Tonnes()) return observation.ask;
    if (observation.ask_quantity == Tonnes()) return observation.bid;
    return Price((observation.bid + observation.ask).raw() / 2);
  }

  // Of the most that it would hold, what it may hold today.
  [[nodiscard]] double meant_share(const Observation& observation) const {
    if (banking_ && observation.year != last_year_) return 1;
    return 1 - (observation.day + 1.0) / days_per_year_;
  }

  Price tick_;
  Tonnes lot_;
  Price max_price_;
  Year last_year_;
  std::int32_t days_per_year_;
  bool banking_;
  std::optional<Tonnes> first_;
  Tonnes clip_;
  MarketView view_;
};

}  // namespace

std::unique_ptr<Valuation> make_open_position_valuation(const SeatBrief& brief) {
  return std::make_unique<OpenPosition>(brief);
}

}  // namespace tanshi
