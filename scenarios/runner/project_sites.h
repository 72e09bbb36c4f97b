// What firms have built of their menus of projects (agents/abatement/technology.h): who can still
// build what, what the next unit costs, what runs in a year and what that costs.
//
// What is decided in a year shows to others, and lowers costs by learning, when it has ended.
// Deterministic; no draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "exchange/base/units.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// What a plant's projects do in a year.
struct ProjectYear {
  Tonnes abated;
  double cost = 0;         // of running them, and the year's annuities of what they cost to build
  double capex = 0;        // paid in the year for what was decided in it
  double public_cost = 0;  // paid besides, by the public
};

class ProjectSites {
 public:
  // `world` must outlive it. Annuities are at `discount_rate`.
  ProjectSites(const World& world, double discount_rate);

  // Years are counted from the first, and begin in order.
  void begin_year(std::size_t year);

  // Of a seat's emissions without abatement, what its projects abate this year: never more.
  [[nodiscard]] Tonnes abated(std::size_t seat, Tonnes baseline) const;

  // The seat's menu, its units and what they cost this year; empty: it has none.
  [[nodiscard]] std::span<const ProjectView> menu(std::size_t seat) const {
    return sites_[seat].menu;
  }
  // What all groups decided in the years before.
  [[nodiscard]] std::span<const BuiltCapacity> built() const { return built_; }

  // Closes the seat's year: it builds what was decided, as far as units are left, and runs what is
  // there. Entries that name no project of its menu build nothing.
  ProjectYear settle(std::size_t seat, Tonnes baseline,
                     const std::optional<std::vector<BuildProject>>& builds);

  // A row a year, firm and project in which something was built or ran.
  [[nodiscard]] const std::vector<ProjectResult>& results() const { return results_; }

 private:
  struct Unit {
    std::size_t project = 0;
    std::size_t decided = 0;  // in this year
    std::int32_t units = 0;
    double capex = 0;  // of one
  };

  struct Site {
    std::vector<ProjectView> menu;
    std::vector<Unit> units;
  };

  [[nodiscard]] double capacity_t(std::size_t seat, std::optional<std::size_t> project) const;
  [[nodiscard]] double cost_of_year(std::size_t seat, Tonnes abated) const;
  double build(std::size_t seat, const BuildProject& order);
  void publish();
  double record(std::size_t seat, std::size_t project, Tonnes abated);

  const World& world_;
  double discount_rate_;
  std::size_t year_ = 0;
  std::vector<Site> sites_;  // a seat each
  std::vector<BuiltCapacity> built_;
  std::vector<BuiltCapacity> unpublished_;  // of this year
  std::vector<ProjectResult> results_;
};

}  // namespace tanshi
