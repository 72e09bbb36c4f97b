// Proves California's reserve prices, sales and ceiling on published figures and at their edges.
#include "agents/regulator/supply/wci.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// V: the sources named at wci_announced_reserve_price.
TEST(Wci, KnowsTheReservePricesThatWereAnnounced) {
  struct Row {
    int year;
    std::int64_t cents;
  };
  for (const Row& row :
       {Row{2012, 1'000}, Row{2013, 1'071}, Row{2014, 1'134}, Row{2016, 1'273}, Row{2017, 1'357},
        Row{2018, 1'453}, Row{2020, 1'668}, Row{2022, 1'970}, Row{2025, 2'587}}) {
    const auto announced = wci_announced_reserve_price(Year{row.year});
    ASSERT_TRUE(announced.has_value()) << row.year;
    EXPECT_EQ(announced->price, Price(row.cents)) << row.year;
    EXPECT_EQ(announced->mark, 'V') << row.year;
  }
  EXPECT_FALSE(wci_announced_reserve_price(Year{2011}).has_value());
  EXPECT_FALSE(wci_announced_tiers(Year{2020}).has_value());
  EXPECT_EQ(wci_announced_tiers(Year{2021})->ceiling.price, Price(6'500));
}

// Between two announced prices lies one inflation for which the rule gives the later one: with it,
// 10.00 becomes 10.71 and 10.71 becomes 11.34.
TEST(Wci, RaisesByFivePercentAndInflationToTheNearestCent) {
  EXPECT_EQ(wci_next_price(Price(1'000), PartsPerMillion(21'000)), Price(1'071));
  EXPECT_EQ(wci_next_price(Price(1'071), PartsPerMillion(9'000)), Price(1'134));   // 11.34189
  EXPECT_EQ(wci_next_price(Price(1'000), PartsPerMillion(20'500)), Price(1'071));  // 10.705
  EXPECT_EQ(wci_next_price(Price(1'000), PartsPerMillion(20'499)), Price(1'070));
  EXPECT_EQ(wci_next_price(Price(1'000), PartsPerMillion(-60'000)), Price(990));
}

TEST(Wci, HoldsAReserveSaleFromSixtyPercentAndAlwaysBeforeSurrender) {
  const Price lowest(4'141);  // 60 % is 24.846
  EXPECT_FALSE(wci_reserve_sale_held(Price(2'484), lowest, false));
  EXPECT_TRUE(wci_reserve_sale_held(Price(2'485), lowest, false));
  EXPECT_TRUE(wci_reserve_sale_held(Price(2'400), Price(4'000), false));
  EXPECT_TRUE(wci_reserve_sale_held(Price(0), lowest, true));
}

TEST(Wci, SellsCeilingUnitsOnlyWhenBothTiersAreEmpty) {
  const WciTierPrices prices{Price(4'000), Price(5'000), Price(6'500)};
  const auto buy = [&](std::int64_t shortage_t) {
    return wci_cost_containment(Tonnes(shortage_t), Tonnes(100), Tonnes(50), prices);
  };

  EXPECT_EQ(buy(100).first, Tonnes(100));
  EXPECT_EQ(buy(100).second, Tonnes());
  EXPECT_EQ(buy(150).second, Tonnes(50));
  EXPECT_EQ(buy(150).ceiling, Tonnes());
  EXPECT_EQ(buy(151).ceiling, Tonnes(1));
  EXPECT_EQ(buy(151).cost, Cash(100 * 4'000 + 50 * 5'000 + 6'500));
  EXPECT_EQ(
      wci_cost_containment(kMaxOrderQuantity, Tonnes(), Tonnes(), {Price(), Price(), kMaxPrice})
          .cost,
      kMaxPrice * kMaxOrderQuantity);
  EXPECT_DEATH((void)buy(-1), "CHECK failed");
}

TEST(Wci, ReturnsUnsoldAfterTwoAuctionsAboveTheReservePrice) {
  const WciUnsoldRule rule;
  EXPECT_EQ(wci_returned_unsold(rule, Tonnes(100), Tonnes(1'000), 1), Tonnes());
  EXPECT_EQ(wci_returned_unsold(rule, Tonnes(100), Tonnes(1'000), 2), Tonnes(100));
  EXPECT_EQ(wci_returned_unsold(rule, Tonnes(900), Tonnes(1'003), 2), Tonnes(250));
}

}  // namespace
}  // namespace tanshi
