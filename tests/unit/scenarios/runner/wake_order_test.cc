// Everyone is woken once a turn, in an order that is drawn anew and reaches across blocks; or on
// average, by chance.
#include "scenarios/runner/wake_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "scenarios/runner/poisson_wakes.h"

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

// Of 50 seats over 2,000 turns: 100,000 wakes, with the deviation of a Poisson count, 316.
TEST(PoissonWakes, ComeOnceATurnAndSeatOnAverageInOrderOfTime) {
  constexpr std::size_t kSeats = 50;
  PoissonWakes wakes(kSeats, RandomStream(1, 0, 1));
  std::vector<int> of_seat(kSeats);
  int all = 0;
  int none_in_turn = 0;  // of the first seat
  for (int turn = 0; turn < 2'000; ++turn) {
    const auto order = wakes.draw();
    double before = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      EXPECT_LE(before, wakes.time(i));
      EXPECT_LT(wakes.time(i), 1);
      before = wakes.time(i);
      ++of_seat.at(order[i]);
    }
    all += static_cast<int>(order.size());
    none_in_turn += std::ranges::count(order, 0U) == 0 ? 1 : 0;
  }

  EXPECT_NEAR(all, 100'000, 4 * 316);
  for (const int count : of_seat) EXPECT_NEAR(count, 2'000, 5 * 45);
  EXPECT_NEAR(none_in_turn / 2'000.0, std::exp(-1), 0.05);
}

TEST(PoissonWakes, AreTheSameForTheSameSeed) {
  PoissonWakes wakes(10, RandomStream(1, 0, 1));
  PoissonWakes same(10, RandomStream(1, 0, 1));
  PoissonWakes other(10, RandomStream(2, 0, 1));
  const auto drawn_by = [](PoissonWakes& from) {
    std::vector<std::uint32_t> all;
    for (int turn = 0; turn < 20; ++turn)
      for (const std::uint32_t seat : from.draw()) all.push_back(seat);
    return all;
  };

  const std::vector<std::uint32_t> first = drawn_by(wakes);

  EXPECT_EQ(first, drawn_by(same));
  EXPECT_NE(first, drawn_by(other));
}

}  // namespace
}  // namespace tanshi
