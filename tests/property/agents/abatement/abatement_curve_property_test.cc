// Random curves of every shape: price and abatement are inverse to each other up to flats and
// jumps, costs are convex, and sums of curves share a margin.
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "agents/abatement/abatement_curve.h"
#include "agents/abatement/aggregate_curve.h"
#include "tests/testing/random_markets.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr double kTonnes = 1e-9;

TEST(AbatementCurveProperty, PriceAndAbatementEncloseEachOther) {
  for (const std::uint64_t seed : test_seeds(2000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const AbatementCurve curve = random_curve(random, CurveKind::kAny);
    const double q = random.uniform() * curve.max_abatement_t();

    const double last = curve.mac_of_last(q);
    const double next = curve.mac(q);

    EXPECT_LE(last, next);
    EXPECT_GE(curve.abatement_at(next), q - kTonnes);
    EXPECT_LE(curve.abatement_at(last - 1e-6), q + kTonnes);
    const double price = 80 * random.uniform() - 5;
    const double worth_it = curve.abatement_at(price);
    if (worth_it > 0) {
      EXPECT_LE(curve.mac_of_last(worth_it), price + 1e-9);
    }
    if (worth_it < curve.max_abatement_t()) {
      EXPECT_GE(curve.mac(worth_it), price - 1e-9);
    }
  }
}

TEST(AbatementCurveProperty, CostIsConvexAndLiesBetweenItsTangents) {
  for (const std::uint64_t seed : test_seeds(2000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const AbatementCurve curve = random_curve(random, CurveKind::kAny);
    const double q = random.uniform() * curve.max_abatement_t();
    const double more = q + random.uniform() * (curve.max_abatement_t() - q);

    const double added = curve.total_cost(more) - curve.total_cost(q);

    EXPECT_GE(added, curve.mac(q) * (more - q) - kTonnes);
    EXPECT_LE(added, curve.mac_of_last(more) * (more - q) + kTonnes);
  }
}

TEST(AbatementCurveProperty, NoReallocationAmongMembersIsCheaper) {
  for (const std::uint64_t seed : test_seeds(1000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    std::vector<AbatementCurve> members;
    for (int i = 0; i < 5; ++i) members.push_back(random_curve(random, CurveKind::kAny));
    const AggregateCurve curve(members);
    const double free_t = curve.abatement_at(Margin{});
    const double wanted_t = free_t + random.uniform() * (curve.max_abatement_t() - free_t);

    const Margin margin = curve.margin_of(wanted_t);

    EXPECT_NEAR(curve.abatement_at(margin), wanted_t, kTonnes);
    for (const AbatementCurve& member : members) {
      const double q = member.abatement_at(margin);
      if (q > kTonnes) {
        EXPECT_LE(member.mac_of_last(q - kTonnes), margin.price + 1e-6);
      }
      if (q + kTonnes < member.max_abatement_t()) {
        EXPECT_GE(member.mac(q + kTonnes), margin.price - 1e-6);
      }
    }
  }
}

// Measures of any shape, and beside them a line and, at times, steps that cost something.
SumMac random_sum(RandomStream& random) {
  SumMac sum{{random_curve(random, CurveKind::kAny)}};
  sum.parts.emplace_back(LinearMac{0, 0.05 + random.uniform()}, 60 * random.uniform());
  if (random.uniform() < 0.3)
    sum.parts.emplace_back(StepMac{{{5, 10 * random.uniform()}, {20, 5}}});
  return sum;
}

TEST(AbatementCurveProperty, ASumIsOneCurveWithWhatItsPartsHaveTogether) {
  for (const std::uint64_t seed : test_seeds(2000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const SumMac sum = random_sum(random);
    const AbatementCurve curve(sum);
    const AggregateCurve together(sum.parts);
    const double price = 80 * random.uniform();
    const double free_t = together.abatement_at(Margin{});
    const double q = free_t + random.uniform() * (curve.max_abatement_t() - free_t);
    const double scale = 1 + std::abs(curve.total_cost(q));

    EXPECT_NEAR(curve.max_abatement_t(), together.max_abatement_t(), kTonnes);
    EXPECT_NEAR(curve.abatement_at(price), together.abatement_at(price), kTonnes);
    EXPECT_NEAR(curve.mac_of_last(q), together.mac_of_last(q), kTonnes * (1 + curve.mac(q)));
    EXPECT_GE(curve.mac(q), curve.mac_of_last(q));
    EXPECT_GE(curve.abatement_at(curve.mac(q)), q - kTonnes);
    EXPECT_NEAR(curve.total_cost(q), together.total_cost(q), kTonnes * scale);

    const double less = random.uniform() * q;
    const double added = curve.total_cost(q) - curve.total_cost(less);
    EXPECT_GE(added, curve.mac(less) * (q - less) - kTonnes * scale);
    EXPECT_LE(added, curve.mac_of_last(q) * (q - less) + kTonnes * scale);
  }
}

// The canary: a price that is not the market's is told apart.
TEST(AbatementCurveProperty, AnotherPriceCallsForAnotherAmount) {
  int differ = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RandomStream random = random_stream_of(seed);
    const AbatementCurve curve = random_curve(random, CurveKind::kAny);
    const double price = curve.mac(0.7 * curve.max_abatement_t());
    differ += curve.abatement_at(price) > curve.abatement_at(price - 0.1) + kTonnes ? 1 : 0;
  }
  EXPECT_GT(differ, 100);
}

}  // namespace
}  // namespace tanshi
