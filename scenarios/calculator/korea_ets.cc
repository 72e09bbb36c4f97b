// Korea: the lowest price of stability auctions, triggers, and the price floor.

#include "agents/regulator/supply/korea_ets.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kFloorSources = {
    CitedSource{'V', "ICAP news 553 (stability auction of June 2018)"},
};
constexpr std::array kTriggerSources = {
    CitedSource{'V',
                "Act on the Allocation and Trading of Greenhouse Gas Emission Permits and its "
                "Enforcement Decree, after emissions-euets.com"},
};
constexpr std::array kPriceFloorSources = {
    CitedSource{'V',
                "ICAP, April 2021 (12,900: lowest of five days less 10 %; lifted at 10 % "
                "above); Ecoeye, July 2023 (7,020: lowest of five days)"},
    CitedSource{'U', "rounding to the tick"},
};

RuleWork tell_auction_floor(Fields& inputs) {
  KoreaRecentMeans means;
  tell_price(
      inputs,
      {.name = "three_months_price", .doc = "Mean of the last three months.", .required = true},
      means.three_months);
  tell_price(inputs,
             {.name = "one_month_price", .doc = "Mean of the last month.", .required = true},
             means.one_month);
  tell_price(inputs,
             {.name = "three_days_price", .doc = "Mean of the last three days.", .required = true},
             means.three_days);
  return [=] {
    const Price floor = korea_auction_floor(means);
    return RuleAnswer{{{"floor_price", floor}},
                      {fmt::format("({} + {} + {}) / 3 = {}", show(means.three_months),
                                   show(means.one_month), show(means.three_days), show(floor))}};
  };
}

std::string_view name_of(KoreaTrigger trigger) {
  switch (trigger) {
    case KoreaTrigger::kPriceTripled:
      return "price_tripled";
    case KoreaTrigger::kPriceAndVolumeDoubled:
      return "price_and_volume_doubled";
    case KoreaTrigger::kPriceFell:
      return "price_fell";
    case KoreaTrigger::kNone:
      break;
  }
  return "none";
}

RuleWork tell_stabilisation(Fields& inputs) {
  KoreaTriggerRule rule;
  KoreaMarket market;
  tell_mean(inputs,
            {.name = "two_years_price", .doc = "Mean of the two years before.", .required = true},
            market.two_years);
  tell_mean(inputs,
            {.name = "six_months_price", .doc = "Mean of the last six months.", .required = true},
            market.six_months);
  tell_mean(inputs, {.name = "one_month_price", .doc = "Mean of the last month.", .required = true},
            market.one_month);
  tell_tonnes(inputs, {.name = "one_month_volume_t", .doc = "Traded in the last month."},
              market.one_month_volume);
  tell_tonnes(inputs,
              {.name = "two_years_volume_t",
               .doc = "Traded in a month of the two years "
                      "before, on average."},
              market.two_years_volume);
  tell_multiple(inputs, {.name = "six_months_multiple", .doc = "Of the two years' mean."},
                rule.six_months);
  tell_multiple(inputs, {.name = "one_month_multiple", .doc = "Of the two years' mean."},
                rule.one_month);
  tell_multiple(inputs, {.name = "volume_multiple", .doc = "Of the two years' volume."},
                rule.volume);
  tell_percent(inputs, {.name = "fall_percent", .doc = "Fall below the two years' mean."},
               rule.fall);
  return [=] {
    const KoreaTrigger trigger = korea_stabilisation(rule, market);
    return RuleAnswer{
        {{"is_met", trigger != KoreaTrigger::kNone}, {"trigger", name_of(trigger)}},
        {fmt::format("six months {} against {} × {} = {}", show(market.six_months),
                     show_times(rule.six_months), show(market.two_years),
                     show(times(rule.six_months, market.two_years))),
         fmt::format("one month {} against {} × {} = {}, with {} against {} × {}",
                     show(market.one_month), show_times(rule.one_month), show(market.two_years),
                     show(times(rule.one_month, market.two_years)), show(market.one_month_volume),
                     show_times(rule.volume), show(market.two_years_volume)),
         fmt::format("one month {} against {} - {} = {}", show(market.one_month),
                     show(market.two_years), show(rule.fall),
                     show(times(BasisPoints(10'000) - rule.fall, market.two_years)))}};
  };
}

RuleWork tell_price_floor(Fields& inputs) {
  std::vector<Price> closes;
  BasisPoints cut(1'000);
  Price tick(5'000);
  Price floor;
  BasisPoints rise(1'000);
  std::int32_t days = 5;
  tell_prices(inputs,
              {.name = "closes",
               .doc = "Closing prices of the last days, the latest last.",
               .required = true},
              closes, {1, 1'000});
  tell_percent(inputs,
               {.name = "cut_percent",
                .doc = "Below the lowest close: 10 in April 2021, 0 "
                       "in July 2023."},
               cut);
  inputs.price({.name = "tick_price", .doc = "The floor is rounded to the nearest multiple (U)."},
               tick, Price(1), kMaxPrice);
  const bool floor_given = tell_price(inputs,
                                      {.name = "floor_price",
                                       .doc = "A floor in force: whether these closes lift it.",
                                       .default_doc = kNoDefault},
                                      floor);
  tell_percent(inputs, {.name = "lift_percent", .doc = "Rise above the floor that lifts it."},
               rise);
  inputs.integer({.name = "lift_days", .doc = "Days on end."}, days, 1, 1'000);
  return [=] {
    if (floor_given) {
      const bool lifted = korea_floor_is_lifted(closes, floor, rise, days);
      const std::int64_t level = mul_div_nearest(floor.raw(), 10'000 + rise.raw(), 10'000);
      return RuleAnswer{{{"is_lifted", lifted}},
                        {fmt::format("last {} closes against {} × (1 + {}) = {}", days, show(floor),
                                     show(rise), show(Price(level)))}};
    }
    const Price lowest = *std::ranges::min_element(closes);
    const Price price = korea_price_floor(closes, cut, tick);
    return RuleAnswer{{{"floor_price", price}},
                      {fmt::format("lowest {} × (1 - {}), to a multiple of {}: {}", show(lowest),
                                   show(cut), show(tick), show(price))}};
  };
}

}  // namespace

const Calculator kKoreaAuctionFloor = {
    .name = "korea-auction-floor",
    .title = "The lowest price of Korea's stability auction",
    .formula = "(three_months_price + one_month_price + three_days_price) / 3",
    .currency = "KRW",
    .sources = kFloorSources,
    .tell = tell_auction_floor,
};

const Calculator kKoreaStabilisation = {
    .name = "korea-stabilisation",
    .title = "Whether Korea's market may be stabilised",
    .formula =
        "six_months_price > six_months_multiple × two_years_price, or\n"
        "one_month_price > one_month_multiple × two_years_price and one_month_volume_t > "
        "volume_multiple × two_years_volume_t, or\n"
        "one_month_price < (1 - fall_percent) × two_years_price",
    .currency = "KRW",
    .sources = kTriggerSources,
    .tell = tell_stabilisation,
};

const Calculator kKoreaPriceFloor = {
    .name = "korea-price-floor",
    .title = "The floor under Korea's market price, and whether it is lifted",
    .formula =
        "min(closes) × (1 - cut_percent), to a multiple of tick_price\n"
        "lifted: each of the last lift_days closes >= floor_price × (1 + lift_percent)",
    .currency = "KRW",
    .sources = kPriceFloorSources,
    .tell = tell_price_floor,
};

}  // namespace tanshi
