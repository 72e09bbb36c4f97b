#include "scenarios/model/output_rule.h"

#include <algorithm>
#include <cmath>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

double of_each_unit(const ChinaPowerRule& rule, double group, const OutputYear& of) {
  return group * of.growth / rule.units;
}

double electricity_mwh(const ChinaPowerRule& rule, Year plan_year) {
  return china_power_plan(plan_year).by_net_supply ? rule.net_supply_mwh.value()
                                                   : rule.gross_generation_mwh.value();
}

// In thousandths, as far as a plan can take it.
Output to_output(double units) {
  const double raw = std::round(units * 1'000);
  return raw >= static_cast<double>(kMaxUnitOutput.raw()) ? kMaxUnitOutput
                                                          : Output(std::llround(raw));
}

Tonnes earned(const BenchmarkRule& rule, const OutputYear& of) {
  const double group = rule.output * of.growth;
  return to_tonnes_floor(group * rule.per_unit_t[of.index] * of.shock / of.parts);
}

Tonnes earned(const ChinaPowerRule& rule, const OutputYear& of) {
  const Year plan_year = china_plan_year(of.year);
  ChinaPowerUnit unit = rule.unit;
  unit.electricity = to_output(of_each_unit(rule, electricity_mwh(rule, plan_year), of) * of.shock);
  unit.heat = to_output(of_each_unit(rule, rule.heat_gj, of) * of.shock);
  const double load = static_cast<double>(unit.load_factor.raw()) * of.shock;
  unit.load_factor =
      PartsPerMillion(std::llround(std::min(load, static_cast<double>(kMaxLoadFactor.raw()))));
  unit.corrects_load = china_corrects_load(plan_year, unit);
  const Tonnes each = china_power_allocation(china_benchmarks(plan_year, unit.unit_class),
                                             china_factors(china_power_plan(plan_year), unit), unit)
                          .allocation;
  // A part may hold a fraction of the group's units.
  const Int128 group = Int128{each.raw()} * rule.units;
  return Tonnes(div_floor(std::min<Int128>(group, kMaxQuantity.raw()), of.parts));
}

}  // namespace

Year china_plan_year(Year year) {
  return std::min(year, kLastChinaYear);
}

bool china_output_fits(const ChinaPowerRule& rule, const OutputYear& of) {
  const bool net = china_power_plan(china_plan_year(of.year)).by_net_supply;
  const std::optional<double>& group = net ? rule.net_supply_mwh : rule.gross_generation_mwh;
  const double most = static_cast<double>(kMaxUnitOutput.raw()) / 1'000;
  return group && of_each_unit(rule, *group, of) <= most &&
         of_each_unit(rule, rule.heat_gj, of) <= most;
}

Tonnes earned_by(const OutputRule& rule, const OutputYear& of) {
  if (const auto* const benchmark = std::get_if<BenchmarkRule>(&rule))
    return earned(*benchmark, of);
  if (const auto* const china = std::get_if<ChinaPowerRule>(&rule)) return earned(*china, of);
  TANSHI_CHECK(false);
}

}  // namespace tanshi
