// The middle of measurements.
#pragma once

#include <vector>

namespace tanshi {

// The middle value, of an even number of values the upper of the two. REQUIRES: there is a value.
[[nodiscard]] double median(std::vector<double> values);

}  // namespace tanshi
