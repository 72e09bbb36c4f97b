// The keys of a scenario as a JSON Schema, for editors that complete and check YAML as one types.
//
// Looser than the reader where JSON Schema cannot follow: relations between keys, and exact
// decimals. Everything that the reader accepts, it accepts.
#pragma once

#include <string>

namespace tanshi {

// Draft 2020-12, indented, ending in a line feed; scenarios/schema/scenario.schema.json is it.
[[nodiscard]] std::string scenario_json_schema();

}  // namespace tanshi
