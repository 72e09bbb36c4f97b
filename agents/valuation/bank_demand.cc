#include "agents/valuation/bank_demand.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

constexpr double kLowest = 0.01;  // above 0, currency units per tonne
constexpr double kLogStep = 0.02;

}  // namespace

BankDemand::BankDemand(const AggregateCurve& market, std::vector<FutureYear> future,
                       double discount_rate, double highest_price, const Deferral& now)
    : market_(&market),
      future_(std::move(future)),
      discount_rate_(discount_rate),
      highest_price_(highest_price),
      now_(now) {
  TANSHI_CHECK(highest_price > 0);
  const double steps = std::log(std::max(highest_price, kLowest) / kLowest) / kLogStep;
  bank_.assign(static_cast<std::size_t>(steps) + 3, std::numeric_limits<double>::quiet_NaN());
}

double BankDemand::at(double price) {
  if (future_.empty()) return 0;
  if (price <= kLowest) {
    const double share = std::max(price, 0.0) / kLowest;
    return tabulated(0) * (1 - share) + tabulated(1) * share;
  }
  const double position = std::log(price / kLowest) / kLogStep;
  const auto step = static_cast<double>(bank_.size() - 3);
  const double below = std::min(std::floor(position), step);
  const double share =
      std::min(std::expm1((position - below) * kLogStep) / std::expm1(kLogStep), 1.0);
  const auto i = static_cast<std::size_t>(below) + 1;
  return tabulated(i) * (1 - share) + tabulated(i + 1) * share;
}

double BankDemand::tabulated(std::size_t i) {
  if (!std::isnan(bank_[i])) return bank_[i];
  double price = i == 0 ? 0 : kLowest * std::exp(kLogStep * static_cast<double>(i - 1));
  // What is owed at a year's end and not yet due is as good as borrowed.
  double owed = 0;
  const auto defer = [&](double share, double emissions) {
    owed = share > 0 ? owed + share * emissions : 0;
    return owed;
  };
  const auto emitted = [&](double baseline_t, const AggregateCurve* market) {
    const AggregateCurve& plants = market == nullptr ? *market_ : *market;
    return std::max(0.0, baseline_t - plants.abatement_at(price));
  };
  if (now_.share > 0) owed = now_.owed_t;
  double needed = 0;
  double most = needed - defer(now_.share, emitted(now_.baseline_t, market_)) - now_.borrowing_t;
  for (const FutureYear& year : future_) {
    price *= 1 + discount_rate_;
    if (price > highest_price_) break;
    const double emissions = emitted(year.baseline_t, year.market);
    needed += emissions - year.supply.at(price);
    most = std::max(most, needed - defer(year.deferred_share, emissions) - year.borrowing_t);
  }
  bank_[i] = most;
  return most;
}

}  // namespace tanshi
