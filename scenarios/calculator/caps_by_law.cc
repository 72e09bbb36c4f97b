// Caps that a law gives for each year: the EU's, California's and Quebec's.

#include <array>
#include <string>

#include <fmt/format.h>

#include "agents/regulator/cap/eu_cap.h"
#include "agents/regulator/cap/wci_budgets.h"
#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kEuSources = {
    CitedSource{'V',
                "Directive 2003/87/EC, Article 9, as amended by (EU) 2018/410 and (EU) 2023/959"},
    CitedSource{
        'V',
        "climate.ec.europa.eu, \"Emissions cap and allowances\": cap of 2021, yearly cuts of "
        "38,264,246 (2014-2020) and 43,003,515 (2021-2023); 28 July 2023: what changed in "
        "2024"},
    CitedSource{'C', "reference quantities, from those cuts; caps of 2022 and 2023"},
    CitedSource{'U', "caps of 2013 and 2024, and so of the years that follow from them"},
};

constexpr std::array kWciSources = {
    CitedSource{'V', "17 CCR 95841"},
    CitedSource{'V', "Quebec, Orders in Council 1185-2012 and 1126-2017 (draft), in WCI-RULES"},
};

// "1,485,575,977 t - 87,924,232 t - 90,000,000 t + 78,400,000 t = 1,386,051,745 t"
std::string sum_working(Tonnes previous, const LinearFactorYear& law, Tonnes cap) {
  std::string sum = fmt::format("{} - {}", show(previous), show(linear_factor_cut(law)));
  if (law.rebasing != Tonnes()) sum += " - " + show(law.rebasing);
  if (law.scope > Tonnes()) sum += " + " + show(law.scope);
  if (law.scope < Tonnes()) sum += " - " + show(-law.scope);
  return fmt::format("{} = {}", sum, show(cap));
}

RuleAnswer eu_answer(Tonnes previous, const LinearFactorYear& law) {
  const Tonnes cut = linear_factor_cut(law);
  const Tonnes cap = linear_factor_cap(previous, law);
  const std::int64_t hundredths = mul_div_nearest(law.reference.raw(), law.factor.raw(), 100);
  return {{{"cap_t", cap}, {"cut_t", cut}},
          {fmt::format("{} × {} = {}, to the nearest tonne {}", show(law.factor),
                       show(law.reference), grouped(hundredths, 2), show(cut)),
           sum_working(previous, law, cap)}};
}

void tell_eu_law(Fields& inputs, LinearFactorYear& law) {
  constexpr std::string_view kByLaw = "by law and year";
  tell_percent(inputs, {.name = "factor_percent", .doc = "Linear factor.", .default_doc = kByLaw},
               law.factor);
  tell_tonnes(
      inputs,
      {.name = "reference_t", .doc = "Quantity that the factor applies to.", .default_doc = kByLaw},
      law.reference);
  tell_tonnes(inputs, {.name = "rebasing_t", .doc = "Taken out once.", .default_doc = kByLaw},
              law.rebasing);
  inputs.tonnes({.name = "scope_t",
                 .doc = "Added for what becomes covered; negative for what no longer is.",
                 .default_doc = kByLaw},
                law.scope, -kMaxQuantity, kMaxQuantity);
}

RuleWork tell_eu_cap(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the cap; that of 2013 and 2021 is set anew.",
                              kFirstEuCapYear, kLastEuCapYear);
  const bool is_set = is_eu_cap_set(year);
  Tonnes previous = is_set ? Tonnes() : eu_cap(years_after(year, -1));
  LinearFactorYear law = is_set ? LinearFactorYear() : eu_cap_law(year);
  const bool given = tell_tonnes(
      inputs,
      {.name = "previous_t", .doc = "Cap of the year before.", .default_doc = "by this rule"},
      previous);
  tell_eu_law(inputs, law);
  return [=] {
    if (!is_set || given) return eu_answer(previous, law);
    return RuleAnswer{
        {{"cap_t", eu_cap(year)}},
        {fmt::format("{} is set, and does not follow from the year before", show(eu_cap(year)))}};
  };
}

RuleWork tell_wci_budget(Fields& inputs) {
  const Year year =
      tell_year(inputs, "Year of the budget.", kFirstWciBudget, kLastCaliforniaBudget);
  return [=] {
    const Tonnes california = california_budget(year);
    if (year > kLastQuebecBudget)
      return RuleAnswer{{{"california_t", california}},
                        {fmt::format("California: {}", show(california))}};
    const Tonnes quebec = quebec_budget(year);
    return RuleAnswer{
        {{"california_t", california}, {"quebec_t", quebec}, {"joint_t", california + quebec}},
        {fmt::format("{} + {} = {}", show(california), show(quebec), show(california + quebec))}};
  };
}

}  // namespace

const Calculator kEuCap = {
    .name = "eu-cap",
    .title = "The EU's cap of a year: linear factor, rebasing and changes of scope",
    .formula =
        "cut = factor_percent × reference_t, to the nearest tonne\n"
        "cap = max(0, previous_t - cut - rebasing_t + scope_t)",
    .sources = kEuSources,
    .tell = tell_eu_cap,
};

const Calculator kWciBudget = {
    .name = "wci-budget",
    .title = "The allowance budgets of California and Quebec",
    .formula = "a table to 2031; then 193,800,000 t - 6,700,000 t × (year - 2031) for California",
    .sources = kWciSources,
    .tell = tell_wci_budget,
};

}  // namespace tanshi
