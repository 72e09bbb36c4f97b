// A sweep for a person at a terminal: what the treatments came to, how they differ, the verdicts.
#pragma once

#include <span>
#include <string>

#include "scenarios/experiment/sweep_plan.h"
#include "scenarios/experiment/verdicts.h"
#include "scenarios/results/table_file.h"
#include "scenarios/results/text_report.h"

namespace tanshi {

[[nodiscard]] std::string sweep_text(const SweepPlan& plan, std::span<const Verdict> verdicts,
                                     TableFile& tables, const TextStyle& style);

// One line: the verdict, and how many runs.
[[nodiscard]] std::string sweep_line(std::span<const Verdict> verdicts, TableFile& tables);

}  // namespace tanshi
