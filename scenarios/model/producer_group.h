// Those who make what others must surrender.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "exchange/base/units.h"

namespace tanshi {

// A group of identical makers: of offset credits, of a scheme's units, or a linked system that
// sells what it does not need. Of the group together; see ProducerBrief.
struct ProducerGroup {
  std::string name;
  std::int32_t count = 1;
  std::string strategy;
  AbatementCurve curve;
  double growth = 0;
  std::vector<Tonnes> ready;  // one a year
  std::vector<Tonnes> most;   // likewise
};

}  // namespace tanshi
