// Problems of scenarios for a person: a line each on stderr, the first ones when there are many.
#pragma once

#include <span>

#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

void print_problems(std::span<const Problem> problems);

}  // namespace tanshi
