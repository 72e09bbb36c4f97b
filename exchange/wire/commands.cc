#include "exchange/wire/commands.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "exchange/wire/read_fields.h"
#include "fmt/format.h"

namespace tanshi {

absl::StatusOr<AccountId> account_from_wire(std::string_view field, std::int64_t account_id,
                                            AccountId own) {
  ReadFields fields(own);
  return fields.finish(fields.account_or_own(field, account_id));
}

absl::StatusOr<InstrumentId> instrument_from_wire(std::string_view field,
                                                  std::int64_t instrument_id) {
  ReadFields fields(AccountId{});
  return fields.finish(fields.instrument(field, instrument_id));
}

// ---- Trading -----------------------------------------------------------------------------------

absl::StatusOr<SubmitOrder> from_wire(const v1::SubmitOrderRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(SubmitOrder{
      .account = fields.account_or_own("account_id", wire.account_id()),
      .order = OrderId{wire.order_id()},
      .instrument = fields.instrument("instrument_id", wire.instrument_id()),
      .side = fields.required("side", wire.side(), Side::kSell),
      .type = fields.optional("type", wire.type(), OrderType::kMarket, OrderType::kLimit),
      .limit = Price(wire.limit_price_cents_per_tonne()),
      .quantity = Tonnes(wire.quantity_t()),
      .time_in_force = fields.optional("time_in_force", wire.time_in_force(),
                                       TimeInForce::kFillOrKill, TimeInForce::kGoodTillCancel),
      .self_trade_prevention =
          fields.optional("self_trade_prevention", wire.self_trade_prevention(),
                          SelfTradePrevention::kCancelBoth, SelfTradePrevention::kCancelResting),
      .post_only = wire.post_only()});
}

absl::StatusOr<CancelOrder> from_wire(const v1::CancelOrderRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      CancelOrder{.account = fields.account_or_own("account_id", wire.account_id()),
                  .order = OrderId{wire.order_id()}});
}

absl::StatusOr<ReplaceOrder> from_wire(const v1::ReplaceOrderRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      ReplaceOrder{.account = fields.account_or_own("account_id", wire.account_id()),
                   .order = OrderId{wire.order_id()},
                   .limit = Price(wire.limit_price_cents_per_tonne()),
                   .quantity = Tonnes(wire.quantity_t()),
                   .post_only = wire.post_only()});
}

absl::StatusOr<CancelAllOrders> from_wire(const v1::CancelAllOrdersRequest& wire, AccountId own) {
  ReadFields fields(own);
  CancelAllOrders command{.account = fields.account_or_own("account_id", wire.account_id()),
                          .instrument = std::nullopt};
  if (wire.instrument_id() != 0) {
    command.instrument = fields.instrument("instrument_id", wire.instrument_id());
  }
  return fields.finish(command);
}

absl::StatusOr<TakeListing> from_wire(const v1::TakeListingRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      TakeListing{.account = fields.account_or_own("account_id", wire.account_id()),
                  .order = OrderId{wire.order_id()},
                  .maker_account = fields.account("maker_account_id", wire.maker_account_id()),
                  .maker_order = OrderId{wire.maker_order_id()},
                  .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<OfferDirect> from_wire(const v1::OfferDirectRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      OfferDirect{.account = fields.account_or_own("account_id", wire.account_id()),
                  .order = OrderId{wire.order_id()},
                  .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                  .side = fields.required("side", wire.side(), Side::kSell),
                  .price = Price(wire.price_cents_per_tonne()),
                  .quantity = Tonnes(wire.quantity_t()),
                  .to = fields.account("to_account_id", wire.to_account_id()),
                  .is_block = wire.is_block()});
}

absl::StatusOr<AcceptOffer> from_wire(const v1::AcceptOfferRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      AcceptOffer{.account = fields.account_or_own("account_id", wire.account_id()),
                  .from = fields.account("from_account_id", wire.from_account_id()),
                  .order = OrderId{wire.order_id()}});
}

absl::StatusOr<DeclineOffer> from_wire(const v1::DeclineOfferRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      DeclineOffer{.account = fields.account_or_own("account_id", wire.account_id()),
                   .from = fields.account("from_account_id", wire.from_account_id()),
                   .order = OrderId{wire.order_id()}});
}

absl::StatusOr<WithdrawOffer> from_wire(const v1::WithdrawOfferRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      WithdrawOffer{.account = fields.account_or_own("account_id", wire.account_id()),
                    .order = OrderId{wire.order_id()}});
}

namespace {

template <class ActionOrIntent, class Wire>
absl::Status append_decoded(const Wire& wire, AccountId own, std::string_view name,
                            std::vector<ActionOrIntent>& actions) {
  auto command = from_wire(wire, own);
  if (!command.ok()) {
    return absl::InvalidArgumentError(
        fmt::format("{}.{}", name, std::string(command.status().message())));
  }
  actions.emplace_back(*std::move(command));
  return absl::OkStatus();
}

}  // namespace

template <class ActionOrIntent>
absl::Status append_from_wire(const v1::OrderCommand& wire, AccountId own,
                              std::vector<ActionOrIntent>& actions) {
  switch (wire.command_case()) {
    case v1::OrderCommand::kSubmit:
      return append_decoded(wire.submit(), own, "submit", actions);
    case v1::OrderCommand::kCancel:
      return append_decoded(wire.cancel(), own, "cancel", actions);
    case v1::OrderCommand::kReplace:
      return append_decoded(wire.replace(), own, "replace", actions);
    case v1::OrderCommand::kCancelAll:
      return append_decoded(wire.cancel_all(), own, "cancel_all", actions);
    case v1::OrderCommand::kSubmitBid:
      return append_decoded(wire.submit_bid(), own, "submit_bid", actions);
    case v1::OrderCommand::kWithdrawBid:
      return append_decoded(wire.withdraw_bid(), own, "withdraw_bid", actions);
    case v1::OrderCommand::kConsign:
      return append_decoded(wire.consign(), own, "consign", actions);
    case v1::OrderCommand::kTake:
      return append_decoded(wire.take(), own, "take", actions);
    case v1::OrderCommand::kOffer:
      return append_decoded(wire.offer(), own, "offer", actions);
    case v1::OrderCommand::kAccept:
      return append_decoded(wire.accept(), own, "accept", actions);
    case v1::OrderCommand::kDecline:
      return append_decoded(wire.decline(), own, "decline", actions);
    case v1::OrderCommand::kWithdrawOffer:
      return append_decoded(wire.withdraw_offer(), own, "withdraw_offer", actions);
    case v1::OrderCommand::COMMAND_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError(
      "command is absent; must be one of submit, cancel, replace, cancel_all, submit_bid, "
      "withdraw_bid, consign, take, offer, accept, decline, withdraw_offer");
}

template absl::Status append_from_wire(const v1::OrderCommand&, AccountId, std::vector<Action>&);
template absl::Status append_from_wire(const v1::OrderCommand&, AccountId, std::vector<Intent>&);

namespace {

struct CommandWriter {
  v1::OrderCommand& wire;

  void operator()(const SubmitOrder& command) const {
    v1::SubmitOrderRequest& out = *wire.mutable_submit();
    out.set_account_id(raw_id(command.account));
    out.set_order_id(raw_id(command.order));
    out.set_instrument_id(raw_id(command.instrument));
    out.set_side(static_cast<v1::Side>(command.side));
    out.set_type(static_cast<v1::OrderType>(command.type));
    out.set_limit_price_cents_per_tonne(command.limit.raw());
    out.set_quantity_t(command.quantity.raw());
    out.set_time_in_force(static_cast<v1::TimeInForce>(command.time_in_force));
    out.set_self_trade_prevention(
        static_cast<v1::SelfTradePrevention>(command.self_trade_prevention));
    out.set_post_only(command.post_only);
  }
  void operator()(const CancelOrder& command) const {
    v1::CancelOrderRequest& out = *wire.mutable_cancel();
    out.set_account_id(raw_id(command.account));
    out.set_order_id(raw_id(command.order));
  }
  void operator()(const ReplaceOrder& command) const {
    v1::ReplaceOrderRequest& out = *wire.mutable_replace();
    out.set_account_id(raw_id(command.account));
    out.set_order_id(raw_id(command.order));
    out.set_limit_price_cents_per_tonne(command.limit.raw());
    out.set_quantity_t(command.quantity.raw());
    out.set_post_only(command.post_only);
  }
  void operator()(const CancelAllOrders& command) const {
    v1::CancelAllOrdersRequest& out = *wire.mutable_cancel_all();
    out.set_account_id(raw_id(command.account));
    if (command.instrument) out.set_instrument_id(raw_id(*command.instrument));
  }
  void operator()(const SubmitBid& command) const { to_wire(command, *wire.mutable_submit_bid()); }
  void operator()(const WithdrawBid& command) const {
    to_wire(command, *wire.mutable_withdraw_bid());
  }
  void operator()(const ConsignAllowances& command) const {
    to_wire(command, *wire.mutable_consign());
  }
  void operator()(const TakeListing& command) const {
    v1::TakeListingRequest& out = *wire.mutable_take();
    out.set_account_id(raw_id(command.account));
    out.set_order_id(raw_id(command.order));
    out.set_maker_account_id(raw_id(command.maker_account));
    out.set_maker_order_id(raw_id(command.maker_order));
    out.set_quantity_t(command.quantity.raw());
  }
  void operator()(const OfferDirect& command) const {
    v1::OfferDirectRequest& out = *wire.mutable_offer();
    out.set_account_id(raw_id(command.account));
    out.set_order_id(raw_id(command.order));
    out.set_instrument_id(raw_id(command.instrument));
    out.set_side(static_cast<v1::Side>(command.side));
    out.set_price_cents_per_tonne(command.price.raw());
    out.set_quantity_t(command.quantity.raw());
    out.set_to_account_id(raw_id(command.to));
    out.set_is_block(command.is_block);
  }
  void operator()(const AcceptOffer& command) const { answer(command, *wire.mutable_accept()); }
  void operator()(const DeclineOffer& command) const { answer(command, *wire.mutable_decline()); }
  void operator()(const WithdrawOffer& command) const {
    v1::WithdrawOfferRequest& out = *wire.mutable_withdraw_offer();
    out.set_account_id(raw_id(command.account));
    out.set_order_id(raw_id(command.order));
  }

  static void answer(const auto& command, auto& out) {
    out.set_account_id(raw_id(command.account));
    out.set_from_account_id(raw_id(command.from));
    out.set_order_id(raw_id(command.order));
  }
};

}  // namespace

void command_to_wire(const Intent& command, v1::OrderCommand& wire) {
  std::visit(CommandWriter{wire}, command);
}

// ---- Registry, compliance, session -------------------------------------------------------------

absl::StatusOr<TransferAllowances> from_wire(const v1::TransferAllowancesRequest& wire,
                                             AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      TransferAllowances{.from = fields.account_or_own("from_account_id", wire.from_account_id()),
                         .to = fields.account("to_account_id", wire.to_account_id()),
                         .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                         .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<CancelAllowances> from_wire(const v1::CancelAllowancesRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      CancelAllowances{.account = fields.account_or_own("account_id", wire.account_id()),
                       .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                       .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<SurrenderAllowances> from_wire(const v1::SurrenderAllowancesRequest& wire,
                                              AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      SurrenderAllowances{.account = fields.account_or_own("account_id", wire.account_id()),
                          .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                          .year = fields.year("year", wire.year()),
                          .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<OpenAccount> from_wire(const v1::OpenAccountRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(OpenAccount{.account = fields.account("account_id", wire.account_id())});
}

absl::StatusOr<ListInstrument> from_wire(const v1::ListInstrumentRequest& wire, AccountId own) {
  ReadFields fields(own);
  const v1::Instrument& spec = wire.instrument();
  return fields.finish(ListInstrument{
      .instrument = fields.instrument("instrument.instrument_id", spec.instrument_id()),
      .first_vintage = fields.year("instrument.first_vintage_year", spec.first_vintage_year()),
      .last_vintage = fields.year("instrument.last_vintage_year", spec.last_vintage_year()),
      .tick = Price(spec.tick_cents_per_tonne()),
      .lot = Tonnes(spec.lot_t()),
      .max_price = Price(spec.max_price_cents_per_tonne())});
}

absl::StatusOr<DepositCash> from_wire(const v1::DepositCashRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(DepositCash{.account = fields.account("account_id", wire.account_id()),
                                   .amount = Cash(wire.amount_cents())});
}

absl::StatusOr<WithdrawCash> from_wire(const v1::WithdrawCashRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(WithdrawCash{.account = fields.account("account_id", wire.account_id()),
                                    .amount = Cash(wire.amount_cents())});
}

absl::StatusOr<IssueAllowances> from_wire(const v1::IssueAllowancesRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      IssueAllowances{.account = fields.account("account_id", wire.account_id()),
                      .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                      .vintage = fields.year("vintage_year", wire.vintage_year()),
                      .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<ReportEmissions> from_wire(const v1::ReportEmissionsRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(ReportEmissions{.account = fields.account("account_id", wire.account_id()),
                                       .year = fields.year("year", wire.year()),
                                       .emissions = Tonnes(wire.emissions_t()),
                                       .scheme = fields.scheme("scheme_id", wire.scheme_id())});
}

absl::StatusOr<SetSurrenderTerms> from_wire(const v1::SetSurrenderTermsRequest& wire,
                                            AccountId own) {
  ReadFields fields(own);
  SurrenderTerms terms;
  if (wire.has_bank_years()) terms.vintages.bank_years = wire.bank_years();
  terms.vintages.borrow_years = wire.borrow_years();
  terms.vintages.barrier = static_cast<Year>(wire.barrier_year());
  if (wire.has_worth_bps()) terms.worth = BasisPoints(wire.worth_bps());
  if (wire.has_quota_bps()) terms.quota = BasisPoints(wire.quota_bps());
  terms.scheme = fields.scheme("scheme_id", wire.scheme_id());
  return fields.finish(SetSurrenderTerms{
      .instrument = fields.instrument("instrument_id", wire.instrument_id()), .terms = terms});
}

absl::StatusOr<SettleCompliance> from_wire(const v1::SettleComplianceRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(SettleCompliance{.year = fields.year("year", wire.year()),
                                        .penalty = Price(wire.penalty_cents_per_tonne()),
                                        .scheme = fields.scheme("scheme_id", wire.scheme_id())});
}

absl::StatusOr<SetTradingPhase> from_wire(const v1::SetTradingPhaseRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      SetTradingPhase{.phase = fields.required("phase", wire.phase(), TradingPhase::kOpen)});
}

absl::StatusOr<CloseDay> from_wire(const v1::CloseDayRequest&, AccountId) {
  return CloseDay{};
}

absl::StatusOr<SetTradingRules> from_wire(const v1::SetTradingRulesRequest& wire, AccountId own) {
  ReadFields fields(own);
  const v1::TradingRules& rules = wire.rules();
  return fields.finish(SetTradingRules{
      .instrument = fields.instrument("rules.instrument_id", rules.instrument_id()),
      .rules = {
          .mode = fields.optional("rules.mode", rules.mode(), TradingMode::kCall,
                                  TradingMode::kContinuous),
          .close_rule = fields.optional("rules.close_rule", rules.close_rule(),
                                        CloseRule::kVolumeWeightedMean, CloseRule::kLast),
          .reference = Price(rules.reference_price_cents_per_tonne()),
          .band = BasisPoints(rules.band_bps()),
          .breaker = BasisPoints(rules.breaker_bps()),
          .order_limit = Tonnes(rules.order_limit_t()),
          .block_minimum = Tonnes(rules.block_minimum_t()),
          .block_band = BasisPoints(rules.block_band_bps()),
          .taker_fee = BasisPoints(rules.taker_fee_bps()),
          .maker_fee = BasisPoints(rules.maker_fee_bps()),
          .fee_account = fields.account_or_none("rules.fee_account_id", rules.fee_account_id()),
          .t_plus_one = rules.t_plus_one()}});
}

absl::StatusOr<SetHalt> from_wire(const v1::SetHaltRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      SetHalt{.instrument = fields.instrument("instrument_id", wire.instrument_id()),
              .halted = wire.halted()});
}

absl::StatusOr<SetHoldingLimit> from_wire(const v1::SetHoldingLimitRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      SetHoldingLimit{.instrument = fields.instrument("instrument_id", wire.instrument_id()),
                      .account = fields.account_or_none("account_id", wire.account_id()),
                      .limit = Tonnes(wire.limit_t())});
}

absl::StatusOr<Uncross> from_wire(const v1::UncrossRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(Uncross{
      .instrument = fields.instrument("instrument_id", wire.instrument_id()),
      .mode = fields.optional("mode", wire.mode(), TradingMode::kCall, TradingMode::kCall)});
}

}  // namespace tanshi
