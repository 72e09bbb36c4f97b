#include "agents/strategy/trend_follower.h"

#include <algorithm>

#include "agents/strategy/one_side.h"
#include "agents/strategy/price_average.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

constexpr std::size_t kWindow = 50;
constexpr double kBand = 0.01;

class TrendFollower final : public Strategy {
 public:
  explicit TrendFollower(const SeatBrief& brief) : quoting_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) override {
    average_.hear(observation.tape);
    const double trend = average_.latest() - average_.mean();
    const double band = kBand * average_.mean();
    act(Side::kBuy, trend > band, appraisal.buy, observation, decision);
    act(Side::kSell, trend < -band, appraisal.sell, observation, decision);
  }

 private:
  void act(Side side, bool trending, const Worth& worth, const Observation& observation,
           Decision& decision) const {
    const Price price = to_take(side, observation);
    if (!wants(worth) || price == Price() || !reaches(side, worth.limit, price) ||
        !(trending || worth.pressing)) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    quoting_.show(side, price, std::min(worth.quantity, quantity_to_take(side, observation)),
                  /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
  PriceAverage average_{kWindow};
};

}  // namespace

std::unique_ptr<Strategy> make_trend_follower(const SeatBrief& brief) {
  return std::make_unique<TrendFollower>(brief);
}

}  // namespace tanshi
