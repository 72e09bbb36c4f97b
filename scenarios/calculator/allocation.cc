// Free allocation by what was emitted or is produced, and how a cap is divided.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "agents/regulator/allocation/benchmark_allocation.h"
#include "agents/regulator/allocation/california_adjustment.h"
#include "agents/regulator/allocation/cap_split.h"
#include "agents/regulator/allocation/grandfathering.h"
#include "agents/regulator/allocation/pre_allocation.h"
#include "agents/regulator/allocation/shares.h"
#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"
#include "scenarios/calculator/tell_output.h"

namespace tanshi {
namespace {

constexpr std::array kSplitSources = {
    CitedSource{'V', "57 % auctioned in the EU's third phase (the default share)"},
    CitedSource{'U', "that what rounding leaves is auctioned"},
};
constexpr std::array kGrandfatheringSources = {
    CitedSource{'V', "the form: national allocation plans of the EU's first two phases"},
    CitedSource{'U', "share and base years are parameters"},
};
constexpr std::array kSharesSources = {
    CitedSource{'V',
                "claims within a pool: Directive 2003/87/EC, Article 10a(5) (the cross-sectoral "
                "correction factor)"},
    CitedSource{'U', "division of the last tonnes by largest remainder"},
};
constexpr std::array kBenchmarkSources = {
    CitedSource{'V', "17 CCR 95891(b) and Table 9-2 (California's cap adjustment factor)"},
    CitedSource{'V', "Directive 2003/87/EC, Article 10a"},
};
constexpr std::array kAdvanceSources = {
    CitedSource{'V',
                "MEE, notice of 30 December 2020, 国环规气候〔2023〕1号, 〔2024〕1号: 70 %; draft "
                "of 27 July 2026: "
                "at most 50 %"},
    CitedSource{'V', "17 CCR 95891(b): allocation and true-up"},
    CitedSource{'U', "rounding down"},
};

constexpr ListRule kMany{1, 1'000};

RuleFigure list_figure(std::string_view name, const std::vector<Tonnes>& quantities) {
  RuleFigure figure(name, Tonnes());
  std::vector<ExactValue> values;
  values.reserve(quantities.size());
  for (const Tonnes quantity : quantities) values.push_back({quantity.raw(), 0});
  figure.value = std::move(values);
  return figure;
}

RuleWork tell_split(Fields& inputs) {
  Tonnes cap;
  BasisPoints auction(5'700);
  BasisPoints reserve;
  tell_tonnes(inputs, {.name = "cap_t", .doc = "What there is to divide.", .required = true}, cap);
  tell_percent(inputs, {.name = "auction_percent", .doc = "Share that is auctioned."}, auction);
  tell_percent(
      inputs,
      {.name = "reserve_percent", .doc = "Share that is set aside, for new entrants for example."},
      reserve);
  if (inputs.ok() && auction + reserve > kFullShare)
    inputs.refuse("reserve_percent", "is more than auction_percent leaves; must not be");
  return [=] {
    const CapSplit split = split_cap(cap, auction, reserve);
    return RuleAnswer{
        {{"auction_t", split.auction}, {"free_t", split.free}, {"reserve_t", split.reserve}},
        {fmt::format("reserve: {} × {}, rounded down {}", show(reserve), show(cap),
                     show(split.reserve)),
         fmt::format("free: {} × {}, rounded down {}", show(kFullShare - auction - reserve),
                     show(cap), show(split.free)),
         fmt::format("auction: {} - {} - {} = {}", show(cap), show(split.reserve), show(split.free),
                     show(split.auction))}};
  };
}

RuleWork tell_grandfathering(Fields& inputs) {
  std::vector<Tonnes> emissions;
  BasisPoints share(10'000);
  tell_tonnes_list(inputs,
                   {.name = "emissions_t", .doc = "Emissions of the base years.", .required = true},
                   emissions, {1, 100});
  tell_percent(inputs, {.name = "share_percent", .doc = "Share of their mean that is allocated."},
               share, BasisPoints(1'000'000));
  return [=] {
    Tonnes sum;
    for (const Tonnes year : emissions) sum += year;
    const Tonnes allocation = grandfathered(emissions, share);
    return RuleAnswer{{{"allocation_t", allocation}},
                      {fmt::format("{} × {} / {} years, to the nearest tonne {}", show(share),
                                   show(sum), emissions.size(), show(allocation))}};
  };
}

constexpr std::array kDivisions = {
    Word{"in-proportion", "each by its weight"},
    Word{"equal", "each the same, whatever its weight"},
    Word{"claims", "each its weight in full, all cut in proportion where the pool is too small"},
};

std::vector<Tonnes> divided(std::size_t division, Tonnes pool, const std::vector<Tonnes>& weights) {
  switch (division) {
    case 0:
      return divide_in_proportion(pool, weights);
    case 1:
      return divide_equally(pool, weights.size());
    default:
      return fit_to_pool(pool, weights);
  }
}

RuleWork tell_shares(Fields& inputs) {
  Tonnes pool;
  std::vector<Tonnes> weights;
  tell_tonnes(inputs, {.name = "pool_t", .doc = "What there is to divide.", .required = true},
              pool);
  tell_tonnes_list(inputs,
                   {.name = "weights_t", .doc = "What each emitted, or claims.", .required = true},
                   weights, kMany);
  const std::size_t division =
      tell_choice(inputs, {.name = "division", .doc = "How it is divided."}, kDivisions, 0);
  return [=] {
    Tonnes sum;
    for (const Tonnes weight : weights) sum += weight;
    const std::vector<Tonnes> shares = divided(division, pool, weights);
    RuleAnswer answer{{list_figure("shares_t", shares)}, {}};
    for (std::size_t i = 0; i < shares.size(); ++i)
      answer.working.push_back(
          division == 1 ? fmt::format("{} / {}: {}", show(pool), weights.size(), show(shares[i]))
          : division == 2 && sum <= pool
              ? fmt::format("{} in full", show(shares[i]))
              : fmt::format("{} × {} / {}: {}", show(pool), show(weights[i]), show(sum),
                            show(shares[i])));
    return answer;
  };
}

RuleWork tell_benchmark(Fields& inputs) {
  Output output;
  Intensity benchmark;
  PartsPerMillion assistance = kOne;
  PartsPerMillion adjustment = kOne;
  std::int32_t year = 0;
  if (inputs.integer({.name = "year",
                      .doc = "Year, for California's cap adjustment factor.",
                      .default_doc = kNoDefault},
                     year, raw(kFirstCapAdjustment), raw(kLastCapAdjustment)))
    adjustment = california_cap_adjustment(Year{year});
  tell_output(inputs, {.name = "output_units", .doc = "Output of the plant.", .required = true},
              output, "units");
  tell_intensity(
      inputs,
      {.name = "benchmark_t_per_unit", .doc = "Benchmark of the product.", .required = true},
      benchmark, "t/unit");
  tell_ratio(inputs,
             {.name = "assistance_percent",
              .doc = "Assistance factor, or carbon leakage factor, of the product."},
             assistance);
  tell_ratio(inputs,
             {.name = "adjustment_percent",
              .doc = "Cap adjustment factor, or cross-sectoral correction factor.",
              .default_doc = "California's where a year is given, else 100.0000"},
             adjustment);
  return [=] {
    const Tonnes allocation = benchmark_allocation(output, benchmark, assistance, adjustment);
    return RuleAnswer{
        {{"allocation_t", allocation}},
        {fmt::format("{} × {} × {} × {}, to the nearest tonne {}", show(output), show(benchmark),
                     show_factor(assistance), show_factor(adjustment), show(allocation))}};
  };
}

RuleWork tell_advance(Fields& inputs) {
  Tonnes base;
  Tonnes final_allocation;
  BasisPoints share(7'000);
  tell_tonnes(inputs,
              {.name = "base_t",
               .doc = "What the advance is a share of: earlier emissions, or what the rule gives "
                      "for earlier output.",
               .required = true},
              base);
  tell_percent(inputs, {.name = "share_percent", .doc = "Share that is advanced."}, share);
  const bool is_final = tell_tonnes(
      inputs,
      {.name = "final_t", .doc = "Allocation once output is known.", .default_doc = kNoDefault},
      final_allocation);
  return [=] {
    const Tonnes advance = pre_allocation(share, base);
    RuleAnswer answer{
        {{"advance_t", advance}},
        {fmt::format("{} × {}, rounded down {}", show(share), show(base), show(advance))}};
    if (is_final) {
      const Tonnes rest = true_up(final_allocation, advance);
      answer.figures.emplace_back("true_up_t", rest);
      answer.working.push_back(fmt::format("{} - {} = {}{}", show(final_allocation), show(advance),
                                           show(rest), rest < Tonnes() ? ", taken back" : ""));
    }
    return answer;
  };
}

}  // namespace

const Calculator kCapSplit = {
    .name = "cap-split",
    .title = "How a cap falls to auctions, to free allocation and to a reserve",
    .formula =
        "reserve = reserve_percent × cap_t\n"
        "free    = (100 % - auction_percent - reserve_percent) × cap_t\n"
        "auction = cap_t - reserve - free",
    .sources = kSplitSources,
    .tell = tell_split,
};

const Calculator kGrandfathering = {
    .name = "grandfathering",
    .title = "Free allocation by what a plant emitted in the past",
    .formula = "allocation = share_percent × mean(emissions_t), to the nearest tonne",
    .sources = kGrandfatheringSources,
    .tell = tell_grandfathering,
};

const Calculator kAllocationShares = {
    .name = "allocation-shares",
    .title = "A pool of allowances divided among many, to the last tonne",
    .formula =
        "share = pool_t × weight / sum of weights_t, rounded down; what is left goes by "
        "largest remainder",
    .sources = kSharesSources,
    .tell = tell_shares,
};

const Calculator kBenchmarkAllocation = {
    .name = "benchmark-allocation",
    .title = "Free allocation by output and a benchmark for the product",
    .formula =
        "allocation = output_units × benchmark_t_per_unit × assistance_percent × "
        "adjustment_percent, to the nearest tonne",
    .sources = kBenchmarkSources,
    .tell = tell_benchmark,
};

const Calculator kPreAllocation = {
    .name = "pre-allocation",
    .title = "An advance on a year's allocation, and the true-up when output is known",
    .formula =
        "advance = share_percent × base_t, rounded down\n"
        "true-up = final_t - advance",
    .sources = kAdvanceSources,
    .tell = tell_advance,
};

}  // namespace tanshi
