// The keys of how allowances are auctioned, and what shows once all of supply is known.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/auction_keys.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {

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
  plan.floor = terms.floor;
  plan.confidential_share = terms.confidential_share;
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

}  // namespace tanshi
