// A figure that a regulator announced, with how well we know it.
#pragma once

#include <optional>
#include <span>

#include "exchange/base/units.h"

namespace tanshi {

// 'V': read in a source that is named. 'C': computed from such figures. 'U': not verified.
struct PublishedPrice {
  Year year{};
  Price price;
  char mark = 'U';
};

// The row of a year; nullopt where there is none.
[[nodiscard]] constexpr std::optional<PublishedPrice> published_in(
    std::span<const PublishedPrice> rows, Year year) {
  for (const PublishedPrice& row : rows)
    if (row.year == year) return row;
  return std::nullopt;
}

}  // namespace tanshi
