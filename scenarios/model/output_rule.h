// What the output of a group of firms earns it where allowances are given by output.
//
// Output grows as the group's baseline does, and a year's shock to the baseline is one to output.
//
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "agents/regulator/allocation/china_power_allocation.h"
#include "exchange/base/units.h"

namespace tanshi {

// Output in any unit, and tonnes that a unit of it is given: rounded down.
struct BenchmarkRule {
  double output = 0;               // of the group, in the first year that it runs
  std::vector<double> per_unit_t;  // a year each
};

// Power units in China: the plan of each year says how (china_power_plan.h); of a year after the
// last plan, the last one. The load factor is of an ordinary year, and moves with its shock.
struct ChinaPowerRule {
  ChinaPowerUnit unit;                         // without its output of electricity
  std::optional<double> net_supply_mwh;        // of the group: what plans until 2022 count
  std::optional<double> gross_generation_mwh;  // and those from 2023
  double heat_gj = 0;                          // of the group
  std::int32_t units = 1;                      // of the group, all alike
};

using OutputRule = std::variant<std::monostate, BenchmarkRule, ChinaPowerRule>;

// A part of a group's year.
struct OutputYear {
  std::size_t index = 0;  // of the year
  Year year{};
  double growth = 1;       // of output since the first year that the group runs
  double shock = 1;        // to the output of the year
  std::int32_t parts = 1;  // the group is divided into so many, and one of them is asked for
};

// REQUIRES: the rule is one; year >= kFirstChinaYear where it is China's, and its output fits
// (china_output_fits). What would be above kMaxQuantity is kMaxQuantity.
[[nodiscard]] Tonnes earned_by(const OutputRule& rule, const OutputYear& of);

// The plan of the year, or the last one.
[[nodiscard]] Year china_plan_year(Year year);

// Whether a unit's output, without a shock, is known and within what a plan can take.
[[nodiscard]] bool china_output_fits(const ChinaPowerRule& rule, const OutputYear& of);

}  // namespace tanshi
