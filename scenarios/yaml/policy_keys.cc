// The keys of what a regulator decides: who gets the cap's allowances and how.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "exchange/base/checked_math.h"
#include "scenarios/model/apportion.h"
#include "scenarios/yaml/auction_keys.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr ExactRule kShare{.least = 0, .most = 10'000, .decimals = 4};
constexpr std::int64_t kAllOfIt = 10'000;

Tonnes share_of(Tonnes cap, std::int64_t share) {
  return Tonnes(mul_div_floor(cap.raw(), share, kAllOfIt));
}

// Returns whether the file states a share.
bool tell_share_of_cap(Fields& fields, Scenario& scenario) {
  std::int64_t share = kAllOfIt;
  const bool given =
      fields.exact({.name = "free_share",
                    .doc = "Part of each year's cap that firms get free of charge, down to whole "
                           "tonnes; the rest is auctioned."},
                   share, kShare);
  std::vector<std::int64_t> path;
  const bool by_year = fields.exacts(
      {.name = "free_share_path", .doc = "The same with a number for each of horizon.years."}, path,
      kShare, {1, 100});
  scenario.free.clear();
  for (const Tonnes cap : scenario.cap) scenario.free.push_back(share_of(cap, share));
  if (!by_year || !fields.ok()) return given;
  if (path.size() != scenario.cap.size()) {
    fields.refuse("free_share_path", "has " + std::to_string(path.size()) + " entries; must have " +
                                         std::to_string(scenario.cap.size()) +
                                         ", one for each of horizon.years");
    return true;
  }
  for (std::size_t year = 0; year < path.size(); ++year)
    scenario.free[year] = share_of(scenario.cap[year], path[year]);
  return true;
}

}  // namespace

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

void tell_allocation(Fields& fields, Scenario& scenario) {
  static constexpr std::array kMethods = {
      Word{"grandfathering",
           "free_share of the cap is given to the firms each year, by allocation_weight where "
           "firms state it, else by baseline"},
      Word{"benchmark",
           "a firm is given its output times its benchmark; less, all alike, where that is more "
           "than the cap, and what is left of the cap is auctioned"}};
  std::string method = "grandfathering";
  fields.word({.name = "method", .doc = "How firms get the cap's allowances."}, method, kMethods);
  scenario.allocation =
      method == "benchmark" ? AllocationMethod::kBenchmark : AllocationMethod::kGrandfathering;
  if (tell_share_of_cap(fields, scenario) && method == "benchmark")
    fields.refuse("free_share", "stands beside method: benchmark, which gives by output; one only");
}

void allocate_by_output(Fields& fields, Scenario& scenario) {
  if (scenario.allocation == AllocationMethod::kGrandfathering) {
    if (scenario.bottom_up) fields.refuse("cap", "bottom_up needs allocation.method: benchmark");
    return;
  }
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    std::vector<double> earned;
    Tonnes sum;
    for (const FirmGroup& group : scenario.firms) {
      if (group.allocation.empty())
        return fields.refuse("firms",
                             "'" + group.name + "' has no benchmark; each group needs one");
      earned.push_back(static_cast<double>(group.allocation[year].raw()));
      sum += group.allocation[year];
    }
    if (scenario.bottom_up) scenario.cap[year] = sum;
    scenario.free[year] = std::min(sum, scenario.cap[year]);
    if (sum <= scenario.cap[year]) continue;
    const std::vector<Tonnes> cut = apportion(scenario.cap[year], earned);
    for (std::size_t i = 0; i < cut.size(); ++i) scenario.firms[i].allocation[year] = cut[i];
  }
}

void check_supply(Fields& fields, const Scenario& scenario) {
  Int128 all = Int128{scenario.reserve.holdings.raw()} + scenario.reserve.intake_left.raw() +
               scenario.reserve.release_left.raw();
  Tonnes largest;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const Tonnes auctioned = scenario.cap[year] - scenario.free[year];
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
