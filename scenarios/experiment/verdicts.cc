#include "scenarios/experiment/verdicts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/experiment/statistics.h"
#include "scenarios/experiment/sweep_columns.h"
#include "scenarios/experiment/sweep_tables.h"
#include "scenarios/results/metrics.h"

namespace tanshi {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr std::array<std::string_view, 6> kStatisticNames = {"mean", "median", "p05",
                                                             "p95",  "min",    "max"};

std::string_view name_of(Statistic statistic) {
  return kStatisticNames.at(static_cast<std::size_t>(statistic));
}

std::optional<double> statistic_of(Statistic statistic, std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  switch (statistic) {
    case Statistic::kMean:
      return mean_of(values);
    case Statistic::kMedian:
      return quantile(values, 0.5);
    case Statistic::kP05:
      return quantile(values, 0.05);
    case Statistic::kP95:
      return quantile(values, 0.95);
    case Statistic::kMin:
      return values.front();
    case Statistic::kMax:
      return values.back();
  }
  return std::nullopt;
}

std::string bounds_of(const Claim& claim) {
  if (claim.kind == ClaimKind::kOrder) return "each above the next";
  const std::string_view ratio = claim.kind == ClaimKind::kRatio ? "a ratio " : "";
  const std::string_view what = claim.kind == ClaimKind::kDifference ? "a difference " : ratio;
  if (claim.at_least && claim.at_most)
    return fmt::format("{}within {} and {}", what, *claim.at_least, *claim.at_most);
  if (claim.at_least) return fmt::format("{}at least {}", what, *claim.at_least);
  return fmt::format("{}at most {}", what, claim.at_most.value_or(0));
}

// What is judged: "median price of low against baseline".
std::string subject_of(const Claim& claim) {
  const std::string what = claim.statistic == Statistic::kMean
                               ? claim.metric
                               : fmt::format("{} {}", name_of(claim.statistic), claim.metric);
  if (claim.kind == ClaimKind::kOrder)
    return fmt::format("{} of {}", what, fmt::join(claim.order, " > "));
  if (claim.against.empty()) return fmt::format("{} of {}", what, claim.treatment);
  return fmt::format("{} of {} against {}", what, claim.treatment, claim.against);
}

// How far inside its bounds a claim is, and what it comes to, at one place.
struct Outcome {
  std::optional<double> value;
  double inside = -kFar;  // below 0: it fails
};

Outcome within_bounds(const Claim& claim, std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return {};
  double inside = kFar;
  if (claim.at_least) inside = std::min(inside, *value - *claim.at_least);
  if (claim.at_most) inside = std::min(inside, *claim.at_most - *value);
  return {value, inside};
}

// `values` are the statistics of the treatments that the claim names, in its order.
Outcome outcome_of(const Claim& claim, const std::vector<std::optional<double>>& values) {
  for (const std::optional<double>& value : values)
    if (!value) return {};
  switch (claim.kind) {
    case ClaimKind::kRatio:
      return within_bounds(claim, *values[0] / *values[1]);
    case ClaimKind::kDifference:
      return within_bounds(claim, *values[0] - *values[1]);
    case ClaimKind::kOrder: {
      double gap = kFar;
      for (std::size_t i = 1; i < values.size(); ++i)
        gap = std::min(gap, *values[i - 1] - *values[i]);
      return {gap, gap > 0 ? gap : std::min(gap, -std::numeric_limits<double>::min())};
    }
    default:
      return within_bounds(claim, values[0]);
  }
}

std::vector<std::string> treatments_of(const Claim& claim) {
  if (claim.kind == ClaimKind::kOrder) return claim.order;
  if (claim.against.empty()) return {claim.treatment};
  return {claim.treatment, claim.against};
}

class Judge {
 public:
  Judge(const SweepPlan& plan, TableFile& file) : plan_(plan), file_(file) {}

  [[nodiscard]] Verdict judge(const Claim& claim) {
    Verdict verdict;
    verdict.metric = claim.metric;
    verdict.year = claim.year;
    verdict.statistic = name_of(claim.statistic);
    verdict.treatment = claim.kind == ClaimKind::kOrder
                            ? fmt::format("{}", fmt::join(claim.order, " > "))
                            : claim.treatment;
    verdict.against = claim.against;
    verdict.at_least = claim.at_least;
    verdict.at_most = claim.at_most;
    claim.kind == ClaimKind::kEventsHash ? judge_log(claim, verdict) : judge_all(claim, verdict);
    return verdict;
  }

 private:
  void judge_all(const Claim& claim, Verdict& verdict) {
    std::optional<double> worst;
    const std::int64_t designs = plan_.design_point_count();
    for (std::int64_t design = 0; design < designs; ++design) {
      const std::int64_t point = design * (plan_.points() / designs);
      for (const auto& [year, outcome] : outcomes(claim, point)) {
        if (worst && outcome.inside >= *worst) continue;
        worst = outcome.inside;
        verdict.value = outcome.value;
        verdict.value_year = year == 0 ? std::nullopt : std::optional(year);
        verdict.design_point = design;
      }
    }
    verdict.passed = worst && *worst >= 0;
    tell(claim, verdict);
  }

  // By year; 0: the run as a whole.
  std::vector<std::pair<std::int32_t, Outcome>> outcomes(const Claim& claim, std::int64_t point) {
    std::vector<Samples> samples;
    std::set<std::int32_t> years;
    for (const std::string& treatment : treatments_of(claim)) {
      samples.push_back(samples_of(file_, plan_.point_under(point, treatment), plan_.replications(),
                                   claim.metric));
      for (const auto& [year, sample] : samples.back().years) years.insert(year);
    }
    if (find_metric(claim.metric)->of_year == nullptr) years = {0};
    if (claim.year) years = {*claim.year};
    std::vector<std::pair<std::int32_t, Outcome>> found;
    for (const std::int32_t year : years) {
      std::vector<std::optional<double>> values;
      for (const Samples& each : samples) {
        const auto of_year = each.years.find(year);
        const bool none = year != 0 && of_year == each.years.end();
        const Sample& sample = year == 0 || none ? each.whole : of_year->second;
        values.push_back(none ? std::nullopt : statistic_of(claim.statistic, existing(sample)));
      }
      found.emplace_back(year, outcome_of(claim, values));
    }
    return found;
  }

  void tell(const Claim& claim, Verdict& verdict) const {
    const bool every = find_metric(claim.metric)->of_year != nullptr && !claim.year;
    const std::string when =
        claim.year ? fmt::format(" in {}", *claim.year) : (every ? " in every year" : "");
    verdict.name = fmt::format("{}{} {}", subject_of(claim), when, bounds_of(claim));
    std::string came = "none";
    if (verdict.value) came = fmt::format("{:.4g}", *verdict.value);
    if (verdict.value && claim.kind == ClaimKind::kOrder)
      came = fmt::format("apart by {}{}", came, *verdict.value > 0 ? "" : ", out of order");
    std::string where;
    if (verdict.value_year)
      where = fmt::format(" in {}{}", *verdict.value_year, every ? ", the worst year" : "");
    const std::int64_t designs = plan_.design_point_count();
    if (designs > 1) {
      const std::int64_t point = verdict.design_point * (plan_.points() / designs);
      for (const Setting& setting : plan_.settings_of(point))
        where += fmt::format(", {}={}", setting.key, setting.value);
    }
    verdict.text =
        fmt::format("{} is {}{}; expected {}", subject_of(claim), came, where, bounds_of(claim));
  }

  void judge_log(const Claim& claim, Verdict& verdict) {
    const std::string hash = fmt::format("{:016x}", claim.events_hash);
    const std::array<Cell, 2> run = {static_cast<std::int64_t>(claim.seed),
                                     plan_.point_under(0, claim.treatment)};
    const std::vector<Row> rows =
        file_.all("SELECT events_hash FROM runs WHERE seed = ? AND point = ?", run);
    const std::string came = rows.empty() ? "" : text_of(rows.front().front());
    verdict.statistic.clear();
    verdict.passed = came == hash;
    verdict.name =
        fmt::format("events_hash of {}, seed {} equals {}", claim.treatment, claim.seed, hash);
    verdict.text = fmt::format("events_hash of {}, seed {} is {}; expected {}", claim.treatment,
                               claim.seed, came.empty() ? "none: it was not played" : came, hash);
  }

  const SweepPlan& plan_;
  TableFile& file_;
};

Cell cell_of_year(std::optional<std::int32_t> year) {
  return year ? Cell(std::int64_t{*year}) : Cell();
}

std::optional<std::int32_t> year_of(const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
  return static_cast<std::int32_t>(integer_of(cell));
}

}  // namespace

std::vector<Verdict> judge_claims(const SweepPlan& plan, TableFile& file) {
  std::vector<Verdict> verdicts;
  Judge judge(plan, file);
  file.create(expectations_table());
  for (const Claim& claim : plan.experiment().claims) {
    const Verdict& each = verdicts.emplace_back(judge.judge(claim));
    file.insert(
        "expectations",
        {each.name, each.text, each.metric, cell_of_year(each.year), cell_of_year(each.value_year),
         each.statistic, each.treatment, each.against, each.design_point, cell_of(each.value),
         cell_of(each.at_least), cell_of(each.at_most), std::int64_t{each.passed ? 1 : 0}});
  }
  return verdicts;
}

std::vector<Verdict> read_verdicts(TableFile& file) {
  std::vector<Verdict> verdicts;
  for (const Row& row : file.all("SELECT * FROM expectations ORDER BY rowid")) {
    verdicts.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), year_of(row[3]),
                        year_of(row[4]), text_of(row[5]), text_of(row[6]), text_of(row[7]),
                        integer_of(row[8]), number_of(row[9]), number_of(row[10]),
                        number_of(row[11]), integer_of(row[12]) == 1});
  }
  return verdicts;
}

}  // namespace tanshi
