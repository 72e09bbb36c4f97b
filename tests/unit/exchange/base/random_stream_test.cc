// Random streams: the block function against the known answers of its authors, the distributions
// against theirs. Seeds are fixed, so that no test fails by chance.
#include "exchange/base/random_stream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gmock/gmock.h>

namespace tanshi {
namespace {

using ::testing::ElementsAre;

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();

// Random123 1.14, tests/kat_vectors, "philox4x32 10".
TEST(Philox, GivesTheKnownAnswersOfItsAuthors) {
  EXPECT_THAT(philox4x32({0, 0, 0, 0}, {0, 0}),
              ElementsAre(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8));
  EXPECT_THAT(
      philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
      ElementsAre(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd));
  EXPECT_THAT(
      philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
      ElementsAre(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1));
}

TEST(RandomStream, DrawsTheBlocksInTurn) {
  RandomStream stream(0, 0, 0);
  const auto second = philox4x32({1, 0, 0, 0}, {0, 0});

  EXPECT_EQ(stream.next(), 0xe169c58d6627e8d5U);
  EXPECT_EQ(stream.next(), 0x9b00dbd8bc57ac4cU);
  EXPECT_EQ(stream.next(), std::uint64_t{second[1]} << 32 | second[0]);
}

TEST(RandomStream, SeedOwnerAndPurposeEachNameAnotherStream) {
  const std::uint64_t first = RandomStream(1, 2, 3).next();

  EXPECT_EQ(first, RandomStream(1, 2, 3).next());
  EXPECT_NE(first, RandomStream(2, 2, 3).next());
  EXPECT_NE(first, RandomStream(1 + (std::uint64_t{1} << 32), 2, 3).next());
  EXPECT_NE(first, RandomStream(1, 3, 3).next());
  EXPECT_NE(first, RandomStream(1, 2, 4).next());
  EXPECT_NE(first, RandomStream(1, 3, 2).next());
}

TEST(RandomStream, ACopyContinuesFromTheSamePlace) {
  RandomStream stream(7, 0, 0);
  (void)stream.next();

  RandomStream copy = stream;

  for (int i = 0; i < 5; ++i) EXPECT_EQ(copy.next(), stream.next());
}

TEST(RandomStream, UniformIntegersReachBothEndsAndNothingElse) {
  RandomStream stream(1, 0, 0);
  std::vector<std::int64_t> counts(7, 0);
  for (int i = 0; i < 1'000; ++i) {
    const std::int64_t draw = stream.uniform_int(-3, 3);
    ASSERT_GE(draw, -3);
    ASSERT_LE(draw, 3);
    ++counts[static_cast<std::size_t>(draw + 3)];
  }

  EXPECT_THAT(counts, ::testing::Each(::testing::Gt(0)));
}

TEST(RandomStream, UniformIntegersOfExtremeRanges) {
  RandomStream stream(1, 0, 0);
  RandomStream raw = stream;

  EXPECT_EQ(stream.uniform_int(5, 5), 5);
  (void)raw.next();
  EXPECT_EQ(stream.uniform_int(kSmallest, kLargest), static_cast<std::int64_t>(raw.next()));
  EXPECT_EQ(stream.uniform_int(kLargest, kLargest), kLargest);
  EXPECT_EQ(stream.uniform_int(kSmallest, kSmallest), kSmallest);
  EXPECT_DEATH((void)stream.uniform_int(1, 0), "CHECK failed");
}

// A span of 3/4 of all 64-bit numbers: without rejection a third of the values would be twice as
// likely as the others.
TEST(RandomStream, UniformIntegersAreNotBiasedTowardsSomeValues) {
  RandomStream stream(1, 0, 0);
  const std::int64_t high = kSmallest + (std::int64_t{3} << 61) + (std::int64_t{3} << 61) - 1;
  constexpr int kDraws = 30'000;
  std::array<int, 3> counts{};
  int residues_divisible_by_3 = 0;
  for (int i = 0; i < kDraws; ++i) {
    const auto offset = static_cast<std::uint64_t>(stream.uniform_int(kSmallest, high)) -
                        static_cast<std::uint64_t>(kSmallest);
    ++counts[offset >> 62];
    if (offset % 3 == 0) ++residues_divisible_by_3;
  }

  // Four standard deviations of a binomial with p = 1/3.
  const double tolerance = 4 * std::sqrt(kDraws * (1.0 / 3) * (2.0 / 3));
  for (const int count : counts) EXPECT_NEAR(count, kDraws / 3.0, tolerance);
  EXPECT_NEAR(residues_divisible_by_3, kDraws / 3.0, tolerance);
}

// Largest distance between the share of `draws` up to x and `distribution(x)`.
template <class Distribution>
double kolmogorov_distance(std::vector<double> draws, const Distribution& distribution) {
  std::sort(draws.begin(), draws.end());
  const auto count = static_cast<double>(draws.size());
  double distance = 0;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    const double expected = distribution(draws[i]);
    const auto rank = static_cast<double>(i);
    distance = std::max({distance, expected - rank / count, (rank + 1) / count - expected});
  }
  return distance;
}

double normal_distribution(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}

// Exceeded by one sample in a hundred of the right distribution, if the sample is large.
double critical_distance(std::size_t draw_count) {
  return 1.628 / std::sqrt(static_cast<double>(draw_count));
}

TEST(RandomStream, UniformRealsAreUniformBelowOne) {
  RandomStream stream(1, 0, 0);
  std::vector<double> draws(100'000);
  for (double& draw : draws) draw = stream.uniform();

  EXPECT_GE(*std::min_element(draws.begin(), draws.end()), 0.0);
  EXPECT_LT(*std::max_element(draws.begin(), draws.end()), 1.0);
  EXPECT_LT(kolmogorov_distance(draws, [](double x) { return x; }),
            critical_distance(draws.size()));
}

TEST(RandomStream, NormalsAreNormal) {
  RandomStream stream(1, 0, 0);
  std::vector<double> draws(100'000);
  for (double& draw : draws) draw = stream.normal();

  EXPECT_LT(kolmogorov_distance(draws, normal_distribution), critical_distance(draws.size()));
}

TEST(RandomStream, ANormalIsTheInverseDistributionOfOneUniformDraw) {
  RandomStream stream(1, 0, 0);
  for (int i = 0; i < 100'000; ++i) {
    RandomStream copy = stream;
    const double probability = copy.uniform() + 0x1.0p-54;
    const double x = stream.normal();
    // From the nearer tail, so as to compare small probabilities relatively. An error of 1.2e-9 in
    // x, relative, is one of x^2 times that in the probability of a tail, at most.
    const double tail = std::min(probability, 1 - probability);
    EXPECT_NEAR(normal_distribution(-std::abs(x)) / tail, 1, 2.4e-9 * (1 + x * x));
  }
}

TEST(RandomStream, NeighbouringStreamsAreNotCorrelated) {
  constexpr int kDraws = 20'000;
  RandomStream a(1, 1, 0);
  RandomStream b(1, 2, 0);
  double covariance = 0;
  for (int i = 0; i < kDraws; ++i) covariance += a.normal() * b.normal() / kDraws;

  EXPECT_NEAR(covariance, 0, 4 / std::sqrt(static_cast<double>(kDraws)));
}

}  // namespace
}  // namespace tanshi
