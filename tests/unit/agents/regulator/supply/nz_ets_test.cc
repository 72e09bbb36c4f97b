// Proves New Zealand's price controls on published figures, and when an auction declines.
#include "agents/regulator/supply/nz_ets.h"

#include <gtest/gtest.h>

#include "agents/regulator/supply/containment_reserve.h"

namespace tanshi {
namespace {

// V: ICAP 757; Ministry for the Environment, 2023.
TEST(NewZealand, KnowsThePriceControlsThatWerePublished) {
  EXPECT_EQ(nz_price_controls(Year{2021}).floor->price, Price(2'000));
  EXPECT_EQ(nz_price_controls(Year{2021}).first_trigger->price, Price(5'000));
  EXPECT_EQ(nz_price_controls(Year{2023}, true).floor->price, Price(3'306));
  EXPECT_EQ(nz_price_controls(Year{2023}, true).first_trigger->price, Price(8'200));
  EXPECT_EQ(nz_price_controls(Year{2023}).floor->price, Price(6'000));
  EXPECT_EQ(nz_price_controls(Year{2023}).first_trigger->price, Price(17'300));
  EXPECT_EQ(nz_price_controls(Year{2024}).floor->price, Price(6'400));
  EXPECT_FALSE(nz_price_controls(Year{2024}).first_trigger.has_value());
  EXPECT_FALSE(nz_price_controls(Year{2020}).floor.has_value());
}

// The first auction, 17 March 2021 (V, ICAP 757): 4.75 M offered, bids for 11.6 M, all sold.
TEST(NewZealand, SellsAllWhenEnoughIsBidForAtTheReserve) {
  const NzOutcome outcome =
      nz_auction({.offered = Tonnes(4'750'000), .bid_at_reserve = Tonnes(11'600'000)});

  EXPECT_FALSE(outcome.declined);
  EXPECT_EQ(outcome.sold, Tonnes(4'750'000));
  EXPECT_EQ(outcome.rolled_over, Tonnes());
}

TEST(NewZealand, DeclinesWhenBidsAreFewAndOneIsBelowTheReserve) {
  NzAuction auction{.offered = Tonnes(100), .bid_at_reserve = Tonnes(99), .bid_below = Tonnes(1)};
  EXPECT_TRUE(nz_auction(auction).declined);
  EXPECT_EQ(nz_auction(auction).sold, Tonnes());
  EXPECT_EQ(nz_auction(auction).rolled_over, Tonnes(100));

  auction.bid_below = Tonnes();
  EXPECT_FALSE(nz_auction(auction).declined);  // it clears in part
  EXPECT_EQ(nz_auction(auction).sold, Tonnes(99));
  EXPECT_EQ(nz_auction(auction).rolled_over, Tonnes(1));

  auction.bid_at_reserve = Tonnes(100);
  auction.bid_below = Tonnes(50);  // does not matter when enough is bid for
  EXPECT_EQ(nz_auction(auction).sold, Tonnes(100));
}

TEST(NewZealand, DeclinesWithoutBidsAndLetsUnsoldLapseAtTheEndOfTheYear) {
  const NzOutcome outcome = nz_auction({.offered = Tonnes(100), .is_last_of_year = true});

  EXPECT_TRUE(outcome.declined);
  EXPECT_EQ(outcome.lapsed, Tonnes(100));
  EXPECT_EQ(outcome.rolled_over, Tonnes());
  EXPECT_EQ(nz_reserve(Price(6'100), Price(6'000)), Price(6'100));
  EXPECT_EQ(nz_reserve(Price(5'900), Price(6'000)), Price(6'000));
}

}  // namespace
}  // namespace tanshi
