// How a firm comes to expect a price, to the wire and back, exactly.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "agents/seat/expectations.h"
#include "tanshi/v1/seat_brief.pb.h"

namespace tanshi {

// REQUIRES: `wire` is empty.
void expectations_to_wire(const Expectations& expectations, v1::PriceExpectations& wire);

// Errors: INVALID_ARGUMENT for what is no number, and foresight that is not of `years` years.
absl::Status read_expectations(const v1::PriceExpectations& wire, std::size_t years,
                               Expectations& expectations);

}  // namespace tanshi
