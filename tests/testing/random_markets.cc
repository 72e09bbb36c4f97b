#include "tests/testing/random_markets.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tanshi {
namespace {

bool chance(RandomStream& random, double probability) {
  return random.uniform() < probability;
}

double between(RandomStream& random, double low, double high) {
  return low + (high - low) * random.uniform();
}

StepMac random_steps(RandomStream& random, bool whole) {
  StepMac menu;
  const std::int64_t count = random.uniform_int(1, 6);
  for (std::int64_t i = 0; i < count; ++i) {
    if (whole) {
      menu.steps.push_back({static_cast<double>(random.uniform_int(-1, 12) * 5),
                            static_cast<double>(random.uniform_int(1, 4) * 5)});
    } else {
      menu.steps.push_back({between(random, -5, 60), between(random, 1, 20)});
    }
  }
  return menu;
}

MacShape random_shape(RandomStream& random) {
  switch (random.uniform_int(0, 4)) {
    case 0:
      return LinearMac{chance(random, 0.5) ? 0 : between(random, -5, 20), between(random, 0.05, 3)};
    case 1:
      return QuadraticMac{between(random, 0.001, 0.1), between(random, -0.5, 1)};
    case 2:
      return PowerMac{between(random, 20, 400), between(random, 0.4, 4), between(random, 20, 80)};
    case 3:
      return ExponentialMac{between(random, 1, 40), between(random, 0.005, 0.1)};
    default:
      return random_steps(random, true);
  }
}

void round_tonnes(PathProblem& problem) {
  problem.initial_bank_t = std::round(problem.initial_bank_t);
  for (PathYear& year : problem.years) {
    year.need_t = std::round(year.need_t);
    year.least_bank_t = std::round(year.least_bank_t);
    year.most_bank_t = std::round(year.most_bank_t);
  }
}

// Needs up to `tightness` of all that can be abated.
double random_need(RandomStream& random, const AggregateCurve& curve, double tightness) {
  return curve.max_abatement_t() * between(random, -0.4, tightness);
}

}  // namespace

RandomStream random_stream_of(std::uint64_t seed) {
  return {seed, 0, 0};
}

AbatementCurve random_curve(RandomStream& random, CurveKind kind) {
  const MacShape shape = kind == CurveKind::kAny ? random_shape(random)
                                                 : random_steps(random, kind == CurveKind::kSteps);
  const double bound_t = between(random, 10, 60);
  return AbatementCurve(shape, kind == CurveKind::kSteps ? std::round(bound_t) : bound_t);
}

PathProblem random_path_problem(RandomStream& random, CurveKind kind) {
  const std::int64_t years = random.uniform_int(1, 15);
  const std::int64_t firms = random.uniform_int(1, 6);
  const bool same_each_year = chance(random, 0.5);
  const bool borrowing = chance(random, 0.3);
  const bool limited = chance(random, 0.3);
  const double tightness = between(random, 0.3, 1.6);
  const double ceiling = chance(random, 0.4) ? between(random, 5, 60) : kUnbounded;
  constexpr double kRates[] = {0, 0.05, 0.1, 0.3, -0.02};

  PathProblem problem;
  problem.discount_rate = kRates[random.uniform_int(0, 4)];
  if (kind == CurveKind::kUniqueSteps) problem.discount_rate += 0.001 * random.uniform();
  problem.initial_bank_t = chance(random, 0.5) ? between(random, 0, 100) : 0;
  std::vector<AbatementCurve> curves;
  for (std::int64_t t = 0; t < years; ++t) {
    if (t == 0 || !same_each_year) {
      curves.clear();
      for (std::int64_t i = 0; i < firms; ++i) curves.push_back(random_curve(random, kind));
    }
    PathYear year;
    year.abatement = AggregateCurve(curves);
    year.need_t = random_need(random, year.abatement, tightness);
    year.price_ceiling = ceiling;
    if (borrowing && t + 1 < years) year.least_bank_t = -between(random, 0, 40);
    if (limited) year.most_bank_t = chance(random, 0.3) ? 0 : between(random, 0, 40);
    problem.years.push_back(std::move(year));
  }
  PathYear& last = problem.years.back();
  if (chance(random, 0.2)) last.least_bank_t = std::min(10.0, last.most_bank_t);
  if (kind != CurveKind::kUniqueSteps) round_tonnes(problem);
  return problem;
}

}  // namespace tanshi
