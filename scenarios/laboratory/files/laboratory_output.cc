#include "scenarios/laboratory/files/laboratory_output.h"

#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/laboratory/market_schedule.h"
#include "scenarios/results/text_table.h"
#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

std::string shown(const std::optional<double>& value, int decimals, double times = 1) {
  return value ? fmt::format("{:.{}f}", *value * times, decimals) : "-";
}

Json json_of(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

std::string money(Price price) {
  std::string text = write_exact(price.raw(), 2);
  std::erase(text, '_');
  return text;
}

std::string money(const std::optional<Price>& price) {
  return price ? money(*price) : "";
}

// Of each trader, "buyers-3".
std::vector<std::string> trader_names(const LaboratoryDesign& design) {
  std::vector<std::string> names;
  for (const LaboratoryGroup& group : design.groups)
    for (std::int32_t i = 1; i <= group.count; ++i)
      names.push_back(group.count == 1 ? group.name : fmt::format("{}.{}", group.name, i));
  return names;
}

std::string period_table(const LaboratoryMeasures& measures) {
  TextTable table;
  for (const char* const heading :
       {"period", "P0", "Q*", "trades", "price", "efficiency", "alpha", "dispersion"})
    table.add_column(heading);
  for (const PeriodMeasures& period : measures.periods) {
    table.add_row(
        {fmt::format("{}", period.period), fmt::format("{:.2f}", period.price_equilibrium),
         fmt::format("{:.0f}", period.quantity_equilibrium), fmt::format("{:.1f}", period.trades),
         shown(period.mean_price, 2), shown(period.efficiency, 2, 100) + " %",
         shown(period.alpha, 2) + " %", fmt::format("{:.2f}", period.profit_dispersion)});
  }
  table.add_row({"all", "", "", fmt::format("{:.1f}", measures.trades),
                 shown(measures.mean_price, 2), shown(measures.efficiency, 2, 100) + " %",
                 shown(measures.alpha, 2) + " %",
                 fmt::format("{:.2f}", measures.profit_dispersion)});
  return table.str();
}

std::string group_table(const LaboratoryMeasures& measures) {
  TextTable table;
  table.add_column("group", TextTable::Align::kLeft);
  table.add_column("strategy", TextTable::Align::kLeft);
  for (const char* const heading : {"traders", "profit", "in equilibrium"})
    table.add_column(heading);
  for (const GroupMeasures& group : measures.groups) {
    table.add_row({group.name, group.strategy, fmt::format("{}", group.count),
                   fmt::format("{:.2f}", group.profit),
                   fmt::format("{:.2f}", group.profit_equilibrium)});
  }
  return table.str();
}

Json json_of(const PeriodMeasures& period) {
  return {{"period", period.period},
          {"price_equilibrium", period.price_equilibrium},
          {"quantity_equilibrium", period.quantity_equilibrium},
          {"trades", period.trades},
          {"mean_price", json_of(period.mean_price)},
          {"efficiency", json_of(period.efficiency)},
          {"alpha", json_of(period.alpha)},
          {"profit_dispersion", period.profit_dispersion}};
}

}  // namespace

std::string laboratory_text(const LaboratoryDesign& design, const LaboratoryMeasures& measures) {
  std::string text = design.title.empty() ? "" : design.title + "\n";
  text += fmt::format("{}, seed {}, {} replication{}\n\n", design.name, design.seed,
                      design.replications, design.replications == 1 ? "" : "s");
  text += period_table(measures) + "\n" + group_table(measures);
  if (measures.slope)
    text +=
        fmt::format("\nprices' distance from P0 changes by {:.2f} with each trade of a period\n",
                    *measures.slope);
  return text;
}

std::string laboratory_json(const LaboratoryDesign& design, const LaboratoryMeasures& measures,
                            const std::vector<LaboratoryRun>& runs, std::string_view version) {
  Json periods = Json::array();
  for (const PeriodMeasures& period : measures.periods) periods.push_back(json_of(period));
  Json groups = Json::array();
  for (const GroupMeasures& group : measures.groups) {
    groups.push_back({{"name", group.name},
                      {"strategy", group.strategy},
                      {"count", group.count},
                      {"profit", group.profit},
                      {"profit_equilibrium", group.profit_equilibrium},
                      {"inventory_rms", json_of(group.inventory_rms)}});
  }
  Json played = Json::array();
  for (const LaboratoryRun& run : runs) {
    played.push_back({{"seed", run.seed},
                      {"commands", run.commands},
                      {"events_hash", fmt::format("{:016x}", run.events_hash)}});
  }
  const Json all = {{"kind", "laboratory"},
                    {"version", version},
                    {"name", design.name},
                    {"title", design.title},
                    {"source", design.source},
                    {"totals",
                     {{"efficiency", json_of(measures.efficiency)},
                      {"efficiency_deviation", json_of(measures.efficiency_deviation)},
                      {"alpha", json_of(measures.alpha)},
                      {"profit_dispersion", measures.profit_dispersion},
                      {"slope", json_of(measures.slope)},
                      {"mean_price", json_of(measures.mean_price)},
                      {"trades", measures.trades}}},
                    {"periods", std::move(periods)},
                    {"groups", std::move(groups)},
                    {"replications", std::move(played)}};
  return all.dump(2) + "\n";
}

std::string trades_csv(const LaboratoryDesign& design, const std::vector<LaboratoryRun>& runs) {
  const std::vector<std::string> names = trader_names(design);
  std::string csv = "replication,seed,period,turn,number,price,buyer,seller,value,cost\n";
  for (std::size_t r = 0; r < runs.size(); ++r) {
    for (std::size_t p = 0; p < runs[r].periods.size(); ++p) {
      std::size_t number = 0;
      for (const LaboratoryTrade& trade : runs[r].periods[p].trades) {
        csv += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", r + 1, runs[r].seed, p + 1,
                           trade.turn + 1, ++number, money(trade.price), names[trade.buyer],
                           names[trade.seller], money(trade.value), money(trade.cost));
      }
    }
  }
  return csv;
}

std::string periods_csv(const LaboratoryDesign& design, const std::vector<LaboratoryRun>& runs) {
  std::string csv =
      "replication,seed,period,turns,trades,price_equilibrium,quantity_equilibrium,mean_price,"
      "efficiency,alpha,profit_dispersion\n";
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const LaboratoryMeasures one = measure_laboratory(design, {runs[r]});
    for (std::size_t p = 0; p < one.periods.size(); ++p) {
      const PeriodMeasures& period = one.periods[p];
      const auto cell = [](const std::optional<double>& value) {
        return value ? fmt::format("{}", *value) : std::string();
      };
      csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", r + 1, runs[r].seed, p + 1,
                         runs[r].periods[p].turns, period.trades, period.price_equilibrium,
                         period.quantity_equilibrium, cell(period.mean_price),
                         cell(period.efficiency), cell(period.alpha), period.profit_dispersion);
    }
  }
  return csv;
}

}  // namespace tanshi
