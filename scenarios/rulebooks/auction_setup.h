// From a rulebook, a day and what a person asks for to the auction that is held.
//
// What the person gives goes before what the rulebook has for the day. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/auction/auction.h"
#include "scenarios/rulebooks/auction_rulebook.h"
#include "scenarios/rulebooks/date.h"

namespace tanshi {

struct TierRequest {
  Tonnes size;                   // 0: no such tier
  std::optional<Price> trigger;  // absent: that of the rulebook
};

struct AuctionRequest {
  std::optional<Date> date;
  Tonnes offer;  // without consigned tonnes; what may be withheld is a part of it
  std::optional<Price> reserve_price;
  std::optional<Price> confidential_reserve_price;
  std::vector<TierRequest> ccr;    // by rising trigger; empty: all of the rulebook
  std::optional<TierRequest> ecr;  // absent: that of the rulebook
  std::optional<Price> ceiling;    // a sale without bound at this price
  std::vector<SupplyStep> asks;    // consigned tonnes
  std::uint64_t tie_seed = 0;
};

// A figure that the auction takes from the rulebook.
struct UsedFigure {
  std::string what;
  Price price;
  std::optional<Tonnes> size;
  Provenance provenance;
};

struct AuctionSetup {
  Auction auction;  // meaningful if `fault` is empty
  std::vector<UsedFigure> figures;
  std::vector<std::string> notes;  // what the rulebook does not know, and what is done instead
  std::string fault;               // why there is no such auction, and what would help
};

[[nodiscard]] AuctionSetup set_up_auction(const AuctionRulebook& rulebook,
                                          const AuctionRequest& request);

}  // namespace tanshi
