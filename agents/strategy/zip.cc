#include "agents/strategy/zip.h"

#include <algorithm>
#include <optional>

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
  ZipSide(Side side, const SeatBrief& brief)
      : side_(side),
        tick_(brief.tick),
        max_price_(brief.max_price),
        absolute_change_(std::max(kAbsoluteChange, 3.0 * static_cast<double>(brief.tick.raw()))) {}

  void start(RandomStream& random) {
    learning_rate_ = draw(random, 0.1, 0.5);
    momentum_ = draw(random, 0.0, 0.1);
    first_margin_ = sign() * draw(random, 0.05, 0.35);
  }

  // A new year: what the valuation thinks of the price goes before what was learned.
  void begin_year() { begins_year_ = true; }

  // Before it quotes with this limit. `fair` 0: unknown.
  void take_limit(double limit, double fair) {
    limit_ = limit;
    if (begins_year_ && fair > 0) price_ = fair;
    if (!price_) price_ = limit * (1 + first_margin_);
    begins_year_ = false;
    quote_ = quote_of(within_limit(*price_));
  }

  void learn(const TapeEntry& entry, RandomStream& random) {
    const Price heard = entry.price;
    const bool could_have_traded = side_ == Side::kBuy ? quote_ >= heard : quote_ <= heard;
    const bool rival = entry.side == side_;
    if (entry.trade && could_have_traded) {
      adjust(target(heard, /*greedier=*/true, random));
    } else if (entry.trade ? !rival : rival && !beats(heard)) {
      adjust(target(heard, /*greedier=*/false, random));
    }
  }

  [[nodiscard]] Price quote() const { return quote_; }

 private:
  [[nodiscard]] double sign() const { return side_ == Side::kBuy ? -1.0 : 1.0; }

  // Never at a loss: a seller's price is at least its limit, a buyer's at most.
  [[nodiscard]] double within_limit(double price) const {
    return side_ == Side::kBuy ? std::min(price, limit_) : std::max(price, limit_);
  }

  [[nodiscard]] Price quote_of(double price) const {
    return to_quote(price, side_, tick_, max_price_);
  }

  // Whether its quote stands before `heard` on this side of the book.
  [[nodiscard]] bool beats(Price heard) const {
    return side_ == Side::kBuy ? quote_ > heard : quote_ < heard;
  }

  // A little beyond what was heard: higher for a greedier seller, lower for a greedier buyer.
  [[nodiscard]] double target(Price heard, bool greedier, RandomStream& random) const {
    const double direction = greedier ? sign() : -sign();
    const double relative = 1 + direction * draw(random, 0, kRelativeChange);
    return static_cast<double>(heard.raw()) * relative +
           direction * draw(random, 0, absolute_change_);
  }

  void adjust(double target_price) {
    const double own = within_limit(*price_);
    const double correction = learning_rate_ * (target_price - own);
    drift_ = momentum_ * drift_ + (1 - momentum_) * correction;
    price_ = within_limit(std::max(own + drift_, 0.0));
    quote_ = quote_of(*price_);
  }

  Side side_;
  Price tick_;
  Price max_price_;
  double absolute_change_;
  double learning_rate_ = 0;
  double momentum_ = 0;
  double first_margin_ = 0;
  bool begins_year_ = false;
  double limit_ = 0;
  std::optional<double> price_;  // what it would shout, and remembers when the limit moves
  double drift_ = 0;
  Price quote_;
};

class Zip final : public Strategy {
 public:
  explicit Zip(const SeatBrief& brief)
      : quoting_(brief), buyer_(Side::kBuy, brief), seller_(Side::kSell, brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream& random,
             Decision& decision) override {
    if (!year_) {
      buyer_.start(random);
      seller_.start(random);
    }
    if (year_ != observation.year) {
      buyer_.begin_year();
      seller_.begin_year();
    }
    year_ = observation.year;
    act(buyer_, Side::kBuy, appraisal.buy, appraisal.fair, observation, random, decision);
    act(seller_, Side::kSell, appraisal.sell, appraisal.fair, observation, random, decision);
  }

 private:
  void act(ZipSide& trader, Side side, const Worth& worth, Price fair,
           const Observation& observation, RandomStream& random, Decision& decision) const {
    if (worth.quantity == Tonnes() || worth.limit <= Price()) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    trader.take_limit(static_cast<double>(worth.limit.raw()), static_cast<double>(fair.raw()));
    bool shouted = false;
    for (const TapeEntry& entry : observation.tape) {
      trader.learn(entry, random);
      shouted = shouted || (!entry.trade && entry.side == side);
    }
    // What stands has been shouted, and nobody took it.
    const Price best = side == Side::kBuy ? observation.bid : observation.ask;
    if (!shouted && best > Price()) trader.learn({false, side, best, Tonnes()}, random);
    quoting_.show(side, trader.quote(), worth.quantity, /*post_only=*/false, observation, decision);
  }

  Quoting quoting_;
  ZipSide buyer_;
  ZipSide seller_;
  std::optional<Year> year_;
};

}  // namespace

std::unique_ptr<Strategy> make_zip(const SeatBrief& brief) {
  return std::make_unique<Zip>(brief);
}

}  // namespace tanshi
