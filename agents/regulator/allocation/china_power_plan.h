// China's national market: what the allocation plan for power of each year says.
//
// Benchmarks in tCO2 a MWh, for heat in tCO2 a GJ:
//
//   year   > 300 MW  <= 300 MW  unconventional  gas     heat: coal  gas     a MWh of
//   2019   0.877     0.979      1.146           0.392   0.126       0.059   net supply
//   2020   0.877     0.979      1.146           0.392   0.126       0.059   net supply
//   2021   0.8218    0.8773     0.9350          0.3920  0.1111      0.0560  net supply
//   2022   0.8177    0.8729     0.9303          0.3901  0.1105      0.0557  net supply
//   2023   0.7950    0.8090     0.8285          0.3305  0.1038      0.0536  gross generation
//   2024   0.7910    0.8049     0.8244          0.3288  0.1033      0.0533  gross generation
//   2025   0.7902    0.8017     0.8162          0.3288  0.1027      0.0533  gross (draft)
//   2026   0.7894    0.7985     0.8080          0.3288  0.1021      0.0533  gross (draft)
//
// Sources: MEE, notice of 30 December 2020, 国环规气候〔2023〕1号, 〔2024〕1号; the draft of 27
// July 2026.
//
// Pure.
#pragma once

#include <cstdint>

#include "agents/regulator/allocation/china_load_correction.h"
#include "agents/regulator/allocation/output.h"
#include "exchange/base/units.h"

namespace tanshi {

enum class ChinaUnitClass : std::uint8_t {
  kCoalAbove300,        // conventional coal, above the 300 MW class
  kCoalTo300,           // conventional coal, the 300 MW class and below
  kUnconventionalCoal,  // gangue, slime, water slurry; circulating fluidised beds
  kGas,
};

struct ChinaBenchmarks {
  Intensity electricity;  // a MWh
  Intensity heat;         // a GJ
};

// How the plan relieves who lacks much (china_settlement.h).
enum class ChinaRelief : std::uint8_t { kObligationCapped, kAllocationToppedUp };

// What pre-allocation is a share of (pre_allocation.h).
enum class ChinaAdvanceBase : std::uint8_t { kOutputOf2018, kEmissionsOf2021, kEmissionsBefore };

struct ChinaPowerPlan {
  bool is_draft = false;
  bool by_net_supply = false;  // else by gross generation
  bool corrects_cooling_and_heat = false;
  ChinaLoadRule load_rule = ChinaLoadRule::kBands;
  ChinaRelief relief = ChinaRelief::kAllocationToppedUp;
  BasisPoints most_gap;  // of verified emissions
  BasisPoints advance;   // share; in the draft at most that
  ChinaAdvanceBase advance_base = ChinaAdvanceBase::kEmissionsBefore;
};

inline constexpr Year kFirstChinaYear{2019};
inline constexpr Year kLastChinaYear{2026};

// REQUIRES, here and below: year in kFirstChinaYear .. kLastChinaYear.
[[nodiscard]] ChinaPowerPlan china_power_plan(Year year);

[[nodiscard]] ChinaBenchmarks china_benchmarks(Year year, ChinaUnitClass unit_class);

}  // namespace tanshi
