// Lays one tree under another: what a rulebook says counts where a scenario says nothing.
#pragma once

#include <vector>

#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Adds to `over` the keys of `under` that it lacks, and those of objects inside likewise. A list or
// a value of `over` stands as it is; so does an object that names another `rule` than that of
// `under`, whose other keys would not fit it. REQUIRES: both are objects.
void merge_under(const YamlNode& under, YamlNode& over);

// The other way round: lays the keys of `changes` over those of `root`, by the same rules. A key
// that is a path (firms.power.count) changes what it leads to; one without a value takes the key
// away. Problems are added where a path leads nowhere. REQUIRES: both are objects.
void lay_over(const YamlNode& changes, YamlNode& root, std::vector<Problem>& problems);

}  // namespace tanshi
