// A log shock as it comes out over the years, and what of it is expected before.
//
//   factor of year t = exp(x_t - Var(x_t) / 2),   Var(x_t) = v^2 (1 + p^2 + ... + p^(2t))
//
// with v the volatility, p the persistence and t from 0: its mean is 1 when the first year begins.
// Given x up to year s, that of year t > s is expected to be
//
//   exp(p^(t-s) x_s - (Var(x_t) - v^2 (1 + p^2 + ... + p^(2(t-s-1)))) / 2),
//
// the mean of a log-normal: a first-order autoregression in logs (Hamilton, Time Series Analysis,
// 1994, section 3.4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "exchange/base/random_stream.h"
#include "scenarios/model/shocks.h"

namespace tanshi {

class ShockPath {
 public:
  ShockPath() = default;  // of no year

  // One draw a year from `random`, whatever the rule.
  ShockPath(const LogShock& rule, std::int32_t years, RandomStream random);

  // The factor of year `of`, an index, expected once the first `seen` years have passed: of one
  // that has passed, as it came out.
  [[nodiscard]] double expected(std::size_t of, std::size_t seen) const;

 private:
  [[nodiscard]] double variance(std::size_t years) const;

  LogShock rule_;
  std::vector<double> x_;
};

}  // namespace tanshi
