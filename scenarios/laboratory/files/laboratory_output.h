// An experiment's results: for a person, for programs, and as tables.
//
// Pure: memory out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/laboratory/design.h"
#include "scenarios/laboratory/laboratory.h"
#include "scenarios/laboratory/measures.h"

namespace tanshi {

// Tables for a terminal.
[[nodiscard]] std::string laboratory_text(const LaboratoryDesign& design,
                                          const LaboratoryMeasures& measures);

// summary.json, ending in a line feed.
[[nodiscard]] std::string laboratory_json(const LaboratoryDesign& design,
                                          const LaboratoryMeasures& measures,
                                          const std::vector<LaboratoryRun>& runs,
                                          std::string_view version);

// A row a trade: replication, seed, period, turn, number, price, buyer, seller, value, cost.
[[nodiscard]] std::string trades_csv(const LaboratoryDesign& design,
                                     const std::vector<LaboratoryRun>& runs);

// A row for each period of each replication.
[[nodiscard]] std::string periods_csv(const LaboratoryDesign& design,
                                      const std::vector<LaboratoryRun>& runs);

}  // namespace tanshi
