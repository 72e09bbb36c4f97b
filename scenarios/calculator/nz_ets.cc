// New Zealand: price controls, and when an auction declines.

#include "agents/regulator/supply/nz_ets.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "agents/regulator/supply/containment_reserve.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kControlSources = {
    CitedSource{'V',
                "ICAP news 757 (2021); Ministry for the Environment, \"Government announces "
                "updated NZ ETS auction settings\" (2023, floor of 2024)"},
    CitedSource{'C',
                "trigger of 2022: Carbon Pulse, 15 March 2022 (an auction cleared at 70, part "
                "of the reserve sold)"},
    CitedSource{'U', "2025"},
};
constexpr std::array kAuctionSources = {
    CitedSource{'V',
                "Ministry for the Environment, \"NZ ETS unit settings and regulatory updates "
                "2025\", Managing NZ ETS auctions"},
};

void add_known(RuleAnswer& answer, std::string_view name,
               const std::optional<PublishedPrice>& price) {
  if (!price) return;
  answer.figures.emplace_back(name, price->price);
  answer.working.push_back(fmt::format("{} {} ({})", name, show(price->price), price->mark));
}

RuleWork tell_price_controls(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the auction.", Year{2021}, Year{2025});
  bool before_december = false;
  Tonnes size;
  Tonnes offered;
  Tonnes demand;
  inputs.boolean({.name = "before_december",
                  .doc = "2023 only: the controls of its first three "
                         "auctions."},
                 before_december);
  bool given = tell_tonnes(
      inputs, {.name = "size_t", .doc = "What is left of the reserve.", .default_doc = kNoDefault},
      size);
  given &= tell_tonnes(
      inputs, {.name = "offered_t", .doc = "Offered before it.", .default_doc = kNoDefault},
      offered);
  given &= tell_tonnes(
      inputs,
      {.name = "demand_t", .doc = "Bid for at the trigger or above.", .default_doc = kNoDefault},
      demand);
  return [=] {
    const NzPriceControls controls = nz_price_controls(year, before_december);
    RuleAnswer answer;
    add_known(answer, "first_trigger_price", controls.first_trigger);
    add_known(answer, "second_trigger_price", controls.second_trigger);
    add_known(answer, "floor_price", controls.floor);
    if (given) {
      const Tonnes added = reserve_added(offered, demand, size);
      answer.figures.emplace_back("added_t", added);
      answer.working.push_back(fmt::format("min({}, max(0, {} - {})) = {}", show(size),
                                           show(demand), show(offered), show(added)));
    }
    return answer;
  };
}

RuleWork tell_auction(Fields& inputs) {
  NzAuction auction;
  Price confidential;
  Price floor;
  tell_tonnes(inputs,
              {.name = "offered_t", .doc = "Offered, with what rolled over.", .required = true},
              auction.offered);
  tell_tonnes(
      inputs,
      {.name = "bid_at_reserve_t", .doc = "Bid for at the reserve or above.", .required = true},
      auction.bid_at_reserve);
  tell_tonnes(inputs, {.name = "bid_below_t", .doc = "Bid for below it."}, auction.bid_below);
  inputs.boolean({.name = "is_last_of_year", .doc = "Whether no auction of the year is left."},
                 auction.is_last_of_year);
  const bool confidential_given = tell_price(inputs,
                                             {.name = "confidential_price",
                                              .doc = "Confidential reserve price.",
                                              .default_doc = kNoDefault},
                                             confidential);
  const bool floor_given = tell_price(
      inputs, {.name = "floor_price", .doc = "Price floor.", .default_doc = kNoDefault}, floor);
  return [=] {
    const NzOutcome outcome = nz_auction(auction);
    RuleAnswer answer{{{"sold_t", outcome.sold},
                       {"is_declined", outcome.declined},
                       {"rolled_over_t", outcome.rolled_over},
                       {"lapsed_t", outcome.lapsed}},
                      {}};
    if (confidential_given || floor_given) {
      const Price reserve = nz_reserve(confidential, floor);
      answer.figures.emplace_back("reserve_price", reserve);
      answer.working.push_back(
          fmt::format("reserve: max({}, {}) = {}", show(confidential), show(floor), show(reserve)));
    }
    answer.working.push_back(
        fmt::format("{} bid at the reserve or above for {} offered, {} below: {}",
                    show(auction.bid_at_reserve), show(auction.offered), show(auction.bid_below),
                    outcome.declined ? "the auction declines" : "it clears"));
    return answer;
  };
}

}  // namespace

const Calculator kNzPriceControls = {
    .name = "nz-price-controls",
    .title = "New Zealand's price floor and reserve triggers, and what an auction adds",
    .formula = "added: min(size_t, max(0, demand_t - offered_t))",
    .currency = "NZD",
    .sources = kControlSources,
    .tell = tell_price_controls,
};

const Calculator kNzAuction = {
    .name = "nz-auction",
    .title = "Whether New Zealand's auction declines, and what happens to unsold units",
    .formula =
        "reserve = max(confidential_price, floor_price)\n"
        "declines when bid_at_reserve_t = 0, or bid_at_reserve_t < offered_t and "
        "bid_below_t > 0\n"
        "else sells min(bid_at_reserve_t, offered_t)",
    .currency = "NZD",
    .sources = kAuctionSources,
    .tell = tell_auction,
};

}  // namespace tanshi
