// Ends auctions: clears them, and moves what they bring. Cash and tonnes are each conserved on
// their own: what the winners pay is what the sellers get (clear_auction.h checks it), and every
// tonne that is won is issued or comes out of a consigner's escrow.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "exchange/auction/clear_auction.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"

namespace tanshi {

namespace {

OpenAuction take_auction(MarketCore& core, AuctionId id) {
  const auto open = std::ranges::find(core.auctions, id, &OpenAuction::id);
  OpenAuction taken = std::move(*open);
  core.auctions.erase(open);
  return taken;
}

// ---- To the algorithm --------------------------------------------------------------------------

AuctionRules rules_of(const AnnounceAuction& announced) {
  AuctionRules rules;
  rules.pricing = announced.pricing;
  rules.reserve_price = announced.reserve_price;
  rules.confidential_reserve_price = announced.confidential_reserve_price;
  rules.lot = announced.lot;
  rules.award_lot = announced.award_lot;
  if (announced.purchase_limit > Tonnes()) rules.purchase_limit.quantity = announced.purchase_limit;
  rules.tie = announced.tie;
  rules.rest = announced.rest;
  rules.shortfall = announced.shortfall;
  rules.consignment = announced.consignment;
  return rules;
}

// The steps: the supply if there is any, the tiers, the consignments, each in their order.
Auction auction_of(const OpenAuction& open, std::int64_t tie_seed) {
  Auction auction{.rules = rules_of(open.announced),
                  .supply = {},
                  .tie_seed = static_cast<std::uint64_t>(tie_seed)};
  if (open.announced.supply > Tonnes()) {
    auction.supply.push_back({.supply_class = SupplyClass::kBase,
                              .from = Price(),
                              .quantity = open.announced.supply,
                              .seller = {}});
  }
  for (const AddSupplyTier& tier : open.tiers) {
    auction.supply.push_back({.supply_class = tier.supply_class,
                              .from = tier.trigger,
                              .quantity = tier.quantity,
                              .seller = {}});
  }
  for (const Consignment& consigned : open.consignments) {
    auction.supply.push_back({.supply_class = SupplyClass::kConsigned,
                              .from = consigned.ask,
                              .quantity = consigned.quantity,
                              .seller = consigned.account});
  }
  return auction;
}

std::vector<Bid> bids_of(const OpenAuction& open) {
  std::vector<Bid> bids;
  bids.reserve(open.bids.size());
  for (const OpenBid& bid : open.bids) {
    bids.push_back({.bidder = bid.account,
                    .price = bid.price,
                    .quantity = bid.quantity,
                    .arrival = std::ssize(bids)});
  }
  return bids;
}

// ---- From it -----------------------------------------------------------------------------------

void lose(MarketCore& core, const OpenAuction& open, const OpenBid& bid, Tonnes quantity,
          LossReason reason, Events& events) {
  core.ledger.cash().release(bid.account, bid.price * quantity);
  events.emplace_back(BidLost{.account = bid.account,
                              .bid = bid.bid,
                              .auction = open.id(),
                              .bid_price = bid.price,
                              .quantity = quantity,
                              .reason = reason});
}

void return_consignment(MarketCore& core, const OpenAuction& open, AccountId account,
                        Tonnes quantity, Events& events) {
  const InstrumentId instrument = open.announced.instrument;
  core.ledger.allowances(instrument).release(account, quantity);
  events.emplace_back(ConsignmentReturned{
      .account = account, .auction = open.id(), .instrument = instrument, .quantity = quantity});
}

// What is left to hand out of a list of parts, the first part first; neighbours of one account are
// one part.
template <class Amount>
class Queue {
 public:
  void add(AccountId account, Amount amount) {
    if (amount == Amount()) return;
    if (parts_.empty() || parts_.back().first != account) parts_.emplace_back(account, Amount());
    parts_.back().second += amount;
  }
  // Calls `take(account, part)` until `amount` is taken. REQUIRES: so much is left.
  template <class Take>
  void take(Amount amount, const Take& take) {
    while (amount > Amount()) {
      TANSHI_CHECK(next_ < parts_.size());
      auto& [account, left] = parts_[next_];
      const Amount part = std::min(amount, left);
      take(account, part);
      amount -= part;
      left -= part;
      if (left == Amount()) ++next_;
    }
  }

 private:
  std::vector<std::pair<AccountId, Amount>> parts_;
  std::size_t next_ = 0;
};

// Moves what the auction brought: bid by bid, out of one seller after another.
class Settlement {
 public:
  Settlement(MarketCore& core, const OpenAuction& open, Events& events)
      : core_(core), open_(open), events_(events) {}

  void settle(const Auction& auction, const AuctionOutcome& outcome) {
    for (std::size_t i = 0; i < auction.supply.size(); ++i) {
      const SupplyStep& step = auction.supply[i];
      payees_.add(seller_of(step), outcome.steps[i].proceeds);
      sources_.add(step.seller, outcome.steps[i].sold);
    }
    for (std::size_t i = 0; i < open_.bids.size(); ++i) {
      settle(open_.bids[i], outcome.awards[i]);
    }
    for (std::size_t i = 0; i < auction.supply.size(); ++i) {
      report(auction.supply[i], outcome.steps[i]);
    }
  }

 private:
  [[nodiscard]] AccountId seller_of(const SupplyStep& step) const {
    return step.supply_class == SupplyClass::kConsigned ? step.seller : open_.announced.seller;
  }

  void settle(const OpenBid& bid, const Award& award) {
    if (award.quantity > Tonnes()) {
      pay(bid, award);
      events_.emplace_back(BidAwarded{.account = bid.account,
                                      .bid = bid.bid,
                                      .auction = open_.id(),
                                      .bid_price = bid.price,
                                      .price = award.price,
                                      .quantity = award.quantity});
      sources_.take(award.quantity,
                    [&](AccountId from, Tonnes part) { deliver(bid.account, from, part); });
    }
    if (award.quantity < bid.quantity) {
      lose(core_, open_, bid, bid.quantity - award.quantity, award.reason, events_);
    }
  }

  void pay(const OpenBid& bid, const Award& award) {
    CashLedger& cash = core_.ledger.cash();
    const Cash price = award.price * award.quantity;
    payees_.take(price,
                 [&](AccountId seller, Cash part) { cash.pay(bid.account, seller, part, part); });
    cash.release(bid.account, bid.price * award.quantity - price);
  }

  void deliver(AccountId buyer, AccountId from, Tonnes quantity) {
    AllowanceLedger& allowances = core_.ledger.allowances(open_.announced.instrument);
    if (from == AccountId{}) {
      allowances.issue(buyer, open_.announced.vintage, quantity);
      tell_delivered(buyer, from, open_.announced.vintage, quantity);
      return;
    }
    allowances.release(from, quantity);
    if (from == buyer) {
      tell_delivered(buyer, from, Year{}, quantity);
      return;
    }
    core_.moved.clear();
    allowances.transfer(from, buyer, quantity, core_.moved);
    for (const VintageHolding& part : core_.moved) {
      tell_delivered(buyer, from, part.vintage, part.quantity);
    }
  }

  void tell_delivered(AccountId buyer, AccountId from, Year vintage, Tonnes quantity) {
    events_.emplace_back(AuctionDelivered{.account = buyer,
                                          .auction = open_.id(),
                                          .instrument = open_.announced.instrument,
                                          .from = from,
                                          .vintage = vintage,
                                          .quantity = quantity});
  }

  void report(const SupplyStep& step, const StepOutcome& outcome) {
    events_.emplace_back(SupplySold{.account = seller_of(step),
                                    .auction = open_.id(),
                                    .supply_class = step.supply_class,
                                    .trigger = step.from,
                                    .sold = outcome.sold,
                                    .unsold = outcome.unsold,
                                    .proceeds = outcome.proceeds});
    if (step.supply_class == SupplyClass::kConsigned && outcome.unsold > Tonnes()) {
      return_consignment(core_, open_, step.seller, outcome.unsold, events_);
    }
  }

  MarketCore& core_;
  const OpenAuction& open_;
  Events& events_;
  Queue<Cash> payees_;
  Queue<Tonnes> sources_;
};

AuctionCleared cleared(const OpenAuction& open, const Auction& auction,
                       const AuctionOutcome& outcome) {
  const auto sold = [&](SupplyClass supply_class) {
    return total_of(auction, outcome, supply_class).sold;
  };
  return {.auction = open.id(),
          .instrument = open.announced.instrument,
          .vintage = open.announced.vintage,
          .status = outcome.status,
          .clearing_price = outcome.clearing_price,
          .offered = outcome.offered,
          .bid = outcome.bid,
          .demand = outcome.demand,
          .sold = outcome.sold,
          .sold_base = sold(SupplyClass::kBase),
          .sold_consigned = sold(SupplyClass::kConsigned),
          .sold_withheld = sold(SupplyClass::kWithheld),
          .sold_reserve = sold(SupplyClass::kReserve),
          .sold_ceiling = sold(SupplyClass::kCeiling),
          .proceeds = outcome.proceeds};
}

}  // namespace

void carry_out(MarketCore& core, const CloseAuction& command, Events& events) {
  const OpenAuction open = take_auction(core, command.auction);
  const Auction auction = auction_of(open, command.tie_seed);
  if (check_auction(auction) == AuctionFault::kNothingOffered) {
    for (const OpenBid& bid : open.bids) {
      lose(core, open, bid, bid.quantity, LossReason::kNotHeld, events);
    }
    events.emplace_back(AuctionCancelled{.auction = open.id()});
    return;
  }
  const AuctionOutcome outcome = clear_auction(auction, bids_of(open));
  Settlement(core, open, events).settle(auction, outcome);
  events.emplace_back(cleared(open, auction, outcome));
}

void carry_out(MarketCore& core, const CancelAuction& command, Events& events) {
  const OpenAuction open = take_auction(core, command.auction);
  for (const OpenBid& bid : open.bids) {
    lose(core, open, bid, bid.quantity, LossReason::kNotHeld, events);
  }
  for (const Consignment& consigned : open.consignments) {
    return_consignment(core, open, consigned.account, consigned.quantity, events);
  }
  events.emplace_back(AuctionCancelled{.auction = open.id()});
}

}  // namespace tanshi
