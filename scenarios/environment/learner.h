// What a learner at an emitter's seat sees and may do, as plain numbers.
//
// Quantities are told in first-year baselines of the plant (its emissions without abatement),
// prices in first-year penalties (where there is none, in the market's highest price), so that
// firms and scenarios look alike. What is beyond +-kFarthest is told as that. A price of 0: none.
//
// An action is three numbers; what is outside their range counts as its end, NaN as 0:
//   trade      -1 .. 1  buy (above 0) or sell this share of a tenth of the baseline
//   price      -1 .. 1  at a limit up to a tenth below or above the reference price
//   abatement   0 .. 1  when a year's trading is over: this share of all that the plant can abate
// An order stands until the learner's next turn. While an auction takes bids, what is bought is bid
// for there, once, instead. The reference price is the middle of the best bid and ask, else the
// latest trade, else the day's before, else half the unit of prices.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "agents/strategy/quoting.h"
#include "scenarios/runner/world.h"

namespace tanshi {

inline constexpr float kFarthest = 10;
inline constexpr std::size_t kActionSize = 3;
inline constexpr std::size_t kObservationSize = 19;

// The numbers of an observation, in their order.
[[nodiscard]] std::span<const std::string_view, kObservationSize> observation_names();

// Pure. `plan` must outlive it.
class Learner {
 public:
  explicit Learner(const SeatPlan& plan);

  // Writes kObservationSize numbers.
  void tell(const Observation& observation, std::span<float> numbers) const;

  // What the action comes to at this wake. REQUIRES: kActionSize numbers.
  void decide(std::span<const float> action, const Observation& observation,
              Decision& decision) const;

  // Tonnes of a first-year baseline.
  [[nodiscard]] double baseline_t() const { return baseline_t_; }

 private:
  [[nodiscard]] double reference_price(const Observation& observation) const;
  void buy(Price limit, double quantity_t, const Observation& observation,
           Decision& decision) const;
  void bid(const AuctionNotice& auction, Price limit, Tonnes quantity,
           const Observation& observation, Decision& decision) const;

  const SeatPlan& plan_;
  Quoting quoting_;
  double baseline_t_;
  double price_unit_;  // currency per tonne
};

}  // namespace tanshi
