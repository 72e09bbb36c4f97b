#include "scenarios/model/free_allocation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "agents/abatement/rounding.h"
#include "agents/regulator/allocation/new_entrants.h"
#include "exchange/base/checked_math.h"
#include "scenarios/model/apportion.h"

namespace tanshi {
namespace {

class Allocator {
 public:
  explicit Allocator(Scenario& scenario)
      : scenario_(scenario), years_(scenario.cap.size()), auctioned_(years_) {
    for (FirmGroup& group : scenario_.firms) group.allocation.assign(years_, Tonnes());
  }

  void allocate() {
    set_reserve_aside();
    for (std::size_t year = 0; year < years_; ++year) {
      if (by_output()) {
        share_by_output(year);
      } else {
        share_by_weight(year);
      }
    }
    grant_to_entrants();
    give_up_reserve();
    add_up();
  }

 private:
  [[nodiscard]] bool by_output() const {
    return scenario_.allocation == AllocationMethod::kBenchmark;
  }
  [[nodiscard]] Year year_of(std::size_t index) const {
    return years_after(scenario_.horizon.first_year, static_cast<std::int32_t>(index));
  }

  // Served by the reserve.
  [[nodiscard]] bool is_entrant(const FirmGroup& group) const {
    return scenario_.new_entrants && group.enters && *group.enters > scenario_.horizon.first_year;
  }

  // Runs, and may keep what it is given for the year.
  [[nodiscard]] bool is_entitled(const FirmGroup& group, Year year) const {
    const bool returns = scenario_.closure.rule == ClosureRule::kReturnAll;
    return runs_in(group, year) && !(returns && group.closes == year);
  }

  // Relative to the other groups'.
  [[nodiscard]] double weight_of(const FirmGroup& group) const {
    return scenario_.allocation == AllocationMethod::kEqual ? group.count : group.allocation_weight;
  }

  [[nodiscard]] Tonnes earned(const FirmGroup& group, std::size_t year) const {
    return earned_by(group.output, output_year(group, scenario_.horizon, year));
  }

  void set_reserve_aside() {
    if (!scenario_.new_entrants) return;
    for (const Tonnes cap : scenario_.cap)
      reserve_ += share_floor(scenario_.new_entrants->share, cap);
  }

  // What the cap leaves beside the reserve.
  [[nodiscard]] Tonnes most_free(std::size_t year) const {
    const Tonnes cap = scenario_.cap[year];
    return scenario_.new_entrants ? cap - share_floor(scenario_.new_entrants->share, cap) : cap;
  }

  void share_by_output(std::size_t year) {
    std::vector<double> claims;
    Tonnes sum;
    for (FirmGroup& group : scenario_.firms) {
      Tonnes& claim = group.allocation[year];
      if (is_entitled(group, year_of(year)) && !is_entrant(group)) claim = earned(group, year);
      claims.push_back(to_double(claim));
      sum += claim;
    }
    if (scenario_.bottom_up) scenario_.cap[year] = sum;
    const Tonnes most = most_free(year);
    auctioned_[year] = most - std::min(sum, most);
    if (sum <= most) return;
    const std::vector<Tonnes> cut = apportion(most, claims);
    for (std::size_t i = 0; i < cut.size(); ++i) scenario_.firms[i].allocation[year] = cut[i];
  }

  void share_by_weight(std::size_t year) {
    const bool to_the_rest = scenario_.closure.freed == Unclaimed::kAllocate;
    const Year of = year_of(year);
    std::vector<double> weights;
    for (const FirmGroup& group : scenario_.firms) {
      const bool opened = !group.enters || of >= *group.enters;
      const bool shares = to_the_rest ? is_entitled(group, of) : opened;
      weights.push_back(shares && !is_entrant(group) ? weight_of(group) : 0);
    }
    const Tonnes pool = std::min(scenario_.free[year], most_free(year));
    auctioned_[year] = most_free(year) - pool;
    if (std::accumulate(weights.begin(), weights.end(), 0.0) == 0) return unclaimed(pool, year);
    const std::vector<Tonnes> parts = apportion(pool, weights);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      FirmGroup& group = scenario_.firms[i];
      if (is_entitled(group, of)) {
        group.allocation[year] = parts[i];
      } else {
        unclaimed(parts[i], year);
      }
    }
  }

  void unclaimed(Tonnes quantity, std::size_t year) {
    if (scenario_.closure.freed == Unclaimed::kAuction) auctioned_[year] += quantity;
    if (scenario_.closure.freed == Unclaimed::kReserve) returned_.push_back({year, quantity});
  }

  // What the incumbents get for each of their weight is due to an entrant for its own.
  [[nodiscard]] Tonnes claim_of(const FirmGroup& entrant, std::size_t year) const {
    if (by_output()) return earned(entrant, year);
    double weights = 0;
    Tonnes given;
    for (const FirmGroup& group : scenario_.firms) {
      if (is_entrant(group) || !is_entitled(group, year_of(year))) continue;
      weights += weight_of(group);
      given += group.allocation[year];
    }
    return weights > 0 ? to_tonnes_floor(to_double(given) * weight_of(entrant) / weights)
                       : Tonnes();
  }

  // First come, first served; of those that open in the same year, in the order of the file.
  void grant_to_entrants() {
    std::size_t next_return = 0;
    for (std::size_t year = 1; year < years_; ++year) {
      for (; next_return < returned_.size() && returned_[next_return].year <= year; ++next_return)
        reserve_ += returned_[next_return].quantity;
      for (FirmGroup& group : scenario_.firms)
        if (is_entrant(group) && *group.enters == year_of(year)) grant(group, year);
    }
    for (; next_return < returned_.size(); ++next_return)
      reserve_ += returned_[next_return].quantity;
  }

  void grant(FirmGroup& group, std::size_t enters) {
    std::size_t last = enters;
    while (last < years_ && is_entitled(group, year_of(last))) ++last;
    if (last == enters) return;
    const NewEntrantGrant grant =
        new_entrant_grant(reserve_, std::min(claim_of(group, enters), kMaxQuantity),
                          static_cast<std::int32_t>(last - enters));
    for (std::size_t year = enters; year < last; ++year) group.allocation[year] = grant.yearly;
    reserve_ -= grant.reserved;
  }

  void give_up_reserve() {
    if (!scenario_.new_entrants) return;
    if (scenario_.new_entrants->unused == Unclaimed::kAuction) auctioned_.back() += reserve_;
    if (scenario_.new_entrants->unused != Unclaimed::kAllocate) return;
    std::vector<double> got;
    got.reserve(scenario_.firms.size());
    for (const FirmGroup& group : scenario_.firms)
      got.push_back(to_double(group.allocation.back()));
    if (std::accumulate(got.begin(), got.end(), 0.0) == 0) return;
    const std::vector<Tonnes> parts = apportion(reserve_, got);
    for (std::size_t i = 0; i < parts.size(); ++i) scenario_.firms[i].allocation.back() += parts[i];
  }

  void add_up() {
    scenario_.set_aside.clear();
    for (std::size_t year = 0; year < years_; ++year) {
      Tonnes& free = scenario_.free[year] = Tonnes();
      for (const FirmGroup& group : scenario_.firms) free += group.allocation[year];
      scenario_.set_aside.push_back(scenario_.cap[year] - free - auctioned_[year]);
    }
  }

  struct Returned {
    std::size_t year = 0;
    Tonnes quantity;
  };

  Scenario& scenario_;
  std::size_t years_;
  std::vector<Tonnes> auctioned_;   // of each year
  std::vector<Returned> returned_;  // to the reserve, by year
  Tonnes reserve_;
};

}  // namespace

bool needs_allocating(const Scenario& scenario) {
  return scenario.allocation != AllocationMethod::kGrandfathering || scenario.new_entrants ||
         std::ranges::any_of(scenario.firms, [](const FirmGroup& group) {
           return group.enters.has_value() || group.closes.has_value();
         });
}

void allocate(Scenario& scenario) {
  Allocator(scenario).allocate();
}

OutputYear output_year(const FirmGroup& group, const Horizon& horizon, std::size_t year) {
  const Year of = years_after(horizon.first_year, static_cast<std::int32_t>(year));
  const Year first = std::max(group.enters.value_or(horizon.first_year), horizon.first_year);
  return {.index = year, .year = of, .growth = std::pow(1 + group.growth, raw(of) - raw(first))};
}

}  // namespace tanshi
