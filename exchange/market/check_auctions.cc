// Admission of the auctions' commands: each condition in the precedence of RejectReason.
#include <algorithm>

#include "exchange/market/check_form.h"
#include "exchange/market/check_order.h"
#include "exchange/market/market_core.h"

namespace tanshi {

namespace {

bool is_tier(SupplyClass supply_class) {
  return supply_class >= SupplyClass::kWithheld && supply_class <= SupplyClass::kCeiling;
}

// A quantity above 0 and at most `limit`.
Verdict check_quantity(Tonnes quantity, Tonnes limit) {
  if (quantity <= Tonnes()) return refuse(RejectReason::kQuantityNotPositive);
  if (quantity > limit) return refuse(RejectReason::kQuantityAboveLimit, limit);
  return kAdmitted;
}

// A price of at least `least`, which is 0 or 1, and at most the instrument's highest.
Verdict check_price(Price price, Price least, const Instrument* instrument) {
  if (price < least) return refuse(RejectReason::kPriceNotPositive);
  const Price highest = instrument != nullptr ? instrument->max_price : kMaxPrice;
  if (price > highest) return refuse(RejectReason::kPriceAboveLimit, highest);
  return kAdmitted;
}

Verdict check_tick(Price price, const Instrument& instrument) {
  if (is_multiple(price, instrument.tick)) return kAdmitted;
  return refuse(RejectReason::kPriceOffTick, instrument.tick);
}

const Instrument* instrument_of(const MarketCore& core, const OpenAuction* auction) {
  return auction != nullptr ? core.find(auction->announced.instrument) : nullptr;
}

// What one account has in an auction: bids, or consignments.
struct Stake {
  std::int64_t count = 0;
  Tonnes quantity;
};

template <class Entry>
Stake stake_of(const std::vector<Entry>& entries, AccountId account) {
  Stake stake;
  for (const Entry& entry : entries) {
    if (entry.account != account) continue;
    ++stake.count;
    stake.quantity += entry.quantity;
  }
  return stake;
}

template <class Entry>
Tonnes sum_of(const std::vector<Entry>& entries) {
  Tonnes sum;
  for (const Entry& entry : entries) sum += entry.quantity;
  return sum;
}

// What may still be added to the supply: kMaxAuctionQuantity bounds all of it.
Tonnes supply_room(const OpenAuction* auction) {
  if (auction == nullptr) return kMaxAuctionQuantity;
  return kMaxAuctionQuantity - auction->announced.supply - sum_of(auction->tiers) -
         sum_of(auction->consignments);
}

// The most that clearing may issue: what is bid for, up to all that there is.
Tonnes most_issued(const OpenAuction& auction) {
  return std::min(auction.announced.supply + sum_of(auction.tiers), sum_of(auction.bids));
}

Verdict check_rules(const AnnounceAuction& command) {
  if (!is_known(command.pricing) || !is_known(command.tie) || !is_known(command.rest) ||
      !is_known(command.shortfall) || !is_known(command.consignment)) {
    return refuse(RejectReason::kEnumOutOfRange);
  }
  const auto [least, most] =
      std::minmax({command.supply, command.bid_limit, command.purchase_limit});
  const auto [least_lot, most_lot] = std::minmax(command.lot, command.award_lot);
  if (least < Tonnes() || least_lot <= Tonnes()) return refuse(RejectReason::kQuantityNotPositive);
  if (most > kMaxAuctionQuantity) {
    return refuse(RejectReason::kQuantityAboveLimit, kMaxAuctionQuantity);
  }
  if (most_lot > kMaxOrderQuantity) {
    return refuse(RejectReason::kQuantityAboveLimit, kMaxOrderQuantity);
  }
  return kAdmitted;
}

Verdict check_reserve(const AnnounceAuction& command, const Instrument* instrument) {
  if (command.reserve_price <= Price() || command.confidential_reserve_price < Price()) {
    return refuse(RejectReason::kPriceNotPositive);
  }
  const Price higher = std::max(command.reserve_price, command.confidential_reserve_price);
  return check_price(higher, Price(), instrument);
}

}  // namespace

Verdict check(const MarketCore& core, const AnnounceAuction& command) {
  if (const Verdict verdict = check_ids(command.auction, command.instrument, command.seller)) {
    return verdict;
  }
  if (const Verdict verdict = check_rules(command)) return verdict;
  const Instrument* instrument = core.find(command.instrument);
  if (const Verdict verdict = check_reserve(command, instrument)) return verdict;

  if (!core.accounts.is_open(command.seller)) return refuse(RejectReason::kAccountUnknown);
  if (instrument == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (instrument->forward || !core.ledger.allowances(command.instrument).covers(command.vintage)) {
    return refuse(RejectReason::kVintageNotOfInstrument);
  }
  if (const Verdict verdict = check_tick(command.reserve_price, *instrument)) return verdict;
  if (const Verdict verdict = check_tick(command.confidential_reserve_price, *instrument)) {
    return verdict;
  }
  if (!is_multiple(command.lot, instrument->lot)) {
    return refuse(RejectReason::kQuantityOffLot, instrument->lot);
  }
  if (command.auction <= core.last_auction) {
    return refuse(RejectReason::kAuctionExists, raw_id(core.last_auction));
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const AddSupplyTier& command) {
  if (const Verdict verdict = check_ids(command.auction)) return verdict;
  if (!is_tier(command.supply_class)) return refuse(RejectReason::kEnumOutOfRange);
  const OpenAuction* auction = core.find(command.auction);
  const Instrument* instrument = instrument_of(core, auction);
  if (const Verdict verdict = check_quantity(command.quantity, supply_room(auction))) {
    return verdict;
  }
  if (const Verdict verdict = check_price(command.trigger, Price(1), instrument)) return verdict;
  if (auction != nullptr && command.trigger < auction->announced.reserve_price) {
    return refuse(RejectReason::kAuctionSpecInvalid, auction->announced.reserve_price);
  }
  if (auction == nullptr) return refuse(RejectReason::kAuctionUnknown);
  if (const Verdict verdict = check_tick(command.trigger, *instrument)) return verdict;
  if (!auction->bids.empty()) return refuse(RejectReason::kAuctionHasBids);
  if (std::ssize(auction->tiers) >= kMaxSupplyTiers) {
    return refuse(RejectReason::kTooManyBids, kMaxSupplyTiers);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const ConsignAllowances& command) {
  if (const Verdict verdict = check_ids(command.account, command.auction)) return verdict;
  const OpenAuction* auction = core.find(command.auction);
  const Instrument* instrument = instrument_of(core, auction);
  if (const Verdict verdict = check_quantity(command.quantity, supply_room(auction))) {
    return verdict;
  }
  if (const Verdict verdict = check_price(command.ask, Price(), instrument)) return verdict;

  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (auction == nullptr) return refuse(RejectReason::kAuctionUnknown);
  if (const Verdict verdict = check_tick(command.ask, *instrument)) return verdict;
  const Tonnes available =
      core.ledger.allowances(instrument->id).balance(command.account).available;
  if (command.quantity > available) {
    return refuse(RejectReason::kAllowancesInsufficient, available);
  }
  if (stake_of(auction->consignments, command.account).count >= kMaxBidsOfAccount) {
    return refuse(RejectReason::kTooManyBids, kMaxBidsOfAccount);
  }
  return check_limits(core, *instrument, command.account,
                      {Side::kSell, command.ask, command.quantity});
}

Verdict check(const MarketCore& core, const SubmitBid& command) {
  if (const Verdict verdict = check_ids(command.account, command.bid, command.auction)) {
    return verdict;
  }
  if (const Verdict verdict = check_quantity(command.quantity, kMaxOrderQuantity)) return verdict;
  const OpenAuction* auction = core.find(command.auction);
  const Instrument* instrument = instrument_of(core, auction);
  if (const Verdict verdict = check_price(command.price, Price(1), instrument)) return verdict;

  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (auction != nullptr) {
    const AnnounceAuction& announced = auction->announced;
    if (command.account == announced.seller) return refuse(RejectReason::kSameAccount);
    if (const Verdict verdict = check_tick(command.price, *instrument)) return verdict;
    if (!is_multiple(command.quantity, announced.lot)) {
      return refuse(RejectReason::kQuantityOffLot, announced.lot);
    }
  }
  if (auction == nullptr) return refuse(RejectReason::kAuctionUnknown);

  const OrderId last = core.accounts.last_order(command.account);
  if (command.bid <= last) return refuse(RejectReason::kOrderIdNotRising, raw_id(last));
  const Cash available = core.ledger.cash().balance(command.account).available;
  if (command.price * command.quantity > available) {
    return refuse(RejectReason::kCashInsufficient, available);
  }
  if (command.price < auction->announced.reserve_price) {
    return refuse(RejectReason::kBidBelowReserve, auction->announced.reserve_price);
  }
  const Stake stake = stake_of(auction->bids, command.account);
  const Tonnes limit = auction->announced.bid_limit;
  if (limit > Tonnes() && stake.quantity + command.quantity > limit) {
    return refuse(RejectReason::kAboveBidLimit, limit - stake.quantity);
  }
  if (stake.count >= kMaxBidsOfAccount) {
    return refuse(RejectReason::kTooManyBids, kMaxBidsOfAccount);
  }
  return check_holding(core, *instrument, command.account, command.quantity);
}

Verdict check(const MarketCore& core, const WithdrawBid& command) {
  if (const Verdict verdict = check_ids(command.account, command.bid, command.auction)) {
    return verdict;
  }
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  const OpenAuction* auction = core.find(command.auction);
  if (auction == nullptr) return refuse(RejectReason::kAuctionUnknown);
  const bool is_there = std::ranges::any_of(auction->bids, [&](const OpenBid& bid) {
    return bid.account == command.account && bid.bid == command.bid;
  });
  return is_there ? kAdmitted : refuse(RejectReason::kBidNotLive);
}

Verdict check(const MarketCore& core, const CloseAuction& command) {
  if (const Verdict verdict = check_ids(command.auction)) return verdict;
  const OpenAuction* auction = core.find(command.auction);
  if (auction == nullptr) return refuse(RejectReason::kAuctionUnknown);
  const Tonnes room = core.ledger.allowances(auction->announced.instrument).issue_room();
  if (most_issued(*auction) > room) return refuse(RejectReason::kQuantityAboveLimit, room);
  return kAdmitted;
}

Verdict check(const MarketCore& core, const CancelAuction& command) {
  if (const Verdict verdict = check_ids(command.auction)) return verdict;
  if (core.find(command.auction) == nullptr) return refuse(RejectReason::kAuctionUnknown);
  return kAdmitted;
}

}  // namespace tanshi
