#include "agents/abatement/aggregate_curve.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "exchange/base/check.h"

namespace tanshi {

AggregateCurve::AggregateCurve(std::vector<AbatementCurve> members) : members_(std::move(members)) {
  for (const AbatementCurve& member : members_) max_abatement_t_ += member.max_abatement_t();
}

double AggregateCurve::abatement_at(double price) const {
  double sum_t = 0;
  for (const AbatementCurve& member : members_) sum_t += member.abatement_at(price);
  return sum_t;
}

double AggregateCurve::abatement_at(const Margin& margin) const {
  return supply_at([this](double price) { return abatement_at(price); }, margin);
}

Margin AggregateCurve::margin_of(double abatement_t) const {
  const auto supply = [this](double price) { return abatement_at(price); };
  const double most_t = supply(kHighestPrice);
  const double wanted_t = std::clamp(abatement_t, supply(Margin{}.just_below), most_t);
  const std::optional<Margin> margin =
      find_margin(supply, {wanted_t, kRounding * wanted_t}, Margin{});
  TANSHI_CHECK(margin.has_value());  // at kHighestPrice, where the search ends, most_t is reached
  return *margin;
}

double AggregateCurve::total_cost(double abatement_t) const {
  const Margin margin = margin_of(abatement_t);
  double cost = 0;
  for (const AbatementCurve& member : members_) {
    cost += member.total_cost(member.abatement_at(margin));
  }
  return cost;
}

AggregateCurve AggregateCurve::scaled(double factor) const {
  std::vector<AbatementCurve> members;
  members.reserve(members_.size());
  for (const AbatementCurve& member : members_) members.push_back(member.scaled(factor));
  return AggregateCurve(std::move(members));
}

AggregateCurve AggregateCurve::repriced(double factor) const {
  std::vector<AbatementCurve> members;
  members.reserve(members_.size());
  for (const AbatementCurve& member : members_) members.push_back(member.repriced(factor));
  return AggregateCurve(std::move(members));
}

}  // namespace tanshi
