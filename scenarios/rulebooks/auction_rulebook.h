// How a real market auctions its allowances: rules, and the prices and sizes of each year, each
// figure with its source.
//
// Read from a file of this folder (NAME.yaml, under the key `auction`).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/auction/auction.h"
#include "exchange/auction/auction_calendar.h"
#include "scenarios/rulebooks/date.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Where a figure comes from. Marks: V read in the source; C computed from such figures; U not
// verified, so a parameter and nothing published.
struct Provenance {
  std::string mark;
  std::string source;
};

// In force on `days`.
struct DatedPrice {
  Days days;
  Price price;
  Provenance provenance;
};

struct DatedTier {
  Days days;
  Price trigger;
  std::optional<Tonnes> size;  // of the year; absent: not known
  Provenance provenance;
};

// What the source says of some of the rules.
struct RuleSource {
  std::string of;
  Provenance provenance;
};

struct AuctionRulebook {
  std::string name;
  std::string title;
  std::string currency;
  std::string tonne;   // what one allowance is for: "t", "short ton"
  AuctionRules rules;  // without reserve prices
  UnsoldRule unsold;
  std::vector<RuleSource> sources;
  std::vector<DatedPrice> reserve_prices;
  std::vector<DatedTier> ccr;  // cost containment reserve: SupplyClass::kReserve
  std::vector<DatedTier> ecr;  // emissions containment reserve: SupplyClass::kWithheld
};

// Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<AuctionRulebook> read_auction_rulebook(std::string_view text,
                                                                   std::string_view file,
                                                                   std::vector<Problem>& problems);

// What is in force on a day; nullptr and empty where nothing is.
[[nodiscard]] const DatedPrice* reserve_price_on(const AuctionRulebook& rulebook, const Date& date);
// By rising trigger.
[[nodiscard]] std::vector<const DatedTier*> tiers_on(const std::vector<DatedTier>& tiers,
                                                     const Date& date);

}  // namespace tanshi
