// RGGI: reserve prices, cost and emissions containment reserves.

#include "agents/regulator/supply/rggi.h"

#include <array>
#include <span>
#include <string>

#include <fmt/format.h>

#include "agents/regulator/supply/containment_reserve.h"
#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kReservePriceSources = {
    CitedSource{'V',
                "RGGI Model Rules of 2013 and 2017; 1.86 (c2es.org, 2008), 2.00, 2.05, 2.20, "
                "2.38 (auction reports), 2.62 and from 2027 on 9.00 + 7 % (ICAP, 3 July 2025)"},
    CitedSource{'C', "2016, 2017, 2019, 2020, 2022 to 2024, 2026: the year before, raised"},
    CitedSource{'U', "2013"},
};
constexpr std::array kCcrSources = {
    CitedSource{'V',
                "RGGI Model Rules of 2013, 2017 and 2025; rggi.org, \"The RGGI CO2 cap\"; ICAP, "
                "3 July 2025 (19.50 and 29.25 in 2027, 38.36 and 57.53 in 2037)"},
    CitedSource{'U', "sizes from 2027 on: 11.75 million, of both tiers together or of each"},
};
constexpr std::array kEcrSources = {
    CitedSource{'V', "RGGI Model Rule of 2017; rggi.org, \"The RGGI CO2 cap\"; ICAP, 3 July 2025"},
};

// How a year's price comes about: "2.56 × (1 + 2.5 %) = 2.6240, to the cent 2.62".
std::string path_working(std::span<const PriceStep> steps, Year year) {
  const PriceStep* const step = step_in(steps, year);
  const Price price = price_in(steps, year);
  if (step->first == year || step->rise == PartsPerMillion())
    return fmt::format("set by the rule in {}: {}", raw(step->first), show(price));
  const Price before = price_in(steps, years_after(year, -1));
  const std::int64_t fine = mul_div_nearest(before.raw(), 1'000'000 + step->rise.raw(), 10'000);
  return fmt::format("{} in {} × (1 + {}) = {}, to the cent {}", show(before), raw(year) - 1,
                     show(step->rise), grouped(fine, 4), show(price));
}

RuleWork tell_reserve_price(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the auction.", kRggiFirstYear, kRggiLastYear);
  return [=] {
    return RuleAnswer{{{"reserve_price", rggi_reserve_price(year)}},
                      {path_working(rggi_reserve_prices(), year)}};
  };
}

// What an auction adds or withholds, when the caller says what was offered and bid.
struct Auction {
  Tonnes offered;
  Tonnes demand;
  bool given = false;
};

Auction tell_auction(Fields& inputs) {
  Auction auction;
  const bool offered = tell_tonnes(
      inputs,
      {.name = "offered_t", .doc = "Offered before this reserve.", .default_doc = kNoDefault},
      auction.offered);
  auction.given = tell_tonnes(inputs,
                              {.name = "demand_t",
                               .doc = "Bid for at the trigger price or above.",
                               .default_doc = kNoDefault},
                              auction.demand);
  if (offered != auction.given)
    inputs.refuse(offered ? "demand_t" : "offered_t", "missing; give both or none");
  return auction;
}

RuleWork tell_ccr(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the auction.", kRggiFirstYear, kRggiLastYear);
  std::int32_t tier = 1;
  Tonnes cap;
  Tonnes size;
  inputs.integer({.name = "tier", .doc = "The second exists from 2027 on."}, tier, 1, 2);
  const bool by_cap = year >= Year{2021} && year < Year{2027};
  const bool cap_given =
      tell_tonnes(inputs,
                  {.name = "cap_t",
                   .doc = "Cap of the year, for the size in 2021 to 2026: 10 % of it.",
                   .default_doc = kNoDefault},
                  cap);
  const bool size_given = tell_tonnes(inputs,
                                      {.name = "size_t",
                                       .doc = "Size of the reserve, or what is left of it.",
                                       .default_doc = by_cap ? kNoDefault : "by year"},
                                      size = rggi_ccr(year, tier, cap).size);
  const Auction auction = tell_auction(inputs);
  const bool size_known = size_given || cap_given || !by_cap;
  if (auction.given && !size_known) inputs.refuse("cap_t", "missing; give cap_t or size_t");
  return [=] {
    const Price trigger = rggi_ccr(year, tier, cap).trigger;
    if (trigger == Price())
      return RuleAnswer{{{"trigger_price", trigger}}, {"there is no such reserve in this year"}};
    RuleAnswer answer{{{"trigger_price", trigger}}, {path_working(rggi_ccr_triggers(tier), year)}};
    if (size_known) answer.figures.emplace_back("size_t", size);
    if (by_cap && cap_given && !size_given)
      answer.working.push_back(fmt::format("10 % of {}, rounded down: {}", show(cap), show(size)));
    if (!size_known) answer.working.push_back("size: 10 % of the cap (set cap_t)");
    if (auction.given) {
      const Tonnes added = reserve_added(auction.offered, auction.demand, size);
      answer.figures.emplace_back("added_t", added);
      answer.working.push_back(fmt::format("min({}, max(0, {} - {})) = {}", show(size),
                                           show(auction.demand), show(auction.offered),
                                           show(added)));
    }
    return answer;
  };
}

RuleWork tell_ecr(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the auction.", kRggiFirstYear, kRggiLastYear);
  Tonnes budgets;
  const bool given = tell_tonnes(inputs,
                                 {.name = "budgets_t",
                                  .doc = "Budgets of the states that take part (not Maine and New "
                                         "Hampshire); the size is 10 % of it.",
                                  .default_doc = kNoDefault},
                                 budgets);
  Tonnes size = rggi_ecr(year, budgets).size;
  const bool size_given = tell_tonnes(inputs,
                                      {.name = "size_t",
                                       .doc = "Size of the reserve, or what is left of it.",
                                       .default_doc = kNoDefault},
                                      size);
  const Auction auction = tell_auction(inputs);
  if (auction.given && !given && !size_given)
    inputs.refuse("budgets_t", "missing; give budgets_t or size_t");
  return [=] {
    const Price trigger = rggi_ecr(year, budgets).trigger;
    if (trigger == Price())
      return RuleAnswer{{{"trigger_price", trigger}}, {"there is no such reserve in this year"}};
    RuleAnswer answer{{{"trigger_price", trigger}}, {path_working(rggi_ecr_triggers(), year)}};
    if (given || size_given) answer.figures.emplace_back("size_t", size);
    if (auction.given) {
      const Tonnes withheld = reserve_withheld(auction.offered, auction.demand, size);
      answer.figures.emplace_back("withheld_t", withheld);
      answer.working.push_back(fmt::format("min({}, max(0, {} - {})) = {}", show(size),
                                           show(auction.offered), show(auction.demand),
                                           show(withheld)));
    }
    return answer;
  };
}

}  // namespace

const Calculator kRggiReservePrice = {
    .name = "rggi-reserve-price",
    .title = "RGGI's lowest auction price of a year, for a short ton",
    .formula =
        "2008 to 2013   set: 1.86, 1.86, 1.86, 1.89, 1.93, 1.98\n"
        "from 2014      2.00, then + 2.5 % a year, each rounded to the cent\n"
        "from 2027      9.00, then + 7 % a year, each rounded to the cent",
    .currency = "USD",
    .sources = kReservePriceSources,
    .tell = tell_reserve_price,
};

const Calculator kRggiCcr = {
    .name = "rggi-ccr",
    .title = "RGGI's cost containment reserve: trigger price, size, and what an auction adds",
    .formula =
        "trigger   4, 6, 8, 10 (2014 to 2017), + 2.5 % a year; 13.00 (2021), + 7 % a year;\n"
        "          second tier 29.25 (2027), + 7 % a year; each rounded to the cent\n"
        "size      5 M (2014), 10 M (2015 to 2020), 10 % of cap_t (2021 to 2026)\n"
        "added     min(size_t, max(0, demand_t - offered_t))",
    .currency = "USD",
    .sources = kCcrSources,
    .tell = tell_ccr,
};

const Calculator kRggiEcr = {
    .name = "rggi-ecr",
    .title = "RGGI's emissions containment reserve: trigger price, size, and what is withheld",
    .formula =
        "trigger    6.00 (2021), + 7 % a year to 2026, each rounded to the cent\n"
        "size       10 % of budgets_t\n"
        "withheld   min(size_t, max(0, offered_t - demand_t))",
    .currency = "USD",
    .sources = kEcrSources,
    .tell = tell_ecr,
};

}  // namespace tanshi
