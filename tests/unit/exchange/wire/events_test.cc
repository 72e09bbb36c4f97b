// Every kind of event reaches the operator whole and reads back as itself; others see what is
// theirs. Kinds and fields of wire and domain have the same names and order.
#include "exchange/wire/events.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/market/command_fields.h"
#include "exchange/market/event_fields.h"

namespace tanshi {
namespace {

constexpr Viewer kOperatorView{.sees_all = true, .account = AccountId{}};
constexpr Viewer kPublic{};
constexpr Viewer kHolder{.sees_all = false, .account = AccountId{5}};

// One of each kind, every field different from 0.
template <std::size_t... Index>
std::vector<Event> one_of_each(std::index_sequence<Index...>) {
  std::vector<Event> events;
  const auto add = [&]<class E>(E event) {
    std::int64_t next = 1;
    for_each_field(event, [&](std::string_view, auto& value) {
      using Value = std::remove_reference_t<decltype(value)>;
      if constexpr (std::is_same_v<Value, bool>) {
        value = true;
      } else {
        value = Value(++next);
      }
    });
    events.emplace_back(event);
  };
  (add(std::variant_alternative_t<Index, Event>{}), ...);
  return events;
}
std::vector<Event> one_of_each() {
  return one_of_each(std::make_index_sequence<std::variant_size_v<Event>>{});
}

TEST(WireEvents, EveryEventReadsBackAsItself) {
  for (const Event& event : one_of_each()) {
    v1::Event wire;
    ASSERT_TRUE(to_wire(event, kOperatorView, wire)) << event.index();

    const auto read = from_wire(wire);

    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(*read == event) << wire.DebugString();
  }
}

TEST(WireEvents, KindsAndFieldsHaveTheNamesOfTheDomain) {
  const auto* descriptor = v1::Event::descriptor();
  for (const Event& event : one_of_each()) {
    const auto* kind = descriptor->FindFieldByNumber(static_cast<int>(event.index()) + 2);
    ASSERT_NE(kind, nullptr);
    std::visit(
        [&](const auto& alternative) {
          using E = std::remove_cvref_t<decltype(alternative)>;
          EXPECT_EQ(kind->name(), kNameOf<E>);
          const auto* message = kind->message_type();
          if (message->name() == "InstrumentListed") message = v1::Instrument::descriptor();
          if (message->name() == "TradingRulesSet") message = v1::TradingRules::descriptor();
          const int words_count = message->name() == "Refused" ? 1 : 0;  // its detail
          int number = 0;
          for_each_field(alternative, [&](std::string_view name, auto) {
            const std::string& wire_name = message->FindFieldByNumber(++number)->name();
            EXPECT_TRUE(wire_name.starts_with(name)) << wire_name << " for " << name;
          });
          EXPECT_EQ(message->field_count() - words_count, number);
        },
        event);
  }
  EXPECT_EQ(descriptor->oneof_decl(0)->field_count(), std::variant_size_v<Event>);
}

TEST(WireEvents, ARefusalNamesItsCommandAndSaysWhatIsAllowed) {
  v1::Event wire;
  ASSERT_TRUE(
      to_wire(Refused{.command = 2, .reason = RejectReason::kMarketClosed}, kOperatorView, wire));

  EXPECT_EQ(wire.refused().command(), "replace_order");
  EXPECT_EQ(wire.refused().reason(), v1::REJECT_REASON_MARKET_CLOSED);
  EXPECT_EQ(wire.refused().detail(),
            "the market is closed: only cancels are accepted (market_closed)");
}

TEST(WireEvents, ThePublicSeesTradesWithoutNames) {
  const Traded trade{.instrument = InstrumentId{1},
                     .taker_side = Side::kBuy,
                     .price = Price(70'00),
                     .quantity = Tonnes(10),
                     .maker_account = AccountId{5},
                     .maker_order = OrderId{50},
                     .taker_account = AccountId{6},
                     .taker_order = OrderId{60}};
  v1::Event wire;

  ASSERT_TRUE(to_wire(trade, kPublic, wire));
  EXPECT_EQ(wire.traded().quantity_t(), 10);
  EXPECT_EQ(wire.traded().maker_account_id() + wire.traded().maker_order_id(), 0);
  EXPECT_EQ(wire.traded().taker_account_id() + wire.traded().taker_order_id(), 0);

  ASSERT_TRUE(to_wire(trade, kHolder, wire));
  EXPECT_EQ(wire.traded().maker_order_id(), 50);
  EXPECT_EQ(wire.traded().taker_account_id() + wire.traded().taker_order_id(), 0);
}

TEST(WireEvents, OfCallsAndDirectTradesThePublicSeesNoNamesAndAHolderItsOwnSide) {
  const CallTraded fill{.instrument = InstrumentId{1},
                        .price = Price(70'00),
                        .quantity = Tonnes(10),
                        .buyer = AccountId{5},
                        .buy_order = OrderId{50},
                        .buy_limit = Price(71'00),
                        .seller = AccountId{6},
                        .sell_order = OrderId{60},
                        .sell_limit = Price(69'00)};
  const DirectTraded direct{{.account = AccountId{5},
                             .order = OrderId{51},
                             .instrument = InstrumentId{1},
                             .side = Side::kBuy,
                             .price = Price(70'00),
                             .quantity = Tonnes(10),
                             .to = AccountId{6},
                             .is_block = false}};
  v1::Event wire;

  ASSERT_TRUE(to_wire(fill, kPublic, wire));
  EXPECT_EQ(wire.call_traded().quantity_t(), 10);
  EXPECT_EQ(wire.call_traded().buyer_account_id() + wire.call_traded().seller_account_id(), 0);
  EXPECT_EQ(wire.call_traded().buy_limit_price_cents_per_tonne(), 0);
  ASSERT_TRUE(to_wire(fill, kHolder, wire));
  EXPECT_EQ(wire.call_traded().buy_limit_price_cents_per_tonne(), 71'00);
  EXPECT_EQ(wire.call_traded().seller_account_id(), 0);
  EXPECT_EQ(wire.call_traded().sell_limit_price_cents_per_tonne(), 0);

  ASSERT_TRUE(to_wire(direct, kPublic, wire));
  EXPECT_EQ(wire.direct_traded().quantity_t(), 10);
  EXPECT_EQ(wire.direct_traded().account_id() + wire.direct_traded().to_account_id(), 0);
  ASSERT_TRUE(to_wire(direct, kHolder, wire));
  EXPECT_EQ(wire.direct_traded().to_account_id(), 6) << "who deals directly knows with whom";
  EXPECT_FALSE(to_wire(DirectOffered{direct.offer}, kPublic, wire));
  EXPECT_TRUE(to_wire(DirectOffered{direct.offer}, kHolder, wire));
}

TEST(WireEvents, AFeeIsForWhoPaysItAndWhoIsPaid) {
  const auto fee = [](AccountId from, AccountId to) {
    return FeeCharged{from, OrderId{1}, InstrumentId{1}, to, Cash(1)};
  };
  v1::Event wire;

  EXPECT_FALSE(to_wire(fee(AccountId{5}, AccountId{9}), kPublic, wire));
  EXPECT_TRUE(to_wire(fee(AccountId{5}, AccountId{9}), kHolder, wire));
  EXPECT_TRUE(to_wire(fee(AccountId{9}, AccountId{5}), kHolder, wire));
  EXPECT_FALSE(to_wire(fee(AccountId{8}, AccountId{9}), kHolder, wire));
}

TEST(WireEvents, AHolderSeesItsOwnAndNothingPrivateOfOthers) {
  for (const Event& event : one_of_each()) {
    v1::Event wire;
    const bool is_public = to_wire(event, kPublic, wire);
    const bool is_seen_by_stranger =
        to_wire(event, Viewer{.sees_all = false, .account = AccountId{999}}, wire);
    EXPECT_EQ(is_seen_by_stranger, is_public) << event.index();
  }
  v1::Event wire;
  const auto transfer = [](AccountId from, AccountId to) {
    return AllowancesTransferred{from, to, InstrumentId{1}, Year{2025}, Tonnes(1)};
  };
  EXPECT_TRUE(to_wire(CashDeposited{AccountId{5}, Cash(1)}, kHolder, wire));
  EXPECT_TRUE(to_wire(transfer(AccountId{1}, AccountId{5}), kHolder, wire));
  EXPECT_TRUE(to_wire(transfer(AccountId{5}, AccountId{1}), kHolder, wire));
  EXPECT_FALSE(to_wire(CashDeposited{AccountId{6}, Cash(1)}, kHolder, wire));
  EXPECT_FALSE(to_wire(transfer(AccountId{6}, AccountId{7}), kHolder, wire));
}

TEST(WireEvents, AnEventThatCannotBeIsRefused) {
  EXPECT_FALSE(from_wire(v1::Event()).ok());
  v1::Event wire;
  wire.mutable_account_opened()->set_account_id(1LL << 40);
  EXPECT_EQ(from_wire(wire).status().message(),
            "tanshi.v1.AccountOpened.account_id is out of range");
  wire.mutable_refused()->set_command("dance");
  EXPECT_FALSE(from_wire(wire).ok());
}

}  // namespace
}  // namespace tanshi
