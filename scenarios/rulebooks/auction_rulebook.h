// How a real market auctions its allowances: rules, and the prices and sizes of each year, each
// figure with its source.
//
// Read from a file of this folder (NAME.yaml, under the key `auction`).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/yaml/auction_keys.h"
#include "scenarios/yaml/date.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

struct AuctionRulebook : AuctionTerms {
  std::string name;
  std::string title;
  std::string currency;
  bool holds_auctions = true;
  std::string tonne;  // what one allowance is for: "t", "short ton"
};

// Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<AuctionRulebook> read_auction_rulebook(std::string_view text,
                                                                   std::string_view file,
                                                                   std::vector<Problem>& problems);

// What a scenario that names the rulebook gets: all but what the rulebook is called. Checked.
// Errors: as above.
[[nodiscard]] std::optional<YamlNode> read_rules(std::string_view text, std::string_view file,
                                                 std::vector<Problem>& problems);

// What is in force on a day; nullptr and empty where nothing is.
[[nodiscard]] const DatedPrice* reserve_price_on(const AuctionRulebook& rulebook, const Date& date);
// By rising trigger.
[[nodiscard]] std::vector<const DatedTier*> tiers_on(const std::vector<DatedTier>& tiers,
                                                     const Date& date);

}  // namespace tanshi
