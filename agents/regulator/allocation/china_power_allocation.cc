#include "agents/regulator/allocation/china_power_allocation.h"

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// The units of an exact term: benchmark x output, and two corrections.
constexpr Int128 kTwoCorrections = Int128{kNoCorrection.raw()} * kNoCorrection.raw();
constexpr Int128 kTonne = kTwoCorrections * kIntensityTimesOutput;
constexpr Int128 kMicroTonne = kTonne / 1'000'000;

// The largest unit at the largest correction, that of the draft for no load, fits 128 bits.
constexpr Int128 kMostBenchmark = kMaxUnitBenchmark * kMaxUnitOutput;
constexpr Int128 kMostCorrected = kMostBenchmark * kNoCorrection.raw() * 72'540'000'000;
constexpr Int128 kMost128 = ~(Int128{1} << 127);
static_assert(kMost128 - kMostCorrected > kMostBenchmark * kTwoCorrections);

bool is_conventional_coal(ChinaUnitClass unit_class) {
  return unit_class == ChinaUnitClass::kCoalAbove300 || unit_class == ChinaUnitClass::kCoalTo300;
}

bool is_in_unit_range(Output output) {
  return output >= Output() && output <= kMaxUnitOutput;
}
bool is_in_unit_range(Intensity benchmark) {
  return benchmark >= Intensity() && benchmark <= kMaxUnitBenchmark;
}

}  // namespace

bool china_corrects_load(Year year, const ChinaPowerUnit& unit) {
  if (!is_conventional_coal(unit.unit_class)) return false;
  const bool condenses = unit.heat == Output() && unit.heat_ratio == PartsPerMillion();
  return !china_power_plan(year).corrects_cooling_and_heat || condenses;
}

ChinaFactors china_factors(const ChinaPowerPlan& plan, const ChinaPowerUnit& unit) {
  TANSHI_CHECK(unit.heat_ratio >= PartsPerMillion() && unit.heat_ratio <= kOne);
  ChinaFactors factors;
  if (plan.corrects_cooling_and_heat) {
    const bool is_gas = unit.unit_class == ChinaUnitClass::kGas;
    if (unit.is_air_cooled && !is_gas) factors.cooling = BasisPoints(10'500);
    // 0.22 and 0.6 of a millionth, in units of a correction.
    factors.heat -= Correction((is_gas ? 6'000 : 2'200) * unit.heat_ratio.raw());
  }
  if (unit.corrects_load) factors.load = china_load_correction(plan.load_rule, unit.load_factor);
  return factors;
}

ChinaUnitAllocation china_power_allocation(const ChinaBenchmarks& benchmarks,
                                           const ChinaFactors& factors,
                                           const ChinaPowerUnit& unit) {
  TANSHI_CHECK(is_in_unit_range(unit.electricity) && is_in_unit_range(unit.heat));
  TANSHI_CHECK(is_in_unit_range(benchmarks.electricity) && is_in_unit_range(benchmarks.heat));
  // Exact: F_l is in whole percents, F_r in whole hundred-millionths.
  const std::int64_t cooling_and_heat =
      mul_div_floor(factors.heat.raw(), factors.cooling.raw(), kFullShare.raw());
  const Int128 electricity =
      benchmarks.electricity * unit.electricity * cooling_and_heat * factors.load.raw();
  const Int128 heat = benchmarks.heat * unit.heat * kTwoCorrections;
  return {Tonnes(div_nearest(electricity + heat, kTonne)), div_nearest(electricity, kMicroTonne),
          div_nearest(heat, kMicroTonne)};
}

}  // namespace tanshi
