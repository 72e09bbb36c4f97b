// The keys of what a group of firms produces and is given for it.

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/model/free_allocation.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

void tell_never_short(Fields& fields, FirmGroup& firm) {
  fields.boolean({.name = "never_short",
                  .doc = "Whether allocation.settlement makes up whatever the firm lacks.",
                  .default_doc = "true for China's gas units, else false"},
                 firm.never_short);
}

void tell_benchmark(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  BenchmarkRule rule;
  fields.number({.name = "output",
                 .doc = "Output of the group in the first year that it runs, in any unit (MWh, t); "
                        "it grows as the baseline does.",
                 .required = true},
                rule.output, {0, 1e12});
  const auto years = static_cast<std::size_t>(scenario.horizon.years);
  fields.numbers({.name = "per_unit_t",
                  .doc = "Tonnes that a unit of output is given: a number for each of "
                         "horizon.years, or one for all.",
                  .required = true},
                 rule.per_unit_t, {0, 1e6}, {1, 100});
  tell_never_short(fields, firm);
  if (!fields.ok()) return;
  if (rule.per_unit_t.size() == 1) rule.per_unit_t.resize(years, rule.per_unit_t.front());
  if (rule.per_unit_t.size() != years) {
    return fields.refuse("per_unit_t", "has " + std::to_string(rule.per_unit_t.size()) +
                                           " entries; must have " + std::to_string(years) +
                                           ", one for each of horizon.years, or 1");
  }
  firm.output = rule;
}

// In the order of ChinaUnitClass.
constexpr std::array kClasses = {
    Word{"coal_above_300", "conventional coal above the 300 MW class"},
    Word{"coal_to_300", "conventional coal, the 300 MW class and below"},
    Word{"unconventional_coal", "gangue, slime, water slurry; circulating fluidised beds"},
    Word{"gas", "gas"}};
constexpr std::array kCoolings = {Word{"water", "by water"}, Word{"air", "by air"},
                                  Word{"back_pressure", "a back-pressure unit, which needs none"}};

template <std::size_t N>
std::size_t tell_choice(Fields& fields, const Key& key, const std::array<Word, N>& words) {
  std::string name(words.front().name);
  fields.word(key, name, words);
  std::size_t choice = 0;
  while (words[choice].name != name) ++choice;  // ends: fields.word stores one of them
  return choice;
}

void tell_ratio(Fields& fields, const Key& key, PartsPerMillion& ratio, PartsPerMillion most) {
  std::int64_t exact = ratio.raw();
  fields.exact(key, exact, {.least = 0, .most = most.raw(), .decimals = 6});
  ratio = PartsPerMillion(exact);
}

// Of a year that the group runs in.
void check_year(Fields& fields, const Scenario& scenario, const FirmGroup& firm,
                const ChinaPowerRule& rule, std::size_t year) {
  const OutputYear of = output_year(firm, scenario.horizon, year);
  if (of.year < kFirstChinaYear)
    return fields.refuse(
        "unit_class", "has no plan for " + std::to_string(raw(of.year)) + "; the first is of 2019");
  if (china_output_fits(rule, of)) return;
  const bool net = china_power_plan(china_plan_year(of.year)).by_net_supply;
  const std::string_view key = net ? "net_supply_mwh" : "gross_generation_mwh";
  const bool given = net ? rule.net_supply_mwh.has_value() : rule.gross_generation_mwh.has_value();
  fields.refuse(given ? "units" : "",
                given ? "makes more than 100_000_000 MWh or GJ of each unit in " +
                            std::to_string(raw(of.year)) + "; more units, or less output"
                      : "has no " + std::string(key) + ", by which the plan of " +
                            std::to_string(raw(of.year)) + " counts; give it");
}

void tell_china_power(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  ChinaPowerRule rule;
  rule.units = firm.count;
  rule.unit.unit_class = static_cast<ChinaUnitClass>(tell_choice(
      fields,
      {.name = "unit_class",
       .doc =
           "Class of all the group's units, whose plans give benchmarks and corrections by year; "
           "after 2026 as in 2026.",
       .required = true},
      kClasses));
  constexpr NumberRule kOutput{0, 1e12};
  double electricity = 0;
  if (fields.number({.name = "net_supply_mwh",
                     .doc = "Electricity that the group supplies, net, in the first year that it "
                            "runs: what the plans of 2019 to 2022 count."},
                    electricity, kOutput))
    rule.net_supply_mwh = electricity;
  electricity = 0;
  if (fields.number({.name = "gross_generation_mwh",
                     .doc = "Electricity that it generates: what the plans from 2023 count."},
                    electricity, kOutput))
    rule.gross_generation_mwh = electricity;
  fields.number({.name = "heat_gj", .doc = "Heat that it supplies."}, rule.heat_gj, kOutput);
  tell_ratio(fields,
             {.name = "heat_ratio",
              .doc = "Part of the units' energy that goes into heat; counts until 2022."},
             rule.unit.heat_ratio, kOne);
  rule.unit.load_factor = kOne;
  tell_ratio(fields,
             {.name = "load_factor",
              .doc = "Load (output) factor of the units in an ordinary year; a year's shock moves "
                     "it with output."},
             rule.unit.load_factor, kMaxLoadFactor);
  rule.unit.is_air_cooled =
      tell_choice(fields, {.name = "cooling", .doc = "How they are cooled; counts until 2022."},
                  kCoolings) == 1;
  fields.integer({.name = "units",
                  .doc = "Units of the group, all alike.",
                  .default_doc = "one for each firm"},
                 rule.units, 1, 1'000'000);
  firm.never_short = rule.unit.unit_class == ChinaUnitClass::kGas;
  tell_never_short(fields, firm);
  for (std::size_t year = 0; year < static_cast<std::size_t>(scenario.horizon.years); ++year) {
    const Year of = years_after(scenario.horizon.first_year, static_cast<std::int32_t>(year));
    if (fields.ok() && runs_in(firm, of)) check_year(fields, scenario, firm, rule, year);
  }
  firm.output = rule;
}

}  // namespace

void tell_output(Fields& fields, const Scenario& scenario, FirmGroup& firm) {
  const std::array forms = {
      Form{"per_unit_t", "A benchmark a unit of output.",
           [&](Fields& keys) { tell_benchmark(keys, scenario, firm); }},
      Form{"unit_class", "Power units, by China's allocation plan of each year.",
           [&](Fields& keys) { tell_china_power(keys, scenario, firm); }},
  };
  fields.form({.name = "benchmark",
               .doc = "What the group is given by its output, where allocation.method is "
                      "benchmark."},
              "", forms);
}

}  // namespace tanshi
