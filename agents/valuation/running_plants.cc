#include "agents/valuation/running_plants.h"

#include <utility>

namespace tanshi {

RunningPlants::RunningPlants(const SeatBrief& brief) : brief_(brief) {
  const std::vector<RunningYears>& running = brief.firm.market_running;
  if (running.empty()) return;
  const std::vector<AbatementCurve>& all = brief.firm.believed_market_curve.members();
  for (std::int32_t year = 0; year < brief.years; ++year) {
    const Year of = years_after(brief.first_year, year);
    std::vector<AbatementCurve> members;
    for (std::size_t i = 0; i < all.size() && i < running.size(); ++i) {
      const bool runs = of >= running[i].first && of <= running[i].last;
      members.push_back(runs ? all[i] : AbatementCurve());
    }
    curves_.emplace_back(std::move(members));
  }
}

}  // namespace tanshi
