// Which accounts are open, and the highest order id that each has used: an order id at or below
// it is a duplicate.
//
// Thread-safety: none.
#pragma once

#include "exchange/base/check.h"
#include "exchange/base/ids.h"
#include "exchange/registry/account_array.h"

namespace tanshi {

class Accounts {
 public:
  // Any id may be asked for.
  [[nodiscard]] bool is_open(AccountId account) const {
    const Entry* entry = entries_.find(account);
    return entry != nullptr && entry->last_order >= OrderId{0};
  }

  // REQUIRES: is_in_range(account), and it is not open.
  void open(AccountId account) {
    TANSHI_CHECK(!is_open(account));
    entries_[account].last_order = OrderId{0};
  }

  // The highest order id used; 0: none yet. REQUIRES: the account is open.
  [[nodiscard]] OrderId last_order(AccountId account) const {
    TANSHI_CHECK(is_open(account));
    return entries_.find(account)->last_order;
  }

  // REQUIRES: the account is open; order > last_order(account).
  void use_order(AccountId account, OrderId order) {
    TANSHI_CHECK(order > last_order(account));
    entries_[account].last_order = order;
  }

  void prefetch(AccountId account) const { entries_.prefetch(account); }

  // Calls `visit(account)` for each open account, by rising id.
  template <class Visit>
  void for_each(const Visit& visit) const {
    entries_.for_each([&](AccountId account, const Entry& entry) {
      if (entry.last_order >= OrderId{0}) visit(account);
    });
  }

 private:
  struct Entry {
    OrderId last_order{-1};  // below 0: not open
  };

  AccountArray<Entry> entries_;
};

}  // namespace tanshi
