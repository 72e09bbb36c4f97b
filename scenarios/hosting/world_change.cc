#include "scenarios/hosting/world_change.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// A tenth to three times, and of costs to ten times: what a class or an experiment may ask for at a
// time; all together a tenth to ten times. The bounds are a choice; they keep every quantity within
// what the exchange can count.
constexpr BasisPoints kLeast{1'000};
constexpr BasisPoints kMost{30'000};
constexpr BasisPoints kMostOfCost{100'000};
constexpr double kLeastInAll = 0.1;
constexpr double kMostInAll = 10;

absl::Status check_factor(BasisPoints factor, BasisPoints most) {
  if (factor >= kLeast && factor <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("factor_bps is {}; must be in [{}, {}], where 10000 changes nothing",
                  factor.raw(), kLeast.raw(), most.raw()));
}

Year last_year(const Scenario& scenario) {
  return years_after(scenario.horizon.first_year, scenario.horizon.years - 1);
}

absl::Status check_first(Year first, Year earliest, const Scenario& scenario) {
  if (first >= earliest && first <= last_year(scenario)) return absl::OkStatus();
  if (earliest > last_year(scenario)) {
    return absl::InvalidArgumentError(
        fmt::format("first_year is {}; no year comes after {}", raw(first), raw(earliest) - 1));
  }
  return absl::InvalidArgumentError(fmt::format("first_year is {}; must be in [{}, {}]", raw(first),
                                                raw(earliest), raw(last_year(scenario))));
}

Tonnes times(Tonnes quantity, BasisPoints factor) {
  return share_nearest(factor, quantity);
}

absl::Status make(const DemandShock& shock, Year now, Scenario& scenario) {
  const Year first = shock.first == Year{} ? now : shock.first;
  absl::Status status = check_factor(shock.factor, kMost);
  if (status.ok()) status = check_first(first, now, scenario);
  if (!status.ok()) return status;
  if (shock.years < 0)
    return absl::InvalidArgumentError(
        fmt::format("year_count is {}; must be at least 1, or absent", shock.years));
  const std::int32_t left = raw(last_year(scenario)) - raw(first) + 1;
  ShockEvent event;
  event.first = first;
  event.years = shock.years == 0 ? left : std::min(shock.years, left);
  event.emissions = times_of(shock.factor) - 1;
  if (!shock.surprise) event.announced = now;
  scenario.shocks.events.push_back(event);
  return absl::OkStatus();
}

absl::Status make(const CostShock& shock, Year, Scenario& scenario) {
  if (absl::Status status = check_factor(shock.factor, kMostOfCost); !status.ok()) return status;
  for (FirmGroup& group : scenario.firms)
    group.curve = group.curve.repriced(times_of(shock.factor));
  return absl::OkStatus();
}

absl::Status make(const CapChange& change, Year now, Scenario& scenario) {
  absl::Status status = check_factor(change.factor, kMost);
  if (status.ok()) status = check_first(change.first, years_after(now, 1), scenario);
  if (!status.ok()) return status;
  const auto first = static_cast<std::size_t>(raw(change.first) - raw(scenario.horizon.first_year));
  const auto scale = [&](std::vector<Tonnes>& by_year) {
    for (std::size_t year = first; year < by_year.size(); ++year)
      by_year[year] = times(by_year[year], change.factor);
  };
  scale(scenario.cap);
  scale(scenario.free);
  for (FirmGroup& group : scenario.firms) scale(group.allocation);
  return absl::OkStatus();
}

struct Part {
  double& total;
  BasisPoints factor;
  std::string_view of;
};

Part part_of(ChangeTotals& totals, const DemandShock& shock) {
  return {totals.demand, shock.factor, "emissions"};
}
Part part_of(ChangeTotals& totals, const CostShock& shock) {
  return {totals.cost, shock.factor, "the cost of abatement"};
}
Part part_of(ChangeTotals& totals, const CapChange& change) {
  return {totals.cap, change.factor, "the cap"};
}

}  // namespace

absl::Status add_to(ChangeTotals& totals, const WorldChange& change) {
  const Part part = std::visit([&](const auto& kind) { return part_of(totals, kind); }, change);
  const double total = part.total * times_of(part.factor);
  if (total < kLeastInAll || total > kMostInAll) {
    return absl::InvalidArgumentError(fmt::format(
        "factor_bps is {}; with what was changed before, {} would be multiplied by {:.3g} in all; "
        "must stay in [{}, {}]",
        part.factor.raw(), part.of, total, kLeastInAll, kMostInAll));
  }
  part.total = total;
  return absl::OkStatus();
}

absl::Status change_scenario(const WorldChange& change, Year now, Scenario& scenario) {
  return std::visit([&](const auto& kind) { return make(kind, now, scenario); }, change);
}

}  // namespace tanshi
