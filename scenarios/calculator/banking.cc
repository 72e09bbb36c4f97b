// What may be used later or earlier than its vintage: banking, carry-over, borrowing.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "exchange/policy/borrowing.h"
#include "exchange/policy/carry_over.h"
#include "exchange/policy/vintage_use.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kCarryOverSources = {
    CitedSource{'V',
                "MEE, 国环规气候〔2024〕1号 (power: 10,000 t + 1.5 × net sales of 2024-01-01 to "
                "2025-12-31, vintages 2019 to 2024; ICAP says the same), 〔2025〕2号 (steel, "
                "cement, aluminium: 100,000 t)"},
    CitedSource{'U', "that negative net sales count as none"},
};
constexpr std::array kBorrowingSources = {
    CitedSource{'V',
                "ICAP, 5 April 2017: Korea 10 % of the next allocation, in 2016 20 %, from "
                "2017 15 % (the default)"},
};
constexpr std::array kGapBorrowingSources = {
    CitedSource{'V', "MEE, 国环规气候〔2023〕1号: 2021 and 2022 only"},
    CitedSource{'U', "never more than the next pre-allocation"},
};
constexpr std::array kVintageSources = {
    CitedSource{'V',
                "17 CCR 95856(b)(2): vintages of the year or before, of a period its last year"},
    CitedSource{'U', "bank_years, borrow_years and barrier_year are parameters"},
};

constexpr std::array kSectors = {
    Word{"power", "power generation: 10,000 t"},
    Word{"industry", "steel, cement, aluminium: 100,000 t"},
};
constexpr std::array kBases = {Tonnes(10'000), Tonnes(100'000)};

RuleWork tell_carry_over(Fields& inputs) {
  const std::size_t sector =
      tell_choice(inputs, {.name = "sector", .doc = "What the entity makes."}, kSectors, 0);
  CarryOverRule rule{kBases.at(sector), BasisPoints(15'000)};
  Tonnes held;
  Tonnes net_sales;
  tell_tonnes(inputs,
              {.name = "held_t",
               .doc = "Allowances of the old vintages left after surrender.",
               .required = true},
              held);
  inputs.tonnes({.name = "net_sales_t",
                 .doc = "Sold less bought in the time that counts; negative for a buyer."},
                net_sales, -kMaxQuantity, kMaxQuantity);
  tell_tonnes(inputs,
              {.name = "base_t", .doc = "Carried whatever was sold.", .default_doc = "by sector"},
              rule.base);
  tell_multiple(inputs, {.name = "net_sales_times", .doc = "Carried for each tonne of net sales."},
                rule.net_sales_multiple);
  return [=] {
    const Tonnes limit = carry_over_limit(rule, net_sales);
    const Tonnes carried = carried_over(rule, held, net_sales);
    const Tonnes sale = sale_to_carry_the_rest(rule, held, net_sales);
    return RuleAnswer{
        {{"carried_t", carried},
         {"limit_t", limit},
         {"lapses_t", held - carried},
         {"sell_to_carry_the_rest_t", sale}},
        {fmt::format("{} + {} × max(0, {}), rounded down {}", show(rule.base),
                     show_times(rule.net_sales_multiple), show(net_sales), show(limit)),
         fmt::format("min({} held, {}) = {}; {} lapses", show(held), show(limit), show(carried),
                     show(held - carried)),
         fmt::format("after selling {} more the {} left are carried", show(sale),
                     show(held - sale))}};
  };
}

RuleWork tell_borrowing(Fields& inputs) {
  Tonnes next;
  BasisPoints share(1'500);
  tell_tonnes(
      inputs,
      {.name = "next_allocation_t", .doc = "Free allocation of the next year.", .required = true},
      next);
  tell_percent(inputs, {.name = "share_percent", .doc = "Share of it that may be borrowed."},
               share);
  return [=] {
    const Tonnes limit = borrowing_limit(share, next);
    return RuleAnswer{
        {{"limit_t", limit}},
        {fmt::format("{} × {}, rounded down {}", show(share), show(next), show(limit))}};
  };
}

RuleWork tell_gap_borrowing(Fields& inputs) {
  GapBorrowingRule rule{BasisPoints(1'000), BasisPoints(5'000)};
  Tonnes emissions;
  Tonnes allocation;
  Tonnes next(kMaxQuantity);
  tell_tonnes(inputs, {.name = "emissions_t", .doc = "Verified emissions.", .required = true},
              emissions);
  tell_tonnes(inputs, {.name = "allocation_t", .doc = "Allocation.", .required = true}, allocation);
  tell_tonnes(inputs,
              {.name = "next_allocation_t",
               .doc = "Pre-allocation that is drawn on.",
               .default_doc = "enough"},
              next);
  tell_percent(
      inputs, {.name = "least_gap_percent", .doc = "Who lacks less of its emissions borrows none."},
      rule.least_gap);
  tell_percent(inputs, {.name = "share_percent", .doc = "Share of the gap that may be borrowed."},
               rule.share);
  return [=] {
    const Tonnes gap = std::max(emissions - allocation, Tonnes());
    const Tonnes limit = gap_borrowing_limit(rule, emissions, allocation, next);
    return RuleAnswer{
        {{"limit_t", limit}, {"gap_t", gap}},
        {fmt::format("gap: {} - {} = {}; must be at least {} × {}", show(emissions),
                     show(allocation), show(gap), show(rule.least_gap), show(emissions)),
         limit == Tonnes() ? "nothing may be borrowed"
                           : fmt::format("min({} × {}, {}), rounded down {}", show(rule.share),
                                         show(gap), show(next), show(limit))}};
  };
}

RuleWork tell_vintage(Fields& inputs) {
  VintageRule rule;
  const Year year =
      tell_year(inputs, "Year that is surrendered for; of a compliance period, its last.",
                Year{1990}, Year{2200});
  std::int32_t vintage = 0;
  std::int32_t bank_years = 0;
  std::int32_t borrow_years = 0;
  std::int32_t barrier = 0;
  inputs.integer({.name = "vintage", .doc = "Year of the allowance.", .required = true}, vintage,
                 1990, 2200);
  if (inputs.integer({.name = "bank_years",
                      .doc = "Years after its vintage in which it may be used.",
                      .default_doc = kNoDefault},
                     bank_years, 0, 200))
    rule.bank_years = bank_years;
  inputs.integer(
      {.name = "borrow_years", .doc = "Years before its vintage in which it may be used."},
      borrow_years, 0, 200);
  rule.borrow_years = borrow_years;
  if (inputs.integer({.name = "barrier_year",
                      .doc = "Vintages up to it may not be used for later years.",
                      .default_doc = kNoDefault},
                     barrier, 1990, 2200))
    rule.barrier = Year{barrier};
  return [=] {
    const bool usable = is_usable(rule, Year{vintage}, year);
    std::string working = fmt::format("vintage {} for {}: ", vintage, raw(year));
    if (vintage > raw(year)) {
      working +=
          fmt::format("{} years early, borrowing {} years", vintage - raw(year), rule.borrow_years);
    } else {
      working += fmt::format("later by {}", raw(year) - vintage);
      if (rule.bank_years != kBankForEver) working += fmt::format(", banking {}", rule.bank_years);
      if (rule.barrier != Year{}) working += fmt::format(", barrier {}", raw(rule.barrier));
    }
    return RuleAnswer{{{"usable", usable}}, {working + (usable ? ": usable" : ": not usable")}};
  };
}

}  // namespace

const Calculator kChinaCarryOver = {
    .name = "china-carry-over",
    .title = "What may be carried over to 2025 in China, and what to sell to carry all",
    .formula =
        "limit   = base_t + net_sales_times × max(0, net_sales_t), rounded down\n"
        "carried = min(held_t, limit)\n"
        "sell    = (held_t - limit) / (1 + net_sales_times), rounded up, for a net seller",
    .sources = kCarryOverSources,
    .tell = tell_carry_over,
};

const Calculator kBorrowingLimit = {
    .name = "borrowing-limit",
    .title = "How much of the next year's allocation may be borrowed; the default is Korea's share",
    .formula = "limit = share_percent × next_allocation_t, rounded down",
    .sources = kBorrowingSources,
    .tell = tell_borrowing,
};

const Calculator kChinaBorrowing = {
    .name = "china-borrowing",
    .title = "What an entity with a large gap could borrow in China for 2021 and 2022",
    .formula =
        "gap >= least_gap_percent × emissions_t: min(share_percent × gap, "
        "next_allocation_t), rounded down; else 0",
    .sources = kGapBorrowingSources,
    .tell = tell_gap_borrowing,
};

const Calculator kVintageUse = {
    .name = "vintage-use",
    .title = "Whether an allowance of a vintage may be surrendered for a year",
    .formula =
        "vintage <= year: year - vintage <= bank_years, and not vintage <= barrier_year < "
        "year\n"
        "vintage > year:  vintage - year <= borrow_years",
    .sources = kVintageSources,
    .tell = tell_vintage,
};

}  // namespace tanshi
