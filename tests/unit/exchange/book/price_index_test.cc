// The index of levels: what it finds, what comes next, and that its pages go with their contents.
#include "exchange/book/price_index.h"

#include <array>
#include <vector>

#include <gmock/gmock.h>

namespace tanshi {
namespace {

using ::testing::ElementsAre;

constexpr Rank kLowest{0};
constexpr Rank kHighest{(1U << kRankBits) - 1};
// Neighbours within a leaf, across leaves, across pages of each height.
constexpr std::array kRanks = {kLowest,         Rank{1},     Rank{63},      Rank{64},
                               Rank{4'095},     Rank{4'096}, Rank{262'143}, Rank{262'144},
                               Rank{9'999'999}, kHighest};

PoolIndex value_of(Rank rank) {
  return static_cast<PoolIndex>(rank) + 1;
}

std::vector<PoolIndex> walk(const PriceIndex& index) {
  std::vector<PoolIndex> values;
  for (PoolIndex value = index.first(); value != kNone; value = index.after(Rank{value - 1})) {
    values.push_back(value);
  }
  return values;
}

TEST(PriceIndex, AnEmptyIndexFindsNothing) {
  const PriceIndex index;

  EXPECT_EQ(index.first(), kNone);
  for (const Rank rank : kRanks) EXPECT_EQ(index.find(rank), kNone);
  EXPECT_EQ(index.page_count(), 0U);
}

TEST(PriceIndex, WalksInOrderOfRankWhateverTheOrderOfInsertion) {
  PriceIndex index;
  std::vector<PoolIndex> expected;
  for (const Rank rank : kRanks) expected.push_back(value_of(rank));
  for (std::size_t i = 0; i < kRanks.size(); ++i) {
    const Rank rank = kRanks[i * 7 % kRanks.size()];
    index.insert(rank, value_of(rank));
  }

  EXPECT_EQ(walk(index), expected);
  for (const Rank rank : kRanks) EXPECT_EQ(index.find(rank), value_of(rank));
  EXPECT_EQ(index.find(Rank{2}), kNone);
}

TEST(PriceIndex, ErasingLeavesTheOthers) {
  for (const Rank gone : kRanks) {
    PriceIndex index;
    std::vector<PoolIndex> left;
    for (const Rank rank : kRanks) {
      index.insert(rank, value_of(rank));
      if (rank != gone) left.push_back(value_of(rank));
    }

    index.erase(gone);

    EXPECT_EQ(walk(index), left);
    EXPECT_EQ(index.find(gone), kNone);
  }
}

TEST(PriceIndex, PagesGoWithTheirContents) {
  PriceIndex index;
  for (const Rank rank : kRanks) index.insert(rank, value_of(rank));
  EXPECT_GT(index.page_count(), 0U);

  for (const Rank rank : kRanks) index.erase(rank);

  EXPECT_EQ(index.page_count(), 0U);
  EXPECT_EQ(index.first(), kNone);
}

TEST(PriceIndex, ARecycledPageIsBlank) {
  PriceIndex index;
  index.insert(Rank{10}, 1);
  index.erase(Rank{10});

  index.insert(Rank{5'000'000}, 2);

  EXPECT_THAT(index.find(Rank{5'000'010}), kNone);
  EXPECT_EQ(index.first(), 2U);
  EXPECT_EQ(index.after(Rank{5'000'000}), kNone);
  EXPECT_EQ(index.page_count(), 2U);
}

TEST(IndexPool, RecyclesTheLastReleasedFirst) {
  struct Object {
    PoolIndex next;
  };
  IndexPool<Object, &Object::next> pool;
  const PoolIndex a = pool.acquire();
  const PoolIndex b = pool.acquire();

  pool.release(a);
  pool.release(b);

  EXPECT_THAT((std::vector{pool.acquire(), pool.acquire()}), ElementsAre(b, a));
  EXPECT_EQ(pool.in_use(), 2U);
  EXPECT_EQ(pool.end(), 3U);
}

}  // namespace
}  // namespace tanshi
