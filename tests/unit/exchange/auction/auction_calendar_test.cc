// Proves what becomes of unsold allowances by each rule, and that no tonne gets lost.
#include "exchange/auction/auction_calendar.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

using testing::ElementsAre;

PlannedAuction planned(std::int32_t year, std::int64_t quantity) {
  return {Year{year}, Tonnes(quantity), Tonnes()};
}

std::vector<std::int64_t> volumes(const AuctionCalendar& calendar) {
  std::vector<std::int64_t> volumes;
  for (const PlannedAuction& auction : calendar.remaining()) {
    volumes.push_back(auction.volume().raw());
  }
  return volumes;
}

TEST(AuctionCalendar, UnsoldTonnesLeaveUnlessARuleKeepsThem) {
  AuctionCalendar calendar({}, {planned(2025, 100), planned(2025, 100)});

  EXPECT_EQ(calendar.record(Tonnes(30), true), Tonnes(30));
  EXPECT_THAT(volumes(calendar), ElementsAre(100));
}

// "Unsold units roll over to the next auction within the same calendar year": New Zealand.
TEST(AuctionCalendar, NextAuctionOfTheSameYearOnly) {
  AuctionCalendar calendar({.fate = UnsoldFate::kNextAuction},
                           {planned(2023, 100), planned(2023, 100), planned(2024, 100)});

  EXPECT_EQ(calendar.record(Tonnes(100), false), Tonnes(0));
  EXPECT_THAT(volumes(calendar), ElementsAre(200, 100));
  EXPECT_EQ(calendar.record(Tonnes(150), false), Tonnes(150));
  EXPECT_THAT(volumes(calendar), ElementsAre(100));
}

// "The volume will be distributed over the next 4 German auctions": EEX, 21 September 2018.
TEST(AuctionCalendar, SpreadsEvenlyOverTheNextFour) {
  AuctionCalendar calendar({.fate = UnsoldFate::kSpread},
                           std::vector<PlannedAuction>(6, planned(2018, 100)));

  EXPECT_EQ(calendar.record(Tonnes(42), false), Tonnes(0));
  EXPECT_THAT(volumes(calendar), ElementsAre(111, 111, 110, 110, 100));
}

// SI 2021/484, regulation 6(8).
TEST(AuctionCalendar, WhatOneOfTheFourCannotTakeGoesToTheOthers) {
  const UnsoldRule uk = {.fate = UnsoldFate::kSpread, .most_volume_bps = 12'500};
  AuctionCalendar calendar(uk, {planned(2021, 100), planned(2021, 40), planned(2021, 100),
                                planned(2021, 100), planned(2021, 100), planned(2021, 100)});

  EXPECT_EQ(calendar.record(Tonnes(70), true), Tonnes(0));
  EXPECT_THAT(volumes(calendar), ElementsAre(50, 120, 120, 120, 100));
  EXPECT_EQ(calendar.record(Tonnes(50), true), Tonnes(10));  // room is 5, 5, 5 and 25
  EXPECT_THAT(volumes(calendar), ElementsAre(125, 125, 125, 125));
}

// 17 CCR 95911: two auctions in a row above the reserve price; a quarter of the offer.
TEST(AuctionCalendar, WaitsUntilAuctionsClearAboveTheReservePrice) {
  AuctionCalendar calendar({.fate = UnsoldFate::kWaitForClearance},
                           std::vector<PlannedAuction>(6, planned(2016, 100)));

  EXPECT_EQ(calendar.record(Tonnes(40), false), Tonnes(0));
  EXPECT_EQ(calendar.record(Tonnes(0), true), Tonnes(0));
  EXPECT_THAT(volumes(calendar), ElementsAre(100, 100, 100, 100));
  EXPECT_EQ(calendar.waiting(), Tonnes(40));
  EXPECT_EQ(calendar.record(Tonnes(0), true), Tonnes(0));
  EXPECT_THAT(volumes(calendar), ElementsAre(125, 100, 100));
  EXPECT_EQ(calendar.record(Tonnes(125), false), Tonnes(0));
  EXPECT_EQ(calendar.waiting(), Tonnes(140));
  EXPECT_EQ(calendar.record(Tonnes(0), true), Tonnes(0));
  EXPECT_EQ(calendar.record(Tonnes(0), true), Tonnes(140));  // after the last they leave
}

TEST(AuctionCalendar, EveryTonneIsInOnePlace) {
  RandomStream random(7, 0, 0);
  for (int round = 0; round < 2'000; ++round) {
    UnsoldRule rule;
    rule.fate = UnsoldFate{static_cast<std::uint8_t>(random.uniform_int(1, 4))};
    rule.spread_count = static_cast<std::int32_t>(random.uniform_int(1, 5));
    rule.most_volume_bps = random.uniform_int(0, 1) == 0 ? 0 : 12'500;
    rule.clear_count = static_cast<std::int32_t>(random.uniform_int(0, 2));
    std::vector<PlannedAuction> auctions;
    for (int n = 0; n < 8; ++n) auctions.push_back(planned(2025 + n / 4, random.uniform_int(0, 9)));
    AuctionCalendar calendar(rule, auctions);

    while (!calendar.remaining().empty()) {
      const Tonnes before = calendar.total();
      const Tonnes volume = calendar.remaining().front().volume();
      const Tonnes unsold(random.uniform_int(0, volume.raw()));
      const Tonnes left = calendar.record(unsold, random.uniform_int(0, 1) == 1);
      ASSERT_EQ(calendar.total() + left + (volume - unsold), before);
      if (rule.fate == UnsoldFate::kSpread && rule.most_volume_bps > 0) {
        for (const PlannedAuction& next : calendar.remaining()) {
          ASSERT_LE(next.volume().raw(), next.planned.raw() * 5 / 4);
        }
      }
    }
    EXPECT_EQ(calendar.total(), Tonnes(0));
  }
}

}  // namespace
}  // namespace tanshi
