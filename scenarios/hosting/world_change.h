// Carries out what an operator changes of the world while a session plays: the emissions or the
// abatement cost of all firms, or the cap of years to come. Years that have ended stay as they
// were.
//
// Pure: the scenario, the change and the seed give the world from then on; every draw stays.
#pragma once

#include "absl/status/status.h"
#include "exchange/base/units.h"
#include "exchange/service/session_control.h"
#include "scenarios/model/scenario.h"

namespace tanshi {

// By how much a session's world has been changed in all; 1: not at all.
struct ChangeTotals {
  double demand = 1;
  double cost = 1;
  double cap = 1;
};

// Counts the change in. Errors: INVALID_ARGUMENT with those before it would come to less than a
// tenth or more than ten times; nothing has changed.
[[nodiscard]] absl::Status add_to(ChangeTotals& totals, const WorldChange& change);

// Makes the change to `scenario` in the year `now`; make_world() of it is the world from then on.
// Errors: INVALID_ARGUMENT a factor, a year or a duration that is out of range, with what is right;
// nothing has changed.
[[nodiscard]] absl::Status change_scenario(const WorldChange& change, Year now, Scenario& scenario);

}  // namespace tanshi
