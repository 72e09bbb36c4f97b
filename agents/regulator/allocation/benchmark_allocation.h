// Free allocation by output and a benchmark for the product.
//
//   allocation = output x benchmark x assistance factor x adjustment factor
//
// to the nearest tonne. California: the assistance factor by leakage risk, the cap adjustment
// factor falling from 0.981 in 2013 to 0.851 in 2020 (17 CCR 95891(b)). EU: the carbon leakage
// factor, and the cross-sectoral correction factor (Directive 2003/87/EC, Article 10a). China's
// benchmarks for power are in china_power_allocation.h.
//
// Pure.
#pragma once

#include "agents/regulator/allocation/output.h"
#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: is_in_range(output), is_in_range(benchmark); factors in 0 .. kOne. What would be above
// kMaxQuantity is kMaxQuantity.
[[nodiscard]] Tonnes benchmark_allocation(Output output, Intensity benchmark,
                                          PartsPerMillion assistance = kOne,
                                          PartsPerMillion adjustment = kOne);

}  // namespace tanshi
