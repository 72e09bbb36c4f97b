#include "exchange/market/check_order.h"

#include <algorithm>
#include <vector>

#include "exchange/market/check_form.h"

namespace tanshi {

namespace {

// What the account's resting orders and direct offers of one side, and its bids, may still bring it
// or take from it.
Tonnes open_on(Side side, const MarketCore& core, const Instrument& instrument, AccountId account) {
  std::vector<RestingOrder> orders;
  instrument.book.orders_of(account, orders);
  Tonnes open;
  for (const RestingOrder& order : orders) {
    if (order.side == side) open += order.open;
  }
  for (auto at = core.offers.lower_bound({account, OrderId{}});
       at != core.offers.end() && at->second.account == account; ++at) {
    const DirectOffer& offer = at->second;
    if (offer.side == side && offer.instrument == instrument.id) open += offer.quantity;
  }
  if (side == Side::kSell) return open;
  for (const OpenAuction& auction : core.auctions) {
    if (auction.announced.instrument != instrument.id) continue;
    for (const OpenBid& bid : auction.bids) {
      if (bid.account == account) open += bid.quantity;
    }
  }
  return open;
}

// Whether the position could become larger than it may, long or short.
Verdict check_position(const MarketCore& core, const Instrument& instrument, AccountId account,
                       Side side, Tonnes quantity) {
  const Tonnes limit = instrument.holding_limit(account);
  if (limit == Tonnes() || quantity <= Tonnes()) return kAdmitted;
  const Tonnes bought = core.ledger.positions(instrument.id).position(account).quantity;
  const Tonnes position = side == Side::kBuy ? bought : -bought;
  if (position + open_on(side, core, instrument, account) + quantity > limit) {
    return refuse(RejectReason::kAboveHoldingLimit, limit);
  }
  return kAdmitted;
}

}  // namespace

Verdict check_state(const Instrument& instrument) {
  if (instrument.halt != Halt::kNotHalted) return refuse(RejectReason::kInstrumentHalted);
  if (instrument.is_delivered) return refuse(RejectReason::kForwardDelivered);
  return kAdmitted;
}

Verdict check_rules(const Instrument& instrument, const Wish& wish) {
  const Tonnes most = instrument.rules.order_limit;
  if (most > Tonnes() && wish.quantity > most) {
    return refuse(RejectReason::kAboveOrderLimit, most);
  }
  const PriceRange band = instrument.band();
  if (wish.limit > band.high) return refuse(RejectReason::kPriceAboveBand, band.high);
  if (wish.limit < band.low) return refuse(RejectReason::kPriceBelowBand, band.low);
  return check_state(instrument);
}

bool crosses_own(const Instrument& instrument, AccountId account, Side side, Price limit) {
  std::vector<RestingOrder> orders;
  instrument.book.orders_of(account, orders);
  return std::ranges::any_of(orders, [&](const RestingOrder& own) {
    return own.side != side && (side == Side::kBuy ? own.limit <= limit : own.limit >= limit);
  });
}

Verdict check_limits(const MarketCore& core, const Instrument& instrument, AccountId account,
                     const Wish& wish, const RestingOrder* released) {
  const Tonnes open = released != nullptr ? released->open : Tonnes();
  if (instrument.forward) {
    return check_position(core, instrument, account, wish.side, wish.quantity - open);
  }
  if (wish.side == Side::kBuy) {
    return check_holding(core, instrument, account, wish.quantity - open);
  }
  const Tonnes available = core.ledger.allowances(instrument.id).balance(account).available + open;
  const Tonnes sellable = std::max(Tonnes(), available - instrument.bought_today.value(account));
  if (wish.quantity > sellable) return refuse(RejectReason::kNotSellableToday, sellable);
  return kAdmitted;
}

Verdict check_holding(const MarketCore& core, const Instrument& instrument, AccountId account,
                      Tonnes quantity) {
  const Tonnes limit = instrument.holding_limit(account);
  if (limit == Tonnes() || quantity <= Tonnes()) return kAdmitted;
  const AllowanceBalance held = core.ledger.allowances(instrument.id).balance(account);
  if (held.available + held.escrowed + open_on(Side::kBuy, core, instrument, account) + quantity >
      limit) {
    return refuse(RejectReason::kAboveHoldingLimit, limit);
  }
  return kAdmitted;
}

// ---- The operator's commands -------------------------------------------------------------------

namespace {

bool is_sound(const TradingRules& rules) {
  const auto is_rate = [](BasisPoints rate, BasisPoints most) {
    return rate >= BasisPoints() && rate <= most;
  };
  return is_rate(rules.band, kMaxBand) && is_rate(rules.breaker, kMaxBand) &&
         is_rate(rules.block_band, kMaxBand) && is_rate(rules.taker_fee, kWhole) &&
         is_rate(rules.maker_fee, kWhole) && rules.order_limit >= Tonnes() &&
         rules.block_minimum >= Tonnes() && rules.reference >= Price() &&
         rules.reference <= kMaxPrice;
}

// A call may give a seller more than its limit, of which it has bound the margin; and who sells
// forward need not have bought before.
bool suits_forward(const TradingRules& rules) {
  return rules.mode == TradingMode::kContinuous && !rules.t_plus_one;
}

// Whether nobody is paid fees, since there are none.
bool goes_unpaid(const TradingRules& rules) {
  return rules.fee_account == AccountId{} && rules.taker_fee == BasisPoints() &&
         rules.maker_fee == BasisPoints();
}

}  // namespace

Verdict check(const MarketCore& core, const SetTradingRules& command) {
  const AccountId paid = command.rules.fee_account;
  if (!is_in_range(command.instrument) || (!is_in_range(paid) && !goes_unpaid(command.rules))) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (!is_known(command.rules.mode) || !is_known(command.rules.close_rule)) {
    return refuse(RejectReason::kEnumOutOfRange);
  }
  const Instrument* instrument = core.find(command.instrument);
  const bool suits = instrument == nullptr || !instrument->forward || suits_forward(command.rules);
  if (!suits || !is_sound(command.rules)) return refuse(RejectReason::kTradingRulesInvalid);
  if (paid != AccountId{} && !core.accounts.is_open(paid)) {
    return refuse(RejectReason::kAccountUnknown);
  }
  if (instrument == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (command.rules.mode == TradingMode::kContinuous && instrument->book.is_crossed()) {
    return refuse(RejectReason::kBookCrossed);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const SetHalt& command) {
  if (!is_in_range(command.instrument)) return refuse(RejectReason::kIdOutOfRange);
  if (core.find(command.instrument) == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  return kAdmitted;
}

Verdict check(const MarketCore& core, const SetHoldingLimit& command) {
  const bool for_all = command.account == AccountId{};
  if (!is_in_range(command.instrument) || (!for_all && !is_in_range(command.account))) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (command.limit < Tonnes()) return refuse(RejectReason::kQuantityNotPositive);
  if (command.limit > kMaxIssued) return refuse(RejectReason::kQuantityAboveLimit, kMaxIssued);
  if (!for_all && !core.accounts.is_open(command.account)) {
    return refuse(RejectReason::kAccountUnknown);
  }
  if (core.find(command.instrument) == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  return kAdmitted;
}

}  // namespace tanshi
