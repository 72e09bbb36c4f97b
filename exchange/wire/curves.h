// Abatement curves to the wire and back, exactly: their numbers travel as decimal text.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "agents/abatement/abatement_curve.h"
#include "exchange/wire/decimal_text.h"
#include "tanshi/v1/seat_brief.pb.h"

namespace tanshi {

// REQUIRES: `wire` is empty.
void curve_to_wire(const AbatementCurve& curve, v1::AbatementCurve& wire);

// Reads a curve or a number; `name` is what an error calls it.
// Errors: INVALID_ARGUMENT with what is wrong; `curve` or `value` is then as it was.
absl::Status read_curve(const v1::AbatementCurve& wire, std::string_view name,
                        AbatementCurve& curve);
absl::Status read_decimal(std::string_view text, std::string_view name, double& value);
// The same of a number within bounds, which are named where it is not.
absl::Status read_number(std::string_view text, std::string_view name, double least, double most,
                         double& value);

}  // namespace tanshi
