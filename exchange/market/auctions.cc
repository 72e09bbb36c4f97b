// Carries out the auctions' commands but the clearing (clear.cc): what bids and consignments bind.
#include <algorithm>

#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"

namespace tanshi {

namespace {

OpenAuction& open_auction(MarketCore& core, AuctionId id) {
  return *std::ranges::find(core.auctions, id, &OpenAuction::id);
}

}  // namespace

void carry_out(MarketCore& core, const AnnounceAuction& command, Events& events) {
  core.last_auction = command.auction;
  core.auctions.push_back({.announced = command, .tiers = {}, .consignments = {}, .bids = {}});
  events.emplace_back(
      AuctionAnnounced{.auction = command.auction,
                       .instrument = command.instrument,
                       .vintage = command.vintage,
                       .seller = command.seller,
                       .supply = command.supply,
                       .lot = command.lot,
                       .award_lot = command.award_lot,
                       .reserve_price = command.reserve_price,
                       .confidential_reserve_price = command.confidential_reserve_price,
                       .bid_limit = command.bid_limit,
                       .purchase_limit = command.purchase_limit,
                       .pricing = command.pricing,
                       .tie = command.tie,
                       .rest = command.rest,
                       .shortfall = command.shortfall,
                       .consignment = command.consignment});
}

void carry_out(MarketCore& core, const AddSupplyTier& command, Events& events) {
  open_auction(core, command.auction).tiers.push_back(command);
  events.emplace_back(SupplyTierAdded{.auction = command.auction,
                                      .supply_class = command.supply_class,
                                      .trigger = command.trigger,
                                      .quantity = command.quantity});
}

void carry_out(MarketCore& core, const ConsignAllowances& command, Events& events) {
  OpenAuction& auction = open_auction(core, command.auction);
  core.ledger.allowances(auction.announced.instrument).escrow(command.account, command.quantity);
  auction.consignments.push_back({command.account, command.ask, command.quantity});
  events.emplace_back(AllowancesConsigned{.account = command.account,
                                          .auction = command.auction,
                                          .instrument = auction.announced.instrument,
                                          .ask = command.ask,
                                          .quantity = command.quantity});
}

void carry_out(MarketCore& core, const SubmitBid& command, Events& events) {
  core.accounts.use_order(command.account, command.bid);
  core.ledger.cash().escrow(command.account, command.price * command.quantity);
  open_auction(core, command.auction)
      .bids.push_back({command.account, command.bid, command.price, command.quantity});
  events.emplace_back(BidSubmitted{.account = command.account,
                                   .bid = command.bid,
                                   .auction = command.auction,
                                   .price = command.price,
                                   .quantity = command.quantity});
}

void carry_out(MarketCore& core, const WithdrawBid& command, Events& events) {
  std::vector<OpenBid>& bids = open_auction(core, command.auction).bids;
  const auto found = std::ranges::find_if(bids, [&](const OpenBid& bid) {
    return bid.account == command.account && bid.bid == command.bid;
  });
  const OpenBid bid = *found;
  bids.erase(found);
  core.ledger.cash().release(bid.account, bid.price * bid.quantity);
  events.emplace_back(BidWithdrawn{.account = bid.account,
                                   .bid = bid.bid,
                                   .auction = command.auction,
                                   .price = bid.price,
                                   .quantity = bid.quantity});
}

}  // namespace tanshi
