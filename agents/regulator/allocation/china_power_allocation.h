// China's national market: the free allocation of one power unit for one year.
//
//   2019-2022   B_e x net supply x F_l x F_r x F_f  +  B_h x heat
//   from 2023   B_e x gross generation x F_peak     +  B_h x heat
//
//   B_e, B_h   benchmarks for electricity and heat (china_power_plan.h)
//   F_l        cooling: by air 1.05, else (water, back pressure) 1; gas units 1
//   F_r        heat: coal 1 - 0.22 x heat ratio, gas 1 - 0.6 x heat ratio
//   F_f, F_peak   load (china_load_correction.h): conventional coal units alone, in 2019 to 2022
//              only those that condense, that is supply no heat
//
// to the nearest tonne, once for the whole sum. Sources: MEE's allocation plans. That the plan for
// 2021 and 2022 keeps F_f to condensing units is unverified (it announces a wider use), so the
// caller says whether the load is corrected; and so is the rounding.
//
// Pure.
#pragma once

#include <cstdint>

#include "agents/regulator/allocation/china_load_correction.h"
#include "agents/regulator/allocation/china_power_plan.h"
#include "agents/regulator/allocation/output.h"
#include "exchange/base/units.h"

namespace tanshi {

inline constexpr Output kMaxUnitOutput{100'000'000'000};  // 10^8 MWh or GJ
inline constexpr Intensity kMaxUnitBenchmark{2'000'000};  // 2 t a MWh or GJ

struct ChinaPowerUnit {
  ChinaUnitClass unit_class = ChinaUnitClass::kCoalAbove300;
  bool is_air_cooled = false;
  bool corrects_load = false;
  PartsPerMillion heat_ratio{};   // of its energy that goes into heat; in 0 .. kOne
  PartsPerMillion load_factor{};  // in 0 .. kMaxLoadFactor
  Output electricity{};           // MWh, net or gross as the plan says; in 0 .. kMaxUnitOutput
  Output heat{};                  // GJ; in 0 .. kMaxUnitOutput
};

// Whether the plan corrects the load of such a unit; for 2021 and 2022 see above.
[[nodiscard]] bool china_corrects_load(Year year, const ChinaPowerUnit& unit);

struct ChinaFactors {
  BasisPoints cooling{10'000};      // F_l
  Correction heat = kNoCorrection;  // F_r
  Correction load = kNoCorrection;  // F_f or F_peak
};
[[nodiscard]] ChinaFactors china_factors(const ChinaPowerPlan& plan, const ChinaPowerUnit& unit);

// The allocation, and its parts to the nearest millionth of a tonne.
struct ChinaUnitAllocation {
  Tonnes allocation;
  std::int64_t for_electricity_micro_t = 0;
  std::int64_t for_heat_micro_t = 0;
};

// REQUIRES: the unit's ranges; benchmarks in 0 .. kMaxUnitBenchmark; factors from
// china_factors().
[[nodiscard]] ChinaUnitAllocation china_power_allocation(const ChinaBenchmarks& benchmarks,
                                                         const ChinaFactors& factors,
                                                         const ChinaPowerUnit& unit);

}  // namespace tanshi
