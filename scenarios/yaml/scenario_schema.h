// The keys of a file as a JSON Schema, for editors that complete and check YAML as one types.
//
// Looser than the reader where JSON Schema cannot follow: relations between keys, and exact
// decimals. Everything that the reader accepts, it accepts.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "scenarios/yaml/fields.h"

namespace tanshi {

// Draft 2020-12, indented, ending in a line feed. `keys` tells them, as it does when a file is
// read.
[[nodiscard]] std::string json_schema(std::string_view title, std::string_view description,
                                      const std::function<void(Fields&)>& keys);

// scenarios/schema/scenario.schema.json is it.
[[nodiscard]] std::string scenario_json_schema();

}  // namespace tanshi
