// What a trader of the laboratory wants: the next unit of its schedule, one at a time.
#pragma once

#include <optional>
#include <vector>

#include "agents/valuation/valuation.h"
#include "exchange/base/random_stream.h"
#include "scenarios/laboratory/design.h"

namespace tanshi {

class AssignedUnits final : public Valuation {
 public:
  // `in_order`: unit i comes before unit i + 1; else it is drawn at each wake from those left.
  AssignedUnits(bool in_order, RandomStream random) : in_order_(in_order), random_(random) {}

  // Begins a period.
  void assign(const TraderUnits& units);

  [[nodiscard]] Appraisal appraise(const Observation& observation) override;

  // A unit of which it last spoke was bought or sold; what that is worth to it, or cost it.
  // REQUIRES: it had one left.
  Price traded(Side side);

  [[nodiscard]] bool done() const { return buying_.left.empty() && selling_.left.empty(); }

 private:
  struct Units {
    std::vector<Price> left;
    std::size_t current = 0;  // in `left`
  };

  [[nodiscard]] Worth next_of(Units& units);

  bool in_order_;
  RandomStream random_;
  Units buying_;
  Units selling_;
};

}  // namespace tanshi
