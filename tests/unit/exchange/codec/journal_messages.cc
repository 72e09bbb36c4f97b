#include "tests/unit/exchange/codec/journal_messages.h"

#include <variant>

namespace tanshi {
namespace {

namespace v1 = journal::v1;

template <class Id>
std::int32_t id32(Id id) {
  return static_cast<std::int32_t>(id);
}
template <class Enum>
Enum enum_of(auto value) {
  return static_cast<Enum>(value);  // proto3 enums are open: any number is kept
}

void set(v1::TradingRules& out, const TradingRules& in) {
  out.set_mode(enum_of<v1::TradingMode>(in.mode));
  out.set_close_rule(enum_of<v1::CloseRule>(in.close_rule));
  out.set_reference_price_cents_per_tonne(in.reference.raw());
  out.set_band_bps(in.band.raw());
  out.set_breaker_bps(in.breaker.raw());
  out.set_order_limit_t(in.order_limit.raw());
  out.set_block_minimum_t(in.block_minimum.raw());
  out.set_block_band_bps(in.block_band.raw());
  out.set_taker_fee_bps(in.taker_fee.raw());
  out.set_maker_fee_bps(in.maker_fee.raw());
  out.set_fee_account_id(id32(in.fee_account));
  out.set_t_plus_one(in.t_plus_one);
}

void set(v1::SurrenderTerms& out, const SurrenderTerms& in) {
  out.mutable_vintages()->set_bank_years(in.vintages.bank_years);
  out.mutable_vintages()->set_borrow_years(in.vintages.borrow_years);
  out.mutable_vintages()->set_barrier_year(raw(in.vintages.barrier));
  out.set_worth_bps(in.worth.raw());
  out.set_quota_bps(in.quota.raw());
  out.set_scheme_id(id32(in.scheme));
}

template <class Out, class In>
void set_offer(Out& out, const In& in) {
  out.set_account_id(id32(in.account));
  out.set_order_id(raw_id(in.order));
  out.set_instrument_id(id32(in.instrument));
  out.set_side(enum_of<v1::Side>(in.side));
  out.set_price_cents_per_tonne(in.price.raw());
  out.set_quantity_t(in.quantity.raw());
  out.set_to_account_id(id32(in.to));
  out.set_is_block(in.is_block);
}

template <class Out, class In>
void set_answer(Out& out, const In& in) {
  out.set_account_id(id32(in.account));
  out.set_from_account_id(id32(in.from));
  out.set_order_id(raw_id(in.order));
}

// One overload an action: sets the oneof's alternative.
struct SetAction {
  v1::Command& out;

  void operator()(const SubmitOrder& in) const {
    auto& message = *out.mutable_submit_order();
    message.set_account_id(id32(in.account));
    message.set_order_id(raw_id(in.order));
    message.set_instrument_id(id32(in.instrument));
    message.set_side(enum_of<v1::Side>(in.side));
    message.set_type(enum_of<v1::OrderType>(in.type));
    message.set_limit_price_cents_per_tonne(in.limit.raw());
    message.set_quantity_t(in.quantity.raw());
    message.set_time_in_force(enum_of<v1::TimeInForce>(in.time_in_force));
    message.set_self_trade_prevention(enum_of<v1::SelfTradePrevention>(in.self_trade_prevention));
    message.set_post_only(in.post_only);
  }
  void operator()(const CancelOrder& in) const {
    auto& message = *out.mutable_cancel_order();
    message.set_account_id(id32(in.account));
    message.set_order_id(raw_id(in.order));
  }
  void operator()(const ReplaceOrder& in) const {
    auto& message = *out.mutable_replace_order();
    message.set_account_id(id32(in.account));
    message.set_order_id(raw_id(in.order));
    message.set_limit_price_cents_per_tonne(in.limit.raw());
    message.set_quantity_t(in.quantity.raw());
    message.set_post_only(in.post_only);
  }
  void operator()(const CancelAllOrders& in) const {
    auto& message = *out.mutable_cancel_all_orders();
    message.set_account_id(id32(in.account));
    if (in.instrument) message.set_instrument_id(id32(*in.instrument));
  }
  void operator()(const OpenAccount& in) const {
    out.mutable_open_account()->set_account_id(id32(in.account));
  }
  void operator()(const ListInstrument& in) const {
    auto& message = *out.mutable_list_instrument();
    message.set_instrument_id(id32(in.instrument));
    message.set_first_vintage_year(raw(in.first_vintage));
    message.set_last_vintage_year(raw(in.last_vintage));
    message.set_tick_cents_per_tonne(in.tick.raw());
    message.set_lot_t(in.lot.raw());
    message.set_max_price_cents_per_tonne(in.max_price.raw());
  }
  void operator()(const DepositCash& in) const {
    auto& message = *out.mutable_deposit_cash();
    message.set_account_id(id32(in.account));
    message.set_amount_cents(in.amount.raw());
  }
  void operator()(const WithdrawCash& in) const {
    auto& message = *out.mutable_withdraw_cash();
    message.set_account_id(id32(in.account));
    message.set_amount_cents(in.amount.raw());
  }
  void operator()(const IssueAllowances& in) const {
    auto& message = *out.mutable_issue_allowances();
    message.set_account_id(id32(in.account));
    message.set_instrument_id(id32(in.instrument));
    message.set_vintage_year(raw(in.vintage));
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const TransferAllowances& in) const {
    auto& message = *out.mutable_transfer_allowances();
    message.set_from_account_id(id32(in.from));
    message.set_to_account_id(id32(in.to));
    message.set_instrument_id(id32(in.instrument));
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const CancelAllowances& in) const {
    auto& message = *out.mutable_cancel_allowances();
    message.set_account_id(id32(in.account));
    message.set_instrument_id(id32(in.instrument));
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const ReportEmissions& in) const {
    auto& message = *out.mutable_report_emissions();
    message.set_account_id(id32(in.account));
    message.set_year(raw(in.year));
    message.set_emissions_t(in.emissions.raw());
    message.set_scheme_id(id32(in.scheme));
  }
  void operator()(const SurrenderAllowances& in) const {
    auto& message = *out.mutable_surrender_allowances();
    message.set_account_id(id32(in.account));
    message.set_instrument_id(id32(in.instrument));
    message.set_year(raw(in.year));
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const SettleCompliance& in) const {
    auto& message = *out.mutable_settle_compliance();
    message.set_year(raw(in.year));
    message.set_penalty_cents_per_tonne(in.penalty.raw());
    message.set_scheme_id(id32(in.scheme));
  }
  void operator()(const SetTradingPhase& in) const {
    out.mutable_set_trading_phase()->set_phase(enum_of<v1::TradingPhase>(in.phase));
  }
  void operator()(const CloseDay&) const { out.mutable_close_day(); }
  void operator()(const AnnounceAuction& in) const {
    auto& message = *out.mutable_announce_auction();
    message.set_auction_id(raw_id(in.auction));
    message.set_instrument_id(id32(in.instrument));
    message.set_vintage_year(raw(in.vintage));
    message.set_seller_account_id(id32(in.seller));
    message.set_supply_t(in.supply.raw());
    message.set_lot_t(in.lot.raw());
    message.set_award_lot_t(in.award_lot.raw());
    message.set_reserve_price_cents_per_tonne(in.reserve_price.raw());
    message.set_confidential_reserve_price_cents_per_tonne(in.confidential_reserve_price.raw());
    message.set_bid_limit_t(in.bid_limit.raw());
    message.set_purchase_limit_t(in.purchase_limit.raw());
    message.set_pricing(enum_of<v1::PricingRule>(in.pricing));
    message.set_tie(enum_of<v1::TieRule>(in.tie));
    message.set_rest(enum_of<v1::RestRule>(in.rest));
    message.set_shortfall(enum_of<v1::ShortfallRule>(in.shortfall));
    message.set_consignment(enum_of<v1::ConsignmentRule>(in.consignment));
  }
  void operator()(const AddSupplyTier& in) const {
    auto& message = *out.mutable_add_supply_tier();
    message.set_auction_id(raw_id(in.auction));
    message.set_supply_class(enum_of<v1::SupplyClass>(in.supply_class));
    message.set_trigger_price_cents_per_tonne(in.trigger.raw());
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const ConsignAllowances& in) const {
    auto& message = *out.mutable_consign_allowances();
    message.set_account_id(id32(in.account));
    message.set_auction_id(raw_id(in.auction));
    message.set_ask_price_cents_per_tonne(in.ask.raw());
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const SubmitBid& in) const {
    auto& message = *out.mutable_submit_bid();
    message.set_account_id(id32(in.account));
    message.set_bid_id(raw_id(in.bid));
    message.set_auction_id(raw_id(in.auction));
    message.set_price_cents_per_tonne(in.price.raw());
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const WithdrawBid& in) const {
    auto& message = *out.mutable_withdraw_bid();
    message.set_account_id(id32(in.account));
    message.set_bid_id(raw_id(in.bid));
    message.set_auction_id(raw_id(in.auction));
  }
  void operator()(const CloseAuction& in) const {
    auto& message = *out.mutable_close_auction();
    message.set_auction_id(raw_id(in.auction));
    message.set_tie_seed(in.tie_seed);
  }
  void operator()(const CancelAuction& in) const {
    auto& message = *out.mutable_cancel_auction();
    message.set_auction_id(raw_id(in.auction));
  }
  void operator()(const SetTradingRules& in) const {
    auto& message = *out.mutable_set_trading_rules();
    message.set_instrument_id(id32(in.instrument));
    set(*message.mutable_rules(), in.rules);
  }
  void operator()(const SetHalt& in) const {
    auto& message = *out.mutable_set_halt();
    message.set_instrument_id(id32(in.instrument));
    message.set_halted(in.halted);
  }
  void operator()(const SetHoldingLimit& in) const {
    auto& message = *out.mutable_set_holding_limit();
    message.set_instrument_id(id32(in.instrument));
    message.set_account_id(id32(in.account));
    message.set_limit_t(in.limit.raw());
  }
  void operator()(const TakeListing& in) const {
    auto& message = *out.mutable_take_listing();
    message.set_account_id(id32(in.account));
    message.set_order_id(raw_id(in.order));
    message.set_maker_account_id(id32(in.maker_account));
    message.set_maker_order_id(raw_id(in.maker_order));
    message.set_quantity_t(in.quantity.raw());
  }
  void operator()(const OfferDirect& in) const { set_offer(*out.mutable_offer_direct(), in); }
  void operator()(const AcceptOffer& in) const { set_answer(*out.mutable_accept_offer(), in); }
  void operator()(const DeclineOffer& in) const { set_answer(*out.mutable_decline_offer(), in); }
  void operator()(const WithdrawOffer& in) const {
    auto& message = *out.mutable_withdraw_offer();
    message.set_account_id(id32(in.account));
    message.set_order_id(raw_id(in.order));
  }
  void operator()(const Uncross& in) const {
    auto& message = *out.mutable_uncross();
    message.set_instrument_id(id32(in.instrument));
    message.set_mode(enum_of<v1::TradingMode>(in.mode));
  }
  void operator()(const SetSurrenderTerms& in) const {
    auto& message = *out.mutable_set_surrender_terms();
    message.set_instrument_id(id32(in.instrument));
    set(*message.mutable_terms(), in.terms);
  }
  void operator()(const ListForward& in) const {
    auto& message = *out.mutable_list_forward();
    message.set_instrument_id(id32(in.instrument));
    message.set_underlying_instrument_id(id32(in.underlying));
    message.set_vintage_year(raw(in.vintage));
    message.set_tick_cents_per_tonne(in.tick.raw());
    message.set_lot_t(in.lot.raw());
    message.set_max_price_cents_per_tonne(in.max_price.raw());
    message.set_margin_bps(in.margin.raw());
    message.set_delivery_year(raw(in.delivery));
  }
  void operator()(const DeliverForward& in) const {
    out.mutable_deliver_forward()->set_instrument_id(id32(in.instrument));
  }
};

// Of an account, under one scheme.
template <class Out, class In>
void set_open_years(Out& out, const In& in) {
  for (const YearObligation& year : in.open_years) {
    auto& message = *out.add_open_years();
    message.set_year(raw(year.year));
    message.set_owed_t(year.owed.raw());
    message.set_surrendered_t(year.surrendered.raw());
    message.set_is_reported(year.is_reported);
  }
}

void set(v1::SchemeState& out, const SchemeState& in) {
  out.set_scheme_id(id32(in.scheme));
  out.set_settled_through_year(raw(in.settled_through));
  for (const ObligedState& obliged : in.accounts) {
    auto& message = *out.add_accounts();
    message.set_account_id(id32(obliged.account));
    set_open_years(message, obliged);
  }
}

void set(v1::AccountState& out, const AccountState& in) {
  out.set_account_id(id32(in.account));
  out.mutable_cash()->set_available_cents(in.cash.available.raw());
  out.mutable_cash()->set_escrowed_cents(in.cash.escrowed.raw());
  out.set_last_order_id(raw_id(in.last_order));
  set_open_years(out, in);
}

void set(v1::HoldingState& out, const HoldingState& in) {
  out.set_account_id(id32(in.account));
  out.mutable_balance()->set_available_t(in.balance.available.raw());
  out.mutable_balance()->set_escrowed_t(in.balance.escrowed.raw());
  for (const VintageHolding& lot : in.lots) {
    auto& message = *out.add_lots();
    message.set_vintage_year(raw(lot.vintage));
    message.set_quantity_t(lot.quantity.raw());
  }
}

void set(v1::OrderState& out, const OrderState& in) {
  out.set_account_id(id32(in.account));
  out.set_order_id(raw_id(in.order));
  out.set_side(enum_of<v1::Side>(in.side));
  out.set_limit_price_cents_per_tonne(in.limit.raw());
  out.set_open_t(in.open.raw());
  out.set_time_in_force(enum_of<v1::TimeInForce>(in.time_in_force));
  out.set_self_trade_prevention(enum_of<v1::SelfTradePrevention>(in.self_trade_prevention));
}

void set(v1::InstrumentState& out, const InstrumentState& in) {
  out.set_instrument_id(id32(in.instrument));
  out.set_tick_cents_per_tonne(in.tick.raw());
  out.set_lot_t(in.lot.raw());
  out.set_max_price_cents_per_tonne(in.max_price.raw());
  out.set_last_price_cents_per_tonne(in.last.raw());
  out.set_close_price_cents_per_tonne(in.close.raw());
  out.set_volume_t(in.volume.raw());
  for (const VintageTotals& totals : in.vintages) {
    auto& message = *out.add_vintages();
    message.set_vintage_year(raw(totals.vintage));
    message.set_issued_t(totals.issued.raw());
    message.set_surrendered_t(totals.surrendered.raw());
    message.set_cancelled_t(totals.cancelled.raw());
  }
  for (const HoldingState& holding : in.holdings) set(*out.add_holdings(), holding);
  for (const OrderState& order : in.orders) set(*out.add_orders(), order);
  out.set_value_cents(in.value.raw());
  set(*out.mutable_rules(), in.rules);
  out.set_halt(enum_of<v1::Halt>(in.halt));
  for (const HoldingLimit& limit : in.holding_limits) {
    auto& message = *out.add_holding_limits();
    message.set_account_id(id32(limit.account));
    message.set_limit_t(limit.limit.raw());
  }
  set(*out.mutable_terms(), in.terms);
  for (const MetUnderQuota& one : in.met_under_quota) {
    auto& message = *out.add_met_under_quota();
    message.set_account_id(id32(one.account));
    message.set_year(raw(one.year));
    message.set_met_t(one.met.raw());
  }
  for (const BoughtToday& bought : in.bought_today) {
    auto& message = *out.add_bought_today();
    message.set_account_id(id32(bought.account));
    message.set_quantity_t(bought.quantity.raw());
  }
}

void set(v1::ForwardState& out, const ForwardState& in) {
  out.set_instrument_id(id32(in.instrument));
  out.set_underlying_instrument_id(id32(in.underlying));
  out.set_vintage_year(raw(in.vintage));
  out.set_margin_bps(in.margin.raw());
  out.set_delivery_year(raw(in.delivery));
  out.set_is_delivered(in.is_delivered);
  out.set_traded_t(in.traded.raw());
  for (const PositionState& position : in.positions) {
    auto& message = *out.add_positions();
    message.set_account_id(id32(position.account));
    message.set_quantity_t(position.quantity.raw());
    message.set_value_cents(position.value.raw());
  }
}

void set(v1::OpenAuction& out, const OpenAuction& in) {
  v1::Command command;
  SetAction{command}(in.announced);
  *out.mutable_announced() = command.announce_auction();
  for (const AddSupplyTier& tier : in.tiers) {
    SetAction{command}(tier);
    *out.add_tiers() = command.add_supply_tier();
  }
  for (const Consignment& consignment : in.consignments) {
    auto& message = *out.add_consignments();
    message.set_account_id(id32(consignment.account));
    message.set_ask_price_cents_per_tonne(consignment.ask.raw());
    message.set_quantity_t(consignment.quantity.raw());
  }
  for (const OpenBid& bid : in.bids) {
    auto& message = *out.add_bids();
    message.set_account_id(id32(bid.account));
    message.set_bid_id(raw_id(bid.bid));
    message.set_price_cents_per_tonne(bid.price.raw());
    message.set_quantity_t(bid.quantity.raw());
  }
}

}  // namespace

v1::Command message_of(const Command& command) {
  v1::Command message;
  message.set_sim_time_ns(command.time.raw());
  std::visit(SetAction{message}, command.action);
  return message;
}

v1::MarketSnapshot message_of(const MarketState& state) {
  v1::MarketSnapshot message;
  message.set_sim_time_ns(state.time.raw());
  message.set_phase(enum_of<v1::TradingPhase>(state.phase));
  message.set_settled_through_year(raw(state.settled_through));
  message.set_net_deposits_cents(state.net_deposits.raw());
  message.set_penalties_cents(state.penalties.raw());
  for (const AccountState& account : state.accounts) set(*message.add_accounts(), account);
  for (const InstrumentState& one : state.instruments) set(*message.add_instruments(), one);
  message.set_command_count(state.command_count);
  message.set_event_count(state.event_count);
  message.set_events_hash(static_cast<std::int64_t>(state.events_hash));
  for (const OpenAuction& auction : state.auctions) set(*message.add_auctions(), auction);
  message.set_last_auction_id(raw_id(state.last_auction));
  for (const DirectOffer& offer : state.offers) set_offer(*message.add_offers(), offer);
  for (const ForwardState& forward : state.forwards) set(*message.add_forwards(), forward);
  for (const SchemeState& scheme : state.schemes) set(*message.add_schemes(), scheme);
  return message;
}

}  // namespace tanshi
