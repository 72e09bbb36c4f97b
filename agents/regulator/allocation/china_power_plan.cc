#include "agents/regulator/allocation/china_power_plan.h"

#include <array>
#include <cstddef>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

struct YearBenchmarks {
  std::array<std::int64_t, 4> electricity;  // by ChinaUnitClass
  std::int64_t coal_heat;
  std::int64_t gas_heat;
};

// 2019 to 2026, in ten-thousandths of a tonne.
constexpr std::array<YearBenchmarks, 8> kBenchmarks{{
    {{8770, 9790, 11460, 3920}, 1260, 590},
    {{8770, 9790, 11460, 3920}, 1260, 590},
    {{8218, 8773, 9350, 3920}, 1111, 560},
    {{8177, 8729, 9303, 3901}, 1105, 557},
    {{7950, 8090, 8285, 3305}, 1038, 536},
    {{7910, 8049, 8244, 3288}, 1033, 533},
    {{7902, 8017, 8162, 3288}, 1027, 533},
    {{7894, 7985, 8080, 3288}, 1021, 533},
}};

void check(Year year) {
  TANSHI_CHECK(year >= kFirstChinaYear && year <= kLastChinaYear);
}

}  // namespace

ChinaPowerPlan china_power_plan(Year year) {
  check(year);
  ChinaPowerPlan plan;
  plan.most_gap = BasisPoints(2'000);
  plan.advance = BasisPoints(7'000);
  if (year <= Year{2022}) {
    plan.by_net_supply = true;
    plan.corrects_cooling_and_heat = true;
    plan.load_rule = ChinaLoadRule::kBands;
    plan.advance_base = ChinaAdvanceBase::kEmissionsOf2021;
    if (year <= Year{2020}) {
      plan.relief = ChinaRelief::kObligationCapped;
      plan.advance_base = ChinaAdvanceBase::kOutputOf2018;
    }
  } else if (year <= Year{2024}) {
    plan.load_rule = ChinaLoadRule::kBelow65;
  } else {
    plan.is_draft = true;
    plan.load_rule = ChinaLoadRule::kBelow50;
    plan.advance = BasisPoints(5'000);
  }
  return plan;
}

ChinaBenchmarks china_benchmarks(Year year, ChinaUnitClass unit_class) {
  check(year);
  const auto& row = kBenchmarks.at(static_cast<std::size_t>(raw(year) - raw(kFirstChinaYear)));
  const bool is_gas = unit_class == ChinaUnitClass::kGas;
  return {Intensity(row.electricity.at(static_cast<std::size_t>(unit_class)) * 100),
          Intensity((is_gas ? row.gas_heat : row.coal_heat) * 100)};
}

}  // namespace tanshi
