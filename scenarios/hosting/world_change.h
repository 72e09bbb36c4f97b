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

// Makes the change to `scenario` in the year `now`; make_world() of it is the world from then on.
// Errors: INVALID_ARGUMENT a factor, a year or a duration that is out of range, with what is right;
// nothing has changed.
[[nodiscard]] absl::Status change_scenario(const WorldChange& change, Year now, Scenario& scenario);

}  // namespace tanshi
