// The keys of a rulebook: what it is called, and the keys of a scenario that it sets.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "scenarios/rulebooks/auction_rulebook.h"
#include "scenarios/yaml/fields.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// The text as an object. Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<YamlNode> parse_rulebook(std::string_view text, std::string_view file,
                                                     std::vector<Problem>& problems);

void tell_rulebook(Fields& fields, AuctionRulebook& rulebook);

}  // namespace tanshi
