// An auction that takes bids: what was announced, and what has come in. Part of the market's
// state, and of its snapshots.
#pragma once

#include <cstdint>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/market/command.h"
#include "exchange/market/command_fields.h"

namespace tanshi {

// The most bids, and the most consignments, that an account may have in one auction.
inline constexpr std::int64_t kMaxBidsOfAccount = 1'000;

// The most tiers that the supply of an auction may have.
inline constexpr std::int64_t kMaxSupplyTiers = 16;

struct Consignment {
  AccountId account{};
  Price ask;
  Tonnes quantity;  // escrowed

  friend bool operator==(const Consignment&, const Consignment&) = default;
};

struct OpenBid {
  AccountId account{};
  OrderId bid{};
  Price price;
  Tonnes quantity;  // price x quantity is escrowed

  friend bool operator==(const OpenBid&, const OpenBid&) = default;
};

struct OpenAuction {
  AnnounceAuction announced;
  std::vector<AddSupplyTier> tiers;       // in the order in which they were added
  std::vector<Consignment> consignments;  // in the order of their arrival
  std::vector<OpenBid> bids;              // likewise

  [[nodiscard]] AuctionId id() const { return announced.auction; }

  friend bool operator==(const OpenAuction&, const OpenAuction&) = default;
};

}  // namespace tanshi
