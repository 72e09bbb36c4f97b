// China's national market: what steel, cement and aluminium are allocated.

#include "agents/regulator/allocation/china_industry_allocation.h"

#include <array>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kSources = {
    CitedSource{'V', "2024: verified emissions (qh12352.com); MEE, 国环规气候〔2025〕2号"},
    CitedSource{'U', "most_gap_percent"},
};

RuleWork tell(Fields& inputs) {
  const Year year =
      tell_year(inputs, "Year of the emissions.", kFirstChinaIndustryYear, Year{2100});
  Tonnes emissions;
  Tonnes by_intensity;
  BasisPoints most_gap(300);
  tell_tonnes(inputs, {.name = "emissions_t", .doc = "Verified emissions.", .required = true},
              emissions);
  const bool has_intensity = tell_tonnes(inputs,
                                         {.name = "by_intensity_t",
                                          .doc = "What the benchmark of intensity gives.",
                                          .default_doc = kNoDefault},
                                         by_intensity);
  tell_percent(inputs,
               {.name = "most_gap_percent",
                .doc = "Most that the allocation may differ from verified emissions."},
               most_gap);
  if (inputs.ok() && year > kFirstChinaIndustryYear && !has_intensity)
    inputs.refuse("by_intensity_t", "missing; only 2024 does without it");
  return [=] {
    const Tonnes allocation = china_industry_allocation(year, emissions, by_intensity, most_gap);
    const Tonnes gap = share_floor(most_gap, emissions);
    return RuleAnswer{{{"allocation_t", allocation}, {"surplus_t", allocation - emissions}},
                      {year == kFirstChinaIndustryYear
                           ? fmt::format("verified emissions: {}", show(allocation))
                           : fmt::format("{}, not below {} - {} nor above {} + {}: {}",
                                         show(by_intensity), show(emissions), show(gap),
                                         show(emissions), show(gap), show(allocation))}};
  };
}

}  // namespace

const Calculator kChinaIndustryAllocation = {
    .name = "china-industry-allocation",
    .title = "What China's national market allocates to steel, cement and aluminium",
    .formula =
        "2024: emissions_t\n"
        "from 2025: by_intensity_t, within emissions_t ± most_gap_percent × emissions_t",
    .sources = kSources,
    .tell = tell,
};

}  // namespace tanshi
