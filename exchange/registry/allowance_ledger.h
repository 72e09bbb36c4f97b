// Allowances of one instrument by account and vintage, in double entry: each movement takes from
// one place what it adds to another. The places of a vintage are the accounts, what was
// surrendered, what was cancelled, and the issuer, whose balance is minus what was issued.
//
// An order binds tonnes, not vintages: an account's lots by vintage together cover what is
// available and what is escrowed, and whatever leaves an account leaves oldest vintage first.
//
// Thread-safety: none. Each function aborts when its REQUIRES is broken.
//
// Invariants, checked by is_consistent():
//   (1) of each account: available >= 0, escrowed >= 0, and their sum is that of its lots;
//   (2) of each vintage: issued = sum of the accounts' lots + surrendered + cancelled;
//   (3) issued, over all vintages, is at most kMaxIssued; so no sum here can overflow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/base/units.h"
#include "exchange/registry/account_slots.h"
#include "exchange/registry/holdings.h"

namespace tanshi {

// The most that may ever be issued of one instrument.
inline constexpr Tonnes kMaxIssued{1'000'000'000'000'000};

// An instrument covers at most this many vintages: they are the bits of one word.
inline constexpr std::int32_t kMaxVintages = 64;

class AllowanceLedger {
 public:
  // REQUIRES: 0 <= last - first < kMaxVintages.
  AllowanceLedger(Year first, Year last);

  [[nodiscard]] Year first_vintage() const { return first_; }
  [[nodiscard]] Year last_vintage() const;
  [[nodiscard]] bool covers(Year vintage) const;

  [[nodiscard]] AllowanceBalance balance(AccountSlot slot) const;
  // Appends the account's lots, oldest first.
  void lots(AccountSlot slot, std::vector<VintageHolding>& out) const;
  // What of the vintages up to `newest` is neither escrowed nor needed by escrow.
  [[nodiscard]] Tonnes available_up_to(AccountSlot slot, Year newest) const;
  // By vintage, oldest first.
  [[nodiscard]] const std::vector<VintageTotals>& totals() const { return totals_; }
  // The most that may still be issued.
  [[nodiscard]] Tonnes issue_room() const { return kMaxIssued - issued_; }

  // REQUIRES: covers(vintage); 0 < quantity <= issue_room().
  void issue(AccountSlot slot, Year vintage, Tonnes quantity);

  // REQUIRES: 0 < quantity <= available.
  void escrow(AccountSlot slot, Tonnes quantity);
  // REQUIRES: 0 < quantity <= escrowed.
  void release(AccountSlot slot, Tonnes quantity);
  // From the seller's escrow to what the buyer has available.
  // REQUIRES: 0 < quantity <= the seller's escrowed; seller is not buyer.
  void deliver(AccountSlot seller, AccountSlot buyer, Tonnes quantity);

  // These append what moved to `moved`, one item a vintage.
  // REQUIRES: 0 < quantity <= available; from is not to.
  void transfer(AccountSlot from, AccountSlot to, Tonnes quantity,
                std::vector<VintageHolding>& moved);
  // REQUIRES: 0 < quantity <= available.
  void cancel(AccountSlot slot, Tonnes quantity, std::vector<VintageHolding>& moved);
  // REQUIRES: 0 < quantity <= available_up_to(slot, newest).
  void surrender(AccountSlot slot, Year newest, Tonnes quantity,
                 std::vector<VintageHolding>& moved);

  // For a snapshot: sets an account's lots and what of them is escrowed, and the totals.
  // Errors: false when that is out of bounds; the ledger is then useless.
  [[nodiscard]] bool restore_account(AccountSlot slot, const std::vector<VintageHolding>& lots,
                                     AllowanceBalance balance);
  [[nodiscard]] bool restore_totals(const std::vector<VintageTotals>& totals);

  // How many slots may hold something: those from here on hold nothing.
  [[nodiscard]] std::size_t slot_count() const { return holdings_.size(); }

  // Whether the invariants hold. O(accounts x vintages).
  [[nodiscard]] bool is_consistent() const;

 private:
  struct Holding {
    Tonnes available;
    Tonnes escrowed;
    std::uint64_t vintages = 0;  // bit v: the lot of vintage first_ + v is not empty
  };

  [[nodiscard]] std::size_t vintage_count() const { return totals_.size(); }
  [[nodiscard]] std::size_t vintage_index(Year vintage) const;
  [[nodiscard]] Tonnes& lot(AccountSlot slot, std::size_t vintage);
  [[nodiscard]] Tonnes lot(AccountSlot slot, std::size_t vintage) const;
  [[nodiscard]] Holding& holding(AccountSlot slot);  // makes room for the slot
  [[nodiscard]] const Holding* find(AccountSlot slot) const;

  void add_lot(AccountSlot slot, std::size_t vintage, Tonnes quantity);
  template <class Put>
  void take_oldest(AccountSlot slot, Tonnes quantity, const Put& put);

  Year first_;
  Tonnes issued_;
  std::vector<VintageTotals> totals_;  // by vintage
  std::vector<Holding> holdings_;  // by slot; shorter than the accounts if the rest hold nothing
  std::vector<Tonnes> lots_;       // by slot, then vintage
};

}  // namespace tanshi
