// Counts allocations: whoever links this replaces the global operator new of its binary. Its
// definitions are apart from what they count, lest the compiler see through them.
#pragma once

#include <cstdint>

namespace tanshi {

// Calls of operator new so far, of the whole process. Thread-safety: none.
[[nodiscard]] std::int64_t allocation_count();

}  // namespace tanshi
