// The outcome of an auction for a person, and as JSON.
#pragma once

#include <span>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "exchange/auction/clear_auction.h"
#include "scenarios/rulebooks/auction_rulebook.h"
#include "scenarios/rulebooks/auction_setup.h"
#include "scenarios/rulebooks/bid_stack.h"

namespace tanshi {

// All that was asked and what came of it. Borrows everything.
struct ClearedAuction {
  const AuctionRulebook& rulebook;  // without a name: the general rules
  const AuctionRequest& request;
  const AuctionSetup& setup;
  const BidStack& stack;
  const Names& names;
  const AuctionOutcome& outcome;
};

[[nodiscard]] std::string auction_text(const ClearedAuction& cleared);
[[nodiscard]] nlohmann::ordered_json auction_json(const ClearedAuction& cleared);

}  // namespace tanshi
