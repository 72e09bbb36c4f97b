// The tables of a sweep's results.sqlite: what each row is, and every column with its unit and
// meaning. Writers make the tables of this, and the codebook prints it.
#pragma once

#include <string_view>
#include <vector>

#include "scenarios/results/cells.h"

namespace tanshi {

[[nodiscard]] TableKind sweep_table();
[[nodiscard]] TableKind points_table();
[[nodiscard]] TableKind point_values_table();
[[nodiscard]] TableKind runs_table();
[[nodiscard]] TableKind years_table();
[[nodiscard]] TableKind metrics_table();
[[nodiscard]] TableKind figures_table();
[[nodiscard]] TableKind fan_table();
[[nodiscard]] TableKind differences_table();
[[nodiscard]] TableKind expectations_table();

// All of them.
[[nodiscard]] std::vector<TableKind> sweep_codebook();

// Whether a figure of a run is the same for the whole sweep or told by the plan, and so no column
// of runs.
[[nodiscard]] bool is_of_sweep(std::string_view figure);

}  // namespace tanshi
