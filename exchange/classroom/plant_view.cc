#include "exchange/classroom/plant_view.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "exchange/policy/offset_quota.h"

namespace tanshi {

namespace {

constexpr int kPieces = 48;

// What is still to come of a free allocation that is settled with these emissions; below 0: what
// is taken back.
Tonnes promised(const PlantFacts& facts, Tonnes emissions) {
  if (!facts.allocation) return Tonnes();
  const AllocationTerms& terms = *facts.allocation;
  Tonnes final = std::max(terms.by_output, share_floor(terms.floor, emissions));
  if (terms.ceiling) final = std::min(final, share_floor(*terms.ceiling, emissions));
  return final - terms.advance;
}

Tonnes owed(const PlantFacts& facts, Tonnes emissions) {
  const Tonnes due =
      facts.due_share >= 1 ? emissions : to_tonnes_ceil(to_double(emissions) * facts.due_share);
  return facts.debts + due;
}

// Credits go before allowances, each kind within its quota of all that is owed.
Tonnes met_by_credits(const PlantFacts& facts, Tonnes emissions) {
  const Tonnes all = std::max(Tonnes(), owed(facts, emissions));
  Tonnes met;
  for (const HeldCredits& credits : facts.credits) {
    const Tonnes room = std::min(all - met, offset_quota(credits.terms.quota, all));
    met += met_by(credits.terms, std::min(credits.units, units_within(credits.terms, room)));
  }
  return met;
}

Tonnes covered(const PlantFacts& facts, Tonnes emissions) {
  return facts.held + facts.forward + promised(facts, emissions) + met_by_credits(facts, emissions);
}

Tonnes emissions_at(const PlantFacts& facts, Tonnes abatement) {
  return std::max(Tonnes(), facts.baseline - abatement);
}

// The least abatement without a lack. Lack falls with abatement, but for steps of rounding; the
// loop halves the range each time.
Tonnes balancing_abatement(const PlantFacts& facts) {
  if (lack_at(facts, Tonnes()) <= Tonnes()) return Tonnes();
  const Tonnes left = lack_at(facts, facts.baseline);
  if (left > Tonnes()) return facts.baseline + left;
  std::int64_t lacks = 0;
  std::int64_t covers = facts.baseline.raw();
  while (covers - lacks > 1) {
    const std::int64_t middle = lacks + (covers - lacks) / 2;
    (lack_at(facts, Tonnes(middle)) > Tonnes() ? lacks : covers) = middle;
  }
  return Tonnes(covers);
}

CurvePoint point_at(double abated_t, double mac) {
  return {to_tonnes_nearest(abated_t), to_cash_nearest(mac)};
}

std::vector<CurvePoint> step_points(const AbatementCurve& curve, double most_t) {
  std::vector<CurvePoint> points;
  double from_t = 0;
  for (const Project& step : std::get<StepMac>(curve.shape()).steps) {
    const double to_t = std::min(from_t + step.quantity_t, most_t);
    points.push_back(point_at(from_t, step.price));
    points.push_back(point_at(to_t, step.price));
    if (to_t >= most_t) break;
    from_t = to_t;
  }
  return points;
}

}  // namespace

Tonnes lack_at(const PlantFacts& facts, Tonnes abatement) {
  const Tonnes emissions = emissions_at(facts, abatement);
  return owed(facts, emissions) - covered(facts, emissions);
}

PlantFigures plant_figures(const AbatementCurve& curve, const PlantFacts& facts) {
  PlantFigures figures;
  figures.max_abatement = std::min(facts.baseline, to_tonnes_floor(curve.max_abatement_t()));
  const Tonnes decided =
      std::clamp(facts.abatement.value_or(Tonnes()), Tonnes(), figures.max_abatement);
  const Tonnes emissions = emissions_at(facts, decided);
  figures.emitted = to_tonnes_nearest(to_double(emissions) * std::clamp(facts.passed, 0.0, 1.0));
  figures.obligation = owed(facts, emissions);
  figures.covered = covered(facts, emissions);
  figures.met_by_credits = met_by_credits(facts, emissions);
  figures.balancing = balancing_abatement(facts);
  figures.abatement_cost = to_cash_nearest(curve.total_cost(to_double(decided)));
  // Beyond the most, the tonne that is missing is fined.
  figures.next_tonne = figures.balancing > figures.max_abatement
                           ? Cash(facts.penalty.raw())
                           : to_cash_nearest(curve.mac_of_last(to_double(figures.balancing)));
  return figures;
}

std::vector<CurvePoint> curve_points(const AbatementCurve& curve, Tonnes most) {
  const double most_t = to_double(most);
  if (most_t <= 0) return {};
  if (std::holds_alternative<StepMac>(curve.shape())) return step_points(curve, most_t);
  const int pieces = std::holds_alternative<LinearMac>(curve.shape()) ? 1 : kPieces;
  std::vector<CurvePoint> points;
  points.reserve(static_cast<std::size_t>(pieces) + 1);
  for (int i = 0; i <= pieces; ++i) {
    const double abated_t = most_t * i / pieces;
    points.push_back(point_at(abated_t, curve.mac(abated_t)));
  }
  return points;
}

}  // namespace tanshi
