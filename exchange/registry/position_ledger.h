// Positions of one forward by account, with the clearing house between all buyers and sellers: who
// bought has claims on it, who sold owes it, and its own book is always flat.
//
// Thread-safety: none. Each function aborts when its REQUIRES is broken.
//
// Invariants, checked by is_consistent():
//   (1) the positions' quantities sum to zero, and so do their values;
//   (2) no more is open than was ever traded, and traded() is at most kMaxForwardTrades; so no sum
//       over positions can overflow, at any price up to kMaxPrice.
#pragma once

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/registry/account_array.h"
#include "exchange/registry/holdings.h"

namespace tanshi {

// The most that may ever be traded of one forward: far more than any market knows.
inline constexpr Tonnes kMaxForwardTrades{200'000'000'000};

class PositionLedger {
 public:
  [[nodiscard]] Position position(AccountId account) const { return positions_.value(account); }
  // Ever, each trade once.
  [[nodiscard]] Tonnes traded() const { return traded_; }
  // The most that may still be traded.
  [[nodiscard]] Tonnes trade_room() const { return kMaxForwardTrades - traded_; }

  // REQUIRES: 0 < price <= kMaxPrice; 0 < quantity <= trade_room(); buyer is not seller.
  void trade(AccountId buyer, AccountId seller, Price price, Tonnes quantity);

  // Calls `visit(account, position)` for each account that has one, by rising id.
  template <class Visit>
  void for_each(const Visit& visit) const {
    positions_.for_each([&](AccountId account, const Position& position) {
      if (position != Position{}) visit(account, position);
    });
  }

  // For a snapshot; then is_consistent() tells whether the state was sound.
  void restore_position(AccountId account, Position position) { positions_[account] = position; }
  void restore_traded(Tonnes traded) { traded_ = traded; }

  // Starts to fetch the account's position into the cache.
  void prefetch(AccountId account) const { positions_.prefetch(account); }

  // Whether the invariants hold. O(accounts). Never aborts.
  [[nodiscard]] bool is_consistent() const;

 private:
  AccountArray<Position> positions_;
  Tonnes traded_;
};

}  // namespace tanshi
