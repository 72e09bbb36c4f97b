// Random menus of projects for the tests of theory, on the random banking problems of
// random_markets.h.
#pragma once

#include "agents/planning/investment_plan.h"
#include "tests/testing/random_markets.h"

namespace tanshi {

// Up to 4 projects of every kind but learning, at prices about those of the curves; a ceiling in
// every year; room for what curves and projects abate together by chance.
[[nodiscard]] InvestmentProblem random_investments(RandomStream& random, CurveKind kind);

[[nodiscard]] bool builds_anything(const InvestmentPlan& plan);

// What all years of a plan cost, discounted to the first.
[[nodiscard]] double present_cost(const InvestmentProblem& problem, const InvestmentPlan& plan);

}  // namespace tanshi
