// How an auction ended, as results say it.
#pragma once

#include <algorithm>
#include <string_view>

#include "exchange/auction/clear_auction.h"
#include "exchange/market/enum_names.h"

namespace tanshi {

// Empty: a status that has no word, such as that of an auction that was never closed.
[[nodiscard]] inline std::string_view name_of(AuctionStatus status) {
  const auto& names = kEnumNames<AuctionStatus>;
  const auto* const found = std::ranges::find(names, status, &EnumName<AuctionStatus>::first);
  return found == names.end() ? std::string_view() : found->second;
}

// The other way round; AuctionStatus{} for what is no word of them.
[[nodiscard]] inline AuctionStatus status_named(std::string_view name) {
  const auto& names = kEnumNames<AuctionStatus>;
  const auto* const found = std::ranges::find(names, name, &EnumName<AuctionStatus>::second);
  return found == names.end() ? AuctionStatus{} : found->first;
}

}  // namespace tanshi
