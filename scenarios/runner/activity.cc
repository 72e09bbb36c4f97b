#include "scenarios/runner/activity.h"

#include <algorithm>
#include <cmath>

#include "agents/abatement/rounding.h"
#include "scenarios/runner/world.h"

namespace tanshi {

Activity::Activity(const Shocks& shocks, const Horizon& horizon, std::uint64_t seed)
    : shocks_(shocks),
      horizon_(horizon),
      common_(shocks.common, horizon.years, RandomStream(seed, 0, kCommonShockPurpose)) {}

double Activity::at(std::size_t of, std::size_t now, double share) const {
  const double before = common_.expected(of, now);
  const double after = common_.expected(of, now + 1);
  return before * std::pow(after / before, share) * of_events(of, now, share);
}

std::vector<PartsPerMillion> Activity::seen_at(std::size_t now, double share) const {
  std::vector<PartsPerMillion> seen;
  if (!shocks_.any()) return seen;
  const auto years = static_cast<std::size_t>(horizon_.years);
  seen.reserve(years);
  for (std::size_t of = 0; of < years; ++of) seen.push_back(to_millionths(at(of, now, share)));
  return seen;
}

double Activity::of_events(std::size_t of, std::size_t now, double share) const {
  double factor = 1;
  for (const ShockEvent& event : shocks_.events) {
    const auto first = static_cast<std::size_t>(raw(event.first) - raw(horizon_.first_year));
    if (of < first || of >= first + static_cast<std::size_t>(event.years)) continue;
    const Year year = years_after(horizon_.first_year, static_cast<std::int32_t>(now));
    if (now > first || (event.announced && year >= *event.announced)) {
      factor *= 1 + event.emissions;
    } else if (now == first) {
      factor *= std::pow(1 + event.emissions, share);
    }
  }
  return factor;
}

}  // namespace tanshi
