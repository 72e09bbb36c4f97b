// A market to learn in: emitters' seats of a scenario are learners', robots hold all others.
//
// A step is a turn, in which each seat is woken once, in an order drawn anew; learners decide on
// what they saw when it began. After a year's last turn comes one more step, in which nobody trades
// and learners say what their plants abate; then the year is settled.
//
// A learner's rewards add up to minus its cost of compliance, in currency per tonne of its
// first-year baseline: what it paid for allowances, fees and penalties less what it earned by
// selling, and the cost of what it abated. What is left of allowances after the horizon is worth
// nothing, as in theory (docs/theory.md).
//
// Pure. Deterministic: the same seed and actions give the same numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/environment/learner.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/session.h"
#include "scenarios/runner/venue.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// Names of the scenario's emitters' seats, in order.
[[nodiscard]] std::vector<std::string> emitters(const Scenario& scenario);

class MarketEnvironment final : private SeatHolders {
 public:
  // REQUIRES: each of `seats` is one of emitters(), and no two are the same.
  MarketEnvironment(Scenario scenario, std::span<const std::string> seats);

  [[nodiscard]] std::size_t learners() const { return seats_.size(); }
  // Steps of an episode.
  [[nodiscard]] std::int64_t steps() const;

  // Begins an episode, and writes kObservationSize numbers a learner.
  void reset(std::uint64_t seed, std::span<float> observations);

  // Plays a step: kActionSize numbers a learner in, kObservationSize and a reward a learner out.
  // True: that was the last one; nothing is left to observe, and the numbers are 0.
  // REQUIRES: an episode that is not over.
  bool step(std::span<const float> actions, std::span<float> observations,
            std::span<double> rewards);

  [[nodiscard]] bool over() const { return !episode_ || episode_->session.over(); }
  // REQUIRES: an episode was begun.
  [[nodiscard]] const Recorder& recorder() const { return episode_->session.recorder(); }

 private:
  struct Episode {
    Episode(const Scenario& scenario, std::uint64_t seed, SeatHolders& holders);

    World world;
    LocalVenue venue;
    Session session;
    std::vector<Learner> learners;
    std::vector<double> wealth;  // less what was paid for abatement
  };

  bool decide(std::size_t seat, const Observation& observation, Decision& decision) override;
  void tell(std::span<float> observations) const;
  [[nodiscard]] double wealth(std::size_t learner) const;

  const Scenario scenario_;
  std::vector<std::size_t> seats_;                      // of the learners
  std::vector<std::optional<std::size_t>> learner_of_;  // a seat each
  std::span<const float> actions_;
  std::unique_ptr<Episode> episode_;
};

}  // namespace tanshi
