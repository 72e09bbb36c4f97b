// Reads a command from the text that to_text writes (exchange/market/to_text.h), for the tables of
// tests. What a field cannot mean can be written too (`side` as 9, a quantity of -5t), so that the
// market's refusals can be tested.
//
// May be left out at the end: time in force, self-trade prevention, post_only, an instrument that
// is optional, a scheme. They are then as a command has them by default.
#pragma once

#include <optional>
#include <string_view>

#include "exchange/market/command.h"

namespace tanshi {

// Errors: nullopt when the line is no command.
[[nodiscard]] std::optional<Action> read_action(std::string_view line);

}  // namespace tanshi
