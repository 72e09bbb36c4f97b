#include "exchange/auction/auction_calendar.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

AuctionCalendar::AuctionCalendar(const UnsoldRule& rule, std::vector<PlannedAuction> auctions)
    : rule_(rule), auctions_(std::move(auctions)) {
  TANSHI_CHECK(rule.fate >= UnsoldFate::kLeave && rule.fate <= UnsoldFate::kWaitForClearance);
  TANSHI_CHECK(rule.spread_count >= 1 && rule.clear_count >= 0);
  TANSHI_CHECK(rule.most_volume_bps == 0 || rule.most_volume_bps >= 10'000);
  TANSHI_CHECK(rule.most_added_bps >= 0 && rule.most_added_bps <= 10'000);
  TANSHI_CHECK(std::ranges::is_sorted(auctions_, {}, &PlannedAuction::year));
  for (const PlannedAuction& auction : auctions_) {
    TANSHI_CHECK(auction.planned >= Tonnes() && auction.added >= Tonnes());
  }
  TANSHI_CHECK(total() <= kMaxQuantity);
}

std::span<const PlannedAuction> AuctionCalendar::remaining() const {
  return std::span(auctions_).subspan(held_count_);
}

Tonnes AuctionCalendar::record(Tonnes unsold, bool cleared_above_reserve) {
  TANSHI_CHECK(!remaining().empty());
  const PlannedAuction held = remaining().front();
  TANSHI_CHECK(unsold >= Tonnes() && unsold <= held.volume());
  ++held_count_;
  clear_streak_ = cleared_above_reserve ? clear_streak_ + 1 : 0;

  switch (rule_.fate) {
    case UnsoldFate::kLeave:
      return unsold;
    case UnsoldFate::kNextAuction:
      return add_to_next(held.year, unsold);
    case UnsoldFate::kSpread:
      return spread(unsold);
    case UnsoldFate::kWaitForClearance:
      break;
  }
  waiting_ += unsold;
  release_waiting();
  return remaining().empty() ? std::exchange(waiting_, Tonnes()) : Tonnes();
}

Tonnes AuctionCalendar::total() const {
  Tonnes sum = waiting_;
  for (const PlannedAuction& auction : remaining()) sum += auction.volume();
  return sum;
}

Tonnes AuctionCalendar::add_to_next(Year year, Tonnes unsold) {
  if (remaining().empty() || remaining().front().year != year) return unsold;
  auctions_[held_count_].added += unsold;
  return Tonnes();
}

// How much the auction may still grow.
Tonnes AuctionCalendar::room_of(const PlannedAuction& auction) const {
  if (rule_.most_volume_bps == 0) return Tonnes(std::numeric_limits<std::int64_t>::max());
  const Tonnes most(mul_div_floor(auction.planned.raw(), rule_.most_volume_bps, 10'000));
  return std::max(most - auction.volume(), Tonnes());
}

// An equal share each, rounded up so that earlier auctions gain what rounding leaves; then as
// often as some have no room for theirs, equal shares of the rest to those that have.
Tonnes AuctionCalendar::spread(Tonnes unsold) {
  const std::size_t count =
      std::min(remaining().size(), static_cast<std::size_t>(rule_.spread_count));
  const auto next = std::span(auctions_).subspan(held_count_, count);
  const auto has_room = [this](const PlannedAuction& auction) {
    return room_of(auction) > Tonnes();
  };
  // Ends: each round gives out a tonne at least.
  for (auto open = std::ranges::count_if(next, has_room); open > 0 && unsold > Tonnes();
       open = std::ranges::count_if(next, has_room)) {
    for (PlannedAuction& auction : next) {
      if (!has_room(auction)) continue;
      const Tonnes share(-mul_div_floor(-unsold.raw(), 1, open));
      const Tonnes given = std::min(share, room_of(auction));
      auction.added += given;
      unsold -= given;
      --open;
    }
  }
  return unsold;
}

void AuctionCalendar::release_waiting() {
  if (remaining().empty() || clear_streak_ < rule_.clear_count) return;
  PlannedAuction& next = auctions_[held_count_];
  const Tonnes most(mul_div_floor(next.planned.raw(), rule_.most_added_bps, 10'000));
  const Tonnes released = std::min(waiting_, std::max(most - next.added, Tonnes()));
  next.added += released;
  waiting_ -= released;
}

}  // namespace tanshi
