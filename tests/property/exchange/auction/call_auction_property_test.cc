// call_auction does what the four steps say when they are taken literally, price by price, on
// random books that are biased to ties: few prices, few quantities, crossed and touching sides.
#include "exchange/auction/call_auction.h"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

using Levels = std::vector<DepthLevel>;

struct Candidate {
  std::int64_t price = 0;
  std::int64_t volume = 0;
  std::int64_t surplus = 0;
};

void keep_if(std::vector<Candidate>& candidates, const auto& keep) {
  std::erase_if(candidates, [&](const Candidate& candidate) { return !keep(candidate); });
}

std::vector<Candidate> all_prices(const Levels& buys, const Levels& sells, const BookSpec& spec) {
  std::vector<Candidate> all;
  for (std::int64_t p = spec.tick.raw(); p <= spec.max_price.raw(); p += spec.tick.raw()) {
    std::int64_t demand = 0;
    std::int64_t supply = 0;
    for (const auto& level : buys) demand += level.limit.raw() >= p ? level.quantity.raw() : 0;
    for (const auto& level : sells) supply += level.limit.raw() <= p ? level.quantity.raw() : 0;
    all.push_back({p, std::min(demand, supply), demand - supply});
  }
  return all;
}

void press(std::vector<Candidate>& left) {
  const auto buys = [](const Candidate& candidate) { return candidate.surplus > 0; };
  const auto sells = [](const Candidate& candidate) { return candidate.surplus < 0; };
  if (std::ranges::all_of(left, buys)) {
    left = {left.back()};
  } else if (std::ranges::all_of(left, sells)) {
    left = {left.front()};
  } else if (std::ranges::any_of(left, buys)) {
    const auto change = std::ranges::find_if(left, sells);
    left = {*(change - 1), *change};
  }
}

Candidate nearest(const std::vector<Candidate>& left, std::optional<Price> reference) {
  if (!reference) {
    const std::int64_t middle = (left.front().price + left.back().price) / 2;
    Candidate best = left.front();
    for (const Candidate& one : left) best = one.price <= middle ? one : best;
    return best;
  }
  const auto distance = [&](const Candidate& one) {
    return std::abs(one.price - reference->raw());
  };
  Candidate best = left.front();
  for (const Candidate& one : left) best = distance(one) <= distance(best) ? one : best;
  return best;
}

std::optional<CallResult> naive_call(const Levels& buys, const Levels& sells, const BookSpec& spec,
                                     std::optional<Price> reference) {
  std::vector<Candidate> left = all_prices(buys, sells, spec);
  std::int64_t most = 0;
  for (const Candidate& one : left) most = std::max(most, one.volume);
  if (most == 0) return std::nullopt;
  const auto result = [](const Candidate& one, CallStep step) {
    return CallResult{Price(one.price), Tonnes(one.volume), Tonnes(one.surplus), step};
  };
  keep_if(left, [&](const Candidate& one) { return one.volume == most; });
  if (left.size() == 1) return result(left[0], CallStep::kMaximumVolume);
  std::int64_t least = INT64_MAX;
  for (const Candidate& one : left) least = std::min(least, std::abs(one.surplus));
  keep_if(left, [&](const Candidate& one) { return std::abs(one.surplus) == least; });
  if (left.size() == 1) return result(left[0], CallStep::kLeastSurplus);
  press(left);
  if (left.size() == 1) return result(left[0], CallStep::kMarketPressure);
  return result(nearest(left, reference), CallStep::kReferencePrice);
}

Levels random_levels(RandomStream& random, const BookSpec& spec) {
  std::map<std::int64_t, std::int64_t> by_tick;
  const std::int64_t last = spec.max_price.raw() / spec.tick.raw();
  for (std::int64_t count = random.uniform_int(0, 6); count > 0; --count) {
    by_tick[random.uniform_int(1, last)] = random.uniform_int(1, 3) * 5;
  }
  Levels levels;
  for (const auto& [tick, quantity] : by_tick) {
    levels.push_back({Price(tick * spec.tick.raw()), Tonnes(quantity), 1});
  }
  return levels;
}

TEST(CallAuctionProperty, IsTheFourStepsTakenLiterally) {
  std::map<CallStep, int> decided;
  for (const std::uint64_t seed : test_seeds(50)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    for (int n = 0; n < 400; ++n) {
      const Price tick(random.uniform_int(1, 4));
      const BookSpec spec{.tick = tick, .max_price = Price(tick.raw() * random.uniform_int(1, 14))};
      Levels buys = random_levels(random, spec);
      std::ranges::reverse(buys);
      const Levels sells = random_levels(random, spec);
      std::optional<Price> reference;
      if (random.uniform_int(1, 4) > 1) reference = Price(random.uniform_int(0, 60));

      const auto fast = call_auction(buys, sells, spec, reference);

      ASSERT_EQ(fast, naive_call(buys, sells, spec, reference)) << "book " << n;
      if (fast) ++decided[fast->step];
    }
  }
  for (const CallStep step : {CallStep::kMaximumVolume, CallStep::kLeastSurplus,
                              CallStep::kMarketPressure, CallStep::kReferencePrice}) {
    EXPECT_GT(decided[step], 100) << "step " << static_cast<int>(step) << " decides too seldom";
  }
}

}  // namespace
}  // namespace tanshi
