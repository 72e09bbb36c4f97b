// The indicators of a climate plan, of each year, from what a run did and the economy around it
// (scenarios/model/economy.h):
//
//   carbon intensity   emissions / GDP, and its change on the reference year's
//   energy intensity   primary energy / GDP, and its change on the first year's
//   non-fossil share   (what there is beside, what makers of green power and projects add) / energy
//   sink               what the land takes up, and credits that were sold
//   policy cost        abatement, saving and making for schemes, credits bought, and what the
//   public
//                      pays; and over GDP
//   power margin       what can be supplied / what is demanded - 1; below 0 power runs short
//
// Nothing where the scenario tells of no economy.
#pragma once

#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

// REQUIRES: years, schemes, credits and projects of `run` are filled.
void add_indicators(const Scenario& scenario, RunResult& run);

}  // namespace tanshi
