// What a sample of replications says: moments, quantiles, and intervals by the bootstrap.
//
// Pure: the bootstrap draws from a stream that the caller names, so equal samples and streams give
// equal intervals.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "exchange/base/random_stream.h"

namespace tanshi {

struct Interval {
  double low = 0;
  double high = 0;
};

// The arithmetic mean. REQUIRES: not empty.
[[nodiscard]] double mean_of(std::span<const double> sample);

// Of a sample: sum of squares about the mean over n - 1. None with fewer than two values.
[[nodiscard]] std::optional<double> standard_deviation(std::span<const double> sample);

// The value at a share of the sorted sample, by straight lines between its members: definition 7 of
// Hyndman and Fan 1996, "Sample quantiles in statistical packages", which R and NumPy use.
// REQUIRES: `sorted` rises and is not empty; 0 <= share <= 1.
[[nodiscard]] double quantile(std::span<const double> sorted, double share);

// How often a bootstrap draws a sample again.
inline constexpr int kResamples = 1'000;

// The 95 % interval of the mean, by the bias-corrected and accelerated bootstrap (BCa): Efron and
// Tibshirani 1993, "An Introduction to the Bootstrap", section 14.3, kResamples resamples. None
// with fewer than two values; the mean itself where all are equal.
[[nodiscard]] std::optional<Interval> bootstrap_interval(std::span<const double> sample,
                                                         RandomStream stream);

// Chance of a mean at least as far from 0 were the true one 0, by Student's t with n - 1 degrees of
// freedom (Boost.Math). Of paired differences, that is the paired t test. None with fewer than two
// values, or where all are equal.
[[nodiscard]] std::optional<double> t_test(std::span<const double> differences);

// The same of the median, by Wilcoxon's signed-rank test (Wilcoxon 1945; Pratt and Gibbons 1981,
// section 3.4). Zeros are left out. Up to 50 values without ties the distribution of the sum of
// ranks is exact; else it is taken as normal, its variance corrected for ties, without a correction
// for continuity: what SciPy's `wilcoxon` does by default. None where no value differs from 0.
[[nodiscard]] std::optional<double> signed_rank_test(std::span<const double> differences);

}  // namespace tanshi
