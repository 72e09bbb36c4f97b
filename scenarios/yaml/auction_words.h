// The names of the auction's rules, the same in rulebooks, flags and results. Each table is in the
// order of its enum, whose first code is 1.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "exchange/auction/auction.h"
#include "exchange/auction/auction_calendar.h"
#include "exchange/auction/clear_auction.h"
#include "scenarios/model/scenario.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

inline constexpr std::array kPricingWords = {
    Word{"lowest_accepted", "all pay the lowest accepted bid"},
    Word{"first_rejected", "all pay the highest rejected bid"},
    Word{"discriminative", "each pays the own bid"},
    Word{"low_ask_to_high_bid", "each pays the own bid, to the seller that it meets"}};

inline constexpr std::array kTieWords = {
    Word{"by_arrival", "earlier bids first"}, Word{"pro_rata", "in proportion to the bids"},
    Word{"seeded", "one bid after the other, in an order drawn from a seed"}};

inline constexpr std::array kRestWords = {
    Word{"to_earliest", "what rounding leaves goes to earlier bids"},
    Word{"to_largest", "what rounding leaves goes to larger bids"},
    Word{"seeded", "what rounding leaves goes out in an order drawn from a seed"}};

inline constexpr std::array kShortfallWords = {
    Word{"sell_at_reserve", "what is demanded is sold at the reserve price"},
    Word{"sell_at_lowest_bid", "what is demanded is sold at the lowest bid"},
    Word{"cancel", "the auction is cancelled"},
    Word{"decline_if_bids_below", "the auction declines if a bid is below the reserve price"}};

inline constexpr std::array kConsignmentWords = {
    Word{"first", "consigned tonnes are sold before the operator's"},
    Word{"with_base", "consigned tonnes are sold pro rata with the operator's"}};

inline constexpr std::array kUnsoldWords = {
    Word{"leave", "unsold allowances are not offered again"},
    Word{"next_auction", "they are added to the next auction of the year"},
    Word{"spread", "they are spread over the next auctions"},
    Word{"wait_for_clearance", "they wait until auctions clear above the reserve price"}};

inline constexpr std::array kFloorWords = {
    Word{"none", "nothing"},
    Word{"korea_means",
         "the mean of three means of the daily closes before it: of three months, one month and "
         "three days"}};

inline constexpr std::array kSupplyWords = {
    Word{"base", "the base volume"}, Word{"consigned", "consigned tonnes"},
    Word{"ecr", "emissions containment reserve: withheld below its price"},
    Word{"ccr", "cost containment reserve: added at its price"},
    Word{"ceiling", "as much as is demanded at its price"}};

// In the order of LossReason, without its 0.
inline constexpr std::array kLossWords = {
    Word{"over_bid_limit", "would lift the bidder above the bid limit: rejected"},
    Word{"below_reserve", "below the reserve price"},
    Word{"not_held", "the auction sold nothing"},
    Word{"over_purchase_limit", "cut to the purchase limit"},
    Word{"below_clearing", "below the lowest accepted bid"},
    Word{"rationed", "at the lowest accepted price, which had too few tonnes for all"}};

// REQUIRES: `code` is one of the table's enum.
template <class Enum>
[[nodiscard]] std::string_view word_of(Enum code, std::span<const Word> words) {
  return words[static_cast<std::size_t>(code) - 1].name;
}

// REQUIRES: `name` is in the table.
template <class Enum>
[[nodiscard]] Enum code_of(std::string_view name, std::span<const Word> words) {
  std::size_t at = 0;
  while (words[at].name != name) ++at;
  return static_cast<Enum>(at + 1);
}

}  // namespace tanshi
