#include "agents/strategy/noise.h"

#include <algorithm>

#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

constexpr double kCancel = 0.1;
constexpr double kMarketOrder = 0.1;
constexpr double kLimitOrder = 0.2;

class Noise final : public Strategy {
 public:
  explicit Noise(const SeatBrief& brief) : quoting_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream& random,
             Decision& decision) override {
    for (const Side side : {Side::kBuy, Side::kSell})
      act(side, appraisal, observation, random, decision);
  }

 private:
  void act(Side side, const Appraisal& appraisal, const Observation& observation,
           RandomStream& random, Decision& decision) const {
    const Worth& worth = worth_of(side, appraisal);
    const double chance = random.uniform();
    if (!wants(worth) || chance < kCancel || stale(side, worth, observation)) {
      quoting_.withdraw(side, observation, decision);
    } else if (chance < kCancel + kMarketOrder) {
      take(side, worth, observation, decision);
    } else if (chance < kCancel + kMarketOrder + kLimitOrder) {
      const auto limit = static_cast<double>(worth.limit.raw());
      const double cents =
          around(worth.limit, appraisal.fair, observation) * (0.5 + random.uniform());
      quoting_.show(
          side,
          to_quote(within_limit(side, cents, limit), side, quoting_.tick(), quoting_.max_price()),
          worth.quantity, /*post_only=*/false, observation, decision);
    }
  }

  // What stands would be a loss now, or is more than is wanted now.
  [[nodiscard]] static bool stale(Side side, const Worth& worth, const Observation& observation) {
    return std::ranges::any_of(observation.orders, [&](const OwnOrder& order) {
      return order.side == side &&
             (!reaches(side, worth.limit, order.limit) || order.open > worth.quantity);
    });
  }

  void take(Side side, const Worth& worth, const Observation& observation,
            Decision& decision) const {
    const Price price = to_take(side, observation);
    if (price == Price() || !reaches(side, worth.limit, price)) return;
    quoting_.show(side, price, std::min(worth.quantity, quantity_to_take(side, observation)),
                  /*post_only=*/false, observation, decision);
  }

  [[nodiscard]] static double around(Price limit, Price fair, const Observation& observation) {
    const Price price = observation.last > Price() ? observation.last
                        : fair > Price()           ? fair
                                                   : limit;
    return static_cast<double>(price.raw());
  }

  Quoting quoting_;
};

}  // namespace

std::unique_ptr<Strategy> make_noise(const SeatBrief& brief) {
  return std::make_unique<Noise>(brief);
}

}  // namespace tanshi
