// tanshi equilibrium: what theory predicts of a scenario, without trading.

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agents/abatement/rounding.h"
#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/experiment/statistics.h"
#include "scenarios/results/figures.h"
#include "scenarios/results/text_table.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/sampled_markets.h"
#include "scenarios/runner/scheme_theory.h"
#include "scenarios/runner/world.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

struct Prediction {
  World world;
  SchemesInTheory schemes;
  BankingMarket market;
  BankingEquilibrium equilibrium;
  const char* of = "";  // which equilibrium it is
};

Prediction predict(const Scenario& scenario, bool certainty_equivalent) {
  Prediction prediction;
  prediction.world = certainty_equivalent ? expected_world(scenario, scenario.seed)
                                          : make_world(scenario, scenario.seed);
  prediction.schemes = schemes_in_theory(scenario, prediction.world);
  prediction.market = theory_given(scenario, prediction.world, prediction.schemes.spared_t);
  // Never infeasible: theory_given gives a price ceiling.
  prediction.equilibrium = std::get<BankingEquilibrium>(banking_equilibrium(prediction.market));
  prediction.of =
      certainty_equivalent ? "if what is expected were certain" : "with perfect foresight";
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

// What each scheme comes to beside it.
void print_schemes(const Scenario& scenario, const Prediction& prediction) {
  if (scenario.schemes.empty()) return;
  TextTable table;
  table.add_column("year");
  table.add_column("scheme", TextTable::Align::kLeft);
  table.add_column(fmt::format("price {}", scenario.currency));
  table.add_column("saved M");
  table.add_column("made M");
  table.add_column("uncovered M");
  table.add_column("unit", TextTable::Align::kLeft);
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    for (std::size_t scheme = 0; scheme < scenario.schemes.size(); ++scheme) {
      const SchemeEquilibrium& cleared = prediction.schemes.years[scheme][year];
      table.add_row({fmt::format("{}", raw(scenario.horizon.first_year) + static_cast<int>(year)),
                     scenario.schemes[scheme].name, show_price(cleared.price),
                     fmt::format("{:.2f}", saved_of(cleared) / 1e6),
                     fmt::format("{:.2f}", cleared.made / 1e6),
                     fmt::format("{:.2f}", cleared.uncovered / 1e6),
                     scenario.schemes[scheme].unit});
    }
  }
  print("\n{}", table.str());
}

nlohmann::ordered_json schemes_json(const Scenario& scenario, const Prediction& prediction,
                                    std::size_t year) {
  using Json = nlohmann::ordered_json;
  Json schemes = Json::array();
  for (std::size_t scheme = 0; scheme < scenario.schemes.size(); ++scheme) {
    const SchemeEquilibrium& cleared = prediction.schemes.years[scheme][year];
    schemes.push_back({{"scheme", scenario.schemes[scheme].name},
                       {"price_benchmark", cleared.price},
                       {"saved_benchmark", saved_of(cleared)},
                       {"made_benchmark", cleared.made},
                       {"uncovered", cleared.uncovered},
                       {"cost_least", cleared.cost}});
  }
  return schemes;
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
  print("{}\ncompetitive equilibrium {}, seed {}\n\n{}", scenario.title, prediction.of,
        scenario.seed, table.str());
  print_builds(scenario, prediction);
  print_schemes(scenario, prediction);
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
         {"builds", builds_json(scenario, prediction, static_cast<std::size_t>(year))},
         {"schemes", schemes_json(scenario, prediction, static_cast<std::size_t>(year))}});
  }
  const Json all = {{"scenario", scenario.name},
                    {"seed", scenario.seed},
                    {"currency", scenario.currency},
                    {"present_cost", theory.present_cost},
                    {"years", std::move(years)}};
  print("{}\n", all.dump(2));
}

// ---- Of who does not know what is to come ----

struct Uncertain {
  double certain_price = 0;  // of the first year, were what is expected certain
  UncertainEquilibrium equilibrium;
  int samples = 0;
};

Uncertain predict_sampled(const Scenario& scenario, int samples) {
  const UncertainMarket market = sampled_markets(scenario, scenario.seed, samples);
  return {std::get<BankingEquilibrium>(banking_equilibrium(market.expected)).price(0),
          uncertain_equilibrium(market), samples};
}

// Prices of a year after the first, an index from 1, the lowest first.
std::vector<double> sorted_prices(const UncertainEquilibrium& theory, std::size_t year) {
  std::vector<double> prices;
  prices.reserve(theory.later.size());
  for (const auto& sample : theory.later) prices.push_back(sample[year - 1].price);
  std::ranges::sort(prices);
  return prices;
}

struct SampledYear {
  double price = 0;
  double low = 0;
  double high = 0;
  double bank_t = 0;
};

std::vector<SampledYear> years_of(const Scenario& scenario, const UncertainEquilibrium& theory) {
  std::vector<SampledYear> years = {{theory.price, theory.price, theory.price, theory.bank_t}};
  for (std::size_t year = 1; year < scenario.cap.size(); ++year) {
    const std::vector<double> prices = sorted_prices(theory, year);
    std::vector<double> banks_t;
    banks_t.reserve(theory.later.size());
    for (const auto& sample : theory.later) banks_t.push_back(sample[year - 1].bank_t);
    years.push_back(
        {mean_of(prices), quantile(prices, 0.05), quantile(prices, 0.95), mean_of(banks_t)});
  }
  return years;
}

void print_table(const Scenario& scenario, const Uncertain& prediction) {
  const UncertainEquilibrium& theory = prediction.equilibrium;
  const std::vector<SampledYear> years = years_of(scenario, theory);
  const TonneUnit unit(to_double(std::ranges::max(scenario.cap)));
  TextTable table;
  table.add_column("year");
  table.add_column(fmt::format("price {}", scenario.currency));
  table.add_column("5 %");
  table.add_column("95 %");
  table.add_column(fmt::format("bank {}", unit.name()));
  for (std::size_t year = 0; year < years.size(); ++year) {
    table.add_row({fmt::format("{}", raw(scenario.horizon.first_year) + static_cast<int>(year)),
                   show_price(years[year].price), show_price(years[year].low),
                   show_price(years[year].high), unit.show(years[year].bank_t)});
  }
  print(
      "{}\ncompetitive equilibrium of who does not know what comes after {}, {} samples, seed {};\n"
      "means and quantiles of the samples\n\n{}",
      scenario.title, raw(scenario.horizon.first_year), prediction.samples, scenario.seed,
      table.str());
  const auto millions = [](double money) { return fmt::format("{:.2f}", money / 1e6); };
  print("\nprice of {} if what is expected were certain: {}\n", raw(scenario.horizon.first_year),
        show_price(prediction.certain_price));
  print(
      "expected present cost M{}: {}; to know from the start what will come is worth {},\n"
      "to heed now that it is uncertain {}\n",
      scenario.currency, millions(theory.expected_cost),
      millions(theory.expected_cost - theory.cost_with_foresight),
      millions(theory.cost_as_if_certain - theory.expected_cost));
}

void print_json(const Scenario& scenario, const Uncertain& prediction) {
  using Json = nlohmann::ordered_json;
  const UncertainEquilibrium& theory = prediction.equilibrium;
  Json years = Json::array();
  int year = raw(scenario.horizon.first_year);
  for (const SampledYear& row : years_of(scenario, theory)) {
    years.push_back({{"year", year++},
                     {"price_mean", row.price},
                     {"price_q05", row.low},
                     {"price_q95", row.high},
                     {"bank_mean_t", row.bank_t}});
  }
  const Json all = {{"scenario", scenario.name},
                    {"seed", scenario.seed},
                    {"currency", scenario.currency},
                    {"samples", prediction.samples},
                    {"price", theory.price},
                    {"price_certainty_equivalent", prediction.certain_price},
                    {"expected_cost", theory.expected_cost},
                    {"cost_with_foresight", theory.cost_with_foresight},
                    {"cost_as_if_certain", theory.cost_as_if_certain},
                    {"years", std::move(years)}};
  print("{}\n", all.dump(2));
}

struct Arguments {
  ScenarioArguments scenario;
  std::string uncertainty = "none";
  int samples = 200;
  bool json = false;
};

// Returns the exit code.
int predict_and_print(const Arguments& arguments, const Scenario& scenario) {
  const bool sampled = arguments.uncertainty == "sampled";
  if (sampled && has_projects(scenario)) {
    return fail(absl::InvalidArgumentError(
        "--uncertainty sampled: " + scenario.name +
        " has firms[].projects, which it leaves out; must have none, or be another of none, "
        "certainty-equivalent"));
  }
  const auto show = [&](const auto& prediction) {
    if (arguments.json) {
      print_json(scenario, prediction);
    } else {
      print_table(scenario, prediction);
    }
  };
  if (sampled) {
    show(predict_sampled(scenario, arguments.samples));
  } else {
    show(predict(scenario, arguments.uncertainty == "certainty-equivalent"));
  }
  return kExitOk;
}

}  // namespace

void add_equilibrium(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "equilibrium", "What theory predicts: prices, abatement, banking and cost of every year");
  auto arguments = std::make_shared<Arguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command
      ->add_option("--uncertainty", arguments->uncertainty,
                   "What firms know: none: all that will come; certainty-equivalent: what is "
                   "expected, as if it were certain; sampled: how likely all is")
      ->check(CLI::IsMember({"none", "certainty-equivalent", "sampled"}))
      ->capture_default_str();
  command
      ->add_option("--samples", arguments->samples,
                   "Draws of what may come, of --uncertainty sampled")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Print JSON instead of a table");
  command->callback([arguments, &exit_code] {
    const auto loaded = load(arguments->scenario);
    exit_code = loaded ? predict_and_print(*arguments, loaded->scenario) : kExitBadInput;
  });
}

}  // namespace tanshi
