// What a rule of fields.h allows, in words: for refusals and for docs/scenarios.md.
#pragma once

#include <span>
#include <string>

#include "scenarios/yaml/fields.h"

namespace tanshi {

[[nodiscard]] std::string allowed(const ExactRule& rule);   // "a whole number, 1 to 100"
[[nodiscard]] std::string allowed(const NumberRule& rule);  // "a number, above 0 and at most 1"
[[nodiscard]] std::string allowed(const TextRule& rule);    // "text of 1 to 160 bytes, ..."
[[nodiscard]] std::string allowed(std::span<const Word> words);  // "one of zi_c, zip"
// Of a list of things that are `each` allowed: "a list of exactly 2: each a number, 0 to 1".
[[nodiscard]] std::string allowed(const ListRule& list, const std::string& each);

}  // namespace tanshi
