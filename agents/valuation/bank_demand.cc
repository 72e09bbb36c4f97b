#include "agents/valuation/bank_demand.h"

#include <algorithm>
#include <cmath>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

constexpr std::size_t kTabulated = 512;

double least_bank(const AggregateCurve& market, std::span<const FutureYear> future,
                  double discount_rate, double price) {
  double needed = 0;
  double most = 0;
  for (const FutureYear& year : future) {
    price *= 1 + discount_rate;
    needed += std::max(0.0, year.baseline_t - market.abatement_at(price)) - year.cap_t;
    most = std::max(most, needed);
  }
  return most;
}

}  // namespace

BankDemand::BankDemand(const AggregateCurve& market, std::span<const FutureYear> future,
                       double discount_rate, double highest_price)
    : step_(highest_price / (kTabulated - 1)) {
  TANSHI_CHECK(highest_price > 0);
  if (future.empty()) return;
  bank_.reserve(kTabulated);
  for (std::size_t i = 0; i < kTabulated; ++i) {
    bank_.push_back(least_bank(market, future, discount_rate, step_ * static_cast<double>(i)));
  }
}

double BankDemand::at(double price) const {
  if (bank_.empty()) return 0;
  const double position = std::clamp(price / step_, 0.0, static_cast<double>(bank_.size() - 1));
  const auto below = std::min(static_cast<std::size_t>(position), bank_.size() - 2);
  const double share = position - static_cast<double>(below);
  return bank_[below] * (1 - share) + bank_[below + 1] * share;
}

}  // namespace tanshi
