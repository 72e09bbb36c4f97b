// Two runs, or two sweeps, metric by metric: b less a.
//
// Of sweeps, treatments at points that both have are compared. Where both played a seed, the
// difference is paired on it, with the interval and the tests of statistics.h; where they share
// none, only the means differ.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "scenarios/results/cells.h"

namespace tanshi {

struct ComparedMetric {
  std::string point;  // of sweeps: treatment, and the values of the design
  std::string metric;
  std::optional<std::int32_t> year;  // none: the run as a whole
  std::optional<double> a;           // the figure; of sweeps, its mean
  std::optional<double> b;
  std::optional<double> difference;  // of the pairs where there are any, else of the figures
  Row paired;  // of sweeps: pairs, mean, low, high, median, p_t, p_wilcoxon; else empty
};

struct Comparison {
  std::string kind;  // "runs" or "sweeps"
  std::string a;     // "base, seed 1"
  std::string b;
  std::vector<std::string> notes;  // what to keep in mind
  std::vector<ComparedMetric> metrics;
};

// Errors: NOT_FOUND a folder holds no results; INVALID_ARGUMENT they are no results of this
// version; FAILED_PRECONDITION the two do not compare. Messages name the folder.
[[nodiscard]] absl::StatusOr<Comparison> compare_folders(const std::filesystem::path& a,
                                                         const std::filesystem::path& b);

[[nodiscard]] std::string comparison_json(const Comparison& comparison);
[[nodiscard]] std::string comparison_text(const Comparison& comparison);

}  // namespace tanshi
