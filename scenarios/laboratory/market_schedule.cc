#include "scenarios/laboratory/market_schedule.h"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace tanshi {

double MarketSchedule::price() const {
  return static_cast<double>((*lowest + *highest).raw()) / 2;
}

MarketSchedule market_schedule(std::span<const TraderUnits> traders) {
  std::vector<Price> values;
  std::vector<Price> costs;
  for (const TraderUnits& trader : traders) {
    values.insert(values.end(), trader.values.begin(), trader.values.end());
    costs.insert(costs.end(), trader.costs.begin(), trader.costs.end());
  }
  std::ranges::sort(values, std::greater());
  std::ranges::sort(costs);

  MarketSchedule schedule;
  std::size_t traded = 0;
  while (traded < std::min(values.size(), costs.size()) && values[traded] > costs[traded]) {
    schedule.gains += Cash((values[traded] - costs[traded]).raw());
    ++traded;
  }
  schedule.quantity = static_cast<std::int64_t>(traded);
  if (values.empty() || costs.empty()) return schedule;
  // Where nothing trades, between the cheapest cost and the highest value that do not meet.
  Price lowest = traded > 0 ? costs[traded - 1] : values.front();
  Price highest = traded > 0 ? values[traded - 1] : costs.front();
  if (traded > 0 && traded < values.size()) lowest = std::max(lowest, values[traded]);
  if (traded > 0 && traded < costs.size()) highest = std::min(highest, costs[traded]);
  schedule.lowest = lowest;
  schedule.highest = highest;
  return schedule;
}

double equilibrium_profit(const TraderUnits& trader, double price) {
  double profit = 0;
  for (const Price value : trader.values)
    profit += std::max(0.0, static_cast<double>(value.raw()) - price);
  for (const Price cost : trader.costs)
    profit += std::max(0.0, price - static_cast<double>(cost.raw()));
  return profit;
}

}  // namespace tanshi
