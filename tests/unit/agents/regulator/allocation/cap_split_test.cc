// Proves that a split cap adds up, and who takes what rounding leaves.
#include "agents/regulator/allocation/cap_split.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

TEST(CapSplit, GivesEachItsShareAndTheRestToAuctions) {
  EXPECT_EQ(split_cap(Tonnes(1'000), BasisPoints(5'700), BasisPoints(500)),
            (CapSplit{Tonnes(50), Tonnes(380), Tonnes(570)}));
  EXPECT_EQ(split_cap(Tonnes(101), BasisPoints(5'000), BasisPoints()),
            (CapSplit{Tonnes(), Tonnes(50), Tonnes(51)}));
  EXPECT_EQ(split_cap(Tonnes(7), kFullShare, BasisPoints()),
            (CapSplit{Tonnes(), Tonnes(), Tonnes(7)}));
}

TEST(CapSplit, AddsUpToTheCap) {
  for (const std::uint64_t seed : test_seeds(200)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    const Tonnes cap(random.uniform_int(0, kMaxQuantity.raw()));
    const std::int64_t auction = random.uniform_int(0, 10'000);
    const std::int64_t reserve = random.uniform_int(0, 10'000 - auction);

    const CapSplit split = split_cap(cap, BasisPoints(auction), BasisPoints(reserve));

    EXPECT_EQ(split.reserve + split.free + split.auction, cap);
    EXPECT_GE(split.auction, share_floor(BasisPoints(auction), cap));
    EXPECT_LE(split.auction, share_floor(BasisPoints(auction), cap) + Tonnes(2));
  }
}

TEST(CapSplit, RefusesSharesOfMoreThanAll) {
  EXPECT_DEATH((void)split_cap(Tonnes(1), BasisPoints(6'000), BasisPoints(4'001)), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
