#include "agents/strategy/roth_erev.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

constexpr std::size_t kPrices = 30;  // K
constexpr double kRecency = 0.10;
constexpr double kExperimentation = 0.20;
constexpr double kLeastPropensity = 1e-9;  // a sum of which stays above 0
constexpr int kTrial = 8;                  // wakes; an assumption

class Learner {
 public:
  Learner() { propensity_.fill(1); }

  // What it tries now; draws anew when a trial is over.
  [[nodiscard]] double share(RandomStream& random) {
    if (!choice_) {
      choice_ = draw(random);
      wakes_ = 0;
    }
    return static_cast<double>(*choice_) / static_cast<double>(kPrices);
  }

  // Ends the trial if it paid, or has lasted long enough. REQUIRES: reward in [0, 1].
  void see(double reward) {
    if (!choice_ || (reward == 0 && ++wakes_ < kTrial)) return;
    for (std::size_t j = 0; j < kPrices; ++j) {
      const double gained =
          j == *choice_ ? reward * (1 - kExperimentation)
                        : propensity_[j] * kExperimentation / static_cast<double>(kPrices - 1);
      propensity_[j] = std::max((1 - kRecency) * propensity_[j] + gained, kLeastPropensity);
    }
    choice_.reset();
  }

 private:
  [[nodiscard]] std::size_t draw(RandomStream& random) const {
    double left = random.uniform() * std::accumulate(propensity_.begin(), propensity_.end(), 0.0);
    for (std::size_t j = 0; j + 1 < kPrices; ++j) {
      left -= propensity_[j];
      if (left < 0) return j;
    }
    return kPrices - 1;
  }

  std::array<double, kPrices> propensity_{};
  std::optional<std::size_t> choice_;
  int wakes_ = 0;
};

// One side, and what it showed at the last wake.
struct RothErevSide {
  Side side{};
  Learner learner;
  double gain = 0;  // of the price shown, per unit of its range
  Tonnes shown;
};

class RothErev final : public Strategy {
 public:
  explicit RothErev(const SeatBrief& brief) : quoting_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream& random,
             Decision& decision) override {
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    // What a year begins with, an allocation say, is no gain of trade.
    const Tonnes gained = year_ == observation.year ? held - before_ : Tonnes();
    before_ = held;
    year_ = observation.year;
    reward(buyer_, gained);
    reward(seller_, -gained);
    act(buyer_, appraisal, observation, random, decision);
    act(seller_, appraisal, observation, random, decision);
  }

 private:
  static void reward(RothErevSide& trader, Tonnes traded) {
    if (trader.shown == Tonnes()) return;
    const double part = std::clamp(to_double(traded) / to_double(trader.shown), 0.0, 1.0);
    trader.learner.see(part * trader.gain);
    trader.shown = Tonnes();
  }

  void act(RothErevSide& trader, const Appraisal& appraisal, const Observation& observation,
           RandomStream& random, Decision& decision) const {
    const Worth& worth = worth_of(trader.side, appraisal);
    if (!wants(worth)) {
      quoting_.withdraw(trader.side, observation, decision);
      return;
    }
    const auto limit = static_cast<double>(worth.limit.raw());
    const auto highest = static_cast<double>(
        highest_thinkable(appraisal.fair, worth.limit, quoting_.max_price()).raw());
    const double end = trader.side == Side::kBuy ? 0 : std::max(limit, highest);
    trader.gain = trader.learner.share(random);
    trader.shown = worth.quantity;
    const double cents = limit + (end - limit) * trader.gain;
    quoting_.show(trader.side, to_quote(cents, trader.side, quoting_.tick(), quoting_.max_price()),
                  worth.quantity, /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
  RothErevSide buyer_{Side::kBuy, {}, 0, {}};
  RothErevSide seller_{Side::kSell, {}, 0, {}};
  std::optional<Year> year_;
  Tonnes before_;  // held at the last wake
};

}  // namespace

std::unique_ptr<Strategy> make_roth_erev(const SeatBrief& brief) {
  return std::make_unique<RothErev>(brief);
}

}  // namespace tanshi
