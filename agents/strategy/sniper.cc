#include "agents/strategy/sniper.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"
#include "agents/valuation/clip.h"

namespace tanshi {
namespace {

constexpr double kSpread = 0.10;
constexpr double kProfit = 0.02;
constexpr double kTimeLeft = 0.10;

struct PriceRange {
  Price lowest;
  Price highest;

  void take(Price price) {
    lowest = lowest == Price() ? price : std::min(lowest, price);
    highest = std::max(highest, price);
  }
};

class Sniper final : public Strategy {
 public:
  explicit Sniper(const SeatBrief& brief) : quoting_(brief), brief_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) override {
    // The first tape of a year tells of what happened since the last wake of the year before.
    for (const TapeEntry& entry : observation.tape)
      if (entry.trade) this_year_.take(entry.price);
    if (year_ && *year_ != observation.year) {
      last_year_ = this_year_.highest > Price() ? std::optional(this_year_) : last_year_;
      this_year_ = {};
    }
    year_ = observation.year;
    for (const Side side : {Side::kBuy, Side::kSell}) {
      const Worth& worth = worth_of(side, appraisal);
      const Price price = to_take(side, observation);
      if (wants(worth) && price > Price() && reaches(side, worth.limit, price) &&
          (worth.pressing || jumps(side, worth.limit, price, observation))) {
        quoting_.show(side, price, std::min(worth.quantity, quantity_to_take(side, observation)),
                      /*post_only=*/false, observation, decision);
      } else {
        quoting_.withdraw(side, observation, decision);
      }
    }
  }

 private:
  [[nodiscard]] bool jumps(Side side, Price limit, Price price,
                           const Observation& observation) const {
    const double all = static_cast<double>(brief_.days_per_year) * brief_.turns_per_day;
    const auto left = static_cast<double>(turns_left(brief_, observation));
    if (left <= std::max(1.0, kTimeLeft * all)) return true;
    if (last_year_) {
      if (side == Side::kBuy ? price < last_year_->lowest : price > last_year_->highest)
        return true;
      if (side == Side::kBuy ? price > last_year_->highest : price < last_year_->lowest)
        return false;
    }
    if (observation.bid_quantity == Tonnes() || observation.ask_quantity == Tonnes()) return false;
    const auto ask = static_cast<double>(observation.ask.raw());
    const double spread = ask - static_cast<double>(observation.bid.raw());
    const double profit = std::abs(static_cast<double>((limit - price).raw()));
    return spread < kSpread * ask && profit >= kProfit * static_cast<double>(price.raw());
  }

  Quoting quoting_;
  SeatBrief brief_;
  std::optional<Year> year_;
  PriceRange this_year_;
  std::optional<PriceRange> last_year_;
};

}  // namespace

std::unique_ptr<Strategy> make_sniper(const SeatBrief& brief) {
  return std::make_unique<Sniper>(brief);
}

}  // namespace tanshi
