#include "scenarios/laboratory/measures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "exchange/base/check.h"
#include "scenarios/laboratory/market_schedule.h"

namespace tanshi {
namespace {

constexpr double kCents = 100;

double in_currency(double cents) {
  return cents / kCents;
}

class Mean {
 public:
  void add(double value) {
    sum_ += value;
    squares_ += value * value;
    ++count_;
  }
  void add(const std::optional<double>& value) {
    if (value) add(*value);
  }
  [[nodiscard]] std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / count_;
  }
  [[nodiscard]] std::optional<double> deviation() const {
    if (count_ < 2) return std::nullopt;
    return std::sqrt(std::max(0.0, squares_ - sum_ * sum_ / count_) / (count_ - 1));
  }
  [[nodiscard]] std::optional<double> root() const {
    if (count_ == 0) return std::nullopt;
    return std::sqrt(sum_ / count_);
  }

 private:
  double sum_ = 0;
  double squares_ = 0;
  double count_ = 0;
};

// One period of one run, in cents.
struct Outcome {
  double gains = 0;
  std::vector<double> profits;  // a trader each
};

Outcome outcome_of(const LaboratoryPeriod& period, double price) {
  Outcome outcome;
  outcome.profits.resize(period.received.size());
  for (std::size_t i = 0; i < outcome.profits.size(); ++i) {
    outcome.profits[i] = static_cast<double>(period.received[i].raw()) +
                         static_cast<double>(period.inventory[i].raw()) * price;
  }
  for (const LaboratoryTrade& trade : period.trades) {
    if (trade.value) outcome.profits[trade.buyer] += static_cast<double>(trade.value->raw());
    if (trade.cost) outcome.profits[trade.seller] -= static_cast<double>(trade.cost->raw());
  }
  for (const double profit : outcome.profits) outcome.gains += profit;
  return outcome;
}

// Slope of y on 1, 2, ..., by least squares; nullopt: fewer than two points.
std::optional<double> slope_of(const std::vector<Mean>& squares) {
  if (squares.size() < 2) return std::nullopt;
  const auto n = static_cast<double>(squares.size());
  const double mean_x = (n + 1) / 2;
  double mean_y = 0;
  for (const Mean& one : squares) mean_y += *one.root() / n;
  double covariance = 0;
  double variance = 0;
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const double x = static_cast<double>(i + 1) - mean_x;
    covariance += x * (*squares[i].root() - mean_y);
    variance += x * x;
  }
  return covariance / variance;
}

class Measurement {
 public:
  explicit Measurement(const LaboratoryDesign& design)
      : design_(design), groups_(groups_of_traders(design)) {
    for (const LaboratoryGroup& group : design.groups) {
      result_.groups.push_back({group.name, group.strategy, group.count, 0, 0, {}});
      group_profit_.emplace_back();
      group_equilibrium_.emplace_back();
      group_inventory_.emplace_back();
    }
  }

  LaboratoryMeasures take(const std::vector<LaboratoryRun>& runs) {
    run_gains_.assign(runs.size(), 0);
    for (std::int32_t period = 1; period <= design_.periods; ++period) take(period, runs);
    for (std::size_t g = 0; g < result_.groups.size(); ++g) {
      result_.groups[g].profit = in_currency(group_profit_[g].value().value_or(0));
      result_.groups[g].profit_equilibrium = in_currency(group_equilibrium_[g].value().value_or(0));
      if (design_.groups[g].speculates)
        result_.groups[g].inventory_rms = group_inventory_[g].root();
    }
    if (most_gains_ > 0) {
      Mean of_runs;
      for (const double gains : run_gains_) of_runs.add(gains / most_gains_);
      result_.efficiency = of_runs.value();
      result_.efficiency_deviation = of_runs.deviation();
    }
    result_.alpha = alpha_.value();
    result_.profit_dispersion = dispersion_.value().value_or(0);
    result_.mean_price = price_.value();
    result_.trades = trades_.value().value_or(0);
    result_.slope = slope_of(squares_by_trade_);
    return std::move(result_);
  }

 private:
  void take(std::int32_t period, const std::vector<LaboratoryRun>& runs) {
    const std::vector<TraderUnits> units = units_in_period(design_, period);
    const MarketSchedule schedule = market_schedule(units);
    // Nobody can trade where one side is missing: there is no price to compare with.
    const double price = schedule.lowest ? schedule.price() : 0;
    most_gains_ += static_cast<double>(schedule.gains.raw());
    PeriodMeasures measures;
    measures.period = period;
    measures.price_equilibrium = in_currency(price);
    measures.quantity_equilibrium = static_cast<double>(schedule.quantity);
    Mean mean_price;
    Mean efficiency;
    Mean alpha;
    Mean dispersion;
    Mean trades;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const LaboratoryPeriod& played = runs[r].periods[static_cast<std::size_t>(period) - 1];
      const Outcome outcome = outcome_of(played, price);
      run_gains_[r] += outcome.gains;
      if (schedule.gains > Cash())
        efficiency.add(outcome.gains / static_cast<double>(schedule.gains.raw()));
      trades.add(static_cast<double>(played.trades.size()));
      mean_price.add(prices_of(played));
      alpha.add(alpha_of(played, price));
      dispersion.add(in_currency(dispersion_of(outcome, units, price)));
      take_groups(played, outcome, units, price);
    }
    measures.mean_price = mean_price.value();
    measures.efficiency = efficiency.value();
    measures.alpha = alpha.value();
    measures.profit_dispersion = *dispersion.value();
    measures.trades = *trades.value();
    alpha_.add(measures.alpha);
    price_.add(measures.mean_price);
    dispersion_.add(measures.profit_dispersion);
    trades_.add(measures.trades);
    result_.periods.push_back(measures);
  }

  static std::optional<double> prices_of(const LaboratoryPeriod& period) {
    Mean mean;
    for (const LaboratoryTrade& trade : period.trades)
      mean.add(in_currency(static_cast<double>(trade.price.raw())));
    return mean.value();
  }

  std::optional<double> alpha_of(const LaboratoryPeriod& period, double price) {
    Mean squares;
    for (std::size_t i = 0; i < period.trades.size(); ++i) {
      const double off = in_currency(static_cast<double>(period.trades[i].price.raw()) - price);
      squares.add(off * off);
      if (squares_by_trade_.size() <= i) squares_by_trade_.emplace_back();
      squares_by_trade_[i].add(off * off);
    }
    if (!squares.value() || price <= 0) return std::nullopt;
    return 100 * *squares.root() / in_currency(price);
  }

  [[nodiscard]] double dispersion_of(const Outcome& outcome, std::span<const TraderUnits> units,
                                     double price) const {
    Mean squares;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (design_.groups[groups_[i]].speculates) continue;
      const double off = outcome.profits[i] - equilibrium_profit(units[i], price);
      squares.add(off * off);
    }
    return squares.root().value_or(0);
  }

  void take_groups(const LaboratoryPeriod& played, const Outcome& outcome,
                   std::span<const TraderUnits> units, double price) {
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      group_profit_[groups_[i]].add(outcome.profits[i]);
      group_equilibrium_[groups_[i]].add(equilibrium_profit(units[i], price));
      const auto held = static_cast<double>(played.inventory[i].raw());
      group_inventory_[groups_[i]].add(held * held);
    }
  }

  const LaboratoryDesign& design_;
  std::vector<std::size_t> groups_;  // of each trader
  LaboratoryMeasures result_;
  std::vector<Mean> group_profit_;
  std::vector<Mean> group_equilibrium_;
  std::vector<Mean> group_inventory_;
  std::vector<double> run_gains_;
  double most_gains_ = 0;
  std::vector<Mean> squares_by_trade_;
  Mean alpha_;
  Mean price_;
  Mean dispersion_;
  Mean trades_;
};

}  // namespace

LaboratoryMeasures measure_laboratory(const LaboratoryDesign& design,
                                      const std::vector<LaboratoryRun>& runs) {
  TANSHI_CHECK(!runs.empty());
  return Measurement(design).take(runs);
}

const std::vector<LaboratoryFigure>& laboratory_figures() {
  static const std::vector<LaboratoryFigure> kFigures = {
      {"efficiency", "gains made, of the most that could be made"},
      {"alpha", "Smith's: how far prices are from equilibrium, %"},
      {"profit_dispersion", "how far profits are from those in equilibrium"},
      {"slope", "of prices' distance from equilibrium on the number of the trade"},
      {"mean_price", "of all trades of a period"},
      {"mean_price_change", "mean price of the last period less that of the first"},
      {"trades", "in a period"},
      {"price_equilibrium", "P0, by the schedule"},
      {"quantity_equilibrium", "Q*, by the schedule"},
      {"efficiency_deviation", "of efficiency between replications"},
  };
  return kFigures;
}

std::map<std::string, double> figures_of(const LaboratoryMeasures& measures) {
  std::map<std::string, double> figures;
  const auto put = [&](const std::string& name, const std::optional<double>& value) {
    if (value) figures[name] = *value;
  };
  put("efficiency", measures.efficiency);
  put("efficiency_deviation", measures.efficiency_deviation);
  put("alpha", measures.alpha);
  put("profit_dispersion", measures.profit_dispersion);
  put("slope", measures.slope);
  put("mean_price", measures.mean_price);
  put("trades", measures.trades);
  put("price_equilibrium", measures.periods.front().price_equilibrium);
  put("quantity_equilibrium", measures.periods.front().quantity_equilibrium);
  const std::optional<double>& first = measures.periods.front().mean_price;
  const std::optional<double>& last = measures.periods.back().mean_price;
  if (first && last) figures["mean_price_change"] = *last - *first;
  for (const PeriodMeasures& period : measures.periods) {
    const std::string at = "." + std::to_string(period.period);
    put("efficiency" + at, period.efficiency);
    put("alpha" + at, period.alpha);
    put("profit_dispersion" + at, period.profit_dispersion);
    put("mean_price" + at, period.mean_price);
    put("trades" + at, period.trades);
    put("price_equilibrium" + at, period.price_equilibrium);
    put("quantity_equilibrium" + at, period.quantity_equilibrium);
  }
  for (const GroupMeasures& group : measures.groups) {
    put("profit." + group.name, group.profit);
    if (group.profit_equilibrium > 0)
      put("profit_ratio." + group.name, group.profit / group.profit_equilibrium);
    put("inventory_rms." + group.name, group.inventory_rms);
  }
  return figures;
}

}  // namespace tanshi
