#include "agents/strategy/belief.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"

namespace tanshi {
namespace {

constexpr std::ptrdiff_t kTrades = 5;  // L
constexpr int kBetween = 16;

// A trade accepted a quote of the side that did not take. In a call nobody takes: both were.
bool accepted(const TapeEntry& entry, Side side) {
  return entry.trade && entry.side != side;
}

Side other_side(Side side) {
  return side == Side::kBuy ? Side::kSell : Side::kBuy;
}

}  // namespace

void MarketBelief::hear(std::span<const TapeEntry> tape) {
  history_.insert(history_.end(), tape.begin(), tape.end());
  auto trades = std::ranges::count_if(history_, &TapeEntry::trade);
  while (trades > kTrades || history_.size() > kTapeEntries) {
    if (history_.front().trade) --trades;
    history_.pop_front();
  }
}

// "Better" is what the other side likes less: for an ask the higher price.
double MarketBelief::chance_at(Side side, double price) const {
  const auto at_least_as_dear = [&](const TapeEntry& entry) {
    const auto at = static_cast<double>(entry.price.raw());
    return side == Side::kSell ? at >= price : at <= price;
  };
  const auto at_least_as_cheap = [&](const TapeEntry& entry) {
    const auto at = static_cast<double>(entry.price.raw());
    return side == Side::kSell ? at <= price : at >= price;
  };
  double for_it = 0;
  double quoted = 0;
  double taken = 0;
  for (const TapeEntry& entry : history_) {
    const bool offer = !entry.trade && entry.side == other_side(side);
    if ((accepted(entry, side) || offer) && at_least_as_dear(entry)) ++for_it;
    if (!at_least_as_cheap(entry)) continue;
    if (!entry.trade && entry.side == side) ++quoted;
    if (accepted(entry, side)) ++taken;
  }
  const double against = std::max(0.0, quoted - taken);
  return for_it + against > 0 ? for_it / (for_it + against) : 0;
}

std::vector<MarketBelief::Knot> MarketBelief::knots(Side side, Price highest) const {
  std::set<std::int64_t> prices;
  for (const TapeEntry& entry : history_)
    if (entry.price < highest) prices.insert(entry.price.raw());
  std::vector<Knot> knots = {{0, side == Side::kSell ? 1.0 : 0.0}};
  for (const std::int64_t price : prices)
    knots.push_back({static_cast<double>(price), chance_at(side, static_cast<double>(price))});
  knots.push_back({static_cast<double>(highest.raw()), side == Side::kSell ? 0.0 : 1.0});
  return knots;
}

std::vector<Prospect> MarketBelief::prospects(const Frame& frame,
                                              const Observation& observation) const {
  const double direction = frame.side == Side::kBuy ? 1 : -1;
  const auto limit = static_cast<double>(frame.limit.raw());
  const Price taken = to_take(frame.side, observation);
  const Price rival = rival_of(frame.side, observation);
  std::vector<Prospect> prospects;
  const auto consider = [&](Price price, double chance) {
    const double surplus = direction * (limit - static_cast<double>(price.raw()));
    if (surplus > 0 && chance > 0) prospects.push_back({price, surplus, chance});
  };
  if (taken > Price()) consider(taken, 1);

  const std::vector<Knot> knots = this->knots(frame.side, frame.highest);
  Price before;
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    const Knot& low = knots[i];
    const Knot& high = knots[i + 1];
    for (int step = 0; step <= kBetween; ++step) {
      const double at = low.price + (high.price - low.price) * step / kBetween;
      const Price price = to_quote(at, frame.side, frame.tick, frame.highest);
      if (price == before) continue;
      before = price;
      if (taken > Price() && reaches(frame.side, price, taken)) continue;
      if (rival > Price() && !(frame.side == Side::kBuy ? price > rival : price < rival)) continue;
      const double t = std::clamp(
          (static_cast<double>(price.raw()) - low.price) / (high.price - low.price), 0.0, 1.0);
      consider(price, low.chance + (high.chance - low.chance) * t * t * (3 - 2 * t));
    }
  }
  std::ranges::stable_sort(prospects, {}, &Prospect::price);
  return prospects;
}

}  // namespace tanshi
