// What the holder of a seat expects of the allowance's price: one file each in this folder.
//
// Deterministic; in currency units per tonne, 0 or more.
#pragma once

#include <memory>
#include <optional>

#include "agents/seat/observation.h"

namespace tanshi {

class PriceExpectation {
 public:
  virtual ~PriceExpectation() = default;

  // To be called at each wake. `model` is what the holder's own picture of the market says of the
  // year's price, from which those start who have seen none.
  virtual void see(const Observation& observation, double model) = 0;

  // Of this year, after see().
  [[nodiscard]] virtual double now() const = 0;
  // Of the year after.
  [[nodiscard]] virtual double next() const = 0;
  // Of this year's end, what all will have banked; none: it has no view of that.
  [[nodiscard]] virtual std::optional<double> bank_t() const { return std::nullopt; }
};

// Of the brief's kind; null where the holder goes by its own picture of the market.
[[nodiscard]] std::unique_ptr<PriceExpectation> make_expectation(const SeatBrief& brief);

}  // namespace tanshi
