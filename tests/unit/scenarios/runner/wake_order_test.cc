// Everyone is woken once a turn, in an order that is drawn anew and reaches across blocks.
#include "scenarios/runner/wake_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace tanshi {
namespace {

std::vector<std::uint32_t> drawn(WakeOrder& order) {
  const auto seats = order.draw();
  return {seats.begin(), seats.end()};
}

TEST(WakeOrder, WakesEachSeatOnceWhateverTheNumberOfBlocks) {
  for (const std::size_t seats : {1UL, 2UL, 255UL, 256UL, 257UL, 1'000UL}) {
    WakeOrder order(seats, RandomStream(1, 0, 1));
    for (int turn = 0; turn < 3; ++turn) {
      std::vector<std::uint32_t> sorted = drawn(order);
      std::ranges::sort(sorted);
      ASSERT_EQ(sorted.size(), seats);
      for (std::uint32_t seat = 0; seat < seats; ++seat) EXPECT_EQ(sorted[seat], seat);
    }
  }
}

TEST(WakeOrder, IsAnotherOneEachTurnAndTheSameForTheSameSeed) {
  WakeOrder order(1'000, RandomStream(1, 0, 1));
  WakeOrder same(1'000, RandomStream(1, 0, 1));

  const std::vector<std::uint32_t> first = drawn(order);

  EXPECT_EQ(first, drawn(same));
  EXPECT_NE(first, drawn(order));
}

TEST(WakeOrder, AnySeatMayComeFirst) {
  WakeOrder order(600, RandomStream(1, 0, 1));
  std::vector<bool> block_led(3);
  for (int turn = 0; turn < 100; ++turn) block_led[order.draw()[0] / WakeOrder::kBlock] = true;

  EXPECT_EQ(std::ranges::count(block_led, true), 3);
}

}  // namespace
}  // namespace tanshi
