#include "scenarios/benchmark/static_equilibrium.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "agents/abatement/aggregate_curve.h"
#include "agents/abatement/margin.h"
#include "exchange/base/check.h"

namespace tanshi {
namespace {

// A price that is higher by less than this share is the same price.
constexpr double kSamePrice = 1e-9;

AggregateCurve bounded_by_baselines(const StaticMarket& market) {
  TANSHI_CHECK(market.curves.size() == market.baseline_t.size());
  std::vector<AbatementCurve> curves;
  curves.reserve(market.curves.size());
  for (std::size_t firm = 0; firm < market.curves.size(); ++firm) {
    curves.push_back(market.curves[firm].bounded(market.baseline_t[firm]));
  }
  return AggregateCurve(std::move(curves));
}

// What one more tonne than `abated_t` costs; `slack_t` counts as nothing.
double price_of_next(const AbatementCurve& curve, double abated_t, double slack_t) {
  if (abated_t + slack_t >= curve.max_abatement_t()) return kUnbounded;
  return curve.mac(abated_t + slack_t);
}

}  // namespace

std::variant<StaticEquilibrium, CapTooLow> static_equilibrium(const StaticMarket& market) {
  const AggregateCurve all = bounded_by_baselines(market);
  const auto supply = [&](double price) { return all.abatement_at(price); };
  const double baseline_t =
      std::accumulate(market.baseline_t.begin(), market.baseline_t.end(), 0.0);
  const double slack_t = kRounding * baseline_t;
  const double needed_t = baseline_t - market.cap_t;
  const double free_t = supply(Margin{}.just_below);

  const auto margin = find_margin(supply, {std::max(needed_t, free_t), slack_t}, Margin{});
  if (!margin) return CapTooLow{supply(kHighestPrice), baseline_t - supply(kHighestPrice)};

  StaticEquilibrium result;
  result.price = margin->price;
  result.price_high = needed_t < free_t - slack_t ? 0 : kUnbounded;
  for (std::size_t firm = 0; firm < market.curves.size(); ++firm) {
    const AbatementCurve& curve = all.members()[firm];
    const double abated_t = curve.abatement_at(*margin);
    result.abatement_t.push_back(abated_t);
    result.emissions_t.push_back(market.baseline_t[firm] - abated_t);
    result.total_cost += curve.total_cost(abated_t);
    result.price_high = std::min(result.price_high, price_of_next(curve, abated_t, slack_t));
  }
  if (result.price_high <= result.price * (1 + kSamePrice)) result.price_high = result.price;
  return result;
}

}  // namespace tanshi
