// Proves what one account's holder sees of the market as a whole: a trade moves cash one way and
// allowances the other, and the log is counted and hashed. What each command does, and when it is
// refused, is in the tables (tests/tables/*.market).
#include "exchange/market/market.h"

#include <gtest/gtest.h>

#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/market/event_fields.h"

namespace tanshi {
namespace {

constexpr InstrumentId kEua{1};
constexpr AccountId kBuyer{1};
constexpr AccountId kSeller{2};

SubmitOrder order(AccountId account, std::int64_t id, Side side, std::int64_t limit_cents,
                  std::int64_t quantity_t) {
  return {.account = account,
          .order = OrderId{id},
          .instrument = kEua,
          .side = side,
          .limit = Price(limit_cents),
          .quantity = Tonnes(quantity_t)};
}

// An open market in which kBuyer has 10,000.00 and kSeller 100 t of 2025 and 50 t of 2026.
class MarketTest : public testing::Test {
 protected:
  MarketTest() {
    apply(OpenAccount{kBuyer});
    apply(OpenAccount{kSeller});
    apply(ListInstrument{kEua, Year{2025}, Year{2030}, Price(1), Tonnes(1), kMaxPrice});
    apply(DepositCash{kBuyer, Cash(1'000'000)});
    apply(IssueAllowances{kSeller, kEua, Year{2026}, Tonnes(50)});
    apply(IssueAllowances{kSeller, kEua, Year{2025}, Tonnes(100)});
    apply(SetTradingPhase{TradingPhase::kOpen});
  }

  // The events of one command.
  std::vector<Event> apply(const Action& action) {
    std::vector<Event> events;
    market_.apply({.time = SimTime(0), .action = action}, events);
    market_.audit();
    return events;
  }

  Market market_;
};

TEST_F(MarketTest, OrderThatRestsBindsWhatItMayNeed) {
  apply(order(kBuyer, 1, Side::kBuy, 7'000, 100));
  apply(order(kSeller, 1, Side::kSell, 7'100, 120));

  EXPECT_EQ(market_.cash(kBuyer), (CashBalance{Cash(300'000), Cash(700'000)}));
  EXPECT_EQ(market_.allowances(kSeller, kEua), (AllowanceBalance{Tonnes(30), Tonnes(120)}));
  EXPECT_EQ(market_.quote(kEua).bid, Price(7'000));
  EXPECT_EQ(market_.quote(kEua).ask, Price(7'100));
}

TEST_F(MarketTest, TradeMovesAllowancesOldestVintageFirstAgainstItsPrice) {
  apply(order(kSeller, 1, Side::kSell, 6'000, 120));

  const auto events = apply(order(kBuyer, 1, Side::kBuy, 7'000, 130));

  ASSERT_EQ(events.size(), 3U);  // accepted, traded, rested
  EXPECT_EQ(std::get<Traded>(events[1]), (Traded{kEua, Side::kBuy, Price(6'000), Tonnes(120),
                                                 kSeller, OrderId{1}, kBuyer, OrderId{1}}));
  EXPECT_EQ(market_.cash(kSeller), (CashBalance{Cash(720'000), Cash(0)}));
  EXPECT_EQ(market_.cash(kBuyer), (CashBalance{Cash(210'000), Cash(70'000)}));
  std::vector<VintageHolding> lots;
  market_.vintages(kBuyer, kEua, lots);
  EXPECT_EQ(lots,
            (std::vector<VintageHolding>{{Year{2025}, Tonnes(100)}, {Year{2026}, Tonnes(20)}}));
}

TEST_F(MarketTest, RefusalIsCountedAndHashedAndChangesNothingElse) {
  const MarketState before = market_.state();

  const auto events = apply(order(kBuyer, 1, Side::kBuy, 7'000, 1'000));

  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(std::get<Refused>(events[0]),
            (Refused{0, kBuyer, OrderId{1}, RejectReason::kCashInsufficient, 1'000'000}));
  MarketState after = market_.state();
  EXPECT_EQ(after.command_count, before.command_count + 1);
  EXPECT_EQ(after.event_count, before.event_count + 1);
  EXPECT_NE(after.events_hash, before.events_hash);
  after.command_count = before.command_count;
  after.event_count = before.event_count;
  after.events_hash = before.events_hash;
  EXPECT_EQ(after, before);
}

TEST_F(MarketTest, RestoredMarketHasTheSameState) {
  apply(order(kBuyer, 1, Side::kBuy, 7'000, 100));
  apply(order(kSeller, 1, Side::kSell, 7'100, 120));
  apply(order(kSeller, 2, Side::kSell, 7'000, 20));

  const auto restored = Market::restore(market_.state());

  ASSERT_TRUE(restored.has_value());
  EXPECT_EQ(restored->state(), market_.state());
  restored->audit();
}

TEST_F(MarketTest, ShortfallIsFinedAndOwedAgain) {
  apply(ReportEmissions{kSeller, Year{2025}, Tonnes(110)});
  apply(SurrenderAllowances{kSeller, kEua, Year{2025}, Tonnes(100)});

  const auto events = apply(SettleCompliance{Year{2025}, Price(10'000)});

  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(std::get<ComplianceSettled>(events[0]),
            (ComplianceSettled{kSeller, Year{2025}, Tonnes(110), Tonnes(100), Tonnes(10),
                               Cash(100'000)}));
  EXPECT_EQ(market_.obligation(kSeller), Tonnes(10));
  EXPECT_EQ(market_.cash(kSeller).available, Cash(-100'000));
}

TEST_F(MarketTest, EachSchemeIsOwedMetAndSettledByItself) {
  constexpr SchemeId kCertificates{1};
  apply(ReportEmissions{kSeller, Year{2025}, Tonnes(110)});
  apply(ReportEmissions{kSeller, Year{2025}, Tonnes(30), kCertificates});
  apply(SurrenderAllowances{kSeller, kEua, Year{2025}, Tonnes(100)});

  const auto events = apply(SettleCompliance{Year{2025}, Price(1'000), kCertificates});

  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(std::get<ComplianceSettled>(events[0]),
            (ComplianceSettled{kSeller, Year{2025}, Tonnes(30), Tonnes(0), Tonnes(30), Cash(30'000),
                               kCertificates}));
  EXPECT_EQ(std::get<YearSettled>(events[1]), (YearSettled{Year{2025}, kCertificates}));
  EXPECT_EQ(market_.obligation(kSeller), Tonnes(10));
  EXPECT_EQ(market_.owed(kSeller, Year{2025}), Tonnes(110));
  EXPECT_EQ(market_.obligation(kSeller, kCertificates), Tonnes(30));
  EXPECT_EQ(market_.owed(kSeller, Year{2025}, kCertificates), Tonnes(0));
  EXPECT_EQ(market_.owed(kSeller, Year{2026}, kCertificates), Tonnes(30));
}

TEST_F(MarketTest, StateNamesTheOtherSchemesThatAreInUseAndRestoresThem) {
  EXPECT_TRUE(market_.state().schemes.empty());
  apply(ReportEmissions{kSeller, Year{2025}, Tonnes(110)});
  EXPECT_TRUE(market_.state().schemes.empty()) << "emissions are with the accounts";
  apply(ReportEmissions{kBuyer, Year{2026}, Tonnes(7), SchemeId{2}});
  apply(SettleCompliance{Year{2025}, Price(1), SchemeId{7}});

  const MarketState state = market_.state();

  const std::vector<YearObligation> open = {
      {.year = Year{2026}, .owed = Tonnes(7), .surrendered = {}, .is_reported = true}};
  EXPECT_EQ(state.schemes, (std::vector<SchemeState>{{SchemeId{2}, Year{}, {{kBuyer, open}}},
                                                     {SchemeId{7}, Year{2025}, {}}}));
  const auto restored = Market::restore(state);
  ASSERT_TRUE(restored.has_value());
  EXPECT_EQ(restored->state(), state);
  EXPECT_EQ(restored->obligation(kBuyer, SchemeId{2}), Tonnes(7));
}

TEST_F(MarketTest, StateWithASchemeThatCannotBeIsNotRestored) {
  apply(ReportEmissions{kBuyer, Year{2026}, Tonnes(7), SchemeId{2}});
  const auto with = [&](auto change) {
    MarketState state = market_.state();
    change(state.schemes);
    return Market::restore(state).has_value();
  };
  EXPECT_TRUE(with([](auto&) {}));
  EXPECT_FALSE(with([](auto& schemes) { schemes[0].scheme = kEmissionsScheme; }));
  EXPECT_FALSE(with([](auto& schemes) { schemes[0].scheme = SchemeId{8}; }));
  EXPECT_FALSE(with([](auto& schemes) { schemes[0].accounts[0].account = AccountId{3}; }));
  EXPECT_FALSE(with([](auto& schemes) { schemes[0].accounts[0].open_years.clear(); }));
  EXPECT_FALSE(with([](auto& schemes) { schemes[0].settled_through = Year{2026}; }));
  EXPECT_FALSE(with([](auto& schemes) { schemes.push_back(schemes[0]); }));
  EXPECT_FALSE(with([](auto& schemes) { schemes.push_back({SchemeId{3}, Year{}, {}}); }));
}

}  // namespace
}  // namespace tanshi
