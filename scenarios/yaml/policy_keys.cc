// The keys of what a regulator decides of supply: how allowances are auctioned, and what changes
// how many.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/auction_keys.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr ExactRule kShare{.least = 0, .most = 10'000, .decimals = 4};
void tell_bank_band(Fields& fields, QuantityCollar& collar) {
  fields.tonnes({.name = "bank_least_t", .doc = "Bank below which the reserve gives back."},
                collar.bank_least, Tonnes(), kMaxQuantity);
  fields.tonnes(
      {.name = "bank_most_t", .doc = "Bank above which auctions are cut.", .required = true},
      collar.bank_most, Tonnes(), kMaxQuantity);
  const auto share = [&](const Key& key, BasisPoints& value) {
    std::int64_t exact = value.raw();
    fields.exact(key, exact, kShare);
    value = BasisPoints(exact);
  };
  share({.name = "withheld_share", .doc = "Part of the excess that is withheld."},
        collar.withheld_share);
  share({.name = "released_share", .doc = "Part of the gap that is given back."},
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
}

void tell_quantity_collar(Fields& fields, Scenario& scenario) {
  QuantityCollar collar;
  tell_bank_band(fields, collar);
  tell_reserve(fields, scenario.reserve);
  scenario.adjustment = collar;
}

// Prices as the market can hold them: on its tick, upwards, and a reserve price of a tick at least.
// What nobody may bid is no tier.
void fit_to_market(const Scenario& scenario, AuctionYear& terms) {
  const auto on_tick = [&](Price price) {
    const std::int64_t tick = scenario.tick.raw();
    return Price((price.raw() + tick - 1) / tick * tick);
  };
  terms.reserve_price = std::max(on_tick(terms.reserve_price), scenario.tick);
  for (AuctionTier& tier : terms.tiers)
    tier.trigger = std::max(on_tick(tier.trigger), terms.reserve_price);
  std::erase_if(terms.tiers,
                [&](const AuctionTier& tier) { return tier.trigger > scenario.max_price; });
}

}  // namespace

void check_supply(Fields& fields, const Scenario& scenario) {
  Int128 all = Int128{scenario.reserve.holdings.raw()} + scenario.reserve.intake_left.raw() +
               scenario.reserve.release_left.raw();
  Tonnes largest;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const Tonnes auctioned = auctioned_by_law(scenario, year);
    largest = std::max(largest, auctioned);
    all += auctioned.raw();
  }
  if (all > kMaxQuantity.raw()) {
    fields.refuse("auction",
                  "with the reserve more than 1_000_000_000_000 t are auctioned in all "
                  "years; at most that");
  }
  const Tonnes each(largest.raw() / scenario.auctions.per_year);
  if (largest > Tonnes() && each < scenario.auctions.rules.lot)
    fields.refuse("auction",
                  "a lot is more than an auction ever offers; give a smaller "
                  "auction.rules.lot_t or market.lot_t, or fewer per_year");
}

void tell_auction(Fields& fields, Scenario& scenario) {
  AuctionPlan& plan = scenario.auctions;
  AuctionTerms terms;
  terms.rules.lot = scenario.lot;
  tell_auction_terms(fields, terms, Sources::kOptional);
  if (!fields.ok()) return;
  plan.per_year = std::min(terms.per_year, scenario.horizon.days_per_year);  // one a day at most
  plan.rules = terms.rules;
  plan.rules.lot = Tonnes((terms.rules.lot.raw() + scenario.lot.raw() - 1) / scenario.lot.raw() *
                          scenario.lot.raw());
  plan.unsold = terms.unsold;
  for (AuctionYear& of_year : plan.years) {
    const auto index = static_cast<std::int32_t>(&of_year - plan.years.data());
    const Year year = years_after(scenario.horizon.first_year, index);
    of_year = terms_of_year(terms, year);
    for (const AuctionTier& tier : of_year.tiers) {
      // What is withheld below a price that nothing is sold below is a part of the offer.
      const bool withheld = tier.supply_class == SupplyClass::kWithheld;
      if (withheld || tier.trigger >= of_year.reserve_price) continue;
      return fields.refuse(tier.supply_class == SupplyClass::kReserve ? "ccr" : "ceiling",
                           "its trigger is below the reserve price of " +
                               std::to_string(raw(year)) + ", " +
                               write_exact(of_year.reserve_price.raw(), 2) + "; at least that");
    }
    fit_to_market(scenario, of_year);
    if (of_year.reserve_price > scenario.max_price)
      return fields.refuse("reserve_price", "rises above market.max_price; at most that");
  }
}

void tell_supply_adjustment(Fields& fields, Scenario& scenario) {
  const std::array forms = {
      Form{"none", "Auctions are held as the cap says.", [](Fields&) {}},
      Form{"eu_msr", "The market stability reserve of the EU.",
           [&](Fields& keys) { tell_eu_msr(keys, scenario); }},
      Form{"quantity_collar", "A reserve that keeps the bank in a band.",
           [&](Fields& keys) { tell_quantity_collar(keys, scenario); }},
  };
  fields.form({.name = "supply_adjustment",
               .doc = "What is taken from auctions, or given back to them, by what circulates."},
              "rule", forms);
}

}  // namespace tanshi
