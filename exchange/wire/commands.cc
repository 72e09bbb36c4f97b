#include "exchange/wire/commands.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "exchange/base/checked_math.h"
#include "exchange/policy/compliance.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

// Reads the fields of one message and keeps the first error; what it returns after an error is
// never used.
class Fields {
 public:
  explicit Fields(AccountId own) : own_(own) {}

  AccountId account(std::string_view name, std::int64_t value) {
    check_range(name, value, 1, raw_id(kMaxAccountId));
    return static_cast<AccountId>(value);
  }
  AccountId account_or_own(std::string_view name, std::int64_t value) {
    if (value == 0 && own_ != AccountId{}) return own_;
    return account(name, value);
  }
  InstrumentId instrument(std::string_view name, std::int64_t value) {
    check_range(name, value, 1, raw_id(kMaxInstrumentId));
    return static_cast<InstrumentId>(value);
  }
  Year year(std::string_view name, std::int64_t value) {
    check_range(name, value, raw(kMinYear), raw(kMaxYear));
    return static_cast<Year>(value);
  }
  // An enum that must be set; its values are 1 .. last.
  template <class Enum>
  Enum required(std::string_view name, int value, Enum last) {
    check_range(name, value, 1, static_cast<std::int64_t>(last));
    return static_cast<Enum>(value);
  }
  template <class Enum>
  Enum optional(std::string_view name, int value, Enum last, Enum absent) {
    return value == 0 ? absent : required(name, value, last);
  }

  template <class Command>
  absl::StatusOr<Command> finish(const Command& command) {
    if (!error_.ok()) return std::move(error_);
    return command;
  }

 private:
  void check_range(std::string_view name, std::int64_t value, std::int64_t low, std::int64_t high) {
    if ((value >= low && value <= high) || !error_.ok()) return;
    error_ = absl::InvalidArgumentError(
        fmt::format("{} is {}; must be in [{}, {}]", name, value, low, high));
  }

  AccountId own_;
  absl::Status error_;
};

}  // namespace

absl::StatusOr<AccountId> account_from_wire(std::string_view field, std::int64_t account_id,
                                            AccountId own) {
  Fields fields(own);
  return fields.finish(fields.account_or_own(field, account_id));
}

absl::StatusOr<InstrumentId> instrument_from_wire(std::string_view field,
                                                  std::int64_t instrument_id) {
  Fields fields(AccountId{});
  return fields.finish(fields.instrument(field, instrument_id));
}

// ---- Trading -----------------------------------------------------------------------------------

absl::StatusOr<SubmitOrder> from_wire(const v1::SubmitOrderRequest& wire, AccountId own) {
  Fields fields(own);
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
  Fields fields(own);
  return fields.finish(
      CancelOrder{.account = fields.account_or_own("account_id", wire.account_id()),
                  .order = OrderId{wire.order_id()}});
}

absl::StatusOr<ReplaceOrder> from_wire(const v1::ReplaceOrderRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(
      ReplaceOrder{.account = fields.account_or_own("account_id", wire.account_id()),
                   .order = OrderId{wire.order_id()},
                   .limit = Price(wire.limit_price_cents_per_tonne()),
                   .quantity = Tonnes(wire.quantity_t()),
                   .post_only = wire.post_only()});
}

absl::StatusOr<CancelAllOrders> from_wire(const v1::CancelAllOrdersRequest& wire, AccountId own) {
  Fields fields(own);
  CancelAllOrders command{.account = fields.account_or_own("account_id", wire.account_id()),
                          .instrument = std::nullopt};
  if (wire.instrument_id() != 0) {
    command.instrument = fields.instrument("instrument_id", wire.instrument_id());
  }
  return fields.finish(command);
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
    case v1::OrderCommand::COMMAND_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError(
      "command is absent; must be one of submit, cancel, replace, cancel_all");
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
};

}  // namespace

void command_to_wire(const Intent& command, v1::OrderCommand& wire) {
  std::visit(CommandWriter{wire}, command);
}

// ---- Registry, compliance, session -------------------------------------------------------------

absl::StatusOr<TransferAllowances> from_wire(const v1::TransferAllowancesRequest& wire,
                                             AccountId own) {
  Fields fields(own);
  return fields.finish(
      TransferAllowances{.from = fields.account_or_own("from_account_id", wire.from_account_id()),
                         .to = fields.account("to_account_id", wire.to_account_id()),
                         .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                         .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<CancelAllowances> from_wire(const v1::CancelAllowancesRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(
      CancelAllowances{.account = fields.account_or_own("account_id", wire.account_id()),
                       .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                       .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<SurrenderAllowances> from_wire(const v1::SurrenderAllowancesRequest& wire,
                                              AccountId own) {
  Fields fields(own);
  return fields.finish(
      SurrenderAllowances{.account = fields.account_or_own("account_id", wire.account_id()),
                          .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                          .year = fields.year("year", wire.year()),
                          .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<OpenAccount> from_wire(const v1::OpenAccountRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(OpenAccount{.account = fields.account("account_id", wire.account_id())});
}

absl::StatusOr<ListInstrument> from_wire(const v1::ListInstrumentRequest& wire, AccountId own) {
  Fields fields(own);
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
  Fields fields(own);
  return fields.finish(DepositCash{.account = fields.account("account_id", wire.account_id()),
                                   .amount = Cash(wire.amount_cents())});
}

absl::StatusOr<WithdrawCash> from_wire(const v1::WithdrawCashRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(WithdrawCash{.account = fields.account("account_id", wire.account_id()),
                                    .amount = Cash(wire.amount_cents())});
}

absl::StatusOr<IssueAllowances> from_wire(const v1::IssueAllowancesRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(
      IssueAllowances{.account = fields.account("account_id", wire.account_id()),
                      .instrument = fields.instrument("instrument_id", wire.instrument_id()),
                      .vintage = fields.year("vintage_year", wire.vintage_year()),
                      .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<ReportEmissions> from_wire(const v1::ReportEmissionsRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(ReportEmissions{.account = fields.account("account_id", wire.account_id()),
                                       .year = fields.year("year", wire.year()),
                                       .emissions = Tonnes(wire.emissions_t())});
}

absl::StatusOr<SettleCompliance> from_wire(const v1::SettleComplianceRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(SettleCompliance{.year = fields.year("year", wire.year()),
                                        .penalty = Price(wire.penalty_cents_per_tonne())});
}

absl::StatusOr<SetTradingPhase> from_wire(const v1::SetTradingPhaseRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(
      SetTradingPhase{.phase = fields.required("phase", wire.phase(), TradingPhase::kOpen)});
}

absl::StatusOr<CloseDay> from_wire(const v1::CloseDayRequest&, AccountId) {
  return CloseDay{};
}

absl::StatusOr<SetTradingRules> from_wire(const v1::SetTradingRulesRequest& wire, AccountId own) {
  Fields fields(own);
  const v1::TradingRules& rules = wire.rules();
  return fields.finish(SetTradingRules{
      .instrument = fields.instrument("rules.instrument_id", rules.instrument_id()),
      .rules = {.mode = fields.optional("rules.mode", rules.mode(), TradingMode::kCall,
                                        TradingMode::kContinuous),
                .close_rule =
                    fields.optional("rules.close_rule", rules.close_rule(),
                                    CloseRule::kVolumeWeightedMean, CloseRule::kLast),
                .reference = Price(rules.reference_price_cents_per_tonne()),
                .band = BasisPoints(rules.band_bps()),
                .breaker = BasisPoints(rules.breaker_bps()),
                .order_limit = Tonnes(rules.order_limit_t()),
                .block_minimum = Tonnes(rules.block_minimum_t()),
                .block_band = BasisPoints(rules.block_band_bps()),
                .taker_fee = BasisPoints(rules.taker_fee_bps()),
                .maker_fee = BasisPoints(rules.maker_fee_bps()),
                .t_plus_one = rules.t_plus_one()}});
}

absl::StatusOr<SetHalt> from_wire(const v1::SetHaltRequest& wire, AccountId own) {
  Fields fields(own);
  return fields.finish(
      SetHalt{.instrument = fields.instrument("instrument_id", wire.instrument_id()),
              .halted = wire.halted()});
}

absl::StatusOr<SetHoldingLimit> from_wire(const v1::SetHoldingLimitRequest& wire, AccountId own) {
  Fields fields(own);
  SetHoldingLimit command{.instrument = fields.instrument("instrument_id", wire.instrument_id()),
                          .account = AccountId{},
                          .limit = Tonnes(wire.limit_t())};
  if (wire.account_id() != 0) command.account = fields.account("account_id", wire.account_id());
  return fields.finish(command);
}

}  // namespace tanshi
