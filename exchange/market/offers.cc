// Over-the-counter offers to a named account, block trades among them: admission in the precedence
// of RejectReason, and what follows.
#include "exchange/market/check_form.h"
#include "exchange/market/check_order.h"
#include "exchange/market/market_core.h"
#include "exchange/market/settlement.h"

namespace tanshi {

namespace {

Verdict check_block(const Instrument& instrument, const OfferDirect& command) {
  const TradingRules& rules = instrument.rules;
  if (rules.block_minimum == Tonnes()) return refuse(RejectReason::kModeForbids);
  const PriceRange band = prices_within(instrument.reference(), rules.block_band, instrument.tick,
                                        instrument.max_price);
  if (command.price > band.high) return refuse(RejectReason::kPriceAboveBand, band.high);
  if (command.price < band.low) return refuse(RejectReason::kPriceBelowBand, band.low);
  if (command.quantity < rules.block_minimum) {
    return refuse(RejectReason::kBelowBlockMinimum, rules.block_minimum);
  }
  return kAdmitted;
}

// The offer that `account` was made; nullptr if there is none.
const DirectOffer* find_offer(const MarketCore& core, AccountId from, OrderId order,
                              AccountId account) {
  const auto found = core.offers.find({from, order});
  return found != core.offers.end() && found->second.to == account ? &found->second : nullptr;
}

Verdict check_answer(const MarketCore& core, AccountId account, AccountId from, OrderId order) {
  if (!is_in_range(account) || !is_in_range(from) || !is_in_range(order)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (!core.accounts.is_open(account)) return refuse(RejectReason::kAccountUnknown);
  return kAdmitted;
}

Verdict check_escrow_and_limits(const MarketCore& core, const Instrument& instrument,
                                AccountId account, const Wish& wish) {
  if (const Verdict verdict = check_escrow(core, account, instrument, wish)) return verdict;
  return check_limits(core, instrument, account, wish);
}

// Takes the offer off the market; what it bound stays bound.
DirectOffer take_off(MarketCore& core, AccountId account, OrderId order) {
  const auto found = core.offers.find({account, order});
  const DirectOffer offer = found->second;
  core.offers.erase(found);
  return offer;
}

void end_offer(MarketCore& core, AccountId account, OrderId order, CancelReason reason,
               Events& events) {
  const DirectOffer offer = take_off(core, account, order);
  release(core, core.instrument(offer.instrument), offer.account, offer.side, offer.price,
          offer.quantity, offer.quantity);
  events.emplace_back(OfferEnded{.offer = offer, .reason = reason});
}

}  // namespace

// ---- Admission ---------------------------------------------------------------------------------

Verdict check(const MarketCore& core, const OfferDirect& command) {
  if (!is_in_range(command.account) || !is_in_range(command.order) ||
      !is_in_range(command.instrument) || !is_in_range(command.to)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (!is_known(command.side)) return refuse(RejectReason::kEnumOutOfRange);
  const Instrument* instrument = core.find(command.instrument);
  if (const Verdict verdict = check_room(core, instrument, command.quantity)) return verdict;
  if (const Verdict verdict = check_form(nullptr, command.price, command.quantity)) return verdict;
  if (instrument != nullptr && command.price > instrument->max_price) {
    return refuse(RejectReason::kPriceAboveLimit, instrument->max_price);
  }
  if (!core.accounts.is_open(command.account) || !core.accounts.is_open(command.to)) {
    return refuse(RejectReason::kAccountUnknown);
  }
  if (instrument == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (command.account == command.to) return refuse(RejectReason::kSameAccount);
  if (const Verdict verdict = check_grid(*instrument, command.price, command.quantity)) {
    return verdict;
  }
  if (command.is_block) {
    if (const Verdict verdict = check_block(*instrument, command)) return verdict;
  }
  if (const Verdict verdict = check_state(*instrument)) return verdict;
  if (core.phase != TradingPhase::kOpen) return refuse(RejectReason::kMarketClosed);
  const OrderId last = core.accounts.last_order(command.account);
  if (command.order <= last) return refuse(RejectReason::kOrderIdNotRising, raw_id(last));
  return check_escrow_and_limits(core, *instrument, command.account,
                                 {command.side, command.price, command.quantity});
}

Verdict check(const MarketCore& core, const AcceptOffer& command) {
  if (const Verdict verdict = check_answer(core, command.account, command.from, command.order)) {
    return verdict;
  }
  const DirectOffer* offer = find_offer(core, command.from, command.order, command.account);
  const Instrument* instrument = offer != nullptr ? core.find(offer->instrument) : nullptr;
  if (instrument != nullptr) {
    if (const Verdict verdict = check_room(core, instrument, offer->quantity)) return verdict;
    if (const Verdict verdict = check_state(*instrument)) return verdict;
  }
  if (core.phase != TradingPhase::kOpen) return refuse(RejectReason::kMarketClosed);
  if (offer == nullptr) return refuse(RejectReason::kOrderNotLive);
  return check_escrow_and_limits(core, *instrument, command.account,
                                 {opposite(offer->side), offer->price, offer->quantity});
}

Verdict check(const MarketCore& core, const DeclineOffer& command) {
  if (const Verdict verdict = check_answer(core, command.account, command.from, command.order)) {
    return verdict;
  }
  if (find_offer(core, command.from, command.order, command.account) == nullptr) {
    return refuse(RejectReason::kOrderNotLive);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const WithdrawOffer& command) {
  if (!is_in_range(command.account) || !is_in_range(command.order)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (!core.offers.contains({command.account, command.order})) {
    return refuse(RejectReason::kOrderNotLive);
  }
  return kAdmitted;
}

// ---- What follows ------------------------------------------------------------------------------

void carry_out(MarketCore& core, const OfferDirect& command, Events& events) {
  const DirectOffer offer{.account = command.account,
                          .order = command.order,
                          .instrument = command.instrument,
                          .side = command.side,
                          .price = command.price,
                          .quantity = command.quantity,
                          .to = command.to,
                          .is_block = command.is_block};
  core.accounts.use_order(command.account, command.order);
  bind(core, core.instrument(offer.instrument), offer.account, offer.side, offer.price,
       offer.quantity);
  core.offers.emplace(std::pair(offer.account, offer.order), offer);
  events.emplace_back(DirectOffered{.offer = offer});
}

void carry_out(MarketCore& core, const AcceptOffer& command, Events& events) {
  const DirectOffer offer = take_off(core, command.from, command.order);
  Instrument& instrument = core.instrument(offer.instrument);
  bind(core, instrument, offer.to, opposite(offer.side), offer.price, offer.quantity);

  const TradingRules& rules = instrument.rules;
  const auto bound = [&](Side side) {
    return bound_cash(instrument, side, offer.price, offer.quantity);
  };
  const Party maker{offer.account, offer.order, bound(offer.side), rules.maker_fee};
  const Party taker{offer.to, OrderId{}, bound(opposite(offer.side)), rules.taker_fee};
  const bool taker_buys = offer.side == Side::kSell;
  settle(core, instrument, taker_buys ? taker : maker, taker_buys ? maker : taker, offer.price,
         offer.quantity);
  events.emplace_back(DirectTraded{.offer = offer});
  finish_trade(core, instrument, maker, taker, offer.price * offer.quantity, events);
}

void carry_out(MarketCore& core, const DeclineOffer& command, Events& events) {
  end_offer(core, command.from, command.order, CancelReason::kDeclined, events);
}

void carry_out(MarketCore& core, const WithdrawOffer& command, Events& events) {
  end_offer(core, command.account, command.order, CancelReason::kByHolder, events);
}

void end_offers(MarketCore& core, const Instrument& instrument, CancelReason reason,
                Events& events) {
  for (auto at = core.offers.begin(); at != core.offers.end();) {
    const DirectOffer& offer = (at++)->second;  // ending it leaves the others where they are
    if (offer.instrument == instrument.id) {
      end_offer(core, offer.account, offer.order, reason, events);
    }
  }
}

}  // namespace tanshi
