#include "agents/strategy/market_maker.h"

#include <algorithm>

#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

class MarketMaker final : public Strategy {
 public:
  explicit MarketMaker(const SeatBrief& brief) : quoting_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) override {
    stand(Side::kBuy, appraisal.buy, observation, decision);
    stand(Side::kSell, appraisal.sell, observation, decision);
  }

 private:
  void stand(Side side, const Worth& worth, const Observation& observation,
             Decision& decision) const {
    if (worth.quantity == Tonnes() || worth.limit <= Price()) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    Price price = to_quote(static_cast<double>(worth.limit.raw()), side, quoting_.tick(),
                           quoting_.max_price());
    if (worth.pressing) {
      quoting_.show(side, price, worth.quantity, /*post_only=*/false, observation, decision);
      return;
    }
    // One tick away from the other side at least: a maker does not take.
    if (side == Side::kBuy && observation.ask_quantity > Tonnes()) {
      price = std::min(price, observation.ask - quoting_.tick());
    } else if (side == Side::kSell && observation.bid_quantity > Tonnes()) {
      price = std::max(price, observation.bid + quoting_.tick());
    }
    if (price < quoting_.tick() || price > quoting_.max_price()) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    quoting_.show(side, price, worth.quantity, /*post_only=*/true, observation, decision);
  }

  Quoting quoting_;
};

}  // namespace

std::unique_ptr<Strategy> make_market_maker(const SeatBrief& brief) {
  return std::make_unique<MarketMaker>(brief);
}

}  // namespace tanshi
