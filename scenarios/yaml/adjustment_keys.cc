// The keys of what changes the supply of allowances: by what circulates, or by the market's price.

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "agents/regulator/supply/price_collar.h"
#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr ExactRule kPart{.least = 0, .most = 10'000, .decimals = 4};

void tell_part(Fields& fields, const Key& key, BasisPoints& share) {
  std::int64_t exact = share.raw();
  fields.exact(key, exact, kPart);
  share = BasisPoints(exact);
}

void tell_bank_band(Fields& fields, QuantityCollar& collar) {
  fields.tonnes({.name = "bank_least_t", .doc = "Bank below which the reserve gives back."},
                collar.bank_least, Tonnes(), kMaxQuantity);
  fields.tonnes(
      {.name = "bank_most_t", .doc = "Bank above which auctions are cut.", .required = true},
      collar.bank_most, Tonnes(), kMaxQuantity);
  tell_part(fields, {.name = "withheld_share", .doc = "Part of the excess that is withheld."},
            collar.withheld_share);
  tell_part(fields, {.name = "released_share", .doc = "Part of the gap that is given back."},
            collar.released_share);
  fields.tonnes({.name = "most_withheld_t", .doc = "Most that is withheld in a year."},
                collar.most_withheld, Tonnes(), kMaxQuantity);
  fields.tonnes({.name = "most_released_t", .doc = "Most that is given back in a year."},
                collar.most_released, Tonnes(), kMaxQuantity);
  if (fields.ok() && collar.bank_least > collar.bank_most)
    fields.refuse("bank_least_t", "is above bank_most_t; at most that");
}

void tell_reserve(Fields& fields, ReserveState& reserve) {
  fields.tonnes({.name = "holdings_t", .doc = "What the reserve holds when the first year begins."},
                reserve.holdings, Tonnes(), kMaxQuantity);
}

// ---- By the market's price ---------------------------------------------------------------------

void tell_months_before(Fields& fields, PriceResponse& response) {
  constexpr std::size_t kAsFarBack = 3 * kMonths;  // as any rule looks
  std::vector<std::int64_t> months;
  if (!fields.exacts({.name = "months_before",
                      .doc = "Mean price of each month before the first year, the latest last; "
                             "one alone is of all. Without them the rule waits until its two "
                             "years have been traded."},
                     months, {1, kMaxPrice.raw(), 2, "money/t"}, {1, 120})) {
    return;
  }
  if (months.size() == 1) months.assign(kAsFarBack, months.front());
  for (const std::int64_t month : months) response.months_before.emplace_back(month);
}

// `response`: the rule, and its defaults.
void tell_price_response(Fields& fields, Scenario& scenario, PriceResponse response) {
  static constexpr std::array kWho = {
      Word{"automatic", "what the rule does by default"},
      Word{"seat", "who holds the seat `regulator`, over gRPC; the default where nobody does"}};
  std::string who(kWho.front().name);
  fields.word({.name = "discretion", .doc = "Who decides what is done once the rule is met."}, who,
              kWho);
  response.discretion = who == "seat" ? Discretion::kSeat : Discretion::kAutomatic;
  tell_part(fields,
            {.name = "default_share",
             .doc = "What is released by default, of the most that may be released."},
            response.default_share);
  fields.integer({.name = "pause_months", .doc = "Months after a release without another."},
                 response.pause_months, 0, 120);
  tell_months_before(fields, response);
  scenario.price_response = std::move(response);
}

void tell_article_29a(Fields& fields, Scenario& scenario) {
  static constexpr std::array kLaws = {
      Word{"directive_2009",
           "at most 100 Mt once each of seven months is above 3 times the two years before"},
      Word{"reform_2023",
           "75 Mt once the mean of six months is above 2.4 times the two years before. In force"}};
  fields.object(
      {.name = "article_29a", .doc = "What the reserve releases when the price has risen too far."},
      [&](Fields& keys) {
        EuPriceRule rule;
        std::string law(kLaws.back().name);
        keys.word({.name = "law", .doc = "Version, as if it had stayed in force."}, law, kLaws);
        if (law == kLaws.front().name) rule.version = EuArticle29a::kDirective2009;
        tell_price_response(keys, scenario,
                            {.rule = rule, .pause_months = static_cast<std::int32_t>(kMonths)});
      });
}

void tell_uk_ccm(Fields& fields, Scenario& scenario) {
  UkPriceRule rule;
  tell_part(fields,
            {.name = "most_share",
             .doc = "Most that is brought forward in a year, of what the next year auctions.",
             .required = true},
            rule.most_share);
  tell_price_response(fields, scenario, {.rule = rule});
}

void tell_korea_stabilisation(Fields& fields, Scenario& scenario) {
  KoreaPriceRule rule;
  tell_reserve(fields, scenario.reserve);
  tell_part(fields,
            {.name = "most_share",
             .doc = "Most that is released at a time, of what the reserve holds.",
             .required = true},
            rule.most_share);
  tell_part(fields,
            {.name = "floor_cut",
             .doc = "Of the lowest of the last five closes, to set the auctions' floor when the "
                    "price has fallen."},
            rule.floor_cut);
  tell_part(fields,
            {.name = "floor_lifted_above", .doc = "The floor, by each of five closes on end."},
            rule.lifted_above);
  PriceResponse response{.rule = rule};
  fields.tonnes(
      {.name = "month_volume_before_t", .doc = "Traded in each month before the first year."},
      response.month_volume_before, Tonnes(), kMaxQuantity);
  tell_price_response(fields, scenario, std::move(response));
}

void tell_rise(Fields& fields, const Key& key, PartsPerMillion& rise) {
  std::int64_t exact = rise.raw();
  fields.exact(key, exact, {.least = 0, .most = 1'000'000, .decimals = 6});
  rise = PartsPerMillion(exact);
}

// The terms of each year's auctions: the collar is a reserve price and a ceiling.
void set_collar(Fields& fields, const PriceCollar& collar, Scenario& scenario) {
  for (AuctionYear& terms : scenario.auctions.years) {
    const auto years = static_cast<std::int32_t>(&terms - scenario.auctions.years.data());
    const auto is_ceiling = [](const AuctionTier& tier) {
      return tier.supply_class == SupplyClass::kCeiling;
    };
    if (terms.reserve_price > scenario.tick || std::ranges::any_of(terms.tiers, is_ceiling))
      return fields.refuse("rule",
                           "is price_collar beside auction.reserve_price or auction.ceiling; one "
                           "of them only");
    if (!stays_in_range(collar.floor, collar.floor_rise, years) ||
        !stays_in_range(collar.ceiling, collar.ceiling_rise, years))
      return fields.refuse("", "rises above 100_000.00; at most that in all years");
    const PriceBand band = band_after(collar, years);
    if (band.ceiling < band.floor)
      return fields.refuse("floor", "rises above ceiling; at most that in all years");
    if (band.floor > scenario.max_price)
      return fields.refuse("floor", "rises above market.max_price; at most that");
    terms.reserve_price = band.floor;
    terms.tiers.push_back({SupplyClass::kCeiling, band.ceiling, collar.ceiling_limit});
    fit_to_market(scenario, terms);
    std::ranges::stable_sort(terms.tiers, {}, &AuctionTier::trigger);
  }
}

void tell_price_collar(Fields& fields, Scenario& scenario) {
  PriceCollar collar;
  collar.ceiling_limit = kMaxAuctionQuantity;
  fields.price({.name = "floor", .doc = "Below it auctions sell nothing.", .required = true},
               collar.floor, Price(1), kMaxPrice);
  tell_rise(fields, {.name = "floor_rise", .doc = "Of the floor, in each year after the first."},
            collar.floor_rise);
  fields.price({.name = "ceiling",
                .doc = "Auctions sell to all who pay it, beyond what the cap leaves for them.",
                .required = true},
               collar.ceiling, Price(1), kMaxPrice);
  tell_rise(fields, {.name = "ceiling_rise", .doc = "Of the ceiling, likewise."},
            collar.ceiling_rise);
  fields.tonnes({.name = "ceiling_limit_t",
                 .doc = "Most that is sold at the ceiling in a year.",
                 .default_doc = "no limit"},
                collar.ceiling_limit, Tonnes(1), kMaxAuctionQuantity);
  if (!fields.ok()) return;
  if (collar.ceiling < collar.floor)
    return fields.refuse("ceiling", "is below floor; at least that");
  set_collar(fields, collar, scenario);
}

// ---- By what circulates ------------------------------------------------------------------------

void tell_eu_msr(Fields& fields, Scenario& scenario) {
  static constexpr std::array kLaws = {
      Word{"decision_2015", "12 %, at least 100 Mt"},
      Word{"directive_2018", "24 % and at least 200 Mt until 2023; invalidation from 2023"},
      Word{"decision_2023", "24 % and at least 200 Mt until 2030"},
      Word{"reform_2023", "the band from 833 to 1,096 Mt; invalidation above 400 Mt. In force"}};
  EuMsrAdjustment rule;
  std::string law(kLaws[static_cast<std::size_t>(rule.law)].name);
  fields.word({.name = "law", .doc = "Version, as if it had stayed in force."}, law, kLaws);
  rule.law = static_cast<EuMsrLaw>(std::ranges::find(kLaws, law, &Word::name) - kLaws.begin());
  scenario.adjustment = rule;
  ReserveState& reserve = scenario.reserve;
  tell_reserve(fields, reserve);
  fields.tonnes({.name = "intake_left_t",
                 .doc = "What is still to go in from January to August of the first year."},
                reserve.intake_left, Tonnes(), kMaxQuantity);
  fields.tonnes({.name = "release_left_t", .doc = "The same of what comes out."},
                reserve.release_left, Tonnes(), kMaxQuantity);
  fields.tonnes({.name = "auctioned_before_t",
                 .doc = "Auctioned in the year before the first; what the law of 2018 lets the "
                        "reserve keep in it."},
                reserve.auctioned, Tonnes(), kMaxQuantity);
  tell_article_29a(fields, scenario);
}

void tell_quantity_collar(Fields& fields, Scenario& scenario) {
  QuantityCollar collar;
  tell_bank_band(fields, collar);
  tell_reserve(fields, scenario.reserve);
  scenario.adjustment = collar;
}

}  // namespace

void tell_supply_adjustment(Fields& fields, Scenario& scenario) {
  const std::array forms = {
      Form{"none", "Auctions are held as the cap says.", [](Fields&) {}},
      Form{"eu_msr", "The market stability reserve of the EU.",
           [&](Fields& keys) { tell_eu_msr(keys, scenario); }},
      Form{"quantity_collar", "A reserve that keeps the bank in a band.",
           [&](Fields& keys) { tell_quantity_collar(keys, scenario); }},
      Form{"price_collar", "A floor and a ceiling of auctions.",
           [&](Fields& keys) { tell_price_collar(keys, scenario); }},
      Form{"uk_ccm",
           "The UK's cost containment mechanism: once each of three or six months is above a "
           "multiple of the two years before, auctions of the next year may be held in this one.",
           [&](Fields& keys) { tell_uk_ccm(keys, scenario); }},
      Form{
          "korea_stabilisation",
          "Korea's stabilisation of the market: once prices have risen far above those of the two "
          "years before, the reserve may release; once they have fallen far, auctions get a floor.",
          [&](Fields& keys) { tell_korea_stabilisation(keys, scenario); }},
  };
  fields.form({.name = "supply_adjustment",
               .doc = "What is taken from auctions, or added to them, by what circulates or by the "
                      "market's price."},
              "rule", forms);
}

void check_regulator_seat(Fields& fields, const Scenario& scenario) {
  if (!asks_regulator(scenario)) return;
  const auto clashes = [](const auto& group) {
    return group.name == kRegulatorSeat && group.count == 1;
  };
  const std::string why = "has a seat 'regulator', which is the regulator's; another name";
  if (std::ranges::any_of(scenario.firms, clashes)) fields.refuse("firms", why);
  if (std::ranges::any_of(scenario.traders, clashes)) fields.refuse("traders", why);
}

}  // namespace tanshi
