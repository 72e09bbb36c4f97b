#include "agents/strategy/avellaneda_stoikov.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"
#include "agents/valuation/clip.h"

namespace tanshi {
namespace {

constexpr double kRiskAversion = 0.1;    // gamma
constexpr double kVolatility = 2;        // sigma
constexpr double kIntensityDecay = 1.5;  // k
constexpr double kPaperPrice = 100;      // s, to which the figures above belong

class AvellanedaStoikov final : public Strategy {
 public:
  explicit AvellanedaStoikov(const SeatBrief& brief) : quoting_(brief), brief_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) override {
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    if (year_ != observation.year) meant_ = held;
    year_ = observation.year;
    const double middle = middle_price(appraisal.fair, observation);
    const Tonnes clip = std::max({appraisal.buy.quantity, appraisal.sell.quantity, Tonnes(1)});
    const double all = static_cast<double>(brief_.days_per_year) * brief_.turns_per_day;
    const AsQuotes quotes =
        as_quotes(middle, to_double(held - meant_) / to_double(clip),
                  static_cast<double>(turns_left(brief_, observation)) / std::max(all, 1.0));
    stand(Side::kBuy, quotes.reservation - quotes.spread / 2, appraisal, observation, decision);
    stand(Side::kSell, quotes.reservation + quotes.spread / 2, appraisal, observation, decision);
  }

 private:
  // In cents; 0: unknown.
  [[nodiscard]] static double middle_price(Price fair, const Observation& observation) {
    const Price bid = rival_of(Side::kBuy, observation);
    const Price ask = rival_of(Side::kSell, observation);
    if (bid > Price() && ask > Price()) return static_cast<double>((bid + ask).raw()) / 2;
    if (fair > Price()) return static_cast<double>(fair.raw());
    return static_cast<double>(observation.last.raw());
  }

  void stand(Side side, double cents, const Appraisal& appraisal, const Observation& observation,
             Decision& decision) const {
    const Worth& worth = worth_of(side, appraisal);
    const auto limit = static_cast<double>(worth.limit.raw());
    const double wanted = worth.pressing ? limit : within_limit(side, cents, limit);
    if (!wants(worth) || cents < static_cast<double>(quoting_.tick().raw())) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    quoting_.show(side, to_quote(wanted, side, quoting_.tick(), quoting_.max_price()),
                  worth.quantity, /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
  SeatBrief brief_;
  std::optional<Year> year_;
  Tonnes meant_;  // to be held: what the year began with
};

}  // namespace

AsQuotes as_quotes(double middle, double inventory, double time_left) {
  const double unit = middle / kPaperPrice;
  const double risk = kRiskAversion * kVolatility * kVolatility * time_left;
  const double spread = risk + 2 / kRiskAversion * std::log1p(kRiskAversion / kIntensityDecay);
  return {middle - inventory * risk * unit, spread * unit};
}

std::unique_ptr<Strategy> make_avellaneda_stoikov(const SeatBrief& brief) {
  return std::make_unique<AvellanedaStoikov>(brief);
}

}  // namespace tanshi
