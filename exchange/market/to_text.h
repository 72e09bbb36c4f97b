// One line of text for an event or a command, for logs and for the tables of tests.
//
//   order_accepted a2 #1 i1 buy @72.50 100t
//   traded i1 buy @72.50 40t a1 #3 a2 #1
//   refused submit_order a1 #4 cash_insufficient 725000
//
// First the name of the alternative, then its fields in the order of declaration, all of them but a
// scheme that is that of emissions:
//   a1 account    i1 instrument    #1 order    s1 scheme    2025 year    40t tonnes
//   @72.50 price and 72.50 cash, in units of the currency    725000 a bare integer: a bound
//   buy, ioc, by_holder, ... enums (enum_names.h); one that has no word is its number
//   resting, post_only, ... a flag that is set; - a flag that is not, and what is absent
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/market/command.h"
#include "exchange/market/event.h"

namespace tanshi {

[[nodiscard]] std::string to_text(const Event& event);

// The name of an alternative of Action by its index, as `Refused` has it, such as "submit_order";
// empty if there is none.
[[nodiscard]] std::string_view action_name(std::int32_t index);

// The time is left out.
[[nodiscard]] std::string to_text(const Action& action);

}  // namespace tanshi
