#include "scenarios/experiment/analysis.h"

#include <algorithm>
#include <string>
#include <vector>

#include "scenarios/experiment/statistics.h"
#include "scenarios/experiment/sweep_columns.h"
#include "scenarios/experiment/sweep_tables.h"
#include "scenarios/results/metrics.h"

namespace tanshi {
namespace {

Row after(Row first, const Row& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

class Analyst {
 public:
  Analyst(const SweepPlan& plan, TableFile& file) : plan_(plan), file_(file) {
    file.create(figures_table());
    file.create(fan_table());
    file.create(differences_table());
  }

  // A design point: its treatments stand side by side.
  void write(std::int64_t first_point) {
    const Experiment& experiment = plan_.experiment();
    for (std::size_t i = 0; i < metrics().size(); ++i) {
      const Samples baseline = load(plan_.point_under(first_point, experiment.baseline), i);
      for (const std::string& treatment : experiment.treatments) {
        const std::int64_t point = plan_.point_under(first_point, treatment);
        const bool is_baseline = treatment == experiment.baseline;
        const Samples samples = is_baseline ? baseline : load(point, i);
        write_figures(point, i, samples);
        if (!is_baseline) write_differences(point, i, samples, baseline);
      }
    }
  }

 private:
  [[nodiscard]] Samples load(std::int64_t point, std::size_t metric) {
    return samples_of(file_, point, plan_.replications(), metrics()[metric].name);
  }
  [[nodiscard]] RandomStream stream(std::int64_t point, std::size_t metric,
                                    std::optional<std::int32_t> year, BootstrapPurpose purpose) {
    return bootstrap_stream(plan_.read().scenario.seed, point, metric, year, purpose);
  }

  void write_figures(std::int64_t point, std::size_t metric, const Samples& samples) {
    const std::string name(metrics()[metric].name);
    const std::vector<double> whole = existing(samples.whole);
    const auto interval =
        bootstrap_interval(whole, stream(point, metric, std::nullopt, BootstrapPurpose::kFigure));
    Row row = after({point, name}, moments(whole));
    const auto low = row.begin() + 5;  // after point, metric, n, mean and sd
    row.insert(low,
               {interval ? Cell(interval->low) : Cell(), interval ? Cell(interval->high) : Cell()});
    file_.insert("figures", row);
    if (metrics()[metric].of_year == nullptr) return;
    for (const auto& [year, sample] : samples.years)
      file_.insert("fan", after({point, name, std::int64_t{year}}, moments(existing(sample))));
  }

  void write_differences(std::int64_t point, std::size_t metric, const Samples& samples,
                         const Samples& baseline) {
    const auto write = [&](std::optional<std::int32_t> year, const Sample& a, const Sample& b) {
      Row row = {point / static_cast<std::int64_t>(plan_.experiment().treatments.size()),
                 std::string(metrics()[metric].name), year ? Cell(std::int64_t{*year}) : Cell(),
                 plan_.treatment_of(point), plan_.experiment().baseline};
      const RandomStream draws = stream(point, metric, year, BootstrapPurpose::kDifference);
      file_.insert("differences", after(row, difference_cells(differences_of(a, b), draws)));
    };
    write(std::nullopt, samples.whole, baseline.whole);
    if (metrics()[metric].of_year == nullptr) return;
    for (const auto& [year, sample] : samples.years) {
      const auto other = baseline.years.find(year);
      if (other != baseline.years.end()) write(year, sample, other->second);
    }
  }

  const SweepPlan& plan_;
  TableFile& file_;
};

}  // namespace

RandomStream bootstrap_stream(std::uint64_t seed, std::int64_t point, std::size_t metric,
                              std::optional<std::int32_t> year, BootstrapPurpose purpose) {
  // Years are below 2^12, metrics below 2^12.
  const auto which = static_cast<std::uint32_t>(metric) << 12 |
                     static_cast<std::uint32_t>(year.value_or(0)) |
                     static_cast<std::uint32_t>(purpose) << 28;
  return {seed, static_cast<std::uint32_t>(point), which};
}

Row moments(std::span<const double> sample) {
  Row row = {static_cast<std::int64_t>(sample.size())};
  if (sample.empty()) {
    row.resize(8);
    return row;
  }
  row.emplace_back(mean_of(sample));
  row.push_back(cell_of(standard_deviation(sample)));
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  for (const double share : {0.05, 0.25, 0.5, 0.75, 0.95})
    row.emplace_back(quantile(sorted, share));
  return row;
}

Row difference_cells(std::span<const double> differences, RandomStream stream) {
  Row row = {static_cast<std::int64_t>(differences.size())};
  if (differences.empty()) {
    row.resize(7);
    return row;
  }
  const auto interval = bootstrap_interval(differences, stream);
  std::vector<double> sorted(differences.begin(), differences.end());
  std::ranges::sort(sorted);
  row.emplace_back(mean_of(differences));
  row.push_back(interval ? Cell(interval->low) : Cell());
  row.push_back(interval ? Cell(interval->high) : Cell());
  row.emplace_back(quantile(sorted, 0.5));
  row.push_back(cell_of(t_test(differences)));
  row.push_back(cell_of(signed_rank_test(differences)));
  return row;
}

void write_analysis(const SweepPlan& plan, TableFile& file) {
  Analyst analyst(plan, file);
  const auto treatments = static_cast<std::int64_t>(plan.experiment().treatments.size());
  for (std::int64_t point = 0; point < plan.points(); point += treatments) analyst.write(point);
}

}  // namespace tanshi
