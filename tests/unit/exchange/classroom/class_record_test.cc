// Days, years and trades as they follow from the market's events.
#include "exchange/classroom/class_record.h"

#include <gtest/gtest.h>

#include <vector>

namespace tanshi {
namespace {

constexpr InstrumentId kBook{1};
constexpr InstrumentId kCredits{2};
constexpr InstrumentId kUnits{3};  // of a scheme
constexpr InstrumentId kForward{4};
constexpr AccountId kAda{1};
constexpr AccountId kBob{2};

class Record : public testing::Test {
 protected:
  void see(std::vector<Event> events) {
    const Committed committed{.command = ++command, .first_event = next, .events = events};
    next += std::ssize(events);
    record.see({&committed, 1});
  }
  // Ada buys.
  void trade(std::int64_t cents, std::int64_t tonnes, InstrumentId book = kBook) {
    see({Traded{.instrument = book,
                .taker_side = Side::kBuy,
                .price = Price(cents),
                .quantity = Tonnes(tonnes),
                .maker_account = kBob,
                .maker_order = OrderId{7},
                .taker_account = kAda,
                .taker_order = OrderId{5}}});
  }
  void close_day(std::int64_t cents) {
    see({InstrumentClosed{.instrument = kBook, .close = Price(cents), .volume = Tonnes()},
         DayClosed{}});
  }
  std::vector<v1::MarketDay> days() {
    std::int64_t total = 0;
    return record.days(kBook, 0, 100, total);
  }

  ClassRecord record{{.first_year = Year{2026},
                      .years = 2,
                      .days_per_year = 2,
                      .allowances = kBook,
                      .credits = {kCredits},
                      .cap = {Tonnes(100), Tonnes(90)}}};
  std::int64_t command = 0;
  std::int64_t next = 1;
};

TEST_F(Record, ADayHasItsFourPricesAndItsVolume) {
  for (const std::int64_t cents : {500, 700, 400, 600}) trade(cents, 10);
  close_day(600);
  close_day(600);

  const auto all = days();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].open_cents_per_tonne(), 500);
  EXPECT_EQ(all[0].high_cents_per_tonne(), 700);
  EXPECT_EQ(all[0].low_cents_per_tonne(), 400);
  EXPECT_EQ(all[0].close_cents_per_tonne(), 600);
  EXPECT_EQ(all[0].volume_t(), 40);
  EXPECT_EQ(all[1].day(), 1);
  EXPECT_EQ(all[1].volume_t(), 0);
  EXPECT_EQ(all[1].open_cents_per_tonne(), 0);
}

TEST_F(Record, BothSidesHaveTheTradeWithTheNumberOfItsEvent) {
  trade(500, 10);
  google::protobuf::RepeatedPtrField<v1::OwnFill> ada;
  google::protobuf::RepeatedPtrField<v1::OwnFill> bob;
  record.fills(kAda, ada);
  record.fills(kBob, bob);

  ASSERT_EQ(ada.size(), 1);
  EXPECT_EQ(ada[0].side(), v1::SIDE_BUY);
  EXPECT_EQ(ada[0].order_id(), 5);
  EXPECT_EQ(ada[0].event_number(), 1);
  ASSERT_EQ(bob.size(), 1);
  EXPECT_EQ(bob[0].side(), v1::SIDE_SELL);
  EXPECT_EQ(bob[0].order_id(), 7);
}

TEST_F(Record, TheLatestTradesAreKept) {
  for (int i = 0; i < 250; ++i) trade(500 + i, 1);
  google::protobuf::RepeatedPtrField<v1::OwnFill> ada;
  record.fills(kAda, ada);

  ASSERT_EQ(ada.size(), 200);
  EXPECT_EQ(ada[0].price_cents_per_tonne(), 550);
  EXPECT_EQ(ada[199].price_cents_per_tonne(), 749);
}

TEST_F(Record, AYearIsSummedUpAndTheNextBeginsAnew) {
  see({AllowancesIssued{kAda, kBook, Year{2026}, Tonnes(80)}, PhaseChanged{TradingPhase::kOpen}});
  trade(500, 10);
  close_day(500);
  close_day(700);
  see({EmissionsReported{.account = kAda, .year = Year{2026}, .emissions = Tonnes(60)},
       AllowancesSurrendered{kAda, kBook, Year{2026}, Year{2026}, Tonnes(60)},
       ComplianceSettled{.account = kAda,
                         .year = Year{2026},
                         .obligation = Tonnes(60),
                         .surrendered = Tonnes(60),
                         .shortfall = Tonnes(3),
                         .penalty = Cash(9)},
       YearSettled{.year = Year{2026}}});
  see({AllowancesIssued{kAda, kBook, Year{2027}, Tonnes(70)}, PhaseChanged{TradingPhase::kOpen}});

  const auto years = record.years(kAda);
  ASSERT_EQ(years.size(), 2U);
  EXPECT_TRUE(years[0].settled);
  EXPECT_EQ(years[0].issued, Tonnes(80));
  EXPECT_EQ(years[0].bought, Tonnes(10));
  EXPECT_EQ(years[0].paid, Cash(5'000));
  EXPECT_EQ(years[0].emissions, Tonnes(60));
  EXPECT_EQ(years[0].shortfall, Tonnes(3));
  EXPECT_EQ(years[0].penalty, Cash(9));
  EXPECT_EQ(years[0].banked, Tonnes(30));
  EXPECT_EQ(years[1].issued, Tonnes(70));
  EXPECT_EQ(years[1].banked, Tonnes(100));
  EXPECT_EQ(record.market_years()[0].mean_close(), Price(600));
  EXPECT_EQ(record.place().year, 1U);
  EXPECT_EQ(record.place().day, 0);
}

TEST_F(Record, AuctionsCountAsBoughtAndAreAnnounced) {
  AuctionAnnounced announced;
  announced.auction = AuctionId{1};
  announced.instrument = kBook;
  announced.supply = Tonnes(50);
  announced.reserve_price = Price(300);
  AuctionCleared cleared;
  cleared.auction = AuctionId{1};
  cleared.instrument = kBook;
  cleared.clearing_price = Price(600);
  cleared.sold = Tonnes(20);
  see({announced,
       BidAwarded{.account = kAda,
                  .bid = OrderId{9},
                  .auction = AuctionId{1},
                  .bid_price = Price(800),
                  .price = Price(600),
                  .quantity = Tonnes(20)},
       AuctionDelivered{.account = kAda,
                        .auction = AuctionId{1},
                        .instrument = kBook,
                        .vintage = Year{2026},
                        .quantity = Tonnes(20)},
       cleared});

  google::protobuf::RepeatedPtrField<v1::OwnFill> fills;
  record.fills(kAda, fills);
  ASSERT_EQ(fills.size(), 1);
  EXPECT_TRUE(fills[0].auction());
  EXPECT_EQ(record.years(kAda)[0].bought, Tonnes(20));
  EXPECT_EQ(record.years(kAda)[0].banked, Tonnes(20));
  google::protobuf::RepeatedPtrField<v1::Announcement> told;
  record.announcements(told);
  ASSERT_EQ(told.size(), 2);
  EXPECT_EQ(told[0].kind(), v1::ANNOUNCEMENT_KIND_AUCTION_OPENED);
  EXPECT_EQ(told[1].figures(1), 600);
}

TEST_F(Record, WhatHasChangedIsToldOnce) {
  trade(500, 10);
  const auto changes = record.take_changes();
  EXPECT_EQ(changes.accounts, (std::set<AccountId>{kAda, kBob}));
  EXPECT_TRUE(changes.market);
  EXPECT_EQ(changes.command, 1);

  see({Refused{.account = kAda}});
  const auto later = record.take_changes();
  EXPECT_EQ(later.accounts, (std::set<AccountId>{kAda}));
  EXPECT_FALSE(later.market);
  EXPECT_TRUE(record.take_changes().accounts.empty());
}

TEST_F(Record, CreditsAndDeliveredForwardsArePaidForBesideAllowances) {
  trade(500, 10);
  trade(300, 20, kCredits);
  trade(900, 5, kUnits);    // stand beside
  trade(600, 7, kForward);  // paid for when it is delivered
  see({PositionSettled{.instrument = kForward,
                       .account = kAda,
                       .quantity = Tonnes(7),
                       .value = Cash(4'200),
                       .delivered = Tonnes(7),
                       .missing = {},
                       .due = Cash(4'200),
                       .paid = Cash(4'200)}});

  const AccountYear year = record.years(kAda).front();
  EXPECT_EQ(year.paid, Cash(5'000));
  EXPECT_EQ(year.bought, Tonnes(10));
  EXPECT_EQ(year.paid_beside, Cash(6'000 + 4'200));
  EXPECT_EQ(record.years(kBob).front().paid_beside, Cash(-6'000));
}

}  // namespace
}  // namespace tanshi
