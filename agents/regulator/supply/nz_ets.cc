#include "agents/regulator/supply/nz_ets.h"

#include <algorithm>
#include <array>

namespace tanshi {
namespace {

constexpr PublishedPrice row(std::int32_t year, std::int64_t cents, char mark) {
  return {Year{year}, Price(cents), mark};
}

constexpr std::array kFloors = {row(2021, 2'000, 'V'), row(2023, 6'000, 'V'), row(2024, 6'400, 'V'),
                                row(2025, 6'800, 'U')};
// 2022: what the auction of March cleared at, its reserve partly used.
constexpr std::array kFirstTriggers = {row(2021, 5'000, 'V'), row(2022, 7'000, 'C'),
                                       row(2023, 17'300, 'V'), row(2025, 19'300, 'U')};
constexpr std::array kSecondTriggers = {row(2025, 24'200, 'U')};

}  // namespace

NzPriceControls nz_price_controls(Year year, bool before_december) {
  if (year == Year{2023} && before_december)
    return {row(2023, 3'306, 'V'), row(2023, 8'200, 'V'), std::nullopt};
  return {published_in(kFloors, year), published_in(kFirstTriggers, year),
          published_in(kSecondTriggers, year)};
}

NzOutcome nz_auction(const NzAuction& auction) {
  NzOutcome outcome;
  const bool short_of_bids = auction.bid_at_reserve < auction.offered;
  outcome.declined =
      auction.bid_at_reserve == Tonnes() || (short_of_bids && auction.bid_below > Tonnes());
  if (!outcome.declined) outcome.sold = std::min(auction.bid_at_reserve, auction.offered);
  const Tonnes unsold = auction.offered - outcome.sold;
  (auction.is_last_of_year ? outcome.lapsed : outcome.rolled_over) = unsold;
  return outcome;
}

}  // namespace tanshi
