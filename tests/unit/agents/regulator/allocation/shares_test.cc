// Proves that a divided pool adds up, in proportion and without favour.
#include "agents/regulator/allocation/shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

using ::testing::ElementsAre;
using Quantities = std::vector<Tonnes>;

TEST(Shares, GiveTheTonnesThatAreLeftToTheLargestFractions) {
  // 10 x 1/6, 2/6, 3/6 = 1.67, 3.33, 5.
  EXPECT_THAT(divide_in_proportion(Tonnes(10), Quantities{Tonnes(1), Tonnes(2), Tonnes(3)}),
              ElementsAre(Tonnes(2), Tonnes(3), Tonnes(5)));
}

TEST(Shares, GoToTheEarlierWhereFractionsAreEqual) {
  EXPECT_THAT(divide_equally(Tonnes(11), 3), ElementsAre(Tonnes(4), Tonnes(4), Tonnes(3)));
  EXPECT_THAT(divide_equally(Tonnes(2), 3), ElementsAre(Tonnes(1), Tonnes(1), Tonnes(0)));
}

TEST(Shares, GiveNothingToNobody) {
  EXPECT_TRUE(divide_in_proportion(Tonnes(10), {}).empty());
  EXPECT_THAT(divide_in_proportion(Tonnes(10), Quantities{Tonnes(), Tonnes()}),
              ElementsAre(Tonnes(), Tonnes()));
}

TEST(Shares, GiveClaimsInFullWhileTheyFit) {
  const Quantities claims{Tonnes(30), Tonnes(60)};
  EXPECT_EQ(fit_to_pool(Tonnes(100), claims), claims);
  EXPECT_EQ(fit_to_pool(Tonnes(90), claims), claims);
  EXPECT_THAT(fit_to_pool(Tonnes(45), claims), ElementsAre(Tonnes(15), Tonnes(30)));
  EXPECT_THAT(fit_to_pool(Tonnes(), claims), ElementsAre(Tonnes(), Tonnes()));
}

TEST(Shares, AddUpAndAreWithinATonneOfTheirProportion) {
  for (const std::uint64_t seed : test_seeds(200)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    const std::int64_t largest = random.uniform_int(1, 2) == 1 ? 9 : kMaxQuantity.raw();
    const Tonnes pool(random.uniform_int(0, largest));
    Quantities weights;
    Int128 sum = 0;
    for (std::int64_t i = random.uniform_int(1, 20); i > 0; --i) {
      weights.emplace_back(random.uniform_int(0, largest));
      sum += weights.back().raw();
    }
    if (sum == 0) continue;

    const Quantities shares = divide_in_proportion(pool, weights);

    Tonnes given;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      given += shares[i];
      const Int128 exact = Int128{pool.raw()} * weights[i].raw();  // in 1/sum tonnes
      EXPECT_LT(exact - shares[i].raw() * sum, sum);
      EXPECT_LT(shares[i].raw() * sum - exact, sum);
      if (i > 0 && weights[i] > weights[i - 1]) {
        EXPECT_GE(shares[i], shares[i - 1]);
      }
    }
    EXPECT_EQ(given, pool);
  }
}

}  // namespace
}  // namespace tanshi
