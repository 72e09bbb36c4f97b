// The UK's system: yearly auction volume, unsold allowances, and the cost containment mechanism.
//
//   auction volume = AC - (AFA + IC + RFS + NER + BF) + T                            regulation 9
//
//   unsold: a quarter goes to each of the next four auctions, but none grows beyond 125 % of the
//   volume first proposed for it; what one cannot take goes to others of the four that can, the
//   earliest first                                                                regulation 6(8)
//
//   cost containment: it may be used when the average carbon price of each of so many months on
//   end was more than k x A, where A is the average of the two years before those months:
//   2 x A, three months (year one); 2.5 x A, three (year two); 3 x A, six (from year three)
//                                                                               regulation 12(2)
//
// The trigger is published to the penny, and so compared. That it is met only opens a decision:
// the Treasury may move or add auction volume, or do nothing.
//
// Source: Greenhouse Gas Emissions Trading Scheme Auctioning Regulations 2021 (SI 2021/484). Pure.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/units.h"

namespace tanshi {

struct UkAuctionVolume {
  Tonnes cap;                // AC: the base x the hospital and small emitter reduction factor
  Tonnes aviation{};         // AFA: free allocation to aircraft operators
  Tonnes industry_cap{};     // IC
  Tonnes flexible_share{};   // RFS
  Tonnes new_entrants{};     // NER
  Tonnes brought_forward{};  // BF: sold in an earlier year already
  Tonnes added{};            // T
};
// Never below 0. REQUIRES: each in 0 .. kMaxQuantity.
[[nodiscard]] Tonnes uk_auction_volume(const UkAuctionVolume& parts);

// One of the next four auctions.
struct UkAuction {
  Tonnes proposed;  // first
  Tonnes planned;   // now: with what earlier auctions left unsold
};
struct UkRedistribution {
  std::array<Tonnes, 4> added;
  Tonnes left;  // what none of the four can take
};
// Tonnes that four does not divide go to the earliest auctions.
// REQUIRES: quantities in 0 .. kMaxQuantity.
[[nodiscard]] UkRedistribution uk_redistribute(Tonnes unsold,
                                               std::span<const UkAuction, 4> auctions,
                                               BasisPoints limit = BasisPoints(12'500));

struct UkCcmRule {
  BasisPoints multiple;
  std::int32_t months = 3;
};
// `year`: of the months whose averages count; the scheme's year one is 2021. REQUIRES: >= 2021.
[[nodiscard]] UkCcmRule uk_ccm_rule(Year year);

// Whether the averages of the last rule.months months were each above `trigger`; `months` in order
// of time, the latest last.
[[nodiscard]] bool uk_ccm_is_met(const UkCcmRule& rule, Price trigger,
                                 std::span<const Price> months);

}  // namespace tanshi
