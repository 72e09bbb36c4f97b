// The fingerprint of a log: it depends on every word and on their order, and it is pinned, since a
// journal and a published run keep it.
#include "exchange/base/event_hash.h"

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

constexpr std::uint64_t hash_of(std::initializer_list<std::int64_t> words) {
  EventHash hash;
  for (const std::int64_t word : words) hash.add(word);
  return hash.value();
}

TEST(EventHash, IsPinned) {
  EXPECT_EQ(hash_of({}), 0xe7037ed1a0b428dbU);
  EXPECT_EQ(hash_of({0}), 0x46f92772044742b8U);
  EXPECT_EQ(hash_of({1, -2, std::numeric_limits<std::int64_t>::min()}), 0x5e4a4b80a1cd8b50U);
}

TEST(EventHash, ContinuesFromAValue) {
  EventHash resumed(hash_of({1, 2}));
  resumed.add(3);

  EXPECT_EQ(resumed.value(), hash_of({1, 2, 3}));
}

TEST(EventHash, DependsOnOrderAndLength) {
  EXPECT_NE(hash_of({1, 2}), hash_of({2, 1}));
  EXPECT_NE(hash_of({0}), hash_of({}));
  EXPECT_NE(hash_of({0, 0}), hash_of({0}));
}

TEST(EventHash, SmallLogsDoNotCollide) {
  std::set<std::uint64_t> values;
  for (std::int64_t a = -50; a < 50; ++a) {
    for (std::int64_t b = -50; b < 50; ++b) values.insert(hash_of({a, b}));
  }

  EXPECT_EQ(values.size(), 10'000U);
}

TEST(EventHash, OneBitOfAnEarlyWordChangesAboutHalfOfTheResult) {
  RandomStream random(1, 0, 0);
  int changed = 0;
  constexpr int kTrials = 1'000;
  for (int i = 0; i < kTrials; ++i) {
    const auto word = static_cast<std::int64_t>(random.next());
    const std::int64_t flipped = word ^ (std::int64_t{1} << random.uniform_int(0, 62));
    changed += std::popcount(hash_of({word, 7, 9}) ^ hash_of({flipped, 7, 9}));
  }

  EXPECT_NEAR(static_cast<double>(changed) / kTrials, 32.0, 1.0);
}

}  // namespace
}  // namespace tanshi
