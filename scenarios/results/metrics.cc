#include "scenarios/results/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

std::optional<double> to_double(Tonnes quantity) {
  return static_cast<double>(quantity.raw());
}
std::optional<double> to_money(Price price) {
  if (price == Price()) return std::nullopt;
  return static_cast<double>(price.raw()) / 100;
}

constexpr std::string_view kNoTrade = "no trade";
constexpr std::string_view kNoEconomy = "the scenario tells of no economy";
constexpr std::string_view kNoSchemes = "no scheme has anything owed, or traded";
constexpr std::string_view kNoEfficiency =
    "trade has nothing to gain, or theory leaves tonnes uncovered";

// Of all schemes and years, that with the least share of what was owed surrendered.
std::optional<double> schemes_compliance(const RunResult& run) {
  std::optional<double> least;
  for (const SchemeResult& scheme : run.schemes) {
    if (scheme.owed == Tonnes()) continue;
    const double rate = *to_double(scheme.surrendered) / *to_double(scheme.owed);
    least = std::min(least.value_or(rate), rate);
  }
  return least;
}

// Of all schemes and years with a trade, the largest.
std::optional<double> schemes_price_distance(const RunResult& run) {
  std::optional<double> most;
  for (const SchemeResult& scheme : run.schemes) {
    if (!scheme.price_mean) continue;
    const double off = std::abs(price_ratio(*scheme.price_mean, scheme.price_benchmark) - 1);
    most = std::max(most.value_or(off), off);
  }
  return most;
}

// What the schemes cost over what they cost in theory, all years together.
std::optional<double> schemes_cost_ratio(const RunResult& run) {
  double cost = 0;
  double least = 0;
  for (const SchemeResult& scheme : run.schemes) {
    cost += scheme.cost;
    least += scheme.cost_least;
  }
  return least > 0 ? std::optional(cost / least) : std::nullopt;
}

std::optional<double> emissions_total(const RunResult& run) {
  Tonnes sum;
  for (const YearResult& year : run.years) sum += year.emissions_true;
  return to_double(sum);
}

constexpr std::array kMetrics = {
    Metric{"efficiency", "share of the saving possible by trade that was made, 1 is all",
           kNoEfficiency, nullptr, [](const RunResult& run) { return run.efficiency; }},
    Metric{"smith_alpha", "root mean square deviation of prices from the benchmark, % of it",
           kNoTrade, nullptr, [](const RunResult& run) { return run.smith_alpha; }},
    Metric{"price_distance", "largest relative distance of a year's mean price from its benchmark",
           kNoTrade, nullptr, [](const RunResult& run) { return run.price_distance; }},
    Metric{"price_variation",
           "standard deviation of the change of the log of the mean price from year to year",
           "fewer than two changes", nullptr,
           [](const RunResult& run) { return run.price_variation; }},
    Metric{"cost", "present cost of abatement and of what stayed uncovered, money", "", nullptr,
           [](const RunResult& run) { return std::optional(run.cost); }},
    Metric{"cost_least", "the least that cost could have been, money", "", nullptr,
           [](const RunResult& run) { return std::optional(run.cost_least); }},
    Metric{"cost_without_trade", "that cost had each firm been alone, money", "", nullptr,
           [](const RunResult& run) { return std::optional(run.cost_without_trade); }},
    Metric{"loss_abated", "share of the possible saving lost by abating what allowances covered",
           kNoEfficiency, nullptr, [](const RunResult& run) { return run.loss_abated; }},
    Metric{"loss_untraded", "share of the possible saving lost by trades that were not made",
           kNoEfficiency, nullptr, [](const RunResult& run) { return run.loss_untraded; }},
    Metric{"loss_timing", "share of the possible saving lost by banking too much or too little",
           kNoEfficiency, nullptr, [](const RunResult& run) { return run.loss_timing; }},
    Metric{"loss_investment", "share of the possible saving lost by building other projects",
           "no menus of projects, trade has nothing to gain, or theory leaves tonnes uncovered",
           nullptr, [](const RunResult& run) { return run.loss_investment; }},
    Metric{"loss_uncovered", "share of the possible saving lost by tonnes without an allowance",
           kNoEfficiency, nullptr, [](const RunResult& run) { return run.loss_uncovered; }},
    Metric{"profit_dispersion",
           "root mean square deviation of firms' profits from those in theory, money",
           "nobody emits", nullptr, [](const RunResult& run) { return run.profit_dispersion; }},
    Metric{"schemes_compliance_rate",
           "least share of what was owed that was surrendered, of all schemes and years",
           kNoSchemes, nullptr, schemes_compliance},
    Metric{"schemes_price_distance",
           "largest relative distance of a scheme's mean price of a year from its benchmark",
           kNoSchemes, nullptr, schemes_price_distance},
    Metric{"schemes_cost_ratio", "cost of saving and making for schemes / the same in theory",
           kNoSchemes, nullptr, schemes_cost_ratio},
    Metric{"emissions_total_t", "true emissions of all years, t", "", nullptr, emissions_total},
    Metric{"price", "mean of the daily closing prices, money/t", kNoTrade,
           [](const YearResult& year) { return year.price_mean; }, nullptr},
    Metric{"price_last", "last price of the year, money/t", kNoTrade,
           [](const YearResult& year) { return to_money(year.price_last); }, nullptr},
    Metric{"price_to_benchmark", "mean price / price in theory, each counted as at least 0.01",
           kNoTrade, price_to_benchmark, nullptr},
    Metric{"auction_price", "mean price paid in auctions, money/t", "nothing sold in auctions",
           [](const YearResult& year) { return year.auction_price; }, nullptr},
    Metric{"auctioned_t", "allowances sold in auctions, t", "",
           [](const YearResult& year) { return to_double(year.auctioned); }, nullptr},
    Metric{"reserve_t", "allowances in the regulator's reserve, t", "",
           [](const YearResult& year) { return to_double(year.reserve); }, nullptr},
    Metric{"price_benchmark", "price in theory, money/t", "",
           [](const YearResult& year) { return std::optional(year.price_benchmark); }, nullptr},
    Metric{"baseline_t", "emissions had nobody abated, t", "",
           [](const YearResult& year) { return to_double(year.baseline); }, nullptr},
    Metric{"emissions_t", "verified emissions, t", "",
           [](const YearResult& year) { return to_double(year.emissions); }, nullptr},
    Metric{"credits_met_t", "owed and met with credits (offsets, other systems' allowances), t", "",
           [](const YearResult& year) { return to_double(year.credits_met); }, nullptr},
    Metric{"borrowed_t", "of next year's allocation, used already, t", "",
           [](const YearResult& year) { return to_double(year.borrowed); }, nullptr},
    Metric{"volume_t", "allowances traded, t", "",
           [](const YearResult& year) { return to_double(year.volume); }, nullptr},
    Metric{"banked_t", "allowances in circulation after the surrender, less what was borrowed, t",
           "", [](const YearResult& year) { return to_double(year.banked); }, nullptr},
    Metric{"abatement_cost", "cost of what was abated, money", "",
           [](const YearResult& year) { return std::optional(year.abatement_cost); }, nullptr},
    Metric{"project_abatement_t", "abated by projects, t", "",
           [](const YearResult& year) { return to_double(year.project_abatement); }, nullptr},
    Metric{"spared_t", "emissions spared by what was saved and made for schemes, t", "",
           [](const YearResult& year) { return to_double(year.spared); }, nullptr},
    Metric{"capex", "paid for the projects that were decided in the year, money", "",
           [](const YearResult& year) { return std::optional(year.capex); }, nullptr},
    Metric{"public_cost", "of projects, paid by the public, money", "",
           [](const YearResult& year) { return std::optional(year.public_cost); }, nullptr},
    Metric{"compliance_rate", "surrendered / owed, 1 is full compliance", "",
           [](const YearResult& year) { return std::optional(year.compliance_rate); }, nullptr},
    Metric{"volatility", "root of the sum of squared changes of the log of daily closes",
           "fewer than two closes", [](const YearResult& year) { return year.volatility; },
           nullptr},
    Metric{"spread", "(ask - bid) / middle at the days' ends, mean",
           "no day ended with a bid and an ask", [](const YearResult& year) { return year.spread; },
           nullptr},
    Metric{"depth_t", "at the best bid and ask at the days' ends, mean, t", "",
           [](const YearResult& year) { return std::optional(year.depth_t); }, nullptr},
    Metric{"carbon_intensity", "emissions over GDP, t per million money", kNoEconomy,
           [](const YearResult& year) { return year.carbon_intensity; }, nullptr},
    Metric{"carbon_intensity_change", "the same over the reference year's, less 1", kNoEconomy,
           [](const YearResult& year) { return year.carbon_intensity_change; }, nullptr},
    Metric{"energy_intensity_change", "primary energy over GDP / the first year's, less 1",
           kNoEconomy, [](const YearResult& year) { return year.energy_intensity_change; },
           nullptr},
    Metric{"non_fossil_share", "share of primary energy that is not fossil", kNoEconomy,
           [](const YearResult& year) { return year.non_fossil_share; }, nullptr},
    Metric{"sink_t", "taken up by the land, and credits sold, t", kNoEconomy,
           [](const YearResult& year) { return year.sink_t; }, nullptr},
    Metric{"policy_cost", "cost of abatement, schemes, credits, and what the public pays, money",
           kNoEconomy, [](const YearResult& year) { return year.policy_cost; }, nullptr},
    Metric{"policy_cost_share", "the same over GDP", kNoEconomy,
           [](const YearResult& year) { return year.policy_cost_share; }, nullptr},
    Metric{"power_margin", "power that can be supplied / demand, less 1", kNoEconomy,
           [](const YearResult& year) { return year.power_margin; }, nullptr},
    Metric{"concentration_buyers", "sum of squared shares of what was bought, 1 is one buyer",
           kNoTrade, [](const YearResult& year) { return year.concentration_buyers; }, nullptr},
    Metric{"concentration_sellers", "sum of squared shares of what was sold, 1 is one seller",
           kNoTrade, [](const YearResult& year) { return year.concentration_sellers; }, nullptr},
    Metric{"pass_through",
           "of what carbon cost the output of those that sell a product, the part that its price "
           "took up, 1 is all",
           "nobody sells a product, or allowances have no price",
           [](const YearResult& year) { return year.pass_through; }, nullptr},
    Metric{"shortfall_t", "owed and not surrendered, t", "",
           [](const YearResult& year) { return to_double(year.shortfall); }, nullptr},
};

std::optional<double> finite(std::optional<double> value) {
  return value && std::isfinite(*value) ? value : std::nullopt;
}

// How far inside the bounds a value is; below 0 outside. None, or not a number, is as far outside
// as can be.
double slack(const Expectation& expectation, std::optional<double> value) {
  if (!value || std::isnan(*value)) return -std::numeric_limits<double>::infinity();
  double least = std::numeric_limits<double>::infinity();
  if (expectation.at_least) least = std::min(least, *value - *expectation.at_least);
  if (expectation.at_most) least = std::min(least, *expectation.at_most - *value);
  return least;
}

}  // namespace

double price_ratio(double price, double benchmark) {
  constexpr double kCent = 0.01;
  return std::max(price, kCent) / std::max(benchmark, kCent);
}

std::optional<double> price_to_benchmark(const YearResult& year) {
  if (!year.price_mean) return std::nullopt;
  return price_ratio(*year.price_mean, year.price_benchmark);
}

std::span<const Metric> metrics() {
  return kMetrics;
}

std::optional<double> metric_of_year(const Metric& metric, const YearResult& year) {
  return metric.of_year == nullptr ? std::nullopt : finite(metric.of_year(year));
}

std::optional<double> metric_of_run(const Metric& metric, const RunResult& run) {
  if (metric.of_run != nullptr) return finite(metric.of_run(run));
  double sum = 0;
  int years = 0;
  for (const YearResult& year : run.years) {
    const std::optional<double> value = metric_of_year(metric, year);
    if (!value) continue;
    sum += *value;
    ++years;
  }
  return years == 0 ? std::nullopt : std::optional(sum / years);
}

const Metric* find_metric(std::string_view name) {
  const auto* const metric = std::ranges::find(kMetrics, name, &Metric::name);
  return metric == kMetrics.end() ? nullptr : metric;
}

ExpectationResult judge(const Expectation& expectation, const RunResult& run) {
  const Metric* const metric = find_metric(expectation.metric);
  TANSHI_CHECK(metric != nullptr);

  ExpectationResult result;
  result.metric = expectation.metric;
  result.year = expectation.year;
  result.at_least = expectation.at_least;
  result.at_most = expectation.at_most;
  if (metric->of_run != nullptr) {
    result.value = metric->of_run(run);
    result.passed = slack(expectation, result.value) >= 0;
    return result;
  }

  std::optional<double> least;
  for (const YearResult& year : run.years) {
    if (expectation.year && raw(year.year) != *expectation.year) continue;
    const std::optional<double> value = metric->of_year(year);
    const double inside = slack(expectation, value);
    if (least && inside >= *least) continue;
    least = inside;
    result.value = value;
    result.value_year = raw(year.year);
  }
  TANSHI_CHECK(least.has_value());
  result.passed = *least >= 0;
  return result;
}

}  // namespace tanshi
