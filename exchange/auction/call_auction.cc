#include "exchange/auction/call_auction.h"

#include <algorithm>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

Tonnes size_of(Tonnes surplus) {
  return std::max(surplus, -surplus);
}

// Prices in a row, both ends included.
struct PriceRange {
  Price low;
  Price high;
};

// Neighbouring prices at which D and S are the same.
struct Stretch {
  PriceRange prices;
  Tonnes demand;
  Tonnes supply;

  [[nodiscard]] Tonnes volume() const { return std::min(demand, supply); }
  [[nodiscard]] Tonnes surplus() const { return demand - supply; }
};

// Steps 1 and 2 as stretches go by, from the lowest price up. What they leave are prices in a row:
// D - S never rises, so neither step can leave a gap.
class Candidates {
 public:
  void add(const Stretch& stretch) {
    const Tonnes volume = stretch.volume();
    if (volume > volume_) {
      volume_ = volume;
      of_volume_ = stretch.prices;
      restart(stretch);
    } else if (volume == volume_) {
      of_volume_.high = stretch.prices.high;
      if (size_of(stretch.surplus()) < size_of(first_.surplus())) {
        restart(stretch);
      } else if (size_of(stretch.surplus()) == size_of(first_.surplus())) {
        last_ = stretch;
      }
    }
  }

  [[nodiscard]] std::optional<CallResult> choose(const BookSpec& spec,
                                                 std::optional<Price> reference) const;

 private:
  void restart(const Stretch& stretch) { first_ = last_ = stretch; }

  Tonnes volume_;
  PriceRange of_volume_;  // left by step 1
  Stretch first_;         // of those left by step 2; it may have buyers left over and
  Stretch last_;          // this one as many sellers
};

// Nearest in the range, on the tick; the higher of two that are equally near.
Price nearest(Price wanted, const PriceRange& range, Price tick) {
  const std::int64_t ticks = (wanted.raw() + tick.raw() / 2) / tick.raw();
  return std::clamp(Price(ticks * tick.raw()), range.low, range.high);
}

Price middle(const PriceRange& range, Price tick) {
  return Price((range.low + range.high).raw() / 2 / tick.raw() * tick.raw());
}

std::optional<CallResult> Candidates::choose(const BookSpec& spec,
                                             std::optional<Price> reference) const {
  if (volume_ == Tonnes()) return std::nullopt;
  const auto result = [this](Price price, CallStep step) {
    const Stretch& stretch = price <= first_.prices.high ? first_ : last_;
    return CallResult{price, volume_, stretch.surplus(), step};
  };
  const Price low = first_.prices.low;
  const Price high = last_.prices.high;
  if (of_volume_.low == of_volume_.high) return result(low, CallStep::kMaximumVolume);
  if (low == high) return result(low, CallStep::kLeastSurplus);
  if (last_.surplus() > Tonnes()) return result(high, CallStep::kMarketPressure);
  if (first_.surplus() < Tonnes()) return result(low, CallStep::kMarketPressure);

  const bool changes = first_.surplus() != last_.surplus();
  const PriceRange range =
      changes ? PriceRange{first_.prices.high, last_.prices.low} : PriceRange{low, high};
  const Price price = reference ? nearest(*reference, range, spec.tick) : middle(range, spec.tick);
  return result(price, CallStep::kReferencePrice);
}

}  // namespace

std::optional<CallResult> call_auction(std::span<const DepthLevel> buys,
                                       std::span<const DepthLevel> sells, const BookSpec& spec,
                                       std::optional<Price> reference) {
  TANSHI_CHECK(spec.tick > Price() && spec.tick <= spec.max_price);
  Tonnes demand;
  for (const DepthLevel& level : buys) demand += level.quantity;

  Candidates candidates;
  Stretch stretch{.prices = {spec.tick, spec.tick}, .demand = demand, .supply = {}};
  auto sell = sells.begin();
  // From the lowest buyer up: each pass ends a stretch, at a buyer or below a seller. Above the
  // highest buyer nothing trades.
  for (auto buy = buys.rbegin(); buy != buys.rend();) {
    for (; sell != sells.end() && sell->limit <= stretch.prices.low; ++sell) {
      stretch.supply += sell->quantity;
    }
    const bool ends_at_buyer = sell == sells.end() || buy->limit < sell->limit;
    stretch.prices.high = ends_at_buyer ? buy->limit : sell->limit - spec.tick;
    candidates.add(stretch);
    if (ends_at_buyer) {
      stretch.demand -= buy->quantity;
      ++buy;
    }
    stretch.prices.low = stretch.prices.high + spec.tick;
  }
  return candidates.choose(spec, reference);
}

}  // namespace tanshi
