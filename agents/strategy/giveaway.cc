#include "agents/strategy/giveaway.h"

#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

class Giveaway final : public Strategy {
 public:
  explicit Giveaway(const SeatBrief& brief) : quoting_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) override {
    for (const Side side : {Side::kBuy, Side::kSell}) {
      const Worth& worth = worth_of(side, appraisal);
      if (!wants(worth)) {
        quoting_.withdraw(side, observation, decision);
        continue;
      }
      const Price price = to_quote(static_cast<double>(worth.limit.raw()), side, quoting_.tick(),
                                   quoting_.max_price());
      quoting_.show(side, price, worth.quantity, /*post_only=*/false, observation, decision);
    }
  }

 private:
  Quoting quoting_;
};

}  // namespace

std::unique_ptr<Strategy> make_giveaway(const SeatBrief& brief) {
  return std::make_unique<Giveaway>(brief);
}

}  // namespace tanshi
