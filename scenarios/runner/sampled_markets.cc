#include "scenarios/runner/sampled_markets.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "exchange/base/random_stream.h"
#include "scenarios/runner/activity.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/shock_path.h"

namespace tanshi {
namespace {

Shocks known_at_start(const Scenario& scenario) {
  Shocks known = scenario.shocks;
  std::erase_if(known.events, [&](const ShockEvent& event) {
    return !event.announced || *event.announced > scenario.horizon.first_year;
  });
  return known;
}

// Over what the first year let expect of it; the first year itself shows nothing.
double factor(double came, double expected, std::size_t year) {
  return year == 0 ? 1 : came / expected;
}

void draw(const Scenario& scenario, std::uint64_t seed, World& world) {
  const std::int32_t years = scenario.horizon.years;
  const Activity all(known_at_start(scenario), scenario.horizon, seed);
  for (SeatPlan& seat : world.seats) {
    if (!seat.brief.emitter) continue;
    const FirmGroup& group = scenario.firms[seat.group_index];
    const auto id = static_cast<std::uint32_t>(raw_id(seat.brief.account));
    const ShockPath own({group.volatility, group.persistence}, years,
                        RandomStream(seed, id, kBaselinePurpose));
    Plant& plant = seat.plant;
    for (std::size_t year = 0; year < plant.baseline_t.size(); ++year) {
      plant.baseline_t[year] = plant.expected_baseline_t[year] *
                               factor(own.expected(year, year + 1), own.expected(year, 1), year) *
                               factor(all.at(year, year, 1), all.at(year, 1, 0), year);
    }
  }
}

}  // namespace

World expected_world(const Scenario& scenario, std::uint64_t seed) {
  Scenario known = scenario;
  known.shocks = {{}, known_at_start(scenario).events};
  for (FirmGroup& group : known.firms) group.volatility = 0;
  return make_world(known, seed);
}

UncertainMarket sampled_markets(const Scenario& scenario, std::uint64_t seed, int samples) {
  World world = expected_world(scenario, seed);
  UncertainMarket market{theory_of(scenario, world), {}};
  market.samples.reserve(static_cast<std::size_t>(samples));
  RandomStream seeds(seed, 0, kSamplePurpose);
  for (int sample = 0; sample < samples; ++sample) {
    draw(scenario, seeds.next(), world);
    market.samples.push_back(theory_of(scenario, world));
  }
  return market;
}

}  // namespace tanshi
