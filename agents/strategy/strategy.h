// How to quote what a valuation says is worth buying or selling. One file a strategy, one line in
// the table of strategies.cc; see zero_intelligence.cc for the smallest.
#pragma once

#include "agents/seat/agent.h"
#include "agents/valuation/valuation.h"
#include "exchange/base/random_stream.h"

namespace tanshi {

class Strategy {
 public:
  virtual ~Strategy() = default;

  // Adds to `decision` what brings the seat's resting orders to what it now wants to show.
  virtual void quote(const Appraisal& appraisal, const Observation& observation,
                     RandomStream& random, Decision& decision) = 0;
};

}  // namespace tanshi
