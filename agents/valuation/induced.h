// Values given to a trader by the experimenter, as in the laboratory: what each further tonne
// bought is worth to it, and what each further tonne sold costs it (Smith, "An experimental study
// of competitive market behavior", Journal of Political Economy 70, 1962).
#pragma once

#include <memory>
#include <vector>

#include "agents/valuation/valuation.h"

namespace tanshi {

struct InducedStep {
  Price price;      // of each tonne of the step
  Tonnes quantity;  // above 0
};

// Steps are traded in the order given: values falling, costs rising.
struct InducedSchedule {
  std::vector<InducedStep> values;  // of tonnes bought
  std::vector<InducedStep> costs;   // of tonnes sold
  Tonnes clip{1};                   // asked for at a time, within one step
};

// Counts what was traded from the holding at the first wake: a tonne bought and sold again is
// wanted again.
[[nodiscard]] std::unique_ptr<Valuation> make_induced_valuation(InducedSchedule schedule);

}  // namespace tanshi
