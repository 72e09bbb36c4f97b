#include "scenarios/experiment/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

using boost::math::cdf;
using boost::math::complement;

constexpr double kTail = 0.025;  // outside a 95 % interval, on each side

const boost::math::normal& standard_normal() {
  static const boost::math::normal kNormal;
  return kNormal;
}

// Means of resamples, sorted. A resample draws as many members as there are, with replacement; an
// index is the high word of a 32-bit draw times their number, whose bias is below n / 2^32.
std::vector<double> resampled_means(std::span<const double> sample, RandomStream& stream) {
  const std::uint64_t count = sample.size();
  std::vector<double> means(kResamples);
  for (double& mean : means) {
    double sum = 0;
    for (std::uint64_t drawn = 0; drawn < count; drawn += 2) {
      const std::uint64_t word = stream.next();
      sum += sample[(word >> 32) * count >> 32];
      if (drawn + 1 < count) sum += sample[(word & 0xFFFFFFFF) * count >> 32];
    }
    mean = sum / static_cast<double>(count);
  }
  std::ranges::sort(means);
  return means;
}

// How the standard error changes with the mean: from the jackknife, which of a mean is a sixth of
// the skewness over the root of n.
double acceleration(std::span<const double> sample, double mean) {
  double squares = 0;
  double cubes = 0;
  for (const double value : sample) {
    const double off = value - mean;
    squares += off * off;
    cubes += off * off * off;
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

// The share of the resampled means at which the interval ends, by the plain share `tail`.
double corrected(double tail, double bias, double accelerated) {
  const double z = bias + quantile(standard_normal(), tail);
  return cdf(standard_normal(), bias + z / (1 - accelerated * z));
}

struct Ranked {
  double rank_sum = 0;  // of the values above 0
  double ties = 0;      // sum of t^3 - t over groups of t equal sizes
  std::size_t count = 0;
};

Ranked rank(std::span<const double> differences) {
  std::vector<double> values;
  std::ranges::copy_if(differences, std::back_inserter(values),
                       [](double value) { return value != 0; });
  std::ranges::sort(values, {}, [](double value) { return std::abs(value); });
  Ranked ranked{.count = values.size()};
  for (std::size_t first = 0; first < values.size();) {
    std::size_t end = first + 1;
    while (end < values.size() && std::abs(values[end]) == std::abs(values[first])) ++end;
    const auto size = static_cast<double>(end - first);
    const double shared_rank = (static_cast<double>(first + 1) + static_cast<double>(end)) / 2;
    ranked.ties += size * size * size - size;
    for (; first < end; ++first)
      if (values[first] > 0) ranked.rank_sum += shared_rank;
  }
  return ranked;
}

// Of all 2^n signs of ranks 1 .. n, the share whose sum above 0 is `most` at most.
double share_of_signs(std::size_t count, double most) {
  const std::size_t largest = count * (count + 1) / 2;
  std::vector<double> shares(largest + 1, 0);  // of each sum; halved with every rank
  shares[0] = 1;
  for (std::size_t next = 1; next <= count; ++next) {
    for (std::size_t sum = largest + 1; sum-- > 0;)
      shares[sum] = (shares[sum] + (sum >= next ? shares[sum - next] : 0)) / 2;
  }
  const auto last = static_cast<std::ptrdiff_t>(most);
  return std::accumulate(shares.begin(), shares.begin() + last + 1, 0.0);
}

}  // namespace

double mean_of(std::span<const double> sample) {
  TANSHI_CHECK(!sample.empty());
  return std::accumulate(sample.begin(), sample.end(), 0.0) / static_cast<double>(sample.size());
}

std::optional<double> standard_deviation(std::span<const double> sample) {
  if (sample.size() < 2) return std::nullopt;
  const double mean = mean_of(sample);
  double squares = 0;
  for (const double value : sample) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(sample.size() - 1));
}

double quantile(std::span<const double> sorted, double share) {
  TANSHI_CHECK(!sorted.empty());
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

std::optional<Interval> bootstrap_interval(std::span<const double> sample, RandomStream stream) {
  if (sample.size() < 2) return std::nullopt;
  const double mean = mean_of(sample);
  const auto [least, most] = std::ranges::minmax(sample);
  if (least == most) return Interval{least, most};
  const std::vector<double> means = resampled_means(sample, stream);
  const auto below = static_cast<double>(std::ranges::lower_bound(means, mean) - means.begin());
  const auto equal = static_cast<double>(std::ranges::upper_bound(means, mean) - means.begin());
  // Means that are the same count half, so that a symmetric sample has no bias; never 0 or 1.
  const double share =
      std::clamp((below + equal) / 2 / kResamples, 0.5 / kResamples, 1 - 0.5 / kResamples);
  const double bias = quantile(standard_normal(), share);
  const double accelerated = acceleration(sample, mean);
  return Interval{
      quantile(std::span<const double>(means), corrected(kTail, bias, accelerated)),
      quantile(std::span<const double>(means), corrected(1 - kTail, bias, accelerated))};
}

std::optional<double> t_test(std::span<const double> differences) {
  const std::optional<double> deviation = standard_deviation(differences);
  if (!deviation || *deviation == 0) return std::nullopt;
  const auto count = static_cast<double>(differences.size());
  const double t = mean_of(differences) / (*deviation / std::sqrt(count));
  const boost::math::students_t distribution(count - 1);
  return 2 * cdf(complement(distribution, std::abs(t)));
}

std::optional<double> signed_rank_test(std::span<const double> differences) {
  constexpr std::size_t kMostExact = 50;
  const Ranked ranked = rank(differences);
  if (ranked.count == 0) return std::nullopt;
  const auto count = static_cast<double>(ranked.count);
  const double all = count * (count + 1) / 2;
  const bool zeros = ranked.count < differences.size();
  if (ranked.count <= kMostExact && ranked.ties == 0 && !zeros) {
    const double smaller = std::min(ranked.rank_sum, all - ranked.rank_sum);
    return std::min(1.0, 2 * share_of_signs(ranked.count, smaller));
  }
  const double variance = count * (count + 1) * (2 * count + 1) / 24 - ranked.ties / 48;
  const double z = std::abs(ranked.rank_sum - all / 2) / std::sqrt(variance);
  return 2 * cdf(complement(standard_normal(), z));
}

}  // namespace tanshi
