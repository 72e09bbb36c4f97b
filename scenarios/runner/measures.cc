#include "scenarios/runner/measures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "agents/abatement/rounding.h"
#include "scenarios/results/metrics.h"

namespace tanshi {
namespace {

// Root mean square relative deviation of daily closes, in percent. None where nothing was traded.
std::optional<double> smith_alpha(const RunResult& run) {
  double squares = 0;
  int days = 0;
  for (const DayResult& day : run.days) {
    const auto year = std::ranges::find(run.years, day.year, &YearResult::year);
    if (day.close == Price()) continue;
    const double deviation = price_ratio(currency_per_tonne(day.close), year->price_benchmark) - 1;
    squares += deviation * deviation;
    ++days;
  }
  if (days == 0) return std::nullopt;
  return 100 * std::sqrt(squares / days);
}

// Of the years that have a price. None where none has.
std::optional<double> price_distance(const RunResult& run) {
  std::optional<double> distance;
  for (const YearResult& year : run.years) {
    const std::optional<double> ratio = price_to_benchmark(year);
    if (ratio) distance = std::max(distance.value_or(0), std::abs(*ratio - 1));
  }
  return distance;
}

// Of neighbouring years that both have a price. None: fewer than two changes.
std::optional<double> price_variation(const RunResult& run) {
  std::vector<double> changes;
  for (std::size_t year = 1; year < run.years.size(); ++year) {
    const std::optional<double>& before = run.years[year - 1].price_mean;
    const std::optional<double>& now = run.years[year].price_mean;
    if (before && now) changes.push_back(std::log(*now / *before));
  }
  if (changes.size() < 2) return std::nullopt;
  double mean = 0;
  for (const double change : changes) mean += change / static_cast<double>(changes.size());
  double squares = 0;
  for (const double change : changes) squares += (change - mean) * (change - mean);
  return std::sqrt(squares / static_cast<double>(changes.size() - 1));
}

// The book and the closes of one year, day by day.
class YearQuality {
 public:
  void see(const DayResult& day) {
    ++days_;
    depth_t_ += (to_double(day.bid_quantity) + to_double(day.ask_quantity)) / 2;
    if (day.bid != Price() && day.ask != Price()) {
      const double bid = currency_per_tonne(day.bid);
      const double ask = currency_per_tonne(day.ask);
      spread_ += (ask - bid) / ((ask + bid) / 2);
      ++quoted_days_;
    }
    if (day.close == Price()) return;
    const double close = currency_per_tonne(day.close);
    if (close_) {
      const double change = std::log(close / *close_);
      squares_ = squares_.value_or(0) + change * change;
    }
    close_ = close;
  }

  void tell(YearResult& year) const {
    if (squares_) year.volatility = std::sqrt(*squares_);
    if (quoted_days_ > 0) year.spread = spread_ / quoted_days_;
    if (days_ > 0) year.depth_t = depth_t_ / days_;
  }

 private:
  int days_ = 0;
  int quoted_days_ = 0;
  double depth_t_ = 0;
  double spread_ = 0;
  std::optional<double> close_;
  std::optional<double> squares_;
};

}  // namespace

void measure_market(RunResult& run) {
  for (YearResult& year : run.years) {
    YearQuality quality;
    for (const DayResult& day : run.days)
      if (day.year == year.year) quality.see(day);
    quality.tell(year);
  }
  run.smith_alpha = smith_alpha(run);
  run.price_distance = price_distance(run);
  run.price_variation = price_variation(run);
}

}  // namespace tanshi
