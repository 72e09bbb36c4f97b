// What abating is worth to a firm whose free allocation is settled at the year's end
// (AllocationTerms): where that follows its emissions, a tonne that it does not emit costs it a
// part of an allowance, or a whole one.
//
// Pure. Tonnes and currency units per tonne.
#pragma once

#include <functional>

#include "agents/seat/observation.h"

namespace tanshi {

// For these emissions.
[[nodiscard]] double final_allocation_t(const AllocationTerms& terms, double emissions_t);

// What the firm abates at `price`, where `worth_doing` says what costs at most a price.
//
// Below the floor an abated tonne saves the firm 1 - floor allowances, and it abates what costs at
// most that part of the price; where that alone brings it out of the floor it abates all that the
// price pays for. At the ceiling a tonne abated is an allowance lost: it abates no further.
[[nodiscard]] double abatement_worth_doing_t(const AllocationTerms& terms, double baseline_t,
                                             double price,
                                             const std::function<double(double)>& worth_doing);

}  // namespace tanshi
