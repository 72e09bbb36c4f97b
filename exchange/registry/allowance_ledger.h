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
//   (1) of each account: 0 <= escrowed <= the sum of its lots; the rest is available;
//   (2) of each vintage: issued = sum of the accounts' lots + surrendered + cancelled;
//   (3) issued, over all vintages, is at most kMaxIssued; so no sum here can overflow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/policy/vintage_use.h"
#include "exchange/registry/account_array.h"
#include "exchange/registry/holdings.h"
#include "exchange/registry/vintage_lots.h"

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
  [[nodiscard]] Year last_vintage() const { return totals_.back().vintage; }
  [[nodiscard]] bool covers(Year vintage) const {
    return vintage >= first_ && vintage <= last_vintage();
  }
  [[nodiscard]] AllowanceBalance balance(AccountId account) const;
  // Appends the account's lots, oldest first.
  void lots(AccountId account, std::vector<VintageHolding>& out) const;
  // The most that the account may give up for `year`, by the vintages that the rule lets serve it.
  [[nodiscard]] Tonnes usable_for(AccountId account, const VintageRule& rule, Year year) const;
  // By vintage, oldest first.
  [[nodiscard]] const std::vector<VintageTotals>& totals() const { return totals_; }
  // The most that may still be issued.
  [[nodiscard]] Tonnes issue_room() const { return kMaxIssued - issued_; }

  // REQUIRES: covers(vintage); 0 < quantity <= issue_room().
  void issue(AccountId account, Year vintage, Tonnes quantity);

  // REQUIRES: 0 < quantity <= available.
  void escrow(AccountId account, Tonnes quantity);
  // REQUIRES: 0 < quantity <= escrowed.
  void release(AccountId account, Tonnes quantity);
  // From the seller's escrow to what the buyer has available.
  // REQUIRES: 0 < quantity <= the seller's escrowed; seller is not buyer.
  void deliver(AccountId seller, AccountId buyer, Tonnes quantity);

  // These append what moved to `moved`, one item a vintage.
  // REQUIRES: 0 < quantity <= available; from is not to.
  void transfer(AccountId from, AccountId to, Tonnes quantity, std::vector<VintageHolding>& moved);
  // REQUIRES: 0 < quantity <= available.
  void cancel(AccountId account, Tonnes quantity, std::vector<VintageHolding>& moved);
  // The oldest that may serve the year. REQUIRES: 0 < quantity <= usable_for(account, rule, year).
  void surrender(AccountId account, const VintageRule& rule, Year year, Tonnes quantity,
                 std::vector<VintageHolding>& moved);

  // For a snapshot, into an empty ledger: the totals first, then each account.
  // Errors: false when they are out of bounds, disagree or come twice; never abort.
  [[nodiscard]] bool restore_totals(const std::vector<VintageTotals>& totals);
  [[nodiscard]] bool restore_account(AccountId account, AllowanceBalance balance,
                                     const std::vector<VintageHolding>& lots);

  // Starts to fetch the account's holding into the cache.
  void prefetch(AccountId account) const { holdings_.prefetch(account); }

  // Whether the invariants hold. O(accounts x vintages). Never aborts.
  [[nodiscard]] bool is_consistent() const;

 private:
  struct Holding {
    VintageLots lots;
    Tonnes escrowed;

    [[nodiscard]] Tonnes available() const { return lots.total() - escrowed; }
  };

  [[nodiscard]] std::size_t index_of(Year vintage) const;

  Year first_;
  Tonnes issued_;
  std::vector<VintageTotals> totals_;  // by vintage
  AccountArray<Holding> holdings_;
};

}  // namespace tanshi
