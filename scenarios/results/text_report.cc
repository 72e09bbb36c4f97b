#include "scenarios/results/text_report.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "scenarios/results/figures.h"
#include "scenarios/results/metrics.h"
#include "scenarios/results/text_table.h"

namespace tanshi {
namespace {

constexpr std::size_t kSparkWidth = 25;

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string painted(std::string_view text, std::string_view paint, const TextStyle& style) {
  return style.color ? fmt::format("{}{}{}", paint, text, kPlain) : std::string(text);
}

double money(Price price) {
  return static_cast<double>(price.raw()) / 100;
}

std::vector<double> closes_of(const RunResult& result, Year year) {
  std::vector<double> closes;
  for (const DayResult& day : result.days) {
    if (day.year == year) closes.push_back(money(day.close));
  }
  return closes;
}

struct Range {
  double least = 0;
  double most = 0;
};

Range range_of_closes(const RunResult& result) {
  std::vector<double> closes;
  for (const DayResult& day : result.days) {
    if (day.close > Price()) closes.push_back(money(day.close));
  }
  if (closes.empty()) return {};
  const auto [least, most] = std::ranges::minmax(closes);
  return {least, most};
}

TonneUnit unit_of(const RunResult& result) {
  double largest = 0;
  for (const YearResult& year : result.years) {
    for (const Tonnes amount : {year.cap, year.emissions, year.volume, year.banked})
      largest = std::max(largest, static_cast<double>(amount.raw()));
  }
  return TonneUnit(largest);
}

std::string year_table(const RunResult& result) {
  const TonneUnit unit = unit_of(result);
  TextTable table;
  table.add_column("year");
  table.add_column(fmt::format("cap {}", unit.name()));
  table.add_column("emissions");
  const bool errs = std::ranges::any_of(
      result.years, [](const YearResult& year) { return year.emissions != year.emissions_true; });
  if (errs) table.add_column("emitted");
  table.add_column(fmt::format("price {}", result.currency));
  table.add_column("theory");
  table.add_column("off by");
  const bool auctions = !result.auctions.empty();
  const bool reserve = std::ranges::any_of(
      result.years, [](const YearResult& year) { return year.reserve > Tonnes(); });
  if (auctions) table.add_column("auction");
  if (auctions) table.add_column("sold");
  const bool credits = !result.credits.empty();
  if (reserve) table.add_column("reserve");
  if (credits) table.add_column("credits");
  table.add_column("volume");
  table.add_column("bank");
  table.add_column("compliance");
  table.add_column("daily closes", TextTable::Align::kLeft);

  const Range range = range_of_closes(result);
  for (const YearResult& year : result.years) {
    const std::optional<double> ratio = price_to_benchmark(year);
    std::vector<std::string> row = {fmt::format("{}", raw(year.year)), unit.show(year.cap),
                                    unit.show(year.emissions)};
    if (errs) row.push_back(unit.show(year.emissions_true));
    for (std::string cell : {show_price(year.price_mean), show_price(year.price_benchmark),
                             ratio ? fmt::format("{:+.1f} %", (*ratio - 1) * 100) : "none"}) {
      row.push_back(std::move(cell));
    }
    if (auctions) row.push_back(show_price(year.auction_price));
    if (auctions) row.push_back(unit.show(year.auctioned));
    if (reserve) row.push_back(unit.show(year.reserve));
    if (credits) row.push_back(unit.show(year.credits_met));
    for (std::string cell :
         {unit.show(year.volume), unit.show(year.banked), show_share(year.compliance_rate),
          sparkline(closes_of(result, year.year), range.least, range.most, kSparkWidth)}) {
      row.push_back(std::move(cell));
    }
    table.add_row(std::move(row));
  }
  return table.str();
}

// What was built, by year, group and project; and in theory, where divisible units may be parts.
std::string project_table(const RunResult& result) {
  struct Sum {
    double built = 0;
    double built_benchmark = 0;
    double capex = 0;
    Tonnes abated;
  };
  std::map<std::tuple<Year, std::string, std::string>, Sum> sums;
  std::map<std::string, int> firms;
  for (const FirmResult& firm : result.firms) ++firms[firm.group];
  for (const ProjectResult& row : result.projects) {
    Sum& sum = sums[{row.year, row.group, row.project}];
    sum.built += static_cast<double>(row.built) / firms[row.group];
    sum.built_benchmark += row.built_benchmark / firms[row.group];
    sum.capex += row.capex;
    sum.abated += row.abated;
  }
  const TonneUnit unit = unit_of(result);
  TextTable table;
  table.add_column("year");
  table.add_column("project", TextTable::Align::kLeft);
  table.add_column("of", TextTable::Align::kLeft);
  table.add_column("units built");
  table.add_column("theory");
  table.add_column(fmt::format("capex M{}", result.currency));
  table.add_column(fmt::format("abates {}", unit.name()));
  for (const auto& [key, sum] : sums) {
    const auto& [year, group, project] = key;
    table.add_row({fmt::format("{}", raw(year)), project, group, fmt::format("{:.2f}", sum.built),
                   fmt::format("{:.2f}", sum.built_benchmark),
                   fmt::format("{:.1f}", sum.capex / 1e6), unit.show(sum.abated)});
  }
  return table.str();
}

// What became of each scheme, and what theory says.
std::string scheme_table(const RunResult& result) {
  TextTable table;
  table.add_column("year");
  table.add_column("scheme", TextTable::Align::kLeft);
  table.add_column(fmt::format("price {}", result.currency));
  table.add_column("theory");
  table.add_column("owed M");
  table.add_column("saved M");
  table.add_column("theory");
  table.add_column("made M");
  table.add_column("theory");
  table.add_column("missing M");
  table.add_column("unit", TextTable::Align::kLeft);
  const auto millions = [](double units) { return fmt::format("{:.2f}", units / 1e6); };
  const auto whole = [&](Tonnes units) { return millions(static_cast<double>(units.raw())); };
  for (const SchemeResult& scheme : result.schemes) {
    table.add_row({fmt::format("{}", raw(scheme.year)), scheme.scheme,
                   scheme.price_mean ? fmt::format("{:.2f}", *scheme.price_mean) : "none",
                   fmt::format("{:.2f}", scheme.price_benchmark), whole(scheme.owed),
                   whole(scheme.saved), millions(scheme.saved_benchmark), whole(scheme.made),
                   millions(scheme.made_benchmark), whole(scheme.shortfall), scheme.unit});
  }
  return table.str();
}

// What a climate plan is judged by.
std::string indicator_table(const RunResult& result) {
  TextTable table;
  table.add_column("year");
  for (const char* name : {"CO2/GDP", "energy/GDP", "non-fossil", "sink Mt", "cost/GDP", "power"})
    table.add_column(name);
  const auto percent = [](std::optional<double> share, const char* sign = "") {
    return share ? fmt::format("{}{:.2f} %", *share > 0 ? sign : "", *share * 100) : "none";
  };
  for (const YearResult& year : result.years) {
    table.add_row({fmt::format("{}", raw(year.year)), percent(year.carbon_intensity_change, "+"),
                   percent(year.energy_intensity_change, "+"), percent(year.non_fossil_share),
                   fmt::format("{:.0f}", year.sink_t.value_or(0) / 1e6),
                   percent(year.policy_cost_share), percent(year.power_margin, "+")});
  }
  return table.str();
}

// What each group sold in each year, and at what price.
std::string product_table(const RunResult& result) {
  struct Sum {
    double output = 0;
    double output_before = 0;
    ProductResult last;
  };
  std::map<std::tuple<Year, std::string>, Sum> sums;
  for (const ProductResult& row : result.products) {
    Sum& sum = sums[{row.year, row.group}];
    sum.output += row.output;
    sum.output_before += row.output_before;
    sum.last = row;
  }
  TextTable table;
  table.add_column("year");
  table.add_column("product of", TextTable::Align::kLeft);
  table.add_column("output");
  table.add_column("change");
  table.add_column(fmt::format("price {}", result.currency));
  table.add_column("rise");
  table.add_column("cost of carbon");
  for (const auto& [key, sum] : sums) {
    const auto& [year, group] = key;
    const double fewer = sum.output_before > 0 ? sum.output / sum.output_before - 1 : 0;
    table.add_row({fmt::format("{}", raw(year)), group, fmt::format("{:.0f}", sum.output),
                   fmt::format("{:+.1f} %", 100 * fewer), fmt::format("{:.2f}", sum.last.price),
                   fmt::format("{:.2f}", sum.last.price - sum.last.price_before),
                   sum.last.carbon_cost ? fmt::format("{:.2f}", *sum.last.carbon_cost) : "-"});
  }
  return table.str();
}

std::string bounds_of(const ExpectationResult& expectation) {
  if (expectation.at_least && expectation.at_most)
    return fmt::format("within {} and {}", *expectation.at_least, *expectation.at_most);
  if (expectation.at_least) return fmt::format("at least {}", *expectation.at_least);
  return fmt::format("at most {}", expectation.at_most.value_or(0));
}

std::string verdict(const ExpectationResult& expectation, const TextStyle& style) {
  const std::string word =
      expectation.passed ? painted("holds", kGreen, style) : painted("FAILS", kRed, style);
  return fmt::format("{}  {}\n", word, text_of(expectation));
}

// A figure that does not exist, and why.
std::string text_of_absent(const ExpectationResult& expectation) {
  const Metric* const metric = find_metric(expectation.metric);
  const std::string year =
      expectation.value_year ? fmt::format(" in {}", *expectation.value_year) : "";
  return fmt::format("{}: {}{}; expected {}", expectation.metric,
                     metric == nullptr ? "none" : metric->absent, year, bounds_of(expectation));
}

// How close the market came to theory.
std::string closeness(const RunResult& result) {
  std::string text = result.efficiency
                         ? fmt::format("efficiency {} of the saving that trade can make",
                                       show_share(result.efficiency))
                         : fmt::format("efficiency none: {}", find_metric("efficiency")->absent);
  if (!result.price_distance) return text + "; no price to hold against theory's";
  text +=
      fmt::format("; prices off theory by at most {} in a year", show_share(result.price_distance));
  if (result.smith_alpha) text += fmt::format(", Smith's alpha {:.1f} %", *result.smith_alpha);
  return text;
}

std::string conservation(const RunResult& result, const TextStyle& style) {
  if (result.conservation_violations == 0) {
    return fmt::format("every tonne and every cent accounted for ({} checks)",
                       result.conservation_checked);
  }
  return painted(fmt::format("{} of {} checks found tonnes or cents created or lost",
                             result.conservation_violations, result.conservation_checked),
                 kRed, style);
}

}  // namespace

std::string name_of(const ExpectationResult& expectation) {
  const std::string year = expectation.year ? fmt::format(" in {}", *expectation.year)
                                            : (expectation.value_year ? " in every year" : "");
  return fmt::format("{}{} {}", expectation.metric, year, bounds_of(expectation));
}

std::string text_of(const ExpectationResult& expectation) {
  if (!expectation.value) return text_of_absent(expectation);
  std::string year;
  if (expectation.value_year) {
    year = fmt::format(" in {}{}", *expectation.value_year,
                       expectation.year ? "" : ", the worst year");
  }
  return fmt::format("{} is {:.4g}{}; expected {}", expectation.metric, *expectation.value, year,
                     bounds_of(expectation));
}

bool passed(const RunResult& result) {
  return result.conservation_violations == 0 &&
         std::ranges::all_of(result.expectations, &ExpectationResult::passed);
}

std::string text_report(const RunResult& result, const TextStyle& style) {
  std::string text =
      fmt::format("{}\n{}, seed {}, venue {}, tanshi {}\n\n", painted(result.title, kBold, style),
                  result.scenario, result.seed, result.venue, result.version);
  text += year_table(result) + "\n";
  if (!result.projects.empty()) text += project_table(result) + "\n";
  if (!result.products.empty()) text += product_table(result) + "\n";
  if (!result.schemes.empty()) text += scheme_table(result) + "\n";
  if (!result.years.empty() && result.years.front().carbon_intensity)
    text += indicator_table(result) + "\n";
  text += closeness(result) + "\n";
  text += fmt::format("{} commands, {} events, hash {:016x}; {}\n", show_count(result.commands),
                      show_count(result.events), result.events_hash, conservation(result, style));
  if (!result.expectations.empty()) text += "\n";
  for (const ExpectationResult& expectation : result.expectations)
    text += verdict(expectation, style);
  return text;
}

std::string text_line(const RunResult& result) {
  return fmt::format(
      "{} {} seed {} {}: efficiency {}, prices off theory by at most {}, hash {:016x}\n",
      passed(result) ? "holds" : "FAILS", result.scenario, result.seed, result.venue,
      result.efficiency ? fmt::format("{:.4f}", *result.efficiency) : "none",
      show_share(result.price_distance), result.events_hash);
}

}  // namespace tanshi
