// What a sweep plays: every treatment at every point of the design, once a seed.
//
// A *point* is a treatment at a point of the design: point = design point * treatments + treatment.
// A *run* is a point under a seed: run = point * replications + replication; its seed is the
// scenario's + replication, so that treatments are compared on the same random numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/experiment/design.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {

inline constexpr std::int64_t kMostRuns = 10'000'000;

class SweepPlan {
 public:
  // Errors: nullopt with a problem added, where there are too many points or runs.
  [[nodiscard]] static std::optional<SweepPlan> make(const ReadScenario& read,
                                                     std::vector<Problem>& problems);

  // The scenario that the sweep is of, as the file and its flags say it.
  [[nodiscard]] const ReadScenario& read() const { return *read_; }
  [[nodiscard]] const Experiment& experiment() const { return read_->experiment; }

  [[nodiscard]] std::int64_t replications() const { return experiment().replications; }
  [[nodiscard]] std::int64_t points() const { return treatments() * design_point_count(); }
  [[nodiscard]] std::int64_t runs() const { return points() * replications(); }

  [[nodiscard]] std::int64_t design_point_count() const {
    return static_cast<std::int64_t>(design_.size());
  }
  [[nodiscard]] std::int64_t point_of_run(std::int64_t run) const { return run / replications(); }
  [[nodiscard]] std::uint64_t seed_of(std::int64_t run) const {
    return read_->scenario.seed + static_cast<std::uint64_t>(run % replications());
  }
  [[nodiscard]] const std::string& treatment_of(std::int64_t point) const {
    return experiment().treatments[static_cast<std::size_t>(point % treatments())];
  }
  [[nodiscard]] const DesignPoint& settings_of(std::int64_t point) const {
    return design_[static_cast<std::size_t>(point / treatments())];
  }
  // The same design point under another treatment. REQUIRES: the treatment exists.
  [[nodiscard]] std::int64_t point_under(std::int64_t point, const std::string& treatment) const;

  // "low, cap.linear_factor=0.02": what tells a point from the others.
  [[nodiscard]] std::string name_of(std::int64_t point) const;

  // The scenario of a point. Errors: nullopt, with the problems added.
  [[nodiscard]] std::optional<ReadScenario> scenario_of(std::int64_t point,
                                                        std::vector<Problem>& problems) const;

 private:
  SweepPlan(const ReadScenario& read, std::vector<DesignPoint> design)
      : read_(&read), design_(std::move(design)) {}
  [[nodiscard]] std::int64_t treatments() const {
    return static_cast<std::int64_t>(experiment().treatments.size());
  }

  const ReadScenario* read_;
  std::vector<DesignPoint> design_;
};

}  // namespace tanshi
