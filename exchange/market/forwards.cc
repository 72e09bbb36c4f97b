// Forwards: their listing, the positions that trades make, and their delivery
// (exchange/policy/forward.h).
#include <algorithm>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/market/check_form.h"
#include "exchange/market/check_order.h"
#include "exchange/market/market_core.h"
#include "exchange/market/settlement.h"

namespace tanshi {

// ---- Admission ---------------------------------------------------------------------------------

Verdict check(const MarketCore& core, const ListForward& command) {
  if (!is_in_range(command.instrument) || !is_in_range(command.underlying) ||
      !is_in_range(command.vintage) || !is_in_range(command.delivery)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (const Verdict verdict = check_terms(command.tick, command.lot, command.max_price)) {
    return verdict;
  }
  if (command.tick > command.max_price || command.margin < BasisPoints() ||
      command.margin > kFullShare) {
    return refuse(RejectReason::kInstrumentSpecInvalid);
  }
  const Instrument* underlying = core.find(command.underlying);
  if (underlying == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (core.find(command.instrument) != nullptr) return refuse(RejectReason::kInstrumentExists);
  if (underlying->forward || !core.ledger.allowances(underlying->id).covers(command.vintage)) {
    return refuse(RejectReason::kVintageNotOfInstrument);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const DeliverForward& command) {
  if (!is_in_range(command.instrument)) return refuse(RejectReason::kIdOutOfRange);
  const Instrument* instrument = core.find(command.instrument);
  if (instrument == nullptr || !instrument->forward) {
    return refuse(RejectReason::kInstrumentUnknown);
  }
  if (instrument->is_delivered) return refuse(RejectReason::kForwardDelivered);
  return kAdmitted;
}

// ---- Listing and trading -----------------------------------------------------------------------

void carry_out(MarketCore& core, const ListForward& command, Events& events) {
  core.ledger.list_forward(command.instrument);
  core.instruments[static_cast<std::size_t>(command.instrument)]
      .emplace(command.instrument, command.tick, command.lot, command.max_price)
      .forward = ForwardTerms{.underlying = command.underlying,
                              .vintage = command.vintage,
                              .margin = command.margin,
                              .delivery = command.delivery};
  events.emplace_back(ForwardListed{.instrument = command.instrument,
                                    .underlying = command.underlying,
                                    .vintage = command.vintage,
                                    .tick = command.tick,
                                    .lot = command.lot,
                                    .max_price = command.max_price,
                                    .margin = command.margin,
                                    .delivery = command.delivery});
}

namespace {

// From binding `before` to binding `after`.
void bind_anew(CashLedger& cash, AccountId account, Cash before, Cash after) {
  if (after <= before) {
    cash.release(account, before - after);
  } else {
    cash.escrow(account, after - before);
  }
}

}  // namespace

Cash position_margin(const MarketCore& core, const Instrument& instrument, AccountId account) {
  const Position position = core.ledger.positions(instrument.id).position(account);
  return margin_on(position.value, instrument.forward->margin);
}

void settle_into_positions(MarketCore& core, const Instrument& instrument, const Party& buyer,
                           const Party& seller, Price price, Tonnes quantity) {
  const Cash before_buyer = position_margin(core, instrument, buyer.account) + buyer.bound;
  const Cash before_seller = position_margin(core, instrument, seller.account) + seller.bound;
  core.ledger.positions(instrument.id).trade(buyer.account, seller.account, price, quantity);
  bind_anew(core.ledger.cash(), buyer.account, before_buyer,
            position_margin(core, instrument, buyer.account));
  bind_anew(core.ledger.cash(), seller.account, before_seller,
            position_margin(core, instrument, seller.account));
}

void tell_position(const MarketCore& core, const Instrument& instrument, AccountId account,
                   Events& events) {
  const Position position = core.ledger.positions(instrument.id).position(account);
  events.emplace_back(PositionChanged{.instrument = instrument.id,
                                      .account = account,
                                      .quantity = position.quantity,
                                      .value = position.value,
                                      .margin = position_margin(core, instrument, account)});
}

// ---- Delivery ----------------------------------------------------------------------------------

namespace {

// What one account gives to others or gets from them, and how much of it is left.
template <class Amount>
struct Share {
  AccountId account{};
  Amount left;
};

// Calls `move(from, to, amount)` until all that is given has gone: both by rising account.
// REQUIRES: the sums are equal.
template <class Amount, class Move>
void match(std::vector<Share<Amount>>& giving, std::vector<Share<Amount>>& getting,
           const Move& move) {
  auto to = getting.begin();
  for (auto& from : giving) {
    // Ends: each pass uses up the one or the other.
    while (from.left > Amount()) {
      const Amount amount = std::min(from.left, to->left);
      move(from.account, to->account, amount);
      from.left -= amount;
      to->left -= amount;
      if (to->left == Amount()) ++to;
    }
  }
}

class DeliveryOfForward {
 public:
  DeliveryOfForward(MarketCore& core, const Instrument& instrument, Events& events)
      : core_(core), instrument_(instrument), terms_(*instrument.forward), events_(events) {
    core_.ledger.positions(instrument.id)
        .for_each([&](AccountId account, const Position& position) {
          accounts_.push_back(account);
          parties_.push_back({.position = position,
                              .deliverable = deliverable(account),
                              .cash = payable(account)});
        });
    price_ = settlement_price();
    settled_ = settle_forward(parties_, price_);
  }

  void carry_out() {
    move_allowances();
    move_cash();
    tell();
  }

 private:
  [[nodiscard]] Tonnes deliverable(AccountId account) const {
    return core_.ledger.allowances(terms_.underlying)
        .usable_for(account, VintageRule(), terms_.vintage);
  }
  // An account below zero has its margin nevertheless.
  [[nodiscard]] Cash payable(AccountId account) const {
    const Cash available = core_.ledger.cash().balance(account).available;
    return position_margin(core_, instrument_, account) + std::max(Cash(), available);
  }

  // The last price of the allowances; if they never traded, of the forward; if that traded over the
  // counter only, the mean of what longs agreed, rounded down.
  [[nodiscard]] Price settlement_price() const {
    const Price spot = core_.instrument(terms_.underlying).last;
    if (spot > Price()) return spot;
    if (instrument_.last > Price()) return instrument_.last;
    Int128 quantity = 0;
    Int128 value = 0;
    for (const PartyToDelivery& party : parties_) {
      if (party.position.quantity <= Tonnes()) continue;
      quantity += party.position.quantity.raw();
      value += party.position.value.raw();
    }
    const std::int64_t mean = quantity > 0 ? div_floor(value, quantity) : 0;
    return Price(std::clamp<std::int64_t>(mean, 1, instrument_.max_price.raw()));
  }

  void move_allowances() {
    std::vector<Share<Tonnes>> giving;
    std::vector<Share<Tonnes>> getting;
    for (std::size_t i = 0; i < settled_.size(); ++i) {
      const Tonnes delivered = settled_[i].delivered;
      if (delivered > Tonnes()) getting.push_back({accounts_[i], delivered});
      if (delivered < Tonnes()) giving.push_back({accounts_[i], -delivered});
    }
    match(giving, getting, [&](AccountId from, AccountId to, Tonnes quantity) {
      core_.moved.clear();
      core_.ledger.allowances(terms_.underlying).transfer(from, to, quantity, core_.moved);
      for (const VintageHolding& part : core_.moved) {
        events_.emplace_back(AllowancesTransferred{.from = from,
                                                   .to = to,
                                                   .instrument = terms_.underlying,
                                                   .vintage = part.vintage,
                                                   .quantity = part.quantity});
      }
    });
  }

  // Whoever pays does so out of its margin first; what is left of all margins is released.
  void move_cash() {
    CashLedger& cash = core_.ledger.cash();
    std::vector<Share<Cash>> giving;
    std::vector<Share<Cash>> getting;
    for (std::size_t i = 0; i < settled_.size(); ++i) {
      const Cash paid = std::max(Cash(), settled_[i].paid);
      bind_anew(cash, accounts_[i], position_margin(core_, instrument_, accounts_[i]), paid);
      if (paid > Cash()) giving.push_back({accounts_[i], paid});
      if (settled_[i].paid < Cash()) getting.push_back({accounts_[i], -settled_[i].paid});
    }
    match(giving, getting,
          [&](AccountId from, AccountId to, Cash amount) { cash.pay(from, to, amount, amount); });
  }

  void tell() {
    ForwardDelivered sum;
    sum.instrument = instrument_.id;
    sum.price = price_;
    for (std::size_t i = 0; i < settled_.size(); ++i) {
      const auto& [quantity, value] = parties_[i].position;
      const PartySettled& party = settled_[i];
      const Tonnes amount = quantity < Tonnes() ? -quantity : quantity;
      events_.emplace_back(PositionSettled{.instrument = instrument_.id,
                                           .account = accounts_[i],
                                           .quantity = quantity,
                                           .value = value,
                                           .delivered = party.delivered,
                                           .missing = amount - party.able,
                                           .due = party.due,
                                           .paid = party.paid});
      if (quantity > Tonnes()) {
        sum.delivered += party.delivered;
        sum.undelivered += quantity - party.delivered;
      }
      if (party.due > Cash()) sum.unpaid += party.due - party.paid;
    }
    events_.emplace_back(sum);
  }

  MarketCore& core_;
  const Instrument& instrument_;
  const ForwardTerms terms_;
  Events& events_;
  std::vector<AccountId> accounts_;  // by rising id
  std::vector<PartyToDelivery> parties_;
  Price price_;
  std::vector<PartySettled> settled_;
};

}  // namespace

void carry_out(MarketCore& core, const DeliverForward& command, Events& events) {
  Instrument& instrument = core.instrument(command.instrument);
  core.resting_orders.clear();
  instrument.book.all_orders(core.resting_orders);
  for (const RestingOrder& order : core.resting_orders) {
    end_resting(core, instrument, order.handle, CancelReason::kDelivered, events);
  }
  end_offers(core, instrument, CancelReason::kDelivered, events);
  DeliveryOfForward(core, instrument, events).carry_out();
  core.ledger.positions(instrument.id) = PositionLedger();
  instrument.is_delivered = true;
  instrument.note_rules();
}

}  // namespace tanshi
