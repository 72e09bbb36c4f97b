// MarketEnvironment for Python, its numbers as NumPy arrays.
#pragma once

#include <nanobind/nanobind.h>

namespace tanshi {

// Adds the class Environment, and what tells its numbers, to the module.
void add_environment(nanobind::module_& module);

}  // namespace tanshi
