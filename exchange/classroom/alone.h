// What a firm would have paid had it not traded: it abates what it lacks, as far as it can, pays
// for the rest, and keeps what it has to spare. What its trade gained is measured against that.
//
// Pure.
#pragma once

#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "exchange/base/units.h"

namespace tanshi {

// A year of the firm without trade.
struct AloneYear {
  Tonnes baseline;    // without abatement, as it came out
  Tonnes allocation;  // given free of charge, what it had at the start included
  Price penalty;      // for each tonne that is missing
};

// Where it stands after these years.
struct AloneStand {
  Cash cost;    // of abatement and penalties, of all years
  Tonnes bank;  // left over
  Tonnes debt;  // missing, and owed again
};

// `make_good`: what is missing stays owed; `banking`: what is left over stays good.
[[nodiscard]] AloneStand alone(const AbatementCurve& curve, const std::vector<AloneYear>& years,
                               bool make_good, bool banking);

}  // namespace tanshi
