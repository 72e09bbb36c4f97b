// Collars: on the price of auctions, and on the bank of allowances.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "agents/regulator/supply/price_collar.h"
#include "agents/regulator/supply/quantity_collar.h"
#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kPriceSources = {
    CitedSource{'U', "a design, not a law: Roberts and Spence 1976; Burtraw, Palmer and Kahn 2010"},
};
constexpr std::array kQuantitySources = {
    CitedSource{'U', "a design, not a law: compare Kollenberg and Taschini 2016"},
};

RuleWork tell_price_collar(Fields& inputs) {
  PriceCollar collar;
  std::int32_t years = 0;
  Tonnes offered;
  Tonnes at_floor;
  Tonnes at_ceiling;
  tell_price(inputs, {.name = "floor_price", .doc = "Floor of the first year.", .required = true},
             collar.floor);
  tell_price(inputs,
             {.name = "ceiling_price", .doc = "Ceiling of the first year.", .required = true},
             collar.ceiling);
  tell_rate(inputs, {.name = "floor_rise_percent", .doc = "Rise of the floor a year."},
            collar.floor_rise);
  tell_rate(inputs, {.name = "ceiling_rise_percent", .doc = "Rise of the ceiling a year."},
            collar.ceiling_rise);
  inputs.integer({.name = "years_after", .doc = "Years after the first."}, years, 0, 100);
  bool given = tell_tonnes(
      inputs, {.name = "offered_t", .doc = "Offered at the auction.", .default_doc = kNoDefault},
      offered);
  given &= tell_tonnes(inputs,
                       {.name = "demand_at_floor_t",
                        .doc = "Bid for at the floor or above.",
                        .default_doc = kNoDefault},
                       at_floor);
  given &= tell_tonnes(inputs,
                       {.name = "demand_at_ceiling_t",
                        .doc = "Bid for at the ceiling or "
                               "above.",
                        .default_doc = kNoDefault},
                       at_ceiling);
  tell_tonnes(inputs,
              {.name = "ceiling_limit_t",
               .doc = "Most that is sold at the ceiling.",
               .default_doc = "no limit"},
              collar.ceiling_limit);
  if (collar.ceiling < collar.floor)
    inputs.refuse("ceiling_price", "is below floor_price; must be at least that");
  if (!stays_in_range(collar.floor, collar.floor_rise, years) ||
      !stays_in_range(collar.ceiling, collar.ceiling_rise, years))
    inputs.refuse("years_after", fmt::format("takes a price above {}", show(kMaxPrice)));
  return [=] {
    const PriceBand band = band_after(collar, years);
    RuleAnswer answer{{{"floor_price", band.floor}, {"ceiling_price", band.ceiling}},
                      {fmt::format("{} and {}, raised by {} and {} in each of {} years",
                                   show(collar.floor), show(collar.ceiling),
                                   show(collar.floor_rise), show(collar.ceiling_rise), years)}};
    if (!given) return answer;
    const CollarSupply supply = collar_supply(collar, offered, at_floor, at_ceiling);
    answer.figures.emplace_back("withheld_t", supply.withheld);
    answer.figures.emplace_back("added_t", supply.added);
    answer.working.push_back(fmt::format("withheld: max(0, {} - {}) = {}", show(offered),
                                         show(at_floor), show(supply.withheld)));
    answer.working.push_back(fmt::format("added: min({}, max(0, {} - {})) = {}",
                                         show(collar.ceiling_limit), show(at_ceiling),
                                         show(offered), show(supply.added)));
    return answer;
  };
}

RuleWork tell_quantity_collar(Fields& inputs) {
  QuantityCollar collar;
  Tonnes bank;
  Tonnes reserve(kMaxQuantity);
  tell_tonnes(inputs, {.name = "bank_t", .doc = "Allowances that are banked.", .required = true},
              bank);
  tell_tonnes(inputs, {.name = "bank_least_t", .doc = "Lower edge of the band.", .required = true},
              collar.bank_least);
  tell_tonnes(inputs, {.name = "bank_most_t", .doc = "Upper edge of the band.", .required = true},
              collar.bank_most);
  tell_percent(inputs, {.name = "withheld_percent", .doc = "Of the bank above the band."},
               collar.withheld_share);
  tell_percent(inputs, {.name = "released_percent", .doc = "Of the gap below the band."},
               collar.released_share);
  tell_tonnes(inputs,
              {.name = "most_withheld_t",
               .doc = "Most that is withheld in a year.",
               .default_doc = "no limit"},
              collar.most_withheld);
  tell_tonnes(inputs,
              {.name = "most_released_t",
               .doc = "Most that is released in a year.",
               .default_doc = "no limit"},
              collar.most_released);
  tell_tonnes(inputs,
              {.name = "reserve_t",
               .doc = "What the reserve holds.",
               .default_doc = "enough for any release"},
              reserve);
  if (collar.bank_least > collar.bank_most)
    inputs.refuse("bank_least_t", "is above bank_most_t; must be at most that");
  return [=] {
    const QuantityAdjustment adjustment = quantity_adjustment(collar, bank, reserve);
    RuleAnswer answer{{{"withheld_t", adjustment.withheld}, {"released_t", adjustment.released}},
                      {}};
    if (bank > collar.bank_most) {
      answer.working = {fmt::format("min({}, ({} - {}) × {}) = {}", show(collar.most_withheld),
                                    show(bank), show(collar.bank_most), show(collar.withheld_share),
                                    show(adjustment.withheld))};
    } else if (bank < collar.bank_least) {
      answer.working = {fmt::format("min({}, {} held, ({} - {}) × {}) = {}",
                                    show(collar.most_released), show(reserve),
                                    show(collar.bank_least), show(bank),
                                    show(collar.released_share), show(adjustment.released))};
    } else {
      answer.working = {fmt::format("{} is in {} to {}: nothing moves", show(bank),
                                    show(collar.bank_least), show(collar.bank_most))};
    }
    return answer;
  };
}

}  // namespace

const Calculator kPriceCollar = {
    .name = "price-collar",
    .title = "Floor and ceiling of a price collar, and how an auction's supply changes",
    .formula =
        "each price of the year before × (1 + its rise), to the nearest cent\n"
        "withheld = max(0, offered_t - demand_at_floor_t)\n"
        "added = min(ceiling_limit_t, max(0, demand_at_ceiling_t - offered_t))",
    .sources = kPriceSources,
    .tell = tell_price_collar,
};

const Calculator kQuantityCollar = {
    .name = "quantity-collar",
    .title = "What a quantity collar withholds or releases, by the bank of allowances",
    .formula =
        "bank_t above the band   min(most_withheld_t, withheld_percent × (bank_t - "
        "bank_most_t))\n"
        "bank_t below it         min(most_released_t, reserve_t, released_percent × "
        "(bank_least_t - bank_t))",
    .sources = kQuantitySources,
    .tell = tell_quantity_collar,
};

}  // namespace tanshi
