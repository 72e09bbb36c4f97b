#include "agents/strategy/zero_intelligence.h"

#include <algorithm>

#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

class ZeroIntelligence final : public Strategy {
 public:
  ZeroIntelligence(const SeatBrief& brief, bool constrained)
      : quoting_(brief), penalty_(brief.penalty), constrained_(constrained) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream& random,
             Decision& decision) override {
    Ticks bids{1, in_ticks(quoting_.max_price())};
    Ticks asks = bids;
    if (constrained_) {
      bids.high = in_ticks(limit_of(Side::kBuy, appraisal.buy));
      asks.low = in_ticks(limit_of(Side::kSell, appraisal.sell));
      if (penalty_ > Price()) {
        const Price fair = appraisal.fair;
        const Price dearest = std::min(fair + std::min(fair, penalty_), quoting_.max_price());
        asks.high = std::max(asks.low, in_ticks(dearest));
      }
    }
    shout(Side::kBuy, appraisal.buy, bids, observation, random, decision);
    shout(Side::kSell, appraisal.sell, asks, observation, random, decision);
  }

 private:
  // Prices in ticks, both ends included.
  struct Ticks {
    std::int64_t low;
    std::int64_t high;
  };

  [[nodiscard]] std::int64_t in_ticks(Price price) const {
    return price.raw() / quoting_.tick().raw();
  }

  [[nodiscard]] Price limit_of(Side side, const Worth& worth) const {
    return to_quote(static_cast<double>(worth.limit.raw()), side, quoting_.tick(),
                    quoting_.max_price());
  }

  void shout(Side side, const Worth& worth, const Ticks& range, const Observation& observation,
             RandomStream& random, Decision& decision) const {
    if (worth.quantity == Tonnes()) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    const Price price(random.uniform_int(range.low, range.high) * quoting_.tick().raw());
    quoting_.show(side, price, worth.quantity, /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
  Price penalty_;
  bool constrained_;
};

}  // namespace

std::unique_ptr<Strategy> make_zi_u(const SeatBrief& brief) {
  return std::make_unique<ZeroIntelligence>(brief, /*constrained=*/false);
}

std::unique_ptr<Strategy> make_zi_c(const SeatBrief& brief) {
  return std::make_unique<ZeroIntelligence>(brief, /*constrained=*/true);
}

}  // namespace tanshi
