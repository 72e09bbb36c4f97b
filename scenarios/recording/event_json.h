// An event of the market as people read it: its kind, whose it is, and its fields as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/market/event.h"
#include "scenarios/recording/book_names.h"

namespace tanshi {

// snake_case, such as "order_accepted".
[[nodiscard]] std::string_view kind_of(const Event& event);

// The account that it names as its own; none: it names several, or nobody.
[[nodiscard]] std::optional<std::int64_t> account_of(const Event& event);

// One object, its keys in the order of event.h: numbers, with _t for tonnes, _cents for cash and
// _bp for basis points; prices in currency units; words for books, enumerations and commands.
[[nodiscard]] std::string fields_json(const Event& event, const BookNames& books);

}  // namespace tanshi
