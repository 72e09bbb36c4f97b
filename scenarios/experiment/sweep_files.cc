#include "scenarios/experiment/sweep_files.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/junit.h"
#include "scenarios/results/metrics.h"
#include "scenarios/results/whole_file.h"
#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Cell& cell) {
  if (const auto* const integer = std::get_if<std::int64_t>(&cell)) return *integer;
  if (const auto* const real = std::get_if<double>(&cell)) return *real;
  if (const auto* const text = std::get_if<std::string>(&cell)) return *text;
  return nullptr;
}

// A value of a design: a number where it is one.
Json json_of(const std::string& value) {
  const ExactNumber whole = read_exact(value, 0);
  if (!whole.error) return whole.value;
  const ApproximateNumber number = read_approximate(value);
  return number.error ? Json(value) : Json(number.value);
}

Json json_of(const DesignPoint& point) {
  Json values = Json::object();
  for (const Setting& setting : point) values[setting.key] = json_of(setting.value);
  return values;
}

Json object_of(const Row& row, std::span<const std::string_view> names) {
  Json object = Json::object();
  for (std::size_t i = 0; i < names.size(); ++i) object[std::string(names[i])] = json_of(row[i]);
  return object;
}

// Writes an array of what `fill` hands over, an item a line.
void write_array(WholeFile& file, std::string_view name,
                 const std::function<void(const std::function<void(const Json&)>&)>& fill,
                 std::string_view end = ",") {
  file.write(fmt::format("  \"{}\": [", name));
  bool first = true;
  fill([&](const Json& item) {
    file.write(first ? "\n    " : ",\n    ");
    file.write(item.dump());
    first = false;
  });
  file.write(fmt::format("{}]{}\n", first ? "" : "\n  ", end));
}

void write_head(const SweepPlan& plan, TableFile& tables, WholeFile& file) {
  constexpr std::array<std::string_view, 14> kNames = {
      "scenario", "title", "source", "currency", "version", "seed",       "replications",
      "points",   "runs",  "failed", "baseline", "checked", "violations", "passed"};
  const std::vector<Row> sweep = tables.all("SELECT * FROM sweep");
  if (sweep.empty()) return;
  const Json told = object_of(sweep.front(), kNames);
  file.write("{\n  \"kind\": \"sweep\",\n");
  for (const char* const name : {"scenario", "title", "source", "currency", "version", "seed",
                                 "replications", "runs", "failed", "baseline"})
    file.write(fmt::format("  \"{}\": {},\n", name, told[name].dump()));
  file.write(fmt::format("  \"passed\": {},\n", told["passed"] == 1 ? "true" : "false"));
  file.write(fmt::format("  \"conservation\": {{\"checked\": {}, \"violations\": {}}},\n",
                         told["checked"].dump(), told["violations"].dump()));
  Json treatments = Json::array();
  for (const std::string& name : plan.experiment().treatments) treatments.push_back(name);
  file.write(fmt::format("  \"treatments\": {},\n", treatments.dump()));
  Json years = Json::array();
  for (const Row& row : tables.all("SELECT DISTINCT year FROM years ORDER BY year"))
    years.push_back(integer_of(row.front()));
  file.write(fmt::format("  \"years\": {},\n", years.dump()));
}

// Of each parameter, the values that it takes, in the order in which they come first.
Json parameters_of(const SweepPlan& plan) {
  Json parameters = Json::array();
  const std::vector<DesignParameter>& told = plan.experiment().design.parameters;
  const std::int64_t step = plan.points() / plan.design_point_count();
  for (std::size_t i = 0; i < told.size(); ++i) {
    std::vector<std::string> seen;
    Json values = Json::array();
    for (std::int64_t point = 0; point < plan.points(); point += step) {
      const std::string& value = plan.settings_of(point)[i].value;
      const bool grid = plan.experiment().design.kind == DesignKind::kGrid;
      if (grid && std::ranges::find(seen, value) != seen.end()) continue;
      if (grid) seen.push_back(value);
      values.push_back(json_of(value));
    }
    parameters.push_back({{"key", told[i].key}, {"values", std::move(values)}});
  }
  return parameters;
}

void write_points(const SweepPlan& plan, TableFile& tables, WholeFile& file) {
  write_array(file, "parameters", [&](const auto& add) {
    for (const Json& parameter : parameters_of(plan)) add(parameter);
  });
  write_array(file, "points", [&](const auto& add) {
    for (std::int64_t point = 0; point < plan.points(); ++point) {
      add({{"point", point},
           {"treatment", plan.treatment_of(point)},
           {"values", json_of(plan.settings_of(point))}});
    }
  });
  write_array(file, "metrics", [](const auto& add) {
    for (const Metric& metric : metrics())
      add({{"name", metric.name}, {"what", metric.what}, {"yearly", metric.of_year != nullptr}});
  });
  write_array(file, "failures", [&](const auto& add) {
    tables.select(
        "SELECT point, count(*), min(problem) FROM runs WHERE problem IS NOT NULL GROUP BY point",
        {}, [&](const Row& row) {
          constexpr std::array<std::string_view, 3> kNames = {"point", "runs", "problem"};
          add(object_of(row, kNames));
        });
  });
}

// Rows of a fan lie together: a metric at a point, year by year.
void write_fan(TableFile& tables, WholeFile& file) {
  write_array(file, "fan", [&](const auto& add) {
    constexpr std::array<std::string_view, 9> kNames = {"year", "n",   "mean", "sd", "p05",
                                                        "p25",  "p50", "p75",  "p95"};
    Json fan;
    tables.select("SELECT * FROM fan ORDER BY rowid", {}, [&](const Row& row) {
      const bool same =
          !fan.is_null() && fan["point"] == integer_of(row[0]) && fan["metric"] == text_of(row[1]);
      if (!same) {
        if (!fan.is_null()) add(fan);
        fan = {
            {"point", integer_of(row[0])}, {"metric", text_of(row[1])}, {"years", Json::array()}};
      }
      fan["years"].push_back(object_of(Row(row.begin() + 2, row.end()), kNames));
    });
    if (!fan.is_null()) add(fan);
  });
}

void write_results_of(const SweepPlan& plan, TableFile& tables, WholeFile& file) {
  write_fan(tables, file);
  write_array(file, "figures", [&](const auto& add) {
    constexpr std::array<std::string_view, 12> kNames = {
        "point", "metric", "n", "mean", "sd", "low", "high", "p05", "p25", "p50", "p75", "p95"};
    tables.select("SELECT * FROM figures ORDER BY rowid", {},
                  [&](const Row& row) { add(object_of(row, kNames)); });
  });
  write_array(file, "differences", [&](const auto& add) {
    constexpr std::array<std::string_view, 12> kNames = {
        "design_point", "metric", "year", "treatment", "baseline", "pairs",
        "mean",         "low",    "high", "median",    "p_t",      "p_wilcoxon"};
    const std::int64_t step = plan.points() / plan.design_point_count();
    tables.select("SELECT * FROM differences ORDER BY rowid", {}, [&](const Row& row) {
      Json difference = object_of(row, kNames);
      difference["values"] = json_of(plan.settings_of(integer_of(row[0]) * step));
      add(difference);
    });
  });
  write_array(
      file, "expectations",
      [&](const auto& add) {
        constexpr std::array<std::string_view, 12> kNames = {
            "name",      "text",    "metric",       "year",  "value_year", "statistic",
            "treatment", "against", "design_point", "value", "at_least",   "at_most"};
        tables.select("SELECT * FROM expectations ORDER BY rowid", {}, [&](const Row& row) {
          Json expectation = object_of(row, kNames);
          expectation["passed"] = integer_of(row.back()) == 1;
          add(expectation);
        });
      },
      "");
}

// A table as CSV, with what tells its runs apart after the first column, its run.
absl::Status write_table(const SweepPlan& plan, TableFile& tables, const std::string& table,
                         const std::filesystem::path& path) {
  WholeFile file(path);
  Row heading = {std::string("run"), std::string("treatment")};
  for (const DesignParameter& parameter : plan.experiment().design.parameters)
    heading.emplace_back(parameter.key);
  for (const Row& column :
       tables.all(fmt::format("SELECT name FROM pragma_table_info('{}')", table)))
    if (text_of(column.front()) != "run") heading.push_back(column.front());
  file.write(csv_line(heading));
  tables.select(fmt::format("SELECT * FROM {} ORDER BY rowid", table), {}, [&](const Row& row) {
    const std::int64_t point = plan.point_of_run(integer_of(row.front()));
    Row line = {row.front(), plan.treatment_of(point)};
    for (const Setting& setting : plan.settings_of(point)) line.emplace_back(setting.value);
    line.insert(line.end(), row.begin() + 1, row.end());
    file.write(csv_line(line));
  });
  if (!tables.status().ok()) return tables.status();
  return file.finish();
}

}  // namespace

absl::Status write_summary(const SweepPlan& plan, TableFile& tables,
                           const std::filesystem::path& path) {
  WholeFile file(path);
  write_head(plan, tables, file);
  write_points(plan, tables, file);
  write_results_of(plan, tables, file);
  file.write("}\n");
  if (!tables.status().ok()) return tables.status();
  return file.finish();
}

absl::Status write_csv(const SweepPlan& plan, TableFile& tables,
                       const std::filesystem::path& folder) {
  absl::Status status = write_table(plan, tables, "runs", folder / "runs.csv");
  if (status.ok()) status = write_table(plan, tables, "years", folder / "years.csv");
  return status;
}

std::string sweep_junit(std::span<const Verdict> verdicts, TableFile& tables) {
  const std::vector<Row> sweep = tables.all(
      "SELECT scenario, conservation_checked, conservation_violations, failed, runs FROM sweep");
  if (sweep.empty()) return "";
  const std::string scenario = text_of(sweep[0][0]);
  const std::int64_t violations = integer_of(sweep[0][2]);
  const std::int64_t failed = integer_of(sweep[0][3]);
  std::vector<TestCase> cases = {{"conservation", ""}, {"runs", ""}};
  if (violations > 0) {
    cases[0].failure = fmt::format("{} of {} checks found tonnes or cents created or lost",
                                   violations, integer_of(sweep[0][1]));
  }
  if (failed > 0) {
    cases[1].failure =
        fmt::format("{} of {} runs could not be set up", failed, integer_of(sweep[0][4]));
  }
  for (const Verdict& verdict : verdicts)
    cases.push_back({verdict.name, verdict.passed ? "" : verdict.text});
  return junit_document(scenario, scenario + ".sweep", cases);
}

}  // namespace tanshi
