#include "agents/regulator/supply/uk_ets.h"

#include <algorithm>
#include <cstddef>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

Tonnes uk_auction_volume(const UkAuctionVolume& parts) {
  const Tonnes withheld = parts.aviation + parts.industry_cap + parts.flexible_share +
                          parts.new_entrants + parts.brought_forward;
  return std::max(Tonnes(), parts.cap - withheld + parts.added);
}

UkRedistribution uk_redistribute(Tonnes unsold, std::span<const UkAuction, 4> auctions,
                                 BasisPoints limit) {
  constexpr std::int64_t kAuctions = 4;
  UkRedistribution result{.added = {}, .left = unsold};
  const auto add = [&](std::size_t i, Tonnes wanted) {
    const Tonnes most(mul_div_floor(auctions[i].proposed.raw(), limit.raw(), 10'000));
    const Tonnes room = std::max(Tonnes(), most - auctions[i].planned - result.added[i]);
    const Tonnes taken = std::min({wanted, room, result.left});
    result.added[i] += taken;
    result.left -= taken;
  };
  for (std::size_t i = 0; i < auctions.size(); ++i) {
    const bool takes_one_more = static_cast<std::int64_t>(i) < unsold.raw() % kAuctions;
    add(i, Tonnes(unsold.raw() / kAuctions + (takes_one_more ? 1 : 0)));
  }
  for (std::size_t i = 0; i < auctions.size(); ++i) add(i, result.left);
  return result;
}

UkCcmRule uk_ccm_rule(Year year) {
  constexpr Year kYearOne{2021};
  TANSHI_CHECK(year >= kYearOne);
  if (year == kYearOne) return {.multiple = BasisPoints(20'000), .months = 3};
  if (year == years_after(kYearOne, 1)) return {.multiple = BasisPoints(25'000), .months = 3};
  return {.multiple = BasisPoints(30'000), .months = 6};
}

bool uk_ccm_is_met(const UkCcmRule& rule, Price trigger, std::span<const Price> months) {
  TANSHI_CHECK(rule.months >= 1);
  return periods_above(months, trigger) >= static_cast<std::size_t>(rule.months);
}

}  // namespace tanshi
