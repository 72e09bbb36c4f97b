// The answer to a command sums up its events; the numbers of the wire's enums are the domain's.
#include "exchange/wire/results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "exchange/market/command.h"
#include "exchange/market/reject_reason.h"
#include "exchange/wire/refusal_detail.h"
#include "tanshi/v1/trading_service.pb.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;

constexpr AccountId kAccount{1};
constexpr OrderId kOrder{10};

v1::CommandResult result_of(const std::vector<Event>& events) {
  v1::CommandResult wire;
  to_wire(99, events, wire);
  EXPECT_EQ(wire.command_number(), 99);
  return wire;
}

OrderAccepted accepted() {
  OrderAccepted event;
  event.account = kAccount;
  event.order = kOrder;
  return event;
}

OrderRested rested(Tonnes open) {
  OrderRested event;
  event.order = kOrder;
  event.open = open;
  return event;
}

Traded traded(Price price, Tonnes quantity) {
  Traded event;
  event.price = price;
  event.quantity = quantity;
  return event;
}

OrderCancelled cancelled(OrderId order, CancelReason reason, bool resting) {
  OrderCancelled event;
  event.order = order;
  event.quantity = Tonnes(30);
  event.reason = reason;
  event.resting = resting;
  return event;
}

TEST(WireResults, AnOrderThatTradesAndRestsTellsBoth) {
  const auto wire =
      result_of({accepted(), traded(Price(70), Tonnes(2)), traded(Price(70), Tonnes(3)),
                 traded(Price(71), Tonnes(6)), rested(Tonnes(9))});

  EXPECT_EQ(wire.order_id(), 10);
  EXPECT_EQ(wire.refusal(), v1::REJECT_REASON_UNSPECIFIED);
  ASSERT_EQ(wire.fills_size(), 2);
  EXPECT_EQ(wire.fills(0).price_cents_per_tonne(), 70);
  EXPECT_EQ(wire.fills(0).quantity_t(), 5);
  EXPECT_EQ(wire.fills(1).quantity_t(), 6);
  EXPECT_EQ(wire.open_quantity_t(), 9);
  EXPECT_EQ(wire.cancelled_quantity_t(), 0);
}

TEST(WireResults, WhatIsDroppedAndWhatSelfTradePreventionTookAreApart) {
  const auto wire =
      result_of({accepted(), cancelled(OrderId{4}, CancelReason::kSelfTradePrevention, true),
                 cancelled(kOrder, CancelReason::kImmediateRemainder, false)});

  EXPECT_EQ(wire.order_id(), 10);
  EXPECT_EQ(wire.cancelled_quantity_t(), 30);
  ASSERT_EQ(wire.cancelled_orders_size(), 1);
  EXPECT_EQ(wire.cancelled_orders(0).order_id(), 4);
}

TEST(WireResults, AReplacedOrderIsNotCalledCancelled) {
  const auto wire =
      result_of({cancelled(kOrder, CancelReason::kReplaced, true), accepted(), rested(Tonnes(7))});

  EXPECT_EQ(wire.order_id(), 10);
  EXPECT_EQ(wire.open_quantity_t(), 7);
  EXPECT_EQ(wire.cancelled_orders_size(), 0);
}

TEST(WireResults, AMassCancelNamesAllThatItFound) {
  const auto one = result_of({cancelled(kOrder, CancelReason::kByHolder, true)});
  const auto two = result_of({cancelled(kOrder, CancelReason::kByHolder, true),
                              cancelled(OrderId{11}, CancelReason::kByHolder, true)});

  EXPECT_EQ(one.order_id(), 10);
  EXPECT_EQ(two.order_id(), 0);
  EXPECT_EQ(two.cancelled_orders(1).order_id(), 11);
}

TEST(WireResults, ARefusalSaysWhichFieldAndWhatIsAllowed) {
  const auto wire = result_of({Refused{.command = 0,
                                       .account = kAccount,
                                       .order = kOrder,
                                       .reason = RejectReason::kPriceAboveLimit,
                                       .bound = 10'000}});

  EXPECT_EQ(wire.order_id(), 10);
  EXPECT_EQ(wire.refusal(), v1::REJECT_REASON_PRICE_ABOVE_LIMIT);
  EXPECT_EQ(wire.bound(), 10'000);
  EXPECT_EQ(wire.detail(), "limit_price_cents_per_tonne must be at most 10000 (price_above_limit)");
}

TEST(WireResults, ARefusalOfAnIdSaysTheHighestWhereItIsAboveThat) {
  Refused refused{.command = 0, .account = kAccount, .order = kOrder, .reason = {}, .bound = 0};
  refused.reason = RejectReason::kIdOutOfRange;
  EXPECT_EQ(refusal_detail(refused), "order_id is out of range; ids start at 1 (id_out_of_range)");

  refused.bound = kMaxChosenId;
  EXPECT_EQ(refusal_detail(refused),
            "order_id must be at most 1000000000000000000 (id_out_of_range)");

  const Refused report{.command = static_cast<std::int32_t>(Action(ReportEmissions{}).index()),
                       .reason = RejectReason::kIdOutOfRange};
  EXPECT_EQ(refusal_detail(report),
            "an id, a year or a scheme (0 to 7) is out of range; ids start at 1 (id_out_of_range)");
}

TEST(WireResults, ResultsAppendedToAResponseReadBack) {
  std::string bytes;
  for (int id = 1; id <= 3; ++id) {
    v1::CommandResult result;
    result.set_order_id(id * 1'000'000);
    result.set_detail(std::string(static_cast<std::size_t>(id * id * 50), 'x'));
    append_result(result, bytes);
  }
  append_result(v1::CommandResult(), bytes);
  v1::TradeResponse response;

  ASSERT_TRUE(response.ParseFromString(bytes));

  ASSERT_EQ(response.results_size(), 4);
  EXPECT_EQ(response.results(2).order_id(), 3'000'000);
  EXPECT_EQ(response.results(2).detail().size(), 450U);
  EXPECT_EQ(response.SerializeAsString(), bytes);
}

// Every reason of the wire is the domain's of the same number and name, and has its words.
TEST(WireResults, EveryReasonIsTheSameOnBothSides) {
  const auto* reasons = v1::RejectReason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto* value = reasons->value(i);
    const auto reason = static_cast<RejectReason>(value->number());
    EXPECT_EQ("REJECT_REASON_" + absl::AsciiStrToUpper(std::string(name_of(reason))),
              value->name());
    for (std::int32_t command = 0; command < std::int32_t{std::variant_size_v<Action>}; ++command) {
      EXPECT_THAT(refusal_detail({.command = command, .reason = reason, .bound = 3}),
                  HasSubstr(std::string(name_of(reason))));
    }
  }
  int known = 0;
  for (int number = 0; number < 256; ++number) {
    if (!name_of(static_cast<RejectReason>(number)).empty()) ++known;
  }
  EXPECT_EQ(known, reasons->value_count() - 1);
}

}  // namespace
}  // namespace tanshi
