// Permits of rounds to plants: by hand, and the benchmark of the published design.
#include "scenarios/laboratory/plant_permits.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// Costs that are no draw: a permit is worth 10 - 4 = 6 to two plants, and (10 - 2) / 2 = 4 to one
// that needs two.
PlantDesign two_rounds(std::int32_t permits, std::int32_t fall) {
  PlantDesign design;
  design.rounds = 2;
  design.permits = permits;
  design.permits_fall = fall;
  design.product_prices = {10};
  design.groups = {{2, 1, 4, 4}, {1, 2, 2, 2}};
  design.draws = 3;
  return design;
}

TEST(PlantPermits, TheLastPlantMakesThePriceAndMayRunInPart) {
  const PlantMeasures measures = measure_plants(two_rounds(3, 2));

  EXPECT_DOUBLE_EQ(measures.static_price[0], 4);  // the third permit runs half of the plant
  EXPECT_DOUBLE_EQ(measures.static_price[1], 6);  // one permit for two plants
}

// 4 permits for 4 plants that are worth 6 each: static 6 + 6 + 4 and 6, dynamic 4 x 6.
TEST(PlantPermits, BankingMovesPermitsToWhereTheyAreWorthMost) {
  const PlantMeasures measures = measure_plants(two_rounds(3, 2));

  EXPECT_DOUBLE_EQ(measures.dynamic_price, 4);  // the next permit would be worth that
  EXPECT_DOUBLE_EQ(measures.dynamic_price_deviation, 0);
  EXPECT_DOUBLE_EQ(measures.static_surplus_share, 22.0 / 24);
}

TEST(PlantPermits, MorePermitsThanPlantsAreWorthNothing) {
  const PlantMeasures measures = measure_plants(two_rounds(100, 0));

  EXPECT_DOUBLE_EQ(measures.static_price[0], 0);
  EXPECT_DOUBLE_EQ(measures.dynamic_price, 0);
  EXPECT_DOUBLE_EQ(measures.static_surplus_share, 1);
}

// What is worth less than nothing does not run.
TEST(PlantPermits, APlantThatWouldLoseDoesNotRun) {
  PlantDesign design = two_rounds(3, 0);
  design.product_prices = {3};

  const PlantMeasures measures = measure_plants(design);

  EXPECT_DOUBLE_EQ(measures.static_price[0], 0);
}

}  // namespace
}  // namespace tanshi
