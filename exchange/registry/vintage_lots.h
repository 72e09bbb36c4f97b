// The allowances that one account has of one instrument, by vintage.
//
// Most accounts hold one vintage, whose lot is then the total; a row with a lot for each vintage
// is made when a second one arrives, and kept from then on.
//
// Vintages are indices from 0, below the instrument's number of vintages, at most 64.
// Thread-safety: none.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "exchange/base/check.h"
#include "exchange/base/units.h"

namespace tanshi {

class VintageLots {
 public:
  [[nodiscard]] Tonnes total() const { return total_; }

  // What there is of one vintage.
  [[nodiscard]] Tonnes of(std::size_t vintage) const {
    if ((held_ & bit(vintage)) == 0) return Tonnes();
    return is_single() ? total_ : row_[vintage];
  }

  // Calls `visit(vintage, quantity)` for each lot, oldest first.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (std::uint64_t rest = held_; rest != 0; rest &= rest - 1) {
      visit(lowest(rest), of(lowest(rest)));
    }
  }

  // REQUIRES: quantity > 0; vintage < vintage_count, which is the same in each call.
  void add(std::size_t vintage, Tonnes quantity, std::size_t vintage_count) {
    TANSHI_CHECK(quantity > Tonnes() && vintage < vintage_count);
    const std::uint64_t arriving = bit(vintage);
    if (held_ != 0 && held_ != arriving) {
      if (is_single()) make_row(vintage_count);
      row_[vintage] = (held_ & arriving) != 0 ? row_[vintage] + quantity : quantity;
    }
    held_ |= arriving;
    total_ += quantity;
  }

  // Takes the oldest lots, calling `put(vintage, part)` for what each of them gives.
  // REQUIRES: 0 <= quantity <= total(). Ends: each pass takes all that is asked or empties a lot.
  template <class Put>
  void take_oldest(Tonnes quantity, const Put& put) {
    TANSHI_CHECK(quantity <= total_);
    while (quantity > Tonnes()) {
      const std::size_t vintage = lowest(held_);
      const Tonnes part = std::min(of(vintage), quantity);
      take(vintage, part);
      quantity -= part;
      put(vintage, part);
    }
  }

  // Takes the oldest of the lots that `is_usable(vintage)`, likewise.
  // REQUIRES: 0 <= quantity <= the sum of these.
  template <class IsUsable, class Put>
  void take_oldest_of(Tonnes quantity, const IsUsable& is_usable, const Put& put) {
    for (std::uint64_t rest = held_; rest != 0 && quantity > Tonnes(); rest &= rest - 1) {
      const std::size_t vintage = lowest(rest);
      if (!is_usable(vintage)) continue;
      const Tonnes part = std::min(of(vintage), quantity);
      take(vintage, part);
      quantity -= part;
      put(vintage, part);
    }
    TANSHI_CHECK(quantity == Tonnes());
  }

  // Whether the lots are positive and add up to the total.
  [[nodiscard]] bool is_consistent() const {
    Tonnes sum;
    bool is_positive = true;
    for_each([&](std::size_t, Tonnes quantity) {
      is_positive = is_positive && quantity > Tonnes();
      sum += quantity;
    });
    return is_positive && sum == total_;
  }

 private:
  [[nodiscard]] static std::uint64_t bit(std::size_t vintage) {
    return std::uint64_t{1} << vintage;
  }
  [[nodiscard]] static std::size_t lowest(std::uint64_t vintages) {
    return static_cast<std::size_t>(std::countr_zero(vintages));
  }
  [[nodiscard]] bool is_single() const { return std::has_single_bit(held_); }

  // REQUIRES: 0 < part <= of(vintage).
  void take(std::size_t vintage, Tonnes part) {
    const bool is_all = part == of(vintage);
    if (!is_single()) row_[vintage] -= part;
    if (is_all) held_ &= ~bit(vintage);
    total_ -= part;
  }

  // REQUIRES: is_single().
  void make_row(std::size_t vintage_count) {
    if (!row_) row_ = std::make_unique<Tonnes[]>(vintage_count);
    row_[lowest(held_)] = total_;
  }

  Tonnes total_;
  std::uint64_t held_ = 0;         // bit v: there is a lot of vintage v
  std::unique_ptr<Tonnes[]> row_;  // by vintage; counts only where held_ says so, and only if
                                   // it names two or more
};

}  // namespace tanshi
