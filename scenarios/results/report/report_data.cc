#include "scenarios/results/report/report_data.h"

#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/auction_status.h"
#include "scenarios/results/metrics.h"

namespace tanshi {
namespace {

// Keeps the order in which keys are set, which is the order in which a person would read them.
using Json = nlohmann::ordered_json;

Json number(std::optional<double> value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

double units(Price price) {
  return static_cast<double>(price.raw()) / 100;
}
double units(Cash cash) {
  return static_cast<double>(cash.raw()) / 100;
}

// Zero stands for "none" in the market's prices.
Json traded(Price price) {
  return price == Price() ? Json(nullptr) : Json(units(price));
}

Json tonnes(const std::vector<Tonnes>& values) {
  Json column = Json::array();
  for (const Tonnes value : values) column.push_back(value.raw());
  return column;
}

Json year_json(const YearResult& year) {
  return {{"year", raw(year.year)},
          {"cap_t", year.cap.raw()},
          {"baseline_t", year.baseline.raw()},
          {"emissions_t", year.emissions.raw()},
          {"emissions_benchmark_t", year.emissions_benchmark.raw()},
          {"price_mean", number(year.price_mean)},
          {"price_last", traded(year.price_last)},
          {"price_benchmark", number(year.price_benchmark)},
          {"allocated_t", year.allocated.raw()},
          {"auctioned_t", year.auctioned.raw()},
          {"auction_price", number(year.auction_price)},
          {"withheld_t", year.withheld.raw()},
          {"released_t", year.released.raw()},
          {"reserve_t", year.reserve.raw()},
          {"volume_t", year.volume.raw()},
          {"banked_t", year.banked.raw()},
          {"banked_benchmark_t", year.banked_benchmark.raw()},
          {"abatement_cost", number(year.abatement_cost)},
          {"abatement_cost_least", number(year.abatement_cost_least)},
          {"obligation_t", year.obligation.raw()},
          {"surrendered_t", year.surrendered.raw()},
          {"shortfall_t", year.shortfall.raw()},
          {"penalties", units(year.penalties)},
          {"compliance_rate", number(year.compliance_rate)}};
}

// In columns, as there are thousands: the names are written once.
Json days_json(const std::vector<DayResult>& days) {
  Json columns;
  for (const char* name : {"year", "day", "open", "high", "low", "close", "volume_t"}) {
    columns[name] = Json::array();
  }
  for (const DayResult& day : days) {
    columns["year"].push_back(raw(day.year));
    columns["day"].push_back(day.day);
    columns["open"].push_back(traded(day.open));
    columns["high"].push_back(traded(day.high));
    columns["low"].push_back(traded(day.low));
    columns["close"].push_back(traded(day.close));
    columns["volume_t"].push_back(day.volume.raw());
  }
  return columns;
}

// The firms of a group mostly share one curve: each different one is written once, and a firm
// names it by its place.
class CurveTable {
 public:
  [[nodiscard]] std::size_t place_of(const std::vector<CurvePoint>& curve) {
    std::vector<std::pair<double, double>> key;
    for (const CurvePoint& point : curve) {
      if (std::isfinite(point.abated_t) && std::isfinite(point.price)) {
        key.emplace_back(point.abated_t, point.price);
      }
    }
    const auto [at, is_new] = places_.try_emplace(key, places_.size());
    if (is_new) append(key);
    return at->second;
  }

  [[nodiscard]] const Json& json() const { return curves_; }

 private:
  void append(const std::vector<std::pair<double, double>>& points) {
    Json curve = {{"abated_t", Json::array()}, {"price", Json::array()}};
    for (const auto& [abated_t, price] : points) {
      curve["abated_t"].push_back(abated_t);
      curve["price"].push_back(price);
    }
    curves_.push_back(std::move(curve));
  }

  std::map<std::vector<std::pair<double, double>>, std::size_t> places_;
  Json curves_ = Json::array();
};

Json firm_json(const FirmResult& firm, std::size_t curve) {
  Json costs = Json::array();
  for (const double cost : firm.abatement_cost) costs.push_back(number(cost));
  return {{"name", firm.name},
          {"group", firm.group},
          {"curve", curve},
          {"allocation_t", tonnes(firm.allocation)},
          {"auctioned_t", tonnes(firm.auctioned)},
          {"emissions_t", tonnes(firm.emissions)},
          {"abatement_t", tonnes(firm.abatement)},
          {"project_abatement_t", tonnes(firm.project_abatement)},
          {"abatement_benchmark_t", tonnes(firm.abatement_benchmark)},
          {"banked_t", tonnes(firm.banked)},
          {"abatement_cost", std::move(costs)},
          {"trading_cash", units(firm.trading_cash)},
          {"auction_cash", units(firm.auction_cash)}};
}

Json levels_json(const std::vector<DepthLevel>& levels) {
  Json columns = {
      {"price", Json::array()}, {"quantity_t", Json::array()}, {"orders", Json::array()}};
  for (const DepthLevel& level : levels) {
    columns["price"].push_back(units(level.limit));
    columns["quantity_t"].push_back(level.quantity.raw());
    columns["orders"].push_back(level.order_count);
  }
  return columns;
}

Json auction_json(const AuctionResult& auction) {
  return {{"year", raw(auction.year)},
          {"day", auction.day},
          {"status", name_of(auction.status)},
          {"offered_t", auction.offered.raw()},
          {"bid_t", auction.bid.raw()},
          {"sold_t", auction.sold.raw()},
          {"sold_ecr_t", auction.sold_withheld.raw()},
          {"sold_ccr_t", auction.sold_reserve.raw()},
          {"sold_ceiling_t", auction.sold_ceiling.raw()},
          {"reserve_price", units(auction.reserve_price)},
          {"clearing_price", traded(auction.clearing_price)},
          {"bidders", auction.bidders},
          {"proceeds", units(auction.proceeds)}};
}

Json expectation_json(const ExpectationResult& expectation) {
  const auto year = [](const std::optional<std::int32_t>& value) {
    return value ? Json(*value) : Json(nullptr);
  };
  const Metric* const metric = find_metric(expectation.metric);
  return {{"metric", expectation.metric},
          {"what", metric == nullptr ? std::string_view() : metric->what},
          {"year", year(expectation.year)},
          {"value_year", year(expectation.value_year)},
          {"value", number(expectation.value)},
          {"absent", expectation.value || metric == nullptr ? std::string_view() : metric->absent},
          {"at_least", number(expectation.at_least)},
          {"at_most", number(expectation.at_most)},
          {"passed", expectation.passed}};
}

Json scheme_json(const SchemeResult& scheme) {
  return {{"year", raw(scheme.year)},
          {"scheme", scheme.scheme},
          {"unit", scheme.unit},
          {"used", scheme.used.raw()},
          {"saved", scheme.saved.raw()},
          {"made", scheme.made.raw()},
          {"owed", scheme.owed.raw()},
          {"surrendered", scheme.surrendered.raw()},
          {"shortfall", scheme.shortfall.raw()},
          {"price_mean", number(scheme.price_mean)},
          {"price_benchmark", number(scheme.price_benchmark)},
          {"cost", number(scheme.cost)},
          {"cost_least", number(scheme.cost_least)},
          {"spared_t", number(scheme.spared_t)}};
}

Json by_year(const Metric& metric, const RunResult& result) {
  Json values = Json::array();
  for (const YearResult& year : result.years)
    values.push_back(number(metric_of_year(metric, year)));
  return values;
}

Json head_json(const RunResult& result) {
  return {
      {"kind", "run"},
      {"scenario", result.scenario},
      {"title", result.title},
      {"source", result.source},
      {"currency", result.currency},
      {"seed", fmt::format("{}", result.seed)},  // beyond what a double of the page can hold
      {"venue", result.venue},
      {"version", result.version},
      {"events_hash", fmt::format("{:016x}", result.events_hash)},
      {"commands", result.commands},
      {"events", result.events},
      {"efficiency", number(result.efficiency)},
      {"smith_alpha", number(result.smith_alpha)},
      {"price_distance", number(result.price_distance)},
      {"conservation",
       {{"checked", result.conservation_checked}, {"violations", result.conservation_violations}}}};
}

}  // namespace

std::string report_data(const RunResult& result) {
  Json run = head_json(result);
  run["years"] = Json::array();
  for (const YearResult& year : result.years) run["years"].push_back(year_json(year));
  run["days"] = days_json(result.days);

  CurveTable curves;
  run["firms"] = Json::array();
  for (const FirmResult& firm : result.firms) {
    run["firms"].push_back(firm_json(firm, curves.place_of(firm.curve)));
  }
  run["curves"] = curves.json();

  run["books"] = Json::array();
  for (const BookResult& book : result.books) {
    run["books"].push_back({{"year", raw(book.year)},
                            {"bids", levels_json(book.bids)},
                            {"asks", levels_json(book.asks)}});
  }
  run["auctions"] = Json::array();
  for (const AuctionResult& auction : result.auctions)
    run["auctions"].push_back(auction_json(auction));
  run["schemes"] = Json::array();
  for (const SchemeResult& scheme : result.schemes) run["schemes"].push_back(scheme_json(scheme));
  run["measures"] = Json::array();
  for (const Metric& metric : metrics()) {
    run["measures"].push_back({{"name", metric.name},
                               {"what", metric.what},
                               {"of_years", metric.of_year != nullptr},
                               {"value", number(metric_of_run(metric, result))},
                               {"by_year", by_year(metric, result)}});
  }
  run["expectations"] = Json::array();
  for (const ExpectationResult& expectation : result.expectations) {
    run["expectations"].push_back(expectation_json(expectation));
  }
  constexpr bool kAsciiOnly = true;
  return run.dump(-1, ' ', kAsciiOnly, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace tanshi
