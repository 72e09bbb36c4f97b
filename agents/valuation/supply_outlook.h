// What a firm expects the years to come to bring, under a rule that adjusts supply to what
// circulates: what circulates depends on what is abated, and that on what is to come. The firm
// solves its own picture of the market for the one, applies the published rule to get the other,
// and goes back and forth a few times.
//
// Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "agents/planning/hotelling_path.h"
#include "agents/planning/year_supply.h"
#include "agents/seat/observation.h"

namespace tanshi {

// At the end of year `year`, an index, the most that all firms together may have used of the
// allowances of the year after.
[[nodiscard]] double borrowing_limit(const SeatBrief& brief, std::size_t year);

// One a year after the observed one. `baseline_t`: emissions of all without abatement, believed,
// of the observed year and each after it. Where nothing adjusts, it is what the law says.
[[nodiscard]] std::vector<YearSupply> expected_supply(const SeatBrief& brief,
                                                      const Observation& observation,
                                                      const std::vector<double>& baseline_t);

// The firm's picture of the market: of the observed year and each after it.
[[nodiscard]] PathProblem believed_market(const SeatBrief& brief, const Observation& observation,
                                          const std::vector<double>& baseline_t,
                                          const std::vector<YearSupply>& future);

}  // namespace tanshi
