#include "agents/valuation/supply_outlook.h"

#include <cstddef>
#include <variant>

#include "agents/abatement/rounding.h"
#include "agents/planning/adjusted_supply.h"
#include "agents/planning/hotelling_path.h"
#include "agents/valuation/running_plants.h"
#include "exchange/base/check.h"

namespace tanshi {
namespace {

// How often the firm goes back and forth: an assumption.
constexpr int kRounds = 12;

// At the end of the observed year and each after it, what is owed and not yet due, at most.
std::vector<double> owed_later(const SeatBrief& brief, const Observation& observation,
                               const std::vector<double>& baseline_t) {
  std::vector<double> owed_t(baseline_t.size(), 0);
  if (brief.deferred_share.empty()) return owed_t;
  double owed = to_double(observation.deferred);
  for (std::size_t k = 0; k < baseline_t.size(); ++k) {
    const double share = brief.deferred_share[observation.emissions.size() + k];
    owed = share > 0 ? owed + share * baseline_t[k] : 0;
    owed_t[k] = owed;
  }
  return owed_t;
}

}  // namespace

PathProblem believed_market(const SeatBrief& brief, const Observation& observation,
                            const std::vector<double>& baseline_t,
                            const std::vector<YearSupply>& future) {
  const std::vector<double> owed_t = owed_later(brief, observation, baseline_t);
  const RunningPlants plants(brief);
  const std::size_t past = observation.emissions.size();
  const Tonnes given = observation.circulation - observation.deferred;
  const YearSupply now{to_double(given + observation.reserve.auctioned),
                       {observation.to_auction.begin(), observation.to_auction.end()}};
  PathProblem problem;
  problem.discount_rate = brief.firm.discount_rate;
  problem.years.push_back(path_year(plants.curve(past).members(), baseline_t.front(), now));
  for (std::size_t k = 0; k < future.size(); ++k) {
    problem.years.push_back(
        path_year(plants.curve(past + k + 1).members(), baseline_t[k + 1], future[k]));
  }
  for (std::size_t k = 0; k < problem.years.size(); ++k) {
    PathYear& year = problem.years[k];
    year.price_ceiling = currency_per_tonne(brief.max_price);
    year.least_bank_t = -owed_t[k] - borrowing_limit(brief, observation.emissions.size() + k);
    if (owed_t[k] > 0) continue;  // the period goes on
    if (brief.most_carried) year.most_bank_t = to_double(*brief.most_carried);
    if (!brief.banking) year.most_bank_t = 0;
  }
  return problem;
}

double borrowing_limit(const SeatBrief& brief, std::size_t year) {
  if (brief.borrowing == BasisPoints() || year + 1 >= brief.supply.size()) return 0;
  return times_of(brief.borrowing) * brief.supply[year + 1].certain_t;
}

std::vector<YearSupply> expected_supply(const SeatBrief& brief, const Observation& observation,
                                        const std::vector<double>& baseline_t) {
  const auto next = static_cast<std::ptrdiff_t>(observation.emissions.size()) + 1;
  std::vector<YearSupply> by_law(brief.supply.begin() + next, brief.supply.end());
  if (!by_law.empty() && !by_law.front().offers.empty())
    by_law.front().offers.front().quantity_t -= to_double(observation.reserve.brought_forward);
  const std::vector<double> owed_t = owed_later(brief, observation, baseline_t);
  const auto bank_before = [&](const std::vector<YearSupply>& future) {
    const PathResult path = hotelling_path(believed_market(brief, observation, baseline_t, future));
    TANSHI_CHECK(std::holds_alternative<std::vector<PathPoint>>(path));  // there is a ceiling
    std::vector<double> bank_t;
    for (const PathPoint& point : std::get<std::vector<PathPoint>>(path))
      bank_t.push_back(point.bank_t + owed_t[bank_t.size()]);
    return bank_t;
  };
  return adjusted_supply(by_law, brief.adjustment, observation.reserve,
                         years_after(observation.year, 1), bank_before, kRounds);
}

}  // namespace tanshi
