#include "agents/strategy/withholder.h"

#include <algorithm>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

constexpr double kElasticity = 4;  // believed where nothing is known
constexpr double kMostShading = 0.5;
constexpr double kStep = 0.05;  // of the price, to either side: where the slope is measured

class Withholder final : public Strategy {
 public:
  explicit Withholder(const SeatBrief& brief) : quoting_(brief), brief_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) override {
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    if (year_ != observation.year) first_ = held;
    year_ = observation.year;
    show(Side::kBuy, held - first_, appraisal, observation, decision);
    show(Side::kSell, first_ - held, appraisal, observation, decision);
  }

 private:
  void show(Side side, Tonnes traded, const Appraisal& appraisal, const Observation& observation,
            Decision& decision) const {
    const Worth& worth = worth_of(side, appraisal);
    if (!wants(worth)) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    const Tonnes quantity = std::max(traded, Tonnes()) + worth.quantity;
    const double least = shaded(side, worth.limit, to_double(quantity), appraisal.fair);
    const auto latest = static_cast<double>(observation.last.raw());
    // A price that was paid may leave more than the least that it would take.
    const double best = latest > 0 ? within_limit(side, latest, least) : least;
    const double cents = worth.pressing ? static_cast<double>(worth.limit.raw()) : best;
    quoting_.show(side, to_quote(cents, side, quoting_.tick(), quoting_.max_price()),
                  worth.quantity, /*post_only=*/false, observation, decision);
  }

  // In cents.
  [[nodiscard]] double shaded(Side side, Price limit, double quantity_t, Price fair) const {
    const auto l = static_cast<double>(limit.raw());
    const std::optional<double> slope = slope_at(fair);
    if (!slope) {
      return side == Side::kBuy ? l / (1 + 1 / kElasticity) : l * (1 + 1 / (kElasticity - 1));
    }
    const double moved = std::min(quantity_t * *slope * 100, kMostShading * l);
    return side == Side::kBuy ? l - moved : l + moved;
  }

  // Currency units per tonne for each tonne, of the others' marginal costs; nullopt: no belief.
  [[nodiscard]] std::optional<double> slope_at(Price fair) const {
    if (!brief_.emitter || fair <= Price()) return std::nullopt;
    const double price = currency_per_tonne(fair);
    const auto others = [&](double at) {
      return brief_.firm.believed_market_curve.abatement_at(at) -
             brief_.firm.curve.abatement_at(at);
    };
    const double moved_t = others(price * (1 + kStep)) - others(price * (1 - kStep));
    if (moved_t <= 0) return std::nullopt;
    return 2 * kStep * price / moved_t;
  }

  Quoting quoting_;
  SeatBrief brief_;
  std::optional<Year> year_;
  Tonnes first_;  // held when the year began
};

}  // namespace

std::unique_ptr<Strategy> make_withholder(const SeatBrief& brief) {
  return std::make_unique<Withholder>(brief);
}

}  // namespace tanshi
