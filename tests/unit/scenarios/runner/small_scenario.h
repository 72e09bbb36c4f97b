// A market of two firms and a maker over three years, small enough to follow by hand.
#pragma once

#include "scenarios/model/scenario.h"

namespace tanshi {

inline FirmGroup test_group(const char* name, std::int32_t count, double baseline_t,
                            double slope_per_t) {
  FirmGroup group;
  group.name = name;
  group.count = count;
  group.baseline_t = baseline_t;
  group.volatility = 0.02;
  group.curve = AbatementCurve(LinearMac{0, slope_per_t}, baseline_t);
  group.discount_rate = 0.05;
  group.strategy = "zip";
  group.cash = Cash(100'000'000'000);
  group.allocation_weight = baseline_t;
  return group;
}

inline Scenario small_scenario() {
  Scenario scenario;
  scenario.name = "small";
  scenario.horizon = {Year{2025}, 3, 10, 2};
  scenario.cap = {Tonnes(180'000), Tonnes(170'000), Tonnes(160'000)};
  scenario.free = scenario.cap;
  scenario.auctions.years.resize(scenario.cap.size());
  scenario.initial_bank = Tonnes(5'000);
  scenario.discount_rate = 0.05;
  scenario.tick = Price(1);
  scenario.lot = Tonnes(10);
  scenario.max_price = Price(100'000);
  scenario.penalty = Price(10'000);
  scenario.firms = {test_group("cheap", 3, 100'000, 1e-3), test_group("dear", 3, 100'000, 5e-3)};
  TraderGroup maker;
  maker.name = "maker";
  maker.strategy = "market_maker";
  maker.cash = Cash(1'000'000'000);
  maker.allowances = Tonnes(1'000);
  scenario.traders = {maker};
  scenario.beliefs = {0.01, 0.1, 0.001};
  return scenario;
}

}  // namespace tanshi
