// Proves that FlatMap is a map, also when keys collide and wrap around its end, and that its memory
// follows its size.
#include "exchange/base/flat_map.h"

#include <cstdint>
#include <map>

#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

// Few homes, the last ones among them: long runs that wrap around.
struct CrowdedHash {
  std::uint64_t operator()(std::int64_t key) const {
    return (static_cast<std::uint64_t>(key) % 5 + 0x3e) << 58;
  }
};
struct SpreadHash {
  std::uint64_t operator()(std::int64_t key) const {
    return static_cast<std::uint64_t>(key) * 0x9e3779b97f4a7c15;
  }
};

template <class Hash>
class FlatMapTest : public testing::Test {};
using Hashes = testing::Types<CrowdedHash, SpreadHash>;
TYPED_TEST_SUITE(FlatMapTest, Hashes);

TYPED_TEST(FlatMapTest, IsAMap) {
  FlatMap<std::int64_t, std::int64_t, TypeParam> map;
  std::map<std::int64_t, std::int64_t> expected;
  RandomStream random(1, 0, 0);
  for (std::int64_t step = 0; step < 20'000; ++step) {
    // The number of entries goes up and down, between none and a few hundred.
    const std::int64_t key = random.uniform_int(1, step / 2'000 % 2 == 0 ? 400 : 20);
    if (expected.contains(key)) {
      map.erase(key);
      expected.erase(key);
    } else {
      map.insert(key, step);
      expected[key] = step;
    }
    ASSERT_EQ(map.size(), expected.size());
    for (const std::int64_t asked : {key, random.uniform_int(1, 400)}) {
      const std::int64_t* found = map.find(asked);
      const auto known = expected.find(asked);
      ASSERT_EQ(found != nullptr, known != expected.end());
      if (found != nullptr) {
        ASSERT_EQ(*found, known->second);
      }
    }
  }
  for (const auto& [key, value] : expected) ASSERT_EQ(*map.find(key), value);
}

TEST(FlatMap, GivesMemoryBack) {
  FlatMap<std::int64_t, std::int64_t, SpreadHash> map;
  const std::size_t empty = map.memory_bytes();
  for (std::int64_t key = 1; key <= 100'000; ++key) map.insert(key, key);
  const std::size_t full = map.memory_bytes();
  for (std::int64_t key = 1; key <= 100'000; ++key) map.erase(key);

  EXPECT_LE(full, 100'000U * 16 * 4);
  EXPECT_EQ(map.memory_bytes(), empty);
}

TEST(FlatMap, InsertsOnceAndErasesWhatIsThere) {
  FlatMap<std::int64_t, std::int64_t, SpreadHash> map;
  map.insert(1, 1);

  EXPECT_DEATH(map.insert(1, 2), "CHECK failed");
  EXPECT_DEATH(map.insert(0, 2), "CHECK failed");
  EXPECT_DEATH(map.erase(2), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
