// A calendar of auctions, and what becomes of allowances that an auction leaves unsold.
//
// Auctions are held in their order. After each, the tonnes that it left unsold go by UnsoldRule:
// to later auctions of the calendar, into a pool that waits, or out of it, for the operator to keep
// or to cancel. Every tonne is in one place; see total().
//
// Pure. Thread-safety: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "exchange/base/units.h"

namespace tanshi {

enum class UnsoldFate : std::uint8_t {
  kLeave = 1,  // leave the calendar
  // Are added to the next auction of the same year, else leave (New Zealand).
  kNextAuction = 2,
  // Are added evenly to the next `spread_count` auctions, none of which may grow above
  // `most_volume_bps` of its planned volume. What one cannot take goes to the others; what none
  // can take leaves, and so does all of it after the last auction. (EU, after a cancelled auction:
  // four, without a bound. UK, SI 2021/484, regulation 6(8): four, 125 %.)
  kSpread = 3,
  // Wait until `clear_count` auctions in a row have cleared above the reserve price; then each
  // auction is given at most `most_added_bps` of its planned volume (California: two, 25 %).
  kWaitForClearance = 4,
};

struct UnsoldRule {
  UnsoldFate fate = UnsoldFate::kLeave;
  std::int32_t spread_count = 4;        // at least 1
  std::int32_t most_volume_bps = 0;     // at least 10000; 0: any
  std::int32_t clear_count = 2;         // at least 0
  std::int32_t most_added_bps = 2'500;  // in [0, 10000]
};

struct PlannedAuction {
  Year year{};
  Tonnes planned;  // first proposed
  Tonnes added;    // of earlier auctions, unsold there

  [[nodiscard]] Tonnes volume() const { return planned + added; }
  friend bool operator==(const PlannedAuction&, const PlannedAuction&) = default;
};

class AuctionCalendar {
 public:
  // REQUIRES: the rule's fields are in range; years do not fall; volumes are not negative and at
  // most kMaxQuantity together.
  AuctionCalendar(const UnsoldRule& rule, std::vector<PlannedAuction> auctions);

  // The auctions that are still to be held, the next one first.
  [[nodiscard]] std::span<const PlannedAuction> remaining() const;

  // Tonnes that wait (UnsoldFate::kWaitForClearance).
  [[nodiscard]] Tonnes waiting() const { return waiting_; }

  // Records the result of the next auction and plans the ones after it. Returns the tonnes that
  // leave the calendar; after the last auction, with those that still wait.
  // REQUIRES: remaining() is not empty; 0 <= unsold <= its volume().
  Tonnes record(Tonnes unsold, bool cleared_above_reserve);

  // Planned, added and waiting: what is neither sold nor has left.
  [[nodiscard]] Tonnes total() const;

 private:
  [[nodiscard]] Tonnes room_of(const PlannedAuction& auction) const;
  Tonnes add_to_next(Year year, Tonnes unsold);
  Tonnes spread(Tonnes unsold);
  void release_waiting();

  UnsoldRule rule_;
  std::vector<PlannedAuction> auctions_;
  std::size_t held_count_ = 0;
  std::int32_t clear_streak_ = 0;  // auctions in a row above the reserve price
  Tonnes waiting_;
};

}  // namespace tanshi
