// A run as the JSON that the page of report.html reads (tools/report/src/run/run.ts is its other
// side; keys are those of summary.json). Pure. Equal runs give equal bytes.
#pragma once

#include <string>

#include "scenarios/results/run_result.h"

namespace tanshi {

// ASCII. Bytes that are not UTF-8 become U+FFFD. A number that is not finite, and a price of a day
// without trade, becomes null.
[[nodiscard]] std::string report_data(const RunResult& result);

}  // namespace tanshi
