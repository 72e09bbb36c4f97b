// Schemes, and a firm's part in them, over the wire.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agents/seat/observation.h"
#include "tanshi/v1/seat_brief.pb.h"

namespace tanshi {

void scheme_to_wire(const SchemeBook& scheme, v1::SchemeBook& wire);
[[nodiscard]] absl::StatusOr<SchemeBook> scheme_from_wire(const v1::SchemeBook& wire,
                                                          std::size_t year_count);

void schemes_to_wire(const FirmBrief& firm, v1::FirmBrief& wire);
[[nodiscard]] absl::Status read_schemes(const v1::FirmBrief& wire, std::size_t year_count,
                                        FirmBrief& firm);

}  // namespace tanshi
