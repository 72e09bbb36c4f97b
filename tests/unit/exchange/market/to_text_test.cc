// Proves how events and commands are written, at the edges of their fields; the tables of
// tests/tables show the rest.
#include "exchange/market/to_text.h"

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(ToText, WritesMoneyWithTwoDigits) {
  const auto deposit = [](std::int64_t cents) {
    return to_text(Action(DepositCash{.account = AccountId{1}, .amount = Cash(cents)}));
  };

  EXPECT_EQ(deposit(0), "deposit_cash a1 0.00");
  EXPECT_EQ(deposit(5), "deposit_cash a1 0.05");
  EXPECT_EQ(deposit(-5), "deposit_cash a1 -0.05");
  EXPECT_EQ(deposit(-123), "deposit_cash a1 -1.23");
  EXPECT_EQ(deposit(725'000), "deposit_cash a1 7250.00");
  EXPECT_EQ(deposit(std::numeric_limits<std::int64_t>::min()),
            "deposit_cash a1 -92233720368547758.08");
}

TEST(ToText, WritesWhatHasNoWordAsItsNumber) {
  const SubmitOrder order{.account = AccountId{-3},
                          .order = OrderId{0},
                          .instrument = InstrumentId{65},
                          .side = Side{9},
                          .type = OrderType{0},
                          .limit = Price(-1),
                          .quantity = Tonnes(-7),
                          .time_in_force = TimeInForce{255},
                          .self_trade_prevention = SelfTradePrevention{4},
                          .post_only = true};
  const Refused refused{.command = 99,
                        .account = AccountId{},
                        .order = OrderId{},
                        .reason = RejectReason{200},
                        .bound = -1};

  EXPECT_EQ(to_text(Action(order)), "submit_order a-3 #0 i65 9 0 @-0.01 -7t 255 4 post_only");
  EXPECT_EQ(to_text(Event(refused)), "refused 99 a0 #0 200 -1");
}

TEST(ToText, LeavesTheEmissionsSchemeOut) {
  EXPECT_EQ(to_text(Event(YearSettled{Year{2025}})), "year_settled 2025");
  EXPECT_EQ(to_text(Event(YearSettled{Year{2025}, SchemeId{1}})), "year_settled 2025 s1");
}

TEST(ToText, WritesWhatIsAbsentAsADash) {
  CancelAllOrders all{.account = AccountId{1}, .instrument = {}};

  EXPECT_EQ(to_text(Action(all)), "cancel_all_orders a1 -");
  all.instrument = InstrumentId{2};
  EXPECT_EQ(to_text(Action(all)), "cancel_all_orders a1 i2");
}

}  // namespace
}  // namespace tanshi
