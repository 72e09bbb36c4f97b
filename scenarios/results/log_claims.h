// What a scenario claims about logs of events. Pure.
#pragma once

#include <string_view>

#include "scenarios/model/experiment.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

// Judges the claims that are about this run of `treatment`, and puts them among its expectations.
void judge_log_claims(const Experiment& experiment, std::string_view treatment, RunResult& run);

}  // namespace tanshi
