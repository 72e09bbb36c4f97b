// How fast equilibria are solved: one year, a firm's own plan, and markets of growing size under a
// falling cap. Arguments: firms, years. Items are whole solutions.
#include <cmath>
#include <variant>
#include <vector>

#include <benchmark/benchmark.h>

#include "agents/planning/hotelling_path.h"
#include "exchange/base/random_stream.h"
#include "scenarios/benchmark/static_equilibrium.h"

namespace tanshi {
namespace {

AbatementCurve linear(RandomStream& random) {
  return AbatementCurve(LinearMac{5 * random.uniform(), 0.5 + random.uniform()}, 100);
}
AbatementCurve quadratic(RandomStream& random) {
  return AbatementCurve(QuadraticMac{0.01 * (1 + random.uniform()), 0.1 * random.uniform()}, 100);
}
AbatementCurve power(RandomStream& random) {
  return AbatementCurve(PowerMac{200 * (1 + random.uniform()), 3, 100});
}
AbatementCurve ten_steps(RandomStream& random) {
  StepMac menu;
  for (int i = 0; i < 10; ++i) menu.steps.push_back({100 * random.uniform(), 10});
  return AbatementCurve(menu);
}

using MakeCurve = AbatementCurve (*)(RandomStream&);

std::vector<AbatementCurve> curves_of(MakeCurve make, std::int64_t firms) {
  RandomStream random(1, 0, 0);
  std::vector<AbatementCurve> curves;
  for (std::int64_t i = 0; i < firms; ++i) curves.push_back(make(random));
  return curves;
}

// Each firm emits 100 a year; the cap falls evenly from 95 % to 45 % of it.
PathProblem falling_cap(MakeCurve make, std::int64_t firms, std::int64_t years) {
  const AggregateCurve abatement(curves_of(make, firms));
  PathProblem problem;
  problem.discount_rate = 0.05;
  for (std::int64_t t = 0; t < years; ++t) {
    const double cut = 0.05 + 0.5 * static_cast<double>(t) / static_cast<double>(years);
    problem.years.push_back({abatement, 100 * cut * static_cast<double>(firms)});
  }
  return problem;
}

void bank_path(benchmark::State& state, MakeCurve make) {
  const PathProblem problem = falling_cap(make, state.range(0), state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(hotelling_path(problem));
  state.SetItemsProcessed(state.iterations());
}

void one_year(benchmark::State& state, MakeCurve make) {
  StaticMarket market{curves_of(make, state.range(0)), {}, 0};
  market.baseline_t.assign(market.curves.size(), 100);
  market.cap_t = 75 * static_cast<double>(market.curves.size());
  for (auto _ : state) benchmark::DoNotOptimize(static_equilibrium(market));
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(one_year, linear, linear)->Arg(12);
BENCHMARK_CAPTURE(one_year, quadratic, quadratic)->Arg(12);
BENCHMARK_CAPTURE(one_year, steps, ten_steps)->Arg(12);
BENCHMARK_CAPTURE(bank_path, linear, linear)->Args({1, 10})->Args({12, 10})->Args({200, 40});
BENCHMARK_CAPTURE(bank_path, quadratic, quadratic)->Args({1, 10})->Args({12, 10});
BENCHMARK_CAPTURE(bank_path, power, power)->Args({1, 10})->Args({12, 10});
BENCHMARK_CAPTURE(bank_path, steps, ten_steps)->Args({1, 10})->Args({10, 20})->Args({200, 40});

}  // namespace
}  // namespace tanshi
