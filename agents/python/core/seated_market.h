// A market in this process whose seats Python's agents hold.
#pragma once

#include <nanobind/nanobind.h>

namespace tanshi {

// Adds the class SeatedMarket, and what tells a scenario's seats, to the module.
void add_seated_market(nanobind::module_& module);

}  // namespace tanshi
