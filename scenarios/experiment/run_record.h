// What a sweep keeps of a run: its single figures, its years, and every metric of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/experiment/cells.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

struct RunRecord {
  std::string problem;       // why it could not be played; empty: it was
  Row figures;               // as columns.h tells a RunResult
  std::vector<Row> years;    // a YearResult each
  std::vector<Row> metrics;  // the run as a whole, then each year: an entry a metric
};

[[nodiscard]] RunRecord record_of(const RunResult& run);

[[nodiscard]] std::string encode(const RunRecord& record);
// Errors: nullopt for bytes that are no record.
[[nodiscard]] std::optional<RunRecord> decode_record(std::string_view bytes);

// Names of all columns and metrics: records of programs that differ in them do not mix.
[[nodiscard]] std::string record_layout();

}  // namespace tanshi
