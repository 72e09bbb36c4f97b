// A run for a person at a terminal: a table with a line a year, the verdicts, and how close the
// market came to theory. Pure.
#pragma once

#include <string>

#include "scenarios/results/run_result.h"

namespace tanshi {

struct TextStyle {
  bool color = false;  // escape codes of terminals
};

[[nodiscard]] std::string text_report(const RunResult& result, const TextStyle& style);

// One line a run: the verdict, and the figures that tell runs apart.
[[nodiscard]] std::string text_line(const RunResult& result);

// Whether every expectation holds and nothing was created or lost.
[[nodiscard]] bool passed(const RunResult& result);

}  // namespace tanshi
