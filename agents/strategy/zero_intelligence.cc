#include "agents/strategy/zero_intelligence.h"

#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

class ZeroIntelligence final : public Strategy {
 public:
  ZeroIntelligence(const SeatBrief& brief, bool constrained)
      : quoting_(brief), constrained_(constrained) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream& random,
             Decision& decision) override {
    shout(Side::kBuy, appraisal.buy, observation, random, decision);
    shout(Side::kSell, appraisal.sell, observation, random, decision);
  }

 private:
  void shout(Side side, const Worth& worth, const Observation& observation, RandomStream& random,
             Decision& decision) const {
    if (worth.quantity == Tonnes()) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    std::int64_t low = 1;
    std::int64_t high = quoting_.max_price().raw() / quoting_.tick().raw();
    if (constrained_) {
      const Price limit = to_quote(static_cast<double>(worth.limit.raw()), side, quoting_.tick(),
                                   quoting_.max_price());
      (side == Side::kBuy ? high : low) = limit.raw() / quoting_.tick().raw();
    }
    const Price price(random.uniform_int(low, high) * quoting_.tick().raw());
    quoting_.show(side, price, worth.quantity, /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
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
