#include "agents/strategy/zip.h"

#include <algorithm>

#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

// All prices here in cents per tonne.
constexpr double kRelativeChange = 0.05;
constexpr double kAbsoluteChange = 5;  // cents: 0.05 currency units

double draw(RandomStream& random, double low, double high) {
  return low + (high - low) * random.uniform();
}

// One side of a trader: what it would shout, and how the market teaches it.
class ZipSide {
 public:
  explicit ZipSide(Side side) : side_(side) {}

  void start(RandomStream& random) {
    learning_rate_ = draw(random, 0.1, 0.5);
    momentum_ = draw(random, 0.0, 0.1);
    margin_ = sign() * draw(random, 0.05, 0.35);
  }

  // Never at a loss: a seller's price is at least its limit, a buyer's at most.
  [[nodiscard]] double shout(double limit) const { return limit * (1 + margin_); }

  void aim_at(double price, double limit) { set_margin(price, limit); }

  void learn(const TapeEntry& entry, double limit, RandomStream& random) {
    const auto heard = static_cast<double>(entry.price.raw());
    const double own = shout(limit);
    const bool could_have_traded = side_ == Side::kBuy ? own >= heard : own <= heard;
    const bool rival = entry.side == side_;
    if (entry.trade && could_have_traded) {
      adjust(target(heard, /*greedier=*/true, random), limit);
    } else if (entry.trade ? !rival : rival && !beats(own, heard)) {
      adjust(target(heard, /*greedier=*/false, random), limit);
    }
  }

 private:
  [[nodiscard]] double sign() const { return side_ == Side::kBuy ? -1.0 : 1.0; }

  // Whether `own` stands before `heard` on this side of the book.
  [[nodiscard]] bool beats(double own, double heard) const {
    return side_ == Side::kBuy ? own > heard : own < heard;
  }

  // A little beyond what was heard: higher for a greedier seller, lower for a greedier buyer.
  [[nodiscard]] double target(double heard, bool greedier, RandomStream& random) const {
    const double direction = greedier ? sign() : -sign();
    const double relative = 1 + direction * draw(random, 0, kRelativeChange);
    return heard * relative + direction * draw(random, 0, kAbsoluteChange);
  }

  void adjust(double target_price, double limit) {
    const double own = shout(limit);
    const double correction = learning_rate_ * (target_price - own);
    drift_ = momentum_ * drift_ + (1 - momentum_) * correction;
    set_margin(own + drift_, limit);
  }

  void set_margin(double price, double limit) {
    const double margin = price / limit - 1;
    margin_ = side_ == Side::kBuy ? std::clamp(margin, -1.0, 0.0) : std::max(margin, 0.0);
  }

  Side side_;
  double learning_rate_ = 0;
  double momentum_ = 0;
  double margin_ = 0;
  double drift_ = 0;
};

class Zip final : public Strategy {
 public:
  explicit Zip(const SeatBrief& brief) : quoting_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream& random,
             Decision& decision) override {
    if (!started_) {
      buyer_.start(random);
      seller_.start(random);
    }
    act(buyer_, Side::kBuy, appraisal.buy, appraisal.fair, observation, random, decision);
    act(seller_, Side::kSell, appraisal.sell, appraisal.fair, observation, random, decision);
    started_ = true;
  }

 private:
  void act(ZipSide& trader, Side side, const Worth& worth, Price fair,
           const Observation& observation, RandomStream& random, Decision& decision) const {
    if (worth.quantity == Tonnes() || worth.limit <= Price()) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    const auto limit = static_cast<double>(worth.limit.raw());
    if (!started_ && fair > Price()) trader.aim_at(static_cast<double>(fair.raw()), limit);
    for (const TapeEntry& entry : observation.tape) trader.learn(entry, limit, random);
    const Price price = to_quote(trader.shout(limit), side, quoting_.tick(), quoting_.max_price());
    quoting_.show(side, price, worth.quantity, /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
  ZipSide buyer_{Side::kBuy};
  ZipSide seller_{Side::kSell};
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Strategy> make_zip(const SeatBrief& brief) {
  return std::make_unique<Zip>(brief);
}

}  // namespace tanshi
