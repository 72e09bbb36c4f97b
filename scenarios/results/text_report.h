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

// What is expected, such as "price in 2030 within 40 and 90".
[[nodiscard]] std::string name_of(const ExpectationResult& expectation);
// What came, such as "price is 93.2 in 2030; expected within 40 and 90", or "price: no trade in
// 2030; expected within 40 and 90".
[[nodiscard]] std::string text_of(const ExpectationResult& expectation);

// Whether every expectation holds and nothing was created or lost.
[[nodiscard]] bool passed(const RunResult& result);

}  // namespace tanshi
