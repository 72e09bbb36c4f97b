// California and Quebec: reserve price, tiers, and how costs are contained.

#include "agents/regulator/supply/wci.h"

#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr Year kFirstYear{2012};
constexpr Year kLastYear{2100};

constexpr std::array kReservePriceSources = {
    CitedSource{'V',
                "17 CCR 95911(c); Trinity Consultants, December 2013 (10.71, 11.34); "
                "Ontario's 2018 Annual Auction Reserve Price Notice (14.53); Carbon Pulse, 1 "
                "December 2021 (19.70); EDF (25.87); auctions that cleared at it (12.73, 13.57, "
                "16.68)"},
    CitedSource{'U', "2015, 2019, 2021, 2023, 2024; the CPI is not given here"},
};
constexpr std::array kTierSources = {
    CitedSource{'V',
                "17 CCR 95915; California Air Resources Board, \"Cost containment "
                "information\" (the rule; a ceiling of 65.00 in 2021)"},
    CitedSource{'U', "the other prices of 2021 to 2025"},
};
constexpr std::array kSaleSources = {
    CitedSource{'V',
                "17 CCR 95913(d); California Air Resources Board, \"Reserve sale information\""},
};
constexpr std::array kUnsoldSources = {
    CitedSource{'V', "25 %: 17 CCR 95911(f)(3)"},
    CitedSource{'U', "two auctions in a row"},
};

// "16.68 × (1 + 5 % + 1.7600 %) = 17.8076, to the cent 17.81"
std::string rise_working(Price before, PartsPerMillion rise, PartsPerMillion inflation, Price now) {
  const std::int64_t whole = 1'000'000 + rise.raw() + inflation.raw();
  return fmt::format("{} × (1 + {} + {}) = {}, to the cent {}", show(before), show(rise),
                     show(inflation), grouped(mul_div_nearest(before.raw(), whole, 10'000), 4),
                     show(now));
}

bool tell_inflation(Fields& inputs, PartsPerMillion& inflation, PartsPerMillion& rise) {
  const bool given = tell_rate(inputs,
                               {.name = "cpi_percent",
                                .doc = "Rise of the CPI-U in the latest twelve months.",
                                .default_doc = kNoDefault},
                               inflation);
  tell_rate(inputs, {.name = "rise_percent", .doc = "Rise beside it."}, rise);
  return given;
}

RuleWork tell_reserve_price(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the auctions.", kFirstYear, kLastYear);
  PartsPerMillion inflation;
  PartsPerMillion rise = kWciYearlyRise;
  const bool inflation_given = tell_inflation(inputs, inflation, rise);
  const auto announced = wci_announced_reserve_price(year);
  const auto last = wci_announced_reserve_price(years_after(year, -1));
  Price before = last ? last->price : Price();
  const bool before_given = tell_price(inputs,
                                       {.name = "previous_price",
                                        .doc = "Reserve price of the year before.",
                                        .default_doc = last ? "as announced" : kNoDefault},
                                       before);
  if (inflation_given && !before_given && !last)
    inputs.refuse("previous_price", "missing; none is known for the year before");
  if (!inflation_given && !announced)
    inputs.refuse("cpi_percent", "missing; the price announced for this year is not known");
  return [=] {
    RuleAnswer answer;
    if (inflation_given) {
      const Price price = wci_next_price(before, inflation, rise);
      answer.figures.emplace_back("reserve_price", price);
      answer.working.push_back(rise_working(before, rise, inflation, price));
    }
    if (announced) {
      answer.figures.emplace_back(inflation_given ? "announced_price" : "reserve_price",
                                  announced->price);
      answer.working.push_back(fmt::format("announced for {}: {} ({})", raw(year),
                                           show(announced->price), announced->mark));
    }
    return answer;
  };
}

RuleWork tell_tiers(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the sales.", Year{2021}, kLastYear);
  PartsPerMillion inflation;
  PartsPerMillion rise = kWciYearlyRise;
  const bool given = tell_inflation(inputs, inflation, rise);
  const auto announced = wci_announced_tiers(year);
  const auto last = wci_announced_tiers(years_after(year, -1));
  WciTierPrices before;
  if (last) before = {last->first.price, last->second.price, last->ceiling.price};
  bool all_given = true;
  const auto tell_previous = [&](std::string_view name, std::string_view doc, Price& price) {
    all_given &= tell_price(
        inputs, {.name = name, .doc = doc, .default_doc = last ? "as announced" : kNoDefault},
        price);
  };
  tell_previous("previous_first_price", "First tier in the year before.", before.first);
  tell_previous("previous_second_price", "Second tier in the year before.", before.second);
  tell_previous("previous_ceiling_price", "Ceiling in the year before.", before.ceiling);
  if (given && !all_given && !last)
    inputs.refuse("previous_first_price",
                  "missing; give all three, none are known for the year "
                  "before");
  if (!given && !announced)
    inputs.refuse("cpi_percent", "missing; the prices announced for this year are not known");
  return [=] {
    if (!given) {
      return RuleAnswer{{{"first_price", announced->first.price},
                         {"second_price", announced->second.price},
                         {"ceiling_price", announced->ceiling.price}},
                        {fmt::format("announced for {}: {} ({}), {} ({}), ceiling {} ({})",
                                     raw(year), show(announced->first.price), announced->first.mark,
                                     show(announced->second.price), announced->second.mark,
                                     show(announced->ceiling.price), announced->ceiling.mark)}};
    }
    RuleAnswer answer;
    const auto add = [&](std::string_view name, Price previous) {
      const Price price = wci_next_price(previous, inflation, rise);
      answer.figures.emplace_back(name, price);
      answer.working.push_back(rise_working(previous, rise, inflation, price));
    };
    add("first_price", before.first);
    add("second_price", before.second);
    add("ceiling_price", before.ceiling);
    return answer;
  };
}

RuleWork tell_sale(Fields& inputs) {
  Price settlement;
  Price lowest;
  BasisPoints share = kWciSaleShare;
  bool before_surrender = false;
  tell_price(inputs,
             {.name = "settlement_price",
              .doc = "Of the auction of the quarter before.",
              .required = true},
             settlement);
  tell_price(
      inputs,
      {.name = "lowest_tier_price", .doc = "Price of the reserve's lowest tier.", .required = true},
      lowest);
  inputs.boolean({.name = "before_surrender", .doc = "Whether it is the sale before 1 November."},
                 before_surrender);
  tell_percent(inputs, {.name = "share_percent", .doc = "Of the tier's price."}, share);
  return [=] {
    const bool held = wci_reserve_sale_held(settlement, lowest, before_surrender, share);
    const std::int64_t fine = mul_div_nearest(lowest.raw(), share.raw(), 100);
    return RuleAnswer{
        {{"is_held", held}},
        {before_surrender
             ? std::string("the sale before 1 November is always held")
             : fmt::format("{} × {} = {}; {} is {}", show(lowest), show(share), grouped(fine, 4),
                           show(settlement), held ? "not below it" : "below it")}};
  };
}

RuleWork tell_cost_containment(Fields& inputs) {
  const auto tell_quantity = [&](std::string_view name, std::string_view doc, Tonnes& quantity) {
    inputs.tonnes({.name = name, .doc = doc, .required = true}, quantity, Tonnes(),
                  kMaxOrderQuantity);
  };
  Tonnes shortage;
  Tonnes first;
  Tonnes second;
  WciTierPrices prices;
  const Year year = tell_year(inputs, "Year of the sale.", Year{2021}, kLastYear);
  const auto announced = wci_announced_tiers(year);
  if (announced)
    prices = {announced->first.price, announced->second.price, announced->ceiling.price};
  tell_quantity("shortage_t", "What the entity lacks at the surrender date.", shortage);
  tell_quantity("first_left_t", "Left in the reserve's first tier.", first);
  tell_quantity("second_left_t", "Left in its second tier.", second);
  const auto tell_tier = [&](std::string_view name, std::string_view doc, Price& price) {
    tell_price(inputs,
               {.name = name, .doc = doc, .required = !announced, .default_doc = "as announced"},
               price);
  };
  tell_tier("first_price", "Price of the first tier.", prices.first);
  tell_tier("second_price", "Price of the second tier.", prices.second);
  tell_tier("ceiling_price", "Price of a ceiling unit.", prices.ceiling);
  return [=] {
    const WciPurchase bought = wci_cost_containment(shortage, first, second, prices);
    return RuleAnswer{
        {{"ceiling_t", bought.ceiling},
         {"first_t", bought.first},
         {"second_t", bought.second},
         {"cost", bought.cost}},
        {fmt::format("first tier: min({}, {}) at {}", show(shortage), show(first),
                     show(prices.first)),
         fmt::format("second tier: min({}, {}) at {}", show(shortage - bought.first), show(second),
                     show(prices.second)),
         fmt::format("ceiling: {} - {} - {} = {} at {}", show(shortage), show(bought.first),
                     show(bought.second), show(bought.ceiling), show(prices.ceiling))}};
  };
}

RuleWork tell_unsold(Fields& inputs) {
  WciUnsoldRule rule;
  Tonnes unsold;
  Tonnes offered;
  std::int32_t above = 0;
  tell_tonnes(inputs,
              {.name = "unsold_t", .doc = "Left unsold at earlier auctions.", .required = true},
              unsold);
  tell_tonnes(inputs, {.name = "offered_t", .doc = "Offered otherwise.", .required = true},
              offered);
  inputs.integer({.name = "auctions_above",
                  .doc = "Auctions in a row that settled above the "
                         "reserve price.",
                  .required = true},
                 above, 0, 1'000);
  inputs.integer({.name = "auctions_needed", .doc = "So many are needed (U)."}, rule.auctions, 0,
                 1'000);
  tell_percent(inputs, {.name = "share_percent", .doc = "Most that returns, of offered_t."},
               rule.share);
  return [=] {
    const Tonnes returned = wci_returned_unsold(rule, unsold, offered, above);
    if (above < rule.auctions)
      return RuleAnswer{{{"returned_t", returned}},
                        {fmt::format("{} auctions in a row, {} are needed", above, rule.auctions)}};
    return RuleAnswer{{{"returned_t", returned}},
                      {fmt::format("min({}, {} × {} rounded down) = {}", show(unsold),
                                   show(offered), show(rule.share), show(returned))}};
  };
}

}  // namespace

const Calculator kWciReservePrice = {
    .name = "wci-reserve-price",
    .title = "California's and Quebec's lowest auction price of a year, in US dollars",
    .formula =
        "previous_price × (1 + rise_percent + cpi_percent), to the nearest cent\n"
        "without cpi_percent: as announced",
    .currency = "USD",
    .sources = kReservePriceSources,
    .tell = tell_reserve_price,
};

const Calculator kWciTiers = {
    .name = "wci-tiers",
    .title = "Prices of California's containment reserve and of its price ceiling",
    .formula =
        "each price of the year before × (1 + rise_percent + cpi_percent), to the nearest "
        "cent\nwithout cpi_percent: as announced",
    .currency = "USD",
    .sources = kTierSources,
    .tell = tell_tiers,
};

const Calculator kWciReserveSale = {
    .name = "wci-reserve-sale",
    .title = "Whether California holds a sale from its containment reserve",
    .formula = "settlement_price >= share_percent × lowest_tier_price, or before_surrender",
    .currency = "USD",
    .sources = kSaleSources,
    .tell = tell_sale,
};

const Calculator kWciCostContainment = {
    .name = "wci-cost-containment",
    .title = "What an entity that is short buys from California's tiers and at the ceiling",
    .formula =
        "first_t = min(shortage_t, first_left_t); second_t = min(the rest, second_left_t); "
        "ceiling_t = the rest",
    .currency = "USD",
    .sources = kTierSources,
    .tell = tell_cost_containment,
};

const Calculator kWciUnsold = {
    .name = "wci-unsold",
    .title = "What California offers again of what it left unsold",
    .formula =
        "min(unsold_t, share_percent × offered_t rounded down), if auctions_above >= "
        "auctions_needed",
    .currency = "USD",
    .sources = kUnsoldSources,
    .tell = tell_unsold,
};

}  // namespace tanshi
