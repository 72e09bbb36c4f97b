// report.html of a run: one self-contained page with interactive charts, which needs no network.
#pragma once

#include <string>

#include "scenarios/results/run_result.h"

namespace tanshi {

// The whole page, UTF-8. Pure. Equal runs give equal bytes.
[[nodiscard]] std::string report_html(const RunResult& result);

}  // namespace tanshi
