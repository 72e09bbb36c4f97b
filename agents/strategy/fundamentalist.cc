#include "agents/strategy/fundamentalist.h"

#include "agents/strategy/one_side.h"
#include "agents/strategy/price_average.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

constexpr std::size_t kWindow = 200;
constexpr double kMargin = 0.01;

class Fundamentalist final : public Strategy {
 public:
  explicit Fundamentalist(const SeatBrief& brief)
      : quoting_(brief), has_view_(brief.emitter || brief.producer) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) override {
    average_.hear(observation.tape);
    const bool believes = has_view_ && appraisal.fair > Price();
    const double fundamental =
        believes ? static_cast<double>(appraisal.fair.raw()) : average_.mean();
    show(Side::kBuy, fundamental * (1 - kMargin), appraisal.buy, observation, decision);
    show(Side::kSell, fundamental * (1 + kMargin), appraisal.sell, observation, decision);
  }

 private:
  void show(Side side, double cents, const Worth& worth, const Observation& observation,
            Decision& decision) const {
    if (!wants(worth) || (cents <= 0 && !worth.pressing)) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    const auto limit = static_cast<double>(worth.limit.raw());
    const double wanted = worth.pressing ? limit : within_limit(side, cents, limit);
    quoting_.show(side, to_quote(wanted, side, quoting_.tick(), quoting_.max_price()),
                  worth.quantity, /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
  bool has_view_;
  PriceAverage average_{kWindow};
};

}  // namespace

std::unique_ptr<Strategy> make_fundamentalist(const SeatBrief& brief) {
  return std::make_unique<Fundamentalist>(brief);
}

}  // namespace tanshi
