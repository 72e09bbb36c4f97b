// Proves what may be carried over, and that the sale it asks for is the least that suffices.
#include "exchange/policy/carry_over.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

// MEE, 国环规气候〔2024〕1号 and 〔2025〕2号 (V).
constexpr CarryOverRule kChinaPower{Tonnes(10'000), BasisPoints(15'000)};
constexpr CarryOverRule kChinaIndustry{Tonnes(100'000), BasisPoints(15'000)};

TEST(CarryOver, IsTheBaseAndHalfAsMuchAgainAsWasSold) {
  EXPECT_EQ(carry_over_limit(kChinaPower, Tonnes()), Tonnes(10'000));
  EXPECT_EQ(carry_over_limit(kChinaPower, Tonnes(100'000)), Tonnes(160'000));
  EXPECT_EQ(carry_over_limit(kChinaIndustry, Tonnes(100'000)), Tonnes(250'000));
}

TEST(CarryOver, IsRoundedDown) {
  EXPECT_EQ(carry_over_limit(kChinaPower, Tonnes(1)), Tonnes(10'001));
  EXPECT_EQ(carry_over_limit(kChinaPower, Tonnes(3)), Tonnes(10'004));
}

TEST(CarryOver, TakesABuyerForOneWhoSoldNothing) {
  EXPECT_EQ(carry_over_limit(kChinaPower, Tonnes(-50'000)), Tonnes(10'000));
}

TEST(CarryOver, IsNeverMoreThanWhatIsHeld) {
  EXPECT_EQ(carried_over(kChinaPower, Tonnes(9'999), Tonnes()), Tonnes(9'999));
  EXPECT_EQ(carried_over(kChinaPower, Tonnes(10'000), Tonnes()), Tonnes(10'000));
  EXPECT_EQ(carried_over(kChinaPower, Tonnes(10'001), Tonnes()), Tonnes(10'000));
}

// excess / (1 + 1.5).
TEST(CarryOver, SaysHowMuchASellerMustStillSell) {
  EXPECT_EQ(sale_to_carry_the_rest(kChinaPower, Tonnes(10'000), Tonnes()), Tonnes());
  EXPECT_EQ(sale_to_carry_the_rest(kChinaPower, Tonnes(260'000), Tonnes()), Tonnes(100'000));
  EXPECT_EQ(sale_to_carry_the_rest(kChinaPower, Tonnes(260'001), Tonnes()), Tonnes(100'001));
  EXPECT_EQ(sale_to_carry_the_rest(kChinaPower, Tonnes(260'000), Tonnes(40'000)), Tonnes(76'000));
}

TEST(CarryOver, LetsABuyerFirstSellWhatItBought) {
  EXPECT_EQ(sale_to_carry_the_rest(kChinaPower, Tonnes(15'000), Tonnes(-6'000)), Tonnes(5'000));
  EXPECT_EQ(sale_to_carry_the_rest(kChinaPower, Tonnes(16'000), Tonnes(-6'000)), Tonnes(6'000));
  EXPECT_EQ(sale_to_carry_the_rest(kChinaPower, Tonnes(16'005), Tonnes(-6'000)), Tonnes(6'002));
}

TEST(CarryOver, TheSaleIsTheLeastAfterWhichAllIsCarried) {
  for (const std::uint64_t seed : test_seeds(500)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    const CarryOverRule rule{Tonnes(random.uniform_int(0, 30)),
                             BasisPoints(random.uniform_int(0, 30'000))};
    const Tonnes held(random.uniform_int(0, 100));
    const Tonnes net_sales(random.uniform_int(-40, 40));
    const auto lapses_after = [&](Tonnes sale) {
      return held - sale - carried_over(rule, held - sale, net_sales + sale);
    };

    const Tonnes sale = sale_to_carry_the_rest(rule, held, net_sales);

    ASSERT_LE(sale, held);
    EXPECT_EQ(lapses_after(sale), Tonnes());
    if (sale > Tonnes()) {
      EXPECT_GT(lapses_after(sale - Tonnes(1)), Tonnes());
    }
  }
}

TEST(CarryOver, HoldsAtTheLargestQuantities) {
  const CarryOverRule widest{kMaxQuantity, BasisPoints(1'000'000)};
  EXPECT_EQ(carry_over_limit(widest, kMaxQuantity), Tonnes(101 * kMaxQuantity.raw()));
  EXPECT_EQ(sale_to_carry_the_rest({Tonnes(), BasisPoints(1'000'000)}, kMaxQuantity, Tonnes()),
            Tonnes(9'900'990'100));
}

}  // namespace
}  // namespace tanshi
