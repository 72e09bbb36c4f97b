// summary.json of a run, and its verdicts as JUnit XML for continuous integration. Pure: equal
// runs give equal bytes; a run over gRPC differs from one in process in `venue` alone.
#pragma once

#include <string>

#include "scenarios/results/run_result.h"

namespace tanshi {

// Fields: docs/results.md. Ends in a line feed.
[[nodiscard]] std::string summary_json(const RunResult& run);

// A test case an expectation, and one for the conservation of tonnes and cents.
[[nodiscard]] std::string junit_xml(const RunResult& run);

}  // namespace tanshi
