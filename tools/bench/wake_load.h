// A session's wakes over the wire: how long the exchange waits for an agent that answers at once.
#pragma once

#include <vector>

namespace tanshi {

// Times in microseconds from a wake to its answer, rising, of `count` wakes that go to fourteen
// seats in turn, held over one stream by a thread of this process.
[[nodiscard]] std::vector<double> run_wakes(int count);

}  // namespace tanshi
