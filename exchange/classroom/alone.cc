#include "exchange/classroom/alone.h"

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

AloneStand alone(const AbatementCurve& curve, const std::vector<AloneYear>& years, bool make_good,
                 bool banking) {
  AloneStand stand;
  for (const AloneYear& year : years) {
    const Tonnes held = (banking ? stand.bank : Tonnes()) + year.allocation;
    const Tonnes owed = stand.debt + year.baseline;
    const Tonnes most = std::min(year.baseline, to_tonnes_floor(curve.max_abatement_t()));
    const Tonnes pays_for_itself = to_tonnes_floor(curve.abatement_at(0));
    const Tonnes abated = std::clamp(owed - held, std::min(pays_for_itself, most), most);
    const Tonnes left = held + abated - owed;
    const Tonnes missing = std::max(Tonnes(), -left);
    stand.cost += to_cash_nearest(curve.total_cost(to_double(abated)));
    stand.cost += year.penalty * missing;
    stand.bank = std::max(Tonnes(), left);
    stand.debt = make_good ? missing : Tonnes();
  }
  return stand;
}

}  // namespace tanshi
