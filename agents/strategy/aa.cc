#include "agents/strategy/aa.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <deque>

#include "agents/strategy/aa_target.h"
#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

// All prices here in cents per tonne.
constexpr std::size_t kWindow = 30;
constexpr double kWeight = 0.9;  // rho
constexpr double kThetaLeast = -8;
constexpr double kThetaMost = 2;
constexpr double kGamma = 2;
constexpr double kRelative = 0.05;  // lambda
constexpr double kAbsolute = 0.01;  // likewise
constexpr double kShortTerm = 0.5;  // beta 1
constexpr double kLongTerm = 0.5;   // beta 2
constexpr double kEta = 3;

// What it makes of the prices of trades: the equilibrium that it expects, and theta.
class Estimate {
 public:
  void start(RandomStream& random) { theta_ = -5 * random.uniform(); }

  void hear(double price) {
    trades_.push_back(price);
    if (trades_.size() > kWindow) trades_.pop_front();
    double sum = 0;
    double weights = 0;
    double weight = 1;
    for (auto trade = trades_.rbegin(); trade != trades_.rend(); ++trade, weight *= kWeight) {
      sum += weight * *trade;
      weights += weight;
    }
    equilibrium_ = sum / weights;
    learn(alpha());
  }

  // 0: no trade so far.
  [[nodiscard]] double equilibrium() const { return equilibrium_; }
  [[nodiscard]] double theta() const { return theta_; }

 private:
  // Smith's, about the estimate.
  [[nodiscard]] double alpha() const {
    double squares = 0;
    for (const double price : trades_) squares += (price - equilibrium_) * (price - equilibrium_);
    return std::sqrt(squares / static_cast<double>(trades_.size())) / equilibrium_;
  }

  void learn(double alpha) {
    if (trades_.size() < 2) return;  // one price says nothing of their volatility
    least_ = first_ ? alpha : std::min(least_, alpha);
    most_ = first_ ? alpha : std::max(most_, alpha);
    first_ = false;
    const double a = most_ > least_ ? (alpha - least_) / (most_ - least_) : 0;
    const double wanted =
        kThetaLeast + (kThetaMost - kThetaLeast) * (1 - a * std::exp(kGamma * (a - 1)));
    theta_ += kLongTerm * (wanted - theta_);
  }

  std::deque<double> trades_;
  double equilibrium_ = 0;
  double theta_ = 0;
  bool first_ = true;
  double least_ = 0;
  double most_ = 0;
};

class AaSide {
 public:
  AaSide(Side side, const SeatBrief& brief)
      : side_(side),
        max_price_(brief.max_price),
        better_((side == Side::kBuy ? 1.0 : -1.0) * static_cast<double>(brief.tick.raw())) {}

  void start(RandomStream& random) { r_ = -0.3 * random.uniform(); }

  // Before it learns and quotes. `estimate` 0: it knows no equilibrium yet.
  void frame(Price limit, Price fair, double estimate, double theta) {
    const double highest =
        std::max(static_cast<double>(highest_thinkable(fair, limit, max_price_).raw()), estimate);
    known_ = estimate > 0 || fair > Price();
    model_ = {side_, static_cast<double>(limit.raw()),
              estimate > 0 ? estimate : static_cast<double>(fair.raw()), highest, theta};
  }

  void learn(const TapeEntry& entry) {
    if (!known_ || (!entry.trade && entry.side != side_)) return;
    const auto heard = static_cast<double>(entry.price.raw());
    const double target = model_.target(r_);
    const bool would_trade = side_ == Side::kBuy ? target >= heard : target <= heard;
    if (entry.trade) {
      move(heard, would_trade ? -1 : 1);
    } else if (side_ == Side::kBuy ? target < heard + better_ : target > heard + better_) {
      move(heard + better_, 1);
    }
  }

  // What it would quote, not yet within its limit. 0: no more than what stands already.
  [[nodiscard]] double quote(const Observation& observation) const {
    const auto other = static_cast<double>(to_take(side_, observation).raw());
    const auto rival = static_cast<double>(rival_of(side_, observation).raw());
    const bool buys = side_ == Side::kBuy;
    if (rival > 0 && (buys ? model_.limit <= rival : model_.limit >= rival)) return 0;
    const Price standing = buys ? observation.bid : observation.ask;
    const double own_best =
        standing > Price() ? static_cast<double>(standing.raw()) : passive_end();
    if (!known_) return approach(own_best, first_aim(other));
    const double target = model_.target(r_);
    if (other > 0 && (buys ? other <= target : other >= target)) return other;
    return approach(own_best, target);
  }

 private:
  // Where its side begins when nothing stands.
  [[nodiscard]] double passive_end() const { return side_ == Side::kBuy ? 0 : model_.highest; }

  // Until there was a trade: not quite its limit, nor beyond a little more than the other side
  // asks.
  [[nodiscard]] double first_aim(double other) const {
    if (other <= 0) return model_.limit;
    if (side_ == Side::kBuy) return std::min(model_.limit, (1 + kRelative) * other + kAbsolute);
    return std::max(model_.limit, (1 - kRelative) * other - kAbsolute);
  }

  // Only ever improves on the best quote of its side, by a tick at least.
  [[nodiscard]] double approach(double best, double aim) const {
    const bool ahead = side_ == Side::kBuy ? aim >= best + better_ : aim <= best + better_;
    if (!ahead) return 0;
    const double step = (aim - best) / kEta;
    return best + (std::abs(step) < std::abs(better_) ? better_ : step);
  }

  void move(double heard, double direction) {
    const double at = model_.aggressiveness(heard);
    const double wanted = at + direction * (kRelative * std::abs(at) + kAbsolute);
    r_ = std::clamp(r_ + kShortTerm * (wanted - r_), -1.0, 1.0);
  }

  Side side_;
  Price max_price_;
  double better_;  // a tick, towards the other side
  AaModel model_;
  bool known_ = false;
  double r_ = 0;
};

class Aa final : public Strategy {
 public:
  explicit Aa(const SeatBrief& brief)
      : quoting_(brief), buyer_(Side::kBuy, brief), seller_(Side::kSell, brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream& random,
             Decision& decision) override {
    if (!started_) {
      buyer_.start(random);
      seller_.start(random);
      estimate_.start(random);
      started_ = true;
    }
    for (const TapeEntry& entry : observation.tape) {
      if (entry.trade) estimate_.hear(static_cast<double>(entry.price.raw()));
    }
    act(buyer_, Side::kBuy, appraisal, observation, decision);
    act(seller_, Side::kSell, appraisal, observation, decision);
  }

 private:
  void act(AaSide& trader, Side side, const Appraisal& appraisal, const Observation& observation,
           Decision& decision) const {
    const Worth& worth = worth_of(side, appraisal);
    if (!wants(worth)) {
      quoting_.withdraw(side, observation, decision);
      return;
    }
    trader.frame(worth.limit, appraisal.fair, estimate_.equilibrium(), estimate_.theta());
    bool shouted = false;
    for (const TapeEntry& entry : observation.tape) {
      trader.learn(entry);
      shouted = shouted || (!entry.trade && entry.side == side);
    }
    // What stands has been shouted, and nobody took it.
    const Price best = side == Side::kBuy ? observation.bid : observation.ask;
    if (!shouted && best > Price()) trader.learn({false, side, best, Tonnes()});
    const double cents = trader.quote(observation);
    if (cents <= 0) {
      if (stale(side, worth, observation)) quoting_.withdraw(side, observation, decision);
      return;
    }
    const double within = within_limit(side, cents, static_cast<double>(worth.limit.raw()));
    quoting_.show(side, to_quote(within, side, quoting_.tick(), quoting_.max_price()),
                  worth.quantity, /*post_only=*/false, observation, decision);
  }

  // What stands would be a loss now, or is not what is wanted now.
  [[nodiscard]] static bool stale(Side side, const Worth& worth, const Observation& observation) {
    return std::ranges::any_of(observation.orders, [&](const OwnOrder& order) {
      return order.side == side &&
             (!reaches(side, worth.limit, order.limit) || order.open > worth.quantity);
    });
  }

  Quoting quoting_;
  AaSide buyer_;
  AaSide seller_;
  Estimate estimate_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Strategy> make_aa(const SeatBrief& brief) {
  return std::make_unique<Aa>(brief);
}

}  // namespace tanshi
