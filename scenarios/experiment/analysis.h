// What the runs of a sweep say together: figures of every metric at every point, fans over the
// years, and differences between treatments on the same seeds.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "exchange/base/random_stream.h"
#include "scenarios/experiment/sweep_plan.h"
#include "scenarios/results/cells.h"
#include "scenarios/results/table_file.h"

namespace tanshi {

// Purposes of the bootstrap's streams.
enum class BootstrapPurpose : std::uint32_t { kFigure = 1, kDifference = 2, kComparison = 3 };

// A stream of its own for each metric, of a run (year none) or a year, at a point.
[[nodiscard]] RandomStream bootstrap_stream(std::uint64_t seed, std::int64_t point,
                                            std::size_t metric, std::optional<std::int32_t> year,
                                            BootstrapPurpose purpose);

// The cells n, mean, sd, p05, p25, p50, p75, p95 of a sample; all but n are absent when it is
// empty.
[[nodiscard]] Row moments(std::span<const double> sample);

// The cells pairs, mean, low, high, median, p_t, p_wilcoxon of paired differences.
[[nodiscard]] Row difference_cells(std::span<const double> differences, RandomStream stream);

// Writes the tables figures, fan and differences. REQUIRES: write_runs() has been here.
void write_analysis(const SweepPlan& plan, TableFile& file);

}  // namespace tanshi
