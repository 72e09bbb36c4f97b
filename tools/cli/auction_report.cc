#include "tools/cli/auction_report.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/auction_status.h"
#include "scenarios/results/figures.h"
#include "scenarios/results/text_table.h"
#include "scenarios/yaml/auction_words.h"
#include "scenarios/yaml/utf8.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

// "1,234.50": whole cents, exactly.
std::string money(std::int64_t cents) {
  return fmt::format("{}.{:02}", show_count(cents / 100), cents % 100);
}
std::string shown(Price price) {
  return money(price.raw());
}
std::string shown(Tonnes tonnes) {
  return show_count(tonnes.raw());
}

// Hundredths as a number: exact below 90 million million.
double number(std::int64_t hundredths) {
  return static_cast<double>(hundredths) / 100;
}

std::string_view why(LossReason reason) {
  return reason == LossReason::kWon ? "" : word_of(reason, kLossWords);
}

// Why a bid, or a part of it, lost; empty if all of it won.
std::string sentence(const ClearedAuction& cleared, std::size_t at) {
  const AuctionRules& rules = cleared.setup.auction.rules;
  const Award& award = cleared.outcome.awards[at];
  const auto limit = [&](const BidderLimit& of) {
    return shown(limit_of(cleared.setup.auction, of)) + " t";
  };
  std::string cut = award.cut > Tonnes()
                        ? fmt::format("cut by {} t to the purchase limit of {}", shown(award.cut),
                                      limit(rules.purchase_limit))
                        : "";
  const auto and_cut = [&](const std::string& text) {
    return cut.empty() ? text : cut + "; " + text;
  };
  switch (award.reason) {
    case LossReason::kWon:
      return "";
    case LossReason::kOverBidLimit:
      return fmt::format("rejected: beyond the bid limit of {}", limit(rules.bid_limit));
    case LossReason::kBelowReserve:
      return fmt::format("below the reserve price of {}", shown(rules.lowest_price()));
    case LossReason::kNotHeld:
      return and_cut(fmt::format("the auction was {}", name_of(cleared.outcome.status)));
    case LossReason::kOverPurchaseLimit:
      return cut;
    case LossReason::kBelowClearing:
      return and_cut("below the lowest accepted bid");
    case LossReason::kRationed:
      return and_cut(
          fmt::format("rationed at the lowest accepted price, {}", word_of(rules.tie, kTieWords)));
  }
  return "";
}

std::string headline(const ClearedAuction& cleared) {
  const AuctionRulebook& rulebook = cleared.rulebook;
  const AuctionOutcome& outcome = cleared.outcome;
  return fmt::format(
      "{}{}\n{} bids for {} t, {} t of which stand: {:.2f} times the {} t offered\n\n",
      rulebook.name.empty() ? "Auction by the general rules" : rulebook.title,
      cleared.request.date ? ", " + to_string(*cleared.request.date) : "",
      show_count(static_cast<std::int64_t>(outcome.awards.size())), shown(outcome.bid),
      shown(outcome.demand), number(outcome.cover_percent()), shown(outcome.offered));
}

// What holds the clearing price where it is, if it is supply that is partly sold.
std::string pinned_by(const ClearedAuction& cleared) {
  const auto& supply = cleared.setup.auction.supply;
  const Price lowest = cleared.setup.auction.rules.lowest_price();
  for (std::size_t i = 0; i < supply.size(); ++i) {
    const StepOutcome& step = cleared.outcome.steps[i];
    const bool is_partly_sold = step.sold > Tonnes() && step.unsold > Tonnes();
    if (!is_partly_sold || std::max(supply[i].from, lowest) != cleared.outcome.clearing_price) {
      continue;
    }
    switch (supply[i].supply_class) {
      case SupplyClass::kBase:
        return ", the reserve price: not sold out";
      case SupplyClass::kConsigned:
        return ", an ask that is partly met";
      case SupplyClass::kWithheld:
        return ", the trigger of the ECR: partly withheld";
      case SupplyClass::kReserve:
        return ", the trigger of the CCR: partly used";
      case SupplyClass::kCeiling:
        return ", the ceiling";
    }
  }
  return "";
}

std::string result_lines(const ClearedAuction& cleared) {
  const AuctionOutcome& outcome = cleared.outcome;
  const std::string& currency = cleared.rulebook.currency;
  const std::string space = currency.empty() ? "" : " ";
  if (outcome.status != AuctionStatus::kHeld) {
    return fmt::format("the auction is {}: bids at or above {} are for {} t\n",
                       name_of(outcome.status), shown(cleared.setup.auction.rules.lowest_price()),
                       shown(outcome.demand));
  }
  return fmt::format("clearing price  {}{}{}{}\nsold            {} t\nproceeds        {}{}{}\n",
                     shown(outcome.clearing_price), space, currency, pinned_by(cleared),
                     shown(outcome.sold), money(outcome.proceeds.raw()), space, currency);
}

std::string supply_table(const ClearedAuction& cleared) {
  TextTable table;
  table.add_column("supply", TextTable::Align::kLeft);
  for (const char* const heading : {"from", "tonnes", "sold", "unsold", "proceeds"}) {
    table.add_column(heading);
  }
  const auto& supply = cleared.setup.auction.supply;
  for (std::size_t i = 0; i < supply.size(); ++i) {
    const StepOutcome& step = cleared.outcome.steps[i];
    const bool is_consigned = supply[i].supply_class == SupplyClass::kConsigned;
    const Price from = std::max(supply[i].from, cleared.setup.auction.rules.lowest_price());
    const bool is_unbounded = supply[i].supply_class == SupplyClass::kCeiling;
    table.add_row({is_consigned ? fmt::format("consigned by {}",
                                              printable(cleared.names.name_of(supply[i].seller)))
                                : std::string(word_of(supply[i].supply_class, kSupplyWords)),
                   shown(from), is_unbounded ? "any" : shown(supply[i].quantity), shown(step.sold),
                   is_unbounded ? "" : shown(step.unsold), money(step.proceeds.raw())});
  }
  return table.str();
}

std::string bid_table(const ClearedAuction& cleared) {
  TextTable table;
  table.add_column("bidder", TextTable::Align::kLeft);
  for (const char* const heading : {"bid", "tonnes", "won", "pays"}) table.add_column(heading);
  table.add_column("why not all", TextTable::Align::kLeft);
  for (std::size_t i = 0; i < cleared.stack.bids.size(); ++i) {
    const Bid& bid = cleared.stack.bids[i];
    const Award& award = cleared.outcome.awards[i];
    table.add_row({printable(cleared.names.name_of(bid.bidder)), shown(bid.price),
                   shown(bid.quantity), shown(award.quantity),
                   award.quantity > Tonnes() ? shown(award.price) : "", sentence(cleared, i)});
  }
  return table.str();
}

std::string figure_lines(const ClearedAuction& cleared) {
  std::string lines;
  for (const UsedFigure& figure : cleared.setup.figures) {
    lines += fmt::format("{} {}{}: {}, {}\n", figure.what, shown(figure.price),
                         figure.size ? fmt::format(", {} t", shown(*figure.size)) : "",
                         figure.provenance.mark, figure.provenance.source);
  }
  for (const std::string& note : cleared.setup.notes) lines += "note: " + note + "\n";
  return lines.empty() ? "" : "\n" + lines;
}

// ---- JSON --------------------------------------------------------------------------------------

Json rules_json(const Auction& auction) {
  const AuctionRules& rules = auction.rules;
  const auto limit = [&](const BidderLimit& of) {
    return of == BidderLimit{} ? Json(nullptr) : Json(limit_of(auction, of).raw());
  };
  return {{"pricing", word_of(rules.pricing, kPricingWords)},
          {"reserve_price", number(rules.reserve_price.raw())},
          {"confidential_reserve_price", number(rules.confidential_reserve_price.raw())},
          {"lot_t", rules.lot.raw()},
          {"award_lot_t", rules.award_lot.raw()},
          {"bid_limit_t", limit(rules.bid_limit)},
          {"purchase_limit_t", limit(rules.purchase_limit)},
          {"tie", word_of(rules.tie, kTieWords)},
          {"rest", word_of(rules.rest, kRestWords)},
          {"tie_seed", auction.tie_seed},
          {"shortfall", word_of(rules.shortfall, kShortfallWords)},
          {"consignment", word_of(rules.consignment, kConsignmentWords)}};
}

Json supply_json(const ClearedAuction& cleared) {
  Json steps = Json::array();
  const auto& supply = cleared.setup.auction.supply;
  for (std::size_t i = 0; i < supply.size(); ++i) {
    const StepOutcome& outcome = cleared.outcome.steps[i];
    Json step = {{"class", word_of(supply[i].supply_class, kSupplyWords)}};
    if (supply[i].seller != AccountId{}) step["seller"] = cleared.names.name_of(supply[i].seller);
    step["from_price"] = number(supply[i].from.raw());
    step["quantity_t"] = supply[i].quantity.raw();
    step["sold_t"] = outcome.sold.raw();
    step["unsold_t"] = outcome.unsold.raw();
    step["proceeds"] = number(outcome.proceeds.raw());
    steps.push_back(std::move(step));
  }
  return steps;
}

Json bids_json(const ClearedAuction& cleared) {
  Json bids = Json::array();
  for (std::size_t i = 0; i < cleared.stack.bids.size(); ++i) {
    const Bid& bid = cleared.stack.bids[i];
    const Award& award = cleared.outcome.awards[i];
    bids.push_back({{"line", cleared.stack.lines[i]},
                    {"bidder", cleared.names.name_of(bid.bidder)},
                    {"price", number(bid.price.raw())},
                    {"quantity_t", bid.quantity.raw()},
                    {"won_t", award.quantity.raw()},
                    {"pays_price", number(award.price.raw())},
                    {"amount", number((award.price * award.quantity).raw())},
                    {"cut_t", award.cut.raw()},
                    {"reason", why(award.reason)},
                    {"why", sentence(cleared, i)}});
  }
  return bids;
}

Json figures_json(const AuctionSetup& setup) {
  Json figures = Json::array();
  for (const UsedFigure& figure : setup.figures) {
    figures.push_back({{"what", figure.what},
                       {"price", number(figure.price.raw())},
                       {"size_t", figure.size ? Json(figure.size->raw()) : Json(nullptr)},
                       {"mark", figure.provenance.mark},
                       {"source", figure.provenance.source}});
  }
  return figures;
}

}  // namespace

std::string auction_text(const ClearedAuction& cleared) {
  return headline(cleared) + result_lines(cleared) + "\n" + supply_table(cleared) + "\n" +
         bid_table(cleared) + figure_lines(cleared);
}

nlohmann::ordered_json auction_json(const ClearedAuction& cleared) {
  const AuctionOutcome& outcome = cleared.outcome;
  const auto sold_of = [&](SupplyClass supply_class) {
    return total_of(cleared.setup.auction, outcome, supply_class).sold.raw();
  };
  const auto date = cleared.request.date;
  return {{"rulebook", cleared.rulebook.name.empty() ? Json(nullptr) : Json(cleared.rulebook.name)},
          {"date", date ? Json(to_string(*date)) : Json(nullptr)},
          {"currency", cleared.rulebook.currency},
          {"status", name_of(outcome.status)},
          {"clearing_price", number(outcome.clearing_price.raw())},
          {"offered_t", outcome.offered.raw()},
          {"sold_t", outcome.sold.raw()},
          {"ccr_sold_t", sold_of(SupplyClass::kReserve)},
          {"ecr_withheld_t",
           total_of(cleared.setup.auction, outcome, SupplyClass::kWithheld).unsold.raw()},
          {"bid_t", outcome.bid.raw()},
          {"demand_t", outcome.demand.raw()},
          {"cover_ratio", number(outcome.cover_percent())},
          {"proceeds", number(outcome.proceeds.raw())},
          {"rules", rules_json(cleared.setup.auction)},
          {"supply", supply_json(cleared)},
          {"bids", bids_json(cleared)},
          {"figures", figures_json(cleared.setup)},
          {"notes", cleared.setup.notes}};
}

}  // namespace tanshi
