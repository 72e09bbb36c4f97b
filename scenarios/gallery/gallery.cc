#include "scenarios/gallery/gallery.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string_view>
#include <thread>

#include <fmt/format.h>

namespace tanshi {
namespace {

std::optional<double> figure_of(const GalleryRow& row, const GalleryOutcome& outcome) {
  const auto find = [&](const std::string& name) -> std::optional<double> {
    const auto found = outcome.figures.find(name);
    return found == outcome.figures.end() ? std::nullopt : std::optional(found->second);
  };
  if (row.periods.empty()) return find(row.figure);
  double sum = 0;
  int count = 0;
  for (std::int64_t period = row.periods[0]; period <= row.periods[1]; ++period) {
    const auto value = find(fmt::format("{}.{}", row.figure, period));
    if (!value) continue;
    sum += *value;
    ++count;
  }
  return count == 0 ? std::nullopt : std::optional(sum / count);
}

std::optional<double> ours(const GalleryRow& row,
                           const std::map<std::string, GalleryOutcome>& outcomes) {
  const std::optional<double> value = figure_of(row, outcomes.at(row.treatment));
  const std::string& other = row.minus.empty() ? row.over : row.minus;
  if (!value || other.empty()) return value;
  const std::optional<double> against = figure_of(row, outcomes.at(other));
  if (!against) return std::nullopt;
  if (!row.minus.empty()) return *value - *against;
  if (*against == 0) return std::nullopt;
  return *value / *against;
}

bool holds(const GalleryRow& row, double value) {
  if (row.at_least && (row.strictly ? value <= *row.at_least : value < *row.at_least)) return false;
  return !row.at_most || (row.strictly ? value < *row.at_most : value <= *row.at_most);
}

// What was left to do, done by whichever thread comes first.
void play_all(const std::vector<const GalleryTreatment*>& treatments,
              std::vector<absl::StatusOr<GalleryOutcome>>& outcomes, int jobs) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < treatments.size(); i = next++)
      outcomes[i] = treatments[i]->play();
  };
  std::vector<std::jthread> threads;
  for (int job = 1; job < jobs; ++job) threads.emplace_back(work);
  work();
}

}  // namespace

GalleryVerdict judge(const GalleryRow& row, const std::map<std::string, GalleryOutcome>& outcomes) {
  const std::optional<double> value = ours(row, outcomes);
  return {row, value, value && holds(row, *value)};
}

absl::StatusOr<std::vector<GalleryResult>> play_gallery(const std::vector<GalleryEntry>& entries,
                                                        int jobs) {
  std::vector<const GalleryTreatment*> treatments;
  for (const GalleryEntry& entry : entries)
    for (const GalleryTreatment& treatment : entry.treatments) treatments.push_back(&treatment);
  std::vector<absl::StatusOr<GalleryOutcome>> outcomes(treatments.size());
  play_all(treatments, outcomes, std::min(jobs, static_cast<int>(treatments.size())));

  std::vector<GalleryResult> results;
  std::size_t next = 0;
  for (const GalleryEntry& entry : entries) {
    GalleryResult& result = results.emplace_back();
    result.name = entry.name;
    result.title = entry.title;
    result.source = entry.source;
    std::map<std::string, GalleryOutcome> of_entry;
    for (const GalleryTreatment& treatment : entry.treatments) {
      absl::StatusOr<GalleryOutcome>& outcome = outcomes[next++];
      if (!outcome.ok()) return outcome.status();
      for (GallerySeries series : outcome->series) {
        if (!treatment.name.empty()) series.name += ", " + treatment.name;
        result.series.push_back(std::move(series));
      }
      of_entry.emplace(treatment.name, *std::move(outcome));
    }
    for (const GalleryRow& row : entry.rows) result.rows.push_back(judge(row, of_entry));
  }
  return results;
}

bool passed(const std::vector<GalleryResult>& results) {
  return std::ranges::all_of(results, [](const GalleryResult& result) {
    return std::ranges::all_of(result.rows, &GalleryVerdict::passed);
  });
}

}  // namespace tanshi
