#include "scenarios/runner/shock_path.h"

#include <cmath>

namespace tanshi {

ShockPath::ShockPath(const LogShock& rule, std::int32_t years, RandomStream random) : rule_(rule) {
  double x = 0;
  x_.reserve(static_cast<std::size_t>(years));
  for (std::int32_t year = 0; year < years; ++year) {
    x = rule.persistence * x + rule.volatility * random.normal();
    x_.push_back(x);
  }
}

double ShockPath::expected(std::size_t of, std::size_t seen) const {
  if (seen > of) return std::exp(x_[of] - variance(of + 1) / 2);
  const std::size_t ahead = of + 1 - seen;
  const double known = seen > 0 ? x_[seen - 1] : 0;
  return std::exp(std::pow(rule_.persistence, static_cast<double>(ahead)) * known -
                  (variance(of + 1) - variance(ahead)) / 2);
}

// Of x after so many years from a known one.
double ShockPath::variance(std::size_t years) const {
  double sum = 0;
  double squared = 1;
  for (std::size_t year = 0; year < years; ++year) {
    sum += squared;
    squared *= rule_.persistence * rule_.persistence;
  }
  return rule_.volatility * rule_.volatility * sum;
}

}  // namespace tanshi
