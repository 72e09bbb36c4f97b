// Finds rulebooks: those that come with the program by name, any other by the path of its file.
//
// The folder of rulebooks is the one that $TANSHI_RULEBOOKS names, else scenarios/rulebooks or
// share/tanshi/rulebooks in the closest folder above the program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/rulebooks/auction_rulebook.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Names of the rulebooks that come with the program, sorted; empty when their folder is not found.
[[nodiscard]] std::vector<std::string> rulebook_names();

// Errors: nullopt, with the problems added.
[[nodiscard]] std::optional<AuctionRulebook> load_auction_rulebook(const std::string& name_or_path,
                                                                   std::vector<Problem>& problems);

}  // namespace tanshi
