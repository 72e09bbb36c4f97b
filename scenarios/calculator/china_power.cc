// China's national market: what a power unit is allocated, by year and class.

#include "agents/regulator/allocation/china_power_allocation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "agents/regulator/allocation/china_settlement.h"
#include "agents/regulator/allocation/pre_allocation.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"
#include "scenarios/calculator/tell_output.h"

namespace tanshi {
namespace {

constexpr std::array kSources = {
    CitedSource{'V',
                "MEE, 2019-2020: notice of 30 December 2020; 2021-2022: 国环规气候〔2023〕1号; "
                "2023-2024: 〔2024〕1号"},
    CitedSource{'V', "MEE, draft of 27 July 2026 for 2025 and 2026, not in force when it was read"},
    CitedSource{'U',
                "rounding to the nearest tonne, once; load correction of units with heat in "
                "2021 and 2022 (corrects_load)"},
};

// In the order of ChinaUnitClass.
constexpr std::array kClasses = {
    Word{"coal-above-300", "conventional coal above the 300 MW class"},
    Word{"coal-to-300", "conventional coal, the 300 MW class and below"},
    Word{"unconventional-coal", "gangue, slime, water slurry; circulating fluidised beds"},
    Word{"gas", "gas"},
};
constexpr std::array kCoolings = {
    Word{"water", "by water"},
    Word{"air", "by air"},
    Word{"back-pressure", "a back-pressure unit, which needs none"},
};
constexpr std::size_t kByAir = 1;

// Of one entity; so that what it gets stays in the range of a quantity.
constexpr Tonnes kMostOfEntity{100'000'000'000};

bool tell_entity(Fields& inputs, const Key& key, Tonnes& quantity) {
  return inputs.tonnes(key, quantity, Tonnes(), kMostOfEntity);
}

struct UnitYear {
  Year year{};
  ChinaPowerPlan plan;
  ChinaBenchmarks benchmarks;
  ChinaPowerUnit unit;
  bool has_emissions = false;
  Tonnes emissions;
  ChinaUnitYear others;  // of the same entity
  bool has_advance = false;
  Tonnes advance_base;
  BasisPoints advance_share;
};

void tell_unit(Fields& inputs, UnitYear& told) {
  ChinaPowerUnit& unit = told.unit;
  unit.unit_class = static_cast<ChinaUnitClass>(
      tell_choice(inputs, {.name = "class", .doc = "Class of the unit."}, kClasses, 0));
  tell_output(inputs,
              {.name = "electricity_mwh",
               .doc = "Electricity of the year: net supply to 2022, gross generation from 2023.",
               .required = true},
              unit.electricity, "MWh", kMaxUnitOutput);
  tell_output(inputs, {.name = "heat_gj", .doc = "Heat that the unit supplied."}, unit.heat, "GJ",
              kMaxUnitOutput);
  tell_ratio(inputs,
             {.name = "heat_ratio_percent",
              .doc = "Share of its energy that goes into heat; counts to 2022."},
             unit.heat_ratio);
  unit.load_factor = kOne;
  tell_ratio(inputs, {.name = "load_factor_percent", .doc = "Load (output) factor of the year."},
             unit.load_factor, kMaxLoadFactor);
  unit.is_air_cooled = tell_choice(inputs, {.name = "cooling", .doc = "Cooling; counts to 2022."},
                                   kCoolings, 0) == kByAir;
  unit.corrects_load = china_corrects_load(told.year, unit);
  inputs.boolean({.name = "corrects_load",
                  .doc = "Whether the load is corrected.",
                  .default_doc = "conventional coal; to 2022 only without heat"},
                 unit.corrects_load);
}

void tell_benchmarks(Fields& inputs, UnitYear& told) {
  constexpr std::string_view kByYear = "by year and class";
  told.benchmarks = china_benchmarks(told.year, told.unit.unit_class);
  tell_intensity(inputs,
                 {.name = "electricity_benchmark",
                  .doc = "Benchmark for electricity.",
                  .default_doc = kByYear},
                 told.benchmarks.electricity, "t/MWh", kMaxUnitBenchmark);
  tell_intensity(inputs,
                 {.name = "heat_benchmark", .doc = "Benchmark for heat.", .default_doc = kByYear},
                 told.benchmarks.heat, "t/GJ", kMaxUnitBenchmark);
}

void tell_settlement(Fields& inputs, UnitYear& told) {
  told.has_emissions = tell_entity(inputs,
                                   {.name = "emissions_t",
                                    .doc = "Verified emissions of the unit; then what its entity "
                                           "gets and owes is worked out too.",
                                    .default_doc = kNoDefault},
                                   told.emissions);
  tell_entity(
      inputs,
      {.name = "others_allocation_t",
       .doc = "Allocation of the entity's other units, with what gas units were relieved of."},
      told.others.allocation);
  tell_entity(inputs,
              {.name = "others_emissions_t", .doc = "Verified emissions of the other units."},
              told.others.emissions);
  told.advance_share = told.plan.advance;
  told.has_advance = tell_entity(inputs,
                                 {.name = "advance_base_t",
                                  .doc = "What pre-allocation is a share of: in 2019 and 2020 what "
                                         "the plan gives for the output of 2018, then verified "
                                         "emissions of 2021 (2021, 2022) or of the year before.",
                                  .default_doc = kNoDefault},
                                 told.advance_base);
  tell_percent(inputs,
               {.name = "advance_percent",
                .doc = "Share that is pre-allocated; in the draft the most that may be.",
                .default_doc = "70.00 to 2024, then 50.00"},
               told.advance_share);
}

std::vector<std::string> factor_working(const UnitYear& told, const ChinaFactors& factors,
                                        const ChinaUnitAllocation& result) {
  std::string product = fmt::format("electricity: {} × {}", show(told.benchmarks.electricity),
                                    show(told.unit.electricity));
  if (told.plan.corrects_cooling_and_heat)
    product += fmt::format(" × F_l {} × F_r {}", show_times(factors.cooling), show(factors.heat));
  product += fmt::format(" × {} {} = {}", told.plan.by_net_supply ? "F_f" : "F_peak",
                         show(factors.load), show_micro_t(result.for_electricity_micro_t));
  return {product,
          fmt::format("heat: {} × {} = {}", show(told.benchmarks.heat), show(told.unit.heat),
                      show_micro_t(result.for_heat_micro_t)),
          fmt::format("together, to the nearest tonne {}", show(result.allocation))};
}

// Returns the allocation after relief.
Tonnes settle(const UnitYear& told, Tonnes allocation, RuleAnswer& answer) {
  const bool is_gas = told.unit.unit_class == ChinaUnitClass::kGas;
  const std::array units{ChinaUnitYear{is_gas, allocation, told.emissions}, told.others};
  const ChinaSettlement settled = china_settlement(told.plan, units);
  const Tonnes all = allocation + told.others.allocation;
  const Tonnes emissions = told.emissions + told.others.emissions;
  answer.figures.emplace_back("final_allocation_t", settled.allocation);
  answer.figures.emplace_back("obligation_t", settled.obligation);
  answer.figures.emplace_back("gap_t", std::max(settled.obligation - settled.allocation, Tonnes()));
  if (is_gas)
    answer.working.emplace_back("a gas unit is never short: " +
                                std::string(told.plan.relief == ChinaRelief::kObligationCapped
                                                ? "it owes at most its allocation"
                                                : "its allocation is raised to its emissions"));
  answer.working.push_back(told.plan.relief == ChinaRelief::kObligationCapped
                               ? fmt::format("of {} verified at most {} + {} of them are owed: {}",
                                             show(emissions), show(all), show(told.plan.most_gap),
                                             show(settled.obligation))
                               : fmt::format("of {} at least {} of {} verified is allocated: {}",
                                             show(all), show(kFullShare - told.plan.most_gap),
                                             show(emissions), show(settled.allocation)));
  return settled.allocation;
}

void advance(const UnitYear& told, Tonnes final_allocation, RuleAnswer& answer) {
  const Tonnes paid = pre_allocation(told.advance_share, told.advance_base);
  const Tonnes rest = true_up(final_allocation, paid);
  answer.figures.emplace_back("advance_t", paid);
  answer.figures.emplace_back("true_up_t", rest);
  answer.working.push_back(fmt::format(
      "pre-allocation: {} × {}, rounded down {}; true-up: {} - {} = {}", show(told.advance_share),
      show(told.advance_base), show(paid), show(final_allocation), show(paid), show(rest)));
}

RuleAnswer answer_for(const UnitYear& told) {
  const ChinaFactors factors = china_factors(told.plan, told.unit);
  const ChinaUnitAllocation result = china_power_allocation(told.benchmarks, factors, told.unit);
  RuleAnswer answer{{{"allocation_t", result.allocation}}, factor_working(told, factors, result)};
  Tonnes final_allocation = result.allocation;
  if (told.has_emissions) final_allocation = settle(told, result.allocation, answer);
  if (told.has_advance) advance(told, final_allocation, answer);
  if (told.plan.is_draft) answer.working.emplace_back("by a draft, not a plan in force");
  return answer;
}

RuleWork tell(Fields& inputs) {
  UnitYear told;
  told.year = tell_year(inputs, "Year of the plan.", kFirstChinaYear, kLastChinaYear);
  told.plan = china_power_plan(told.year);
  tell_unit(inputs, told);
  tell_benchmarks(inputs, told);
  tell_settlement(inputs, told);
  return [=] { return answer_for(told); };
}

}  // namespace

const Calculator kChinaAllocation = {
    .name = "china-allocation",
    .title = "What China's national market allocates to a power unit",
    .formula =
        "to 2022:   electricity_benchmark × electricity_mwh × F_l × F_r × F_f + heat_benchmark × "
        "heat_gj\n"
        "from 2023: electricity_benchmark × electricity_mwh × F_peak + heat_benchmark × heat_gj\n"
        "F_l:    1.05 cooled by air, else 1; gas 1\n"
        "F_r:    1 - 0.22 × heat ratio; gas 1 - 0.6 × heat ratio\n"
        "F_f:    load F >= 85 % 1; to 80 % 1 + 0.0014 × (85 - 100 F); to 75 % 1.007 + 0.0016 × "
        "(80 - 100 F); below 1.015^(16 - 20 F)\n"
        "F_peak: 2023, 2024 F < 65 % 1.015^(16 - 20 F); 2025, 2026 F < 50 % 7.254 - 0.633 × (1 - "
        "e^(-100 F / 29.822)) - 5.643 × (1 - e^(-100 F / 6.871)); else 1",
    .sources = kSources,
    .tell = tell,
};

}  // namespace tanshi
