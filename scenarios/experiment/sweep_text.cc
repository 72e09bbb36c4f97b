#include "scenarios/experiment/sweep_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/results/figures.h"
#include "scenarios/results/text_table.h"

namespace tanshi {
namespace {

constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kBold = "\x1b[1m";

// What a table has room for; the files have all.
constexpr std::array<std::string_view, 5> kShownMetrics = {"efficiency", "price", "emissions_t",
                                                           "banked_t", "abatement_cost"};
constexpr std::int64_t kShownPoints = 24;

std::string painted(std::string_view text, std::string_view color, const TextStyle& style) {
  return style.color ? fmt::format("{}{}\x1b[0m", color, text) : std::string(text);
}

// Five digits, and what is large in words.
std::string number(std::optional<double> value) {
  if (!value) return "none";
  const double size = std::abs(*value);
  if (size >= 1e9) return fmt::format("{:.4g} bn", *value / 1e9);
  if (size >= 1e6) return fmt::format("{:.4g} m", *value / 1e6);
  if (size >= 1e4) return fmt::format("{:.4g} k", *value / 1e3);
  return fmt::format("{:.4g}", *value);
}

std::string with_interval(const Cell& mean, const Cell& low, const Cell& high) {
  if (!number_of(mean)) return "none";
  if (!number_of(low)) return number(number_of(mean));
  return fmt::format("{} [{}, {}]", number(number_of(mean)), number(number_of(low)),
                     number(number_of(high)));
}

std::string chance(const Cell& cell) {
  const std::optional<double> value = number_of(cell);
  if (!value) return "none";
  return *value < 0.0001 ? "<0.0001" : fmt::format("{:.4f}", *value);
}

std::string figures_table(const SweepPlan& plan, TableFile& tables) {
  TextTable table;
  table.add_column("treatment", TextTable::Align::kLeft);
  for (const DesignParameter& parameter : plan.experiment().design.parameters)
    table.add_column(parameter.key);
  table.add_column("runs");
  for (const std::string_view metric : kShownMetrics) table.add_column(std::string(metric));
  const std::int64_t shown = std::min(plan.points(), kShownPoints);
  for (std::int64_t point = 0; point < shown; ++point) {
    std::vector<std::string> cells = {plan.treatment_of(point)};
    for (const Setting& setting : plan.settings_of(point)) cells.push_back(setting.value);
    const std::vector<Row> played =
        tables.all("SELECT count(*) FROM runs WHERE point = ? AND problem IS NULL",
                   std::array<Cell, 1>{point});
    cells.push_back(played.empty() ? "0" : fmt::format("{}", integer_of(played[0][0])));
    for (const std::string_view metric : kShownMetrics) {
      const std::array<Cell, 2> which = {point, std::string(metric)};
      const std::vector<Row> figure =
          tables.all("SELECT mean, low, high FROM figures WHERE point = ? AND metric = ?", which);
      cells.push_back(figure.empty() ? "none"
                                     : with_interval(figure[0][0], figure[0][1], figure[0][2]));
    }
    table.add_row(std::move(cells));
  }
  std::string text = table.str();
  if (plan.points() > shown)
    text += fmt::format("... and {} points more in the files\n", plan.points() - shown);
  return text;
}

// At the first point of the design, over whole runs; the files have all points and years.
std::string differences_table(const SweepPlan& plan, TableFile& tables) {
  if (plan.experiment().treatments.size() < 2) return "";
  TextTable table;
  for (const char* const heading : {"treatment", "metric"})
    table.add_column(heading, TextTable::Align::kLeft);
  for (const char* const heading : {"difference", "median", "p (t)", "p (rank)"})
    table.add_column(heading);
  tables.select(
      "SELECT treatment, metric, mean, low, high, median, p_t, p_wilcoxon FROM differences "
      "WHERE design_point = 0 AND year IS NULL ORDER BY rowid",
      {}, [&](const Row& row) {
        if (std::ranges::find(kShownMetrics, text_of(row[1])) == kShownMetrics.end()) return;
        table.add_row({text_of(row[0]), text_of(row[1]), with_interval(row[2], row[3], row[4]),
                       number(number_of(row[5])), chance(row[6]), chance(row[7])});
      });
  const bool design = plan.design_point_count() > 1;
  return fmt::format("\nless {}, on the same seeds{}\n{}", plan.experiment().baseline,
                     design ? ", at the first point of the design" : "", table.str());
}

}  // namespace

std::string sweep_text(const SweepPlan& plan, std::span<const Verdict> verdicts, TableFile& tables,
                       const TextStyle& style) {
  const Scenario& scenario = plan.read().scenario;
  const std::uint64_t first = scenario.seed;
  const std::uint64_t last = first + static_cast<std::uint64_t>(plan.replications()) - 1;
  std::string text = fmt::format(
      "{}\n{}: {} points, {} runs, seeds {} to {}\nmeans over the runs, with 95 % intervals\n\n",
      painted(scenario.title, kBold, style), scenario.name, show_count(plan.points()),
      show_count(plan.runs()), first, last);
  text += figures_table(plan, tables);
  text += differences_table(plan, tables);
  if (!verdicts.empty()) text += "\n";
  for (const Verdict& verdict : verdicts) {
    text += fmt::format(
        "{}  {}\n",
        verdict.passed ? painted("holds", kGreen, style) : painted("FAILS", kRed, style),
        verdict.text);
  }
  return text;
}

std::string sweep_line(std::span<const Verdict> verdicts, TableFile& tables) {
  const std::vector<Row> sweep = tables.all("SELECT scenario, runs, failed, passed FROM sweep");
  if (sweep.empty()) return "";
  const auto failing = std::ranges::count(verdicts, false, &Verdict::passed);
  return fmt::format("{} {}: {} runs, {} failed; {} of {} expectations fail\n",
                     integer_of(sweep[0][3]) == 1 ? "holds" : "FAILS", text_of(sweep[0][0]),
                     integer_of(sweep[0][1]), integer_of(sweep[0][2]), failing, verdicts.size());
}

}  // namespace tanshi
