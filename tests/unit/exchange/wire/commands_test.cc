// Requests become the commands they say; what no command can say is refused by the field's name.
#include "exchange/wire/commands.h"

#include <cstddef>
#include <set>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/market/command_fields.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr AccountId kOwn{7};
constexpr AccountId kOperator{0};

v1::SubmitOrderRequest submit_request() {
  v1::SubmitOrderRequest wire;
  wire.set_account_id(7);
  wire.set_order_id(3);
  wire.set_instrument_id(1);
  wire.set_side(v1::SIDE_SELL);
  wire.set_limit_price_cents_per_tonne(72'50);
  wire.set_quantity_t(100);
  return wire;
}

std::string error_of(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST(WireCommands, AbsentFieldsOfAnOrderHaveTheirDefaults) {
  const auto command = from_wire(submit_request(), kOwn);

  ASSERT_TRUE(command.ok()) << command.status();
  EXPECT_TRUE(*command == (SubmitOrder{.account = kOwn,
                                       .order = OrderId{3},
                                       .instrument = InstrumentId{1},
                                       .side = Side::kSell,
                                       .limit = Price(72'50),
                                       .quantity = Tonnes(100)}));
}

TEST(WireCommands, EveryIntentReadsBackAsItself) {
  const std::vector<Intent> intents = {
      SubmitOrder{.account = kOwn,
                  .order = OrderId{1LL << 60},
                  .instrument = InstrumentId{64},
                  .side = Side::kBuy,
                  .type = OrderType::kMarket,
                  .limit = Price(1),
                  .quantity = Tonnes(1'000'000'000),
                  .time_in_force = TimeInForce::kFillOrKill,
                  .self_trade_prevention = SelfTradePrevention::kCancelBoth,
                  .post_only = true},
      CancelOrder{.account = kOwn, .order = OrderId{2}},
      ReplaceOrder{.account = kOwn,
                   .order = OrderId{2},
                   .limit = Price(5),
                   .quantity = Tonnes(6),
                   .post_only = true},
      CancelAllOrders{.account = kOwn, .instrument = InstrumentId{3}},
      CancelAllOrders{.account = kOwn, .instrument = std::nullopt},
      SubmitBid{.account = kOwn,
                .bid = OrderId{9},
                .auction = AuctionId{4},
                .price = Price(25'00),
                .quantity = Tonnes(1'000)},
      WithdrawBid{.account = kOwn, .bid = OrderId{9}, .auction = AuctionId{4}},
      ConsignAllowances{
          .account = kOwn, .auction = AuctionId{4}, .ask = Price(5), .quantity = Tonnes(7)},
      TakeListing{.account = kOwn,
                  .order = OrderId{10},
                  .maker_account = AccountId{3},
                  .maker_order = OrderId{11},
                  .quantity = Tonnes(12)},
      OfferDirect{.account = kOwn,
                  .order = OrderId{13},
                  .instrument = InstrumentId{2},
                  .side = Side::kSell,
                  .price = Price(14),
                  .quantity = Tonnes(15),
                  .to = AccountId{3},
                  .is_block = true},
      AcceptOffer{.account = kOwn, .from = AccountId{3}, .order = OrderId{16}},
      DeclineOffer{.account = kOwn, .from = AccountId{3}, .order = OrderId{17}},
      WithdrawOffer{.account = kOwn, .order = OrderId{18}}};
  std::set<std::size_t> kinds;
  for (const Intent& intent : intents) {
    kinds.insert(intent.index());
    v1::OrderCommand wire;
    command_to_wire(intent, wire);
    std::vector<Intent> read;

    ASSERT_TRUE(append_from_wire(wire, kOperator, read).ok()) << wire.DebugString();

    EXPECT_TRUE(read.at(0) == intent) << wire.DebugString();
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<Intent>);
}

TEST(WireCommands, AnAbsentAccountIsTheCallersOwn) {
  v1::SubmitOrderRequest wire = submit_request();
  wire.clear_account_id();

  EXPECT_EQ(from_wire(wire, kOwn)->account, kOwn);
  EXPECT_EQ(error_of(from_wire(wire, kOperator).status()),
            "account_id is 0; must be in [1, 1000000]");
}

TEST(WireCommands, WhatNoCommandCanSayIsNamed) {
  const auto error_with = [](auto change) {
    v1::SubmitOrderRequest wire = submit_request();
    change(wire);
    return error_of(from_wire(wire, kOwn).status());
  };
  EXPECT_EQ(error_with([](auto& wire) { wire.set_side(v1::SIDE_UNSPECIFIED); }),
            "side is 0; must be in [1, 2]");
  EXPECT_EQ(error_with([](auto& wire) { wire.set_account_id(1'000'001); }),
            "account_id is 1000001; must be in [1, 1000000]");
  EXPECT_EQ(error_with([](auto& wire) { wire.set_account_id(7 + (1LL << 32)); }),
            "account_id is 4294967303; must be in [1, 1000000]");
  EXPECT_EQ(error_with([](auto& wire) { wire.set_instrument_id(65); }),
            "instrument_id is 65; must be in [1, 64]");
  EXPECT_EQ(error_with([](auto& wire) { wire.set_type(static_cast<v1::OrderType>(258)); }),
            "type is 258; must be in [1, 2]");
  EXPECT_EQ(
      error_with([](auto& wire) { wire.set_time_in_force(static_cast<v1::TimeInForce>(-1)); }),
      "time_in_force is -1; must be in [1, 4]");
}

TEST(WireCommands, AnOrderCommandThatSaysNothingIsRefused) {
  std::vector<Action> actions;

  const absl::Status status = append_from_wire(v1::OrderCommand(), kOwn, actions);

  EXPECT_THAT(error_of(status), StartsWith("command is absent"));
  EXPECT_TRUE(actions.empty());
}

TEST(WireCommands, AFieldInsideAnOrderCommandIsNamedWithItsPath) {
  v1::OrderCommand wire;
  wire.mutable_submit();
  std::vector<Action> actions;

  EXPECT_THAT(error_of(append_from_wire(wire, kOwn, actions)), HasSubstr("submit.instrument_id"));
}

TEST(WireCommands, TheOperatorMustNameTheAccountsOfAMovement) {
  v1::TransferAllowancesRequest wire;
  wire.set_from_account_id(1);
  wire.set_instrument_id(1);

  EXPECT_EQ(error_of(from_wire(wire, kOwn).status()),
            "to_account_id is 0; must be in [1, 1000000]");
}

TEST(WireCommands, YearsOutsideTheirRangeAreNamed) {
  v1::SettleComplianceRequest wire;
  wire.set_year(9999);

  EXPECT_EQ(error_of(from_wire(wire, kOperator).status()), "year is 9999; must be in [1, 9998]");
}

template <class Request>
void expect_scheme_is_read(Request wire, auto scheme_of) {
  EXPECT_EQ(scheme_of(*from_wire(wire, kOperator)), kEmissionsScheme) << "where it is absent";
  wire.set_scheme_id(7);
  EXPECT_EQ(scheme_of(*from_wire(wire, kOperator)), kMaxSchemeId);
  wire.set_scheme_id(8);
  EXPECT_EQ(error_of(from_wire(wire, kOperator).status()), "scheme_id is 8; must be in [0, 7]");
  wire.set_scheme_id(1LL << 32);
  EXPECT_EQ(error_of(from_wire(wire, kOperator).status()),
            "scheme_id is 4294967296; must be in [0, 7]");
}

TEST(WireCommands, TheSchemeOfAnObligationIsReadAndIsEmissionsWhereItIsAbsent) {
  v1::ReportEmissionsRequest report;
  report.set_account_id(1);
  report.set_year(2025);
  v1::SettleComplianceRequest settle;
  settle.set_year(2025);
  v1::SetSurrenderTermsRequest terms;
  terms.set_instrument_id(1);

  expect_scheme_is_read(report, [](const auto& command) { return command.scheme; });
  expect_scheme_is_read(settle, [](const auto& command) { return command.scheme; });
  expect_scheme_is_read(terms, [](const auto& command) { return command.terms.scheme; });
}

}  // namespace
}  // namespace tanshi
