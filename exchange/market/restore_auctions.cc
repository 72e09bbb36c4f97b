#include "exchange/market/restore_auctions.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "exchange/market/check_form.h"

namespace tanshi {

namespace {

bool is_sound(const Consignment& consigned, const Instrument& instrument, const MarketCore& core) {
  return core.accounts.is_open(consigned.account) && consigned.quantity > Tonnes() &&
         consigned.quantity <= kMaxAuctionQuantity && consigned.ask >= Price() &&
         consigned.ask <= instrument.max_price && is_multiple(consigned.ask, instrument.tick);
}

bool is_sound(const OpenBid& bid, const AnnounceAuction& announced, const MarketCore& core) {
  const Instrument& instrument = core.instrument(announced.instrument);
  return core.accounts.is_open(bid.account) && bid.account != announced.seller &&
         bid.bid >= OrderId{1} && bid.bid <= core.accounts.last_order(bid.account) &&
         bid.price >= announced.reserve_price && bid.price <= instrument.max_price &&
         is_multiple(bid.price, instrument.tick) && bid.quantity > Tonnes() &&
         bid.quantity <= kMaxOrderQuantity && is_multiple(bid.quantity, announced.lot);
}

bool have_names_of_their_own(const std::vector<OpenBid>& bids) {
  std::vector<std::pair<AccountId, OrderId>> names;
  names.reserve(bids.size());
  for (const OpenBid& bid : bids) names.emplace_back(bid.account, bid.bid);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}

// As check(ConsignAllowances) bounds it. Each summand is within the bound, so no sum overflows.
bool is_supply_bounded(const OpenAuction& auction) {
  Tonnes supply = auction.announced.supply;
  for (const AddSupplyTier& tier : auction.tiers) supply += tier.quantity;
  for (const Consignment& consigned : auction.consignments) {
    if (supply > kMaxAuctionQuantity) return false;
    supply += consigned.quantity;
  }
  return supply <= kMaxAuctionQuantity;
}

bool restore(const OpenAuction& auction, MarketCore& core) {
  if (check(core, auction.announced)) return false;
  Events ignored;
  carry_out(core, auction.announced, ignored);
  for (const AddSupplyTier& tier : auction.tiers) {
    if (tier.auction != auction.id() || check(core, tier)) return false;
    carry_out(core, tier, ignored);
  }
  const Instrument& instrument = core.instrument(auction.announced.instrument);
  for (const Consignment& consigned : auction.consignments) {
    if (!is_sound(consigned, instrument, core)) return false;
  }
  for (const OpenBid& bid : auction.bids) {
    if (!is_sound(bid, auction.announced, core)) return false;
  }
  core.auctions.back() = auction;
  return have_names_of_their_own(auction.bids) && is_supply_bounded(auction);
}

}  // namespace

bool restore_auctions(const MarketState& state, MarketCore& core) {
  for (const OpenAuction& auction : state.auctions) {
    if (!restore(auction, core)) return false;
  }
  if (state.last_auction < core.last_auction) return false;
  core.last_auction = state.last_auction;
  return true;
}

}  // namespace tanshi
