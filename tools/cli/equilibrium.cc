// tanshi equilibrium: what theory predicts of a scenario, without trading.

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agents/abatement/rounding.h"
#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/results/figures.h"
#include "scenarios/results/text_table.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/world.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

struct Prediction {
  World world;
  BankingMarket market;
  BankingEquilibrium equilibrium;
};

Prediction predict(const Scenario& scenario) {
  Prediction prediction;
  prediction.world = make_world(scenario, scenario.seed);
  prediction.market = theory_of(scenario, prediction.world);
  // Never infeasible: theory_of gives a price ceiling.
  prediction.equilibrium = std::get<BankingEquilibrium>(banking_equilibrium(prediction.market));
  return prediction;
}

// Sums of a year's row by group, in the order of the scenario.
std::vector<double> by_group(const Scenario& scenario, const World& world,
                             const Eigen::MatrixXd& matrix, Eigen::Index year) {
  std::map<std::string, double> sums;
  for (Eigen::Index firm = 0; firm < matrix.cols(); ++firm)
    sums[world.seats[static_cast<std::size_t>(firm)].group] += matrix(year, firm);
  std::vector<double> row;
  row.reserve(scenario.firms.size());
  for (const FirmGroup& group : scenario.firms) row.push_back(sums[group.name]);
  return row;
}

// What is built, in units of the group's menu; a row a year and project.
void print_builds(const Scenario& scenario, const Prediction& prediction) {
  const BankingEquilibrium& theory = prediction.equilibrium;
  TextTable table;
  table.add_column("year");
  table.add_column("project", TextTable::Align::kLeft);
  table.add_column("of", TextTable::Align::kLeft);
  table.add_column("units built");
  table.add_column(fmt::format("capex M{}", scenario.currency));
  table.add_column("abates t a year");
  bool any = false;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    for (std::size_t i = 0; i < theory.builds.size(); ++i) {
      const MarketMenu& menu = prediction.market.menus[i];
      const double units = theory.builds[i][year];
      if (units == 0) continue;
      any = true;
      table.add_row({fmt::format("{}", raw(scenario.horizon.first_year) + static_cast<int>(year)),
                     menu.technology.name, prediction.world.seats[menu.owners.front()].group,
                     fmt::format("{:.3f}", units),
                     fmt::format("{:.1f}", units * theory.capex[i][year] / 1e6),
                     show_count(std::llround(units * menu.technology.abates_t))});
    }
  }
  if (any) print("\n{}", table.str());
  if (!any && !theory.builds.empty()) print("\nno project is built\n");
}

void print_table(const Scenario& scenario, const Prediction& prediction) {
  const BankingEquilibrium& theory = prediction.equilibrium;
  const TonneUnit unit(
      std::max(to_double(std::ranges::max(scenario.cap)), theory.bank_t.maxCoeff()));
  TextTable table;
  table.add_column("year");
  table.add_column(fmt::format("price {}", scenario.currency));
  table.add_column(fmt::format("cap {}", unit.name()));
  table.add_column("baseline");
  table.add_column("emissions");
  table.add_column("bank");
  const bool uncovered = leaves_uncovered(theory);
  if (uncovered) table.add_column("uncovered");
  table.add_column(fmt::format("cost M{}", scenario.currency));
  for (const FirmGroup& group : scenario.firms) table.add_column(group.name + " abates");

  for (Eigen::Index year = 0; year < theory.price.size(); ++year) {
    std::vector<std::string> cells = {fmt::format("{}", raw(scenario.horizon.first_year) + year),
                                      show_price(theory.price(year)),
                                      unit.show(scenario.cap[static_cast<std::size_t>(year)]),
                                      unit.show(prediction.market.baseline_t.row(year).sum()),
                                      unit.show(theory.emissions_t.row(year).sum()),
                                      unit.show(theory.bank_t(year))};
    if (uncovered) cells.push_back(unit.show(theory.uncovered_t(year)));
    cells.push_back(fmt::format("{:.1f}", theory.cost(year) / 1e6));
    for (const double sum : by_group(scenario, prediction.world, theory.abatement_t, year))
      cells.push_back(unit.show(sum));
    table.add_row(std::move(cells));
  }
  print("{}\ncompetitive equilibrium with perfect foresight, seed {}\n\n{}", scenario.title,
        scenario.seed, table.str());
  print_builds(scenario, prediction);
  if (uncovered) {
    print("\nuncovered: tonnes that pay the market's highest price, {}, instead of an allowance\n",
          show_price(prediction.market.price_ceiling.front()));
  }
}

nlohmann::ordered_json builds_json(const Scenario& scenario, const Prediction& prediction,
                                   std::size_t year) {
  using Json = nlohmann::ordered_json;
  const BankingEquilibrium& theory = prediction.equilibrium;
  Json builds = Json::array();
  for (std::size_t i = 0; i < theory.builds.size(); ++i) {
    const MarketMenu& menu = prediction.market.menus[i];
    if (theory.builds[i][year] == 0) continue;
    builds.push_back(
        {{"group", scenario.firms[prediction.world.seats[menu.owners.front()].group_index].name},
         {"project", menu.technology.name},
         {"built", theory.builds[i][year]},
         {"capex", theory.builds[i][year] * theory.capex[i][year]}});
  }
  return builds;
}

void print_json(const Scenario& scenario, const Prediction& prediction) {
  using Json = nlohmann::ordered_json;
  const BankingEquilibrium& theory = prediction.equilibrium;
  Json years = Json::array();
  for (Eigen::Index year = 0; year < theory.price.size(); ++year) {
    Json abatement = Json::object();
    const auto sums = by_group(scenario, prediction.world, theory.abatement_t, year);
    for (std::size_t i = 0; i < sums.size(); ++i) abatement[scenario.firms[i].name] = sums[i];
    years.push_back(
        {{"year", raw(scenario.horizon.first_year) + year},
         {"cap_t", scenario.cap[static_cast<std::size_t>(year)].raw()},
         {"baseline_t", prediction.market.baseline_t.row(year).sum()},
         {"emissions_benchmark_t", theory.emissions_t.row(year).sum()},
         {"price_benchmark", theory.price(year)},
         {"banked_benchmark_t", theory.bank_t(year)},
         {"uncovered_t", theory.uncovered_t(year)},
         {"abatement_cost_least", theory.cost(year)},
         {"abatement_t", std::move(abatement)},
         {"builds", builds_json(scenario, prediction, static_cast<std::size_t>(year))}});
  }
  const Json all = {{"scenario", scenario.name},
                    {"seed", scenario.seed},
                    {"currency", scenario.currency},
                    {"present_cost", theory.present_cost},
                    {"years", std::move(years)}};
  print("{}\n", all.dump(2));
}

}  // namespace

void add_equilibrium(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "equilibrium", "What theory predicts: prices, abatement, banking and cost of every year");
  auto arguments = std::make_shared<ScenarioArguments>();
  add_scenario_arguments(*command, *arguments);
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "Print JSON instead of a table");
  command->callback([arguments, json, &exit_code] {
    const auto loaded = load(*arguments);
    if (loaded) (*json ? print_json : print_table)(loaded->scenario, predict(loaded->scenario));
    exit_code = loaded ? kExitOk : kExitBadInput;
  });
}

}  // namespace tanshi
