// What a sample says, against published examples and R's and SciPy's definitions.
#include "scenarios/experiment/statistics.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

using Sample = std::vector<double>;

TEST(Statistics, QuantilesAreThoseOfR) {
  const Sample sorted{1, 2, 3, 4};

  EXPECT_DOUBLE_EQ(quantile(sorted, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(sorted, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(quantile(sorted, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile(sorted, 1), 4);
}

TEST(Statistics, TheDeviationOfASampleDividesByOneLess) {
  EXPECT_NEAR(standard_deviation(Sample{2, 4, 4, 4, 5, 5, 7, 9}).value(), std::sqrt(32.0 / 7),
              1e-12);
  EXPECT_EQ(standard_deviation(Sample{2}), std::nullopt);
}

// Student 1908: the additional hours of sleep by two drugs, of the same ten patients; R's data set
// `sleep`, whose t.test gives t = 4.0621 and p = 0.002833.
TEST(Statistics, PairedTTestOfStudentsSleepers) {
  const Sample first{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const Sample second{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  Sample differences;
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);

  EXPECT_NEAR(t_test(differences).value(), 0.002833, 5e-7);
}

// Hollander and Wolfe 1973, p. 29: a depression scale before and after therapy; the example of R's
// wilcox.test, V = 40, one-sided p = 10 / 512.
TEST(Statistics, SignedRanksOfHollanderAndWolfe) {
  const Sample before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  const Sample after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
  Sample differences;
  for (std::size_t i = 0; i < before.size(); ++i) differences.push_back(before[i] - after[i]);

  EXPECT_NEAR(signed_rank_test(differences).value(), 20.0 / 512, 1e-12);
}

TEST(Statistics, SignedRanksWithoutTiesAreExactToTheLast) {
  EXPECT_NEAR(signed_rank_test(Sample{1, 2, 3, 4, 5}).value(), 2.0 / 32, 1e-12);
  EXPECT_NEAR(signed_rank_test(Sample{-1, 2, 3, 4, 5}).value(), 4.0 / 32, 1e-12);
  EXPECT_NEAR(signed_rank_test(Sample{-1, 1.5}).value(), 1, 1e-12);
}

// Ranks 1.5, 1.5, 3, 4: W- is 1.5, its mean 5, its variance 30 / 4 less (8 - 2) / 48 for the tie.
TEST(Statistics, TiesTakeTheNormalDistribution) {
  const double z = 3.5 / std::sqrt(7.5 - 6.0 / 48);

  EXPECT_NEAR(signed_rank_test(Sample{-1, 1, 2, 3, 0}).value(), std::erfc(z / std::sqrt(2)), 1e-12);
}

TEST(Statistics, WhatDoesNotDifferHasNoChance) {
  EXPECT_EQ(signed_rank_test(Sample{0, 0, 0}), std::nullopt);
  EXPECT_EQ(t_test(Sample{1, 1, 1}), std::nullopt);
  EXPECT_EQ(bootstrap_interval(Sample{1}, RandomStream(1, 1, 1)), std::nullopt);
  const auto interval = bootstrap_interval(Sample{4, 4, 4}, RandomStream(1, 1, 1));
  EXPECT_EQ(interval.value().low, 4);
  EXPECT_EQ(interval.value().high, 4);
}

// A 95 % interval of a skewed mean covers it nearly as often as it says: 400 exponential samples.
TEST(Statistics, TheBootstrapCoversTheMean) {
  RandomStream random(7, 1, 1);
  int covered = 0;
  for (std::uint32_t trial = 0; trial < 400; ++trial) {
    Sample sample;
    for (int i = 0; i < 30; ++i) sample.push_back(-std::log(1 - random.uniform()));
    const Interval interval = bootstrap_interval(sample, RandomStream(1, trial, 2)).value();
    EXPECT_LT(interval.low, interval.high);
    covered += interval.low <= 1 && 1 <= interval.high ? 1 : 0;
  }
  EXPECT_GE(covered, 400 * 0.90);
  EXPECT_LE(covered, 400 * 0.98);
}

TEST(Statistics, EqualStreamsGiveEqualIntervals) {
  const Sample sample{3, 1, 4, 1, 5, 9, 2, 6};

  const Interval one = bootstrap_interval(sample, RandomStream(1, 2, 3)).value();
  const Interval two = bootstrap_interval(sample, RandomStream(1, 2, 3)).value();

  EXPECT_EQ(one.low, two.low);
  EXPECT_EQ(one.high, two.high);
}

}  // namespace
}  // namespace tanshi
