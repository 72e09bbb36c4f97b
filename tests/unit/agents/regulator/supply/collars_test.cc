// Proves the two collars at their edges.
#include <gtest/gtest.h>

#include "agents/regulator/supply/price_collar.h"
#include "agents/regulator/supply/quantity_collar.h"

namespace tanshi {
namespace {

constexpr PriceCollar kCollar{.floor = Price(2'000),
                              .ceiling = Price(5'000),
                              .floor_rise = PartsPerMillion(50'000),
                              .ceiling_rise = PartsPerMillion(20'000),
                              .ceiling_limit = Tonnes(30)};

TEST(PriceCollar, RaisesFloorAndCeilingYearByYear) {
  EXPECT_EQ(band_after(kCollar, 0).floor, Price(2'000));
  EXPECT_EQ(band_after(kCollar, 1).floor, Price(2'100));
  EXPECT_EQ(band_after(kCollar, 2).ceiling, Price(5'202));
  EXPECT_EQ(band_after(kCollar, 100).ceiling, band_after(kCollar, 100).floor);
}

TEST(PriceCollar, WithholdsBelowTheFloorAndAddsAtTheCeiling) {
  EXPECT_EQ(collar_supply(kCollar, Tonnes(100), Tonnes(80), Tonnes(10)).withheld, Tonnes(20));
  EXPECT_EQ(collar_supply(kCollar, Tonnes(100), Tonnes(100), Tonnes(100)).withheld, Tonnes());
  EXPECT_EQ(collar_supply(kCollar, Tonnes(100), Tonnes(200), Tonnes(120)).added, Tonnes(20));
  EXPECT_EQ(collar_supply(kCollar, Tonnes(100), Tonnes(900), Tonnes(800)).added, Tonnes(30));
}

constexpr QuantityCollar kQuantity{.bank_least = Tonnes(100),
                                   .bank_most = Tonnes(200),
                                   .withheld_share = BasisPoints(5'000),
                                   .released_share = BasisPoints(2'500),
                                   .most_withheld = Tonnes(40),
                                   .most_released = Tonnes(20)};

TEST(QuantityCollar, WithholdsAShareOfTheExcessUpToItsMost) {
  const auto withheld = [](std::int64_t bank_t) {
    return quantity_adjustment(kQuantity, Tonnes(bank_t), Tonnes()).withheld;
  };
  EXPECT_EQ(withheld(200), Tonnes());
  EXPECT_EQ(withheld(203), Tonnes(1));  // 1.5
  EXPECT_EQ(withheld(280), Tonnes(40));
  EXPECT_EQ(withheld(1'000), Tonnes(40));
}

TEST(QuantityCollar, ReleasesAShareOfTheGapUpToItsMostAndTheReserve) {
  const auto released = [](std::int64_t bank_t, std::int64_t reserve_t) {
    return quantity_adjustment(kQuantity, Tonnes(bank_t), Tonnes(reserve_t)).released;
  };
  EXPECT_EQ(released(100, 1'000), Tonnes());
  EXPECT_EQ(released(60, 1'000), Tonnes(10));
  EXPECT_EQ(released(0, 1'000), Tonnes(20));
  EXPECT_EQ(released(0, 7), Tonnes(7));
}

TEST(QuantityCollar, HoldsAtTheLargestQuantities) {
  const QuantityCollar all{.bank_least = Tonnes(), .bank_most = Tonnes()};
  EXPECT_EQ(quantity_adjustment(all, kMaxQuantity, Tonnes()).withheld, kMaxQuantity);
}

}  // namespace
}  // namespace tanshi
