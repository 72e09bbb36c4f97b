// Maps account ids to slots: 0, 1, 2, ... in the order of opening. What is kept for each account
// lies in arrays indexed by slot, so memory follows the number of open accounts, and accounts
// that were opened together lie together. The map itself takes 4 bytes for each id up to the
// highest one opened.
//
// Thread-safety: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/base/check.h"
#include "exchange/base/ids.h"

namespace tanshi {

enum class AccountSlot : std::uint32_t {};

[[nodiscard]] constexpr std::size_t index_of(AccountSlot slot) {
  return static_cast<std::size_t>(slot);
}

[[nodiscard]] constexpr bool is_in_range(AccountId account) {
  return account >= AccountId{1} && account <= kMaxAccountId;
}

class AccountSlots {
 public:
  // The account's slot; nullopt if it is not open. Any id may be asked for.
  [[nodiscard]] std::optional<AccountSlot> find(AccountId account) const {
    const auto index = static_cast<std::size_t>(account);  // a negative id becomes a huge one
    if (index >= slots_.size() || slots_[index] == kNotOpen) return std::nullopt;
    return AccountSlot{slots_[index]};
  }

  // REQUIRES: the account is open.
  [[nodiscard]] AccountSlot slot_of(AccountId account) const {
    const auto slot = find(account);
    TANSHI_CHECK(slot.has_value());
    return *slot;
  }

  // REQUIRES: the slot is of an open account.
  [[nodiscard]] AccountId account_at(AccountSlot slot) const { return accounts_[index_of(slot)]; }

  // Open accounts by slot.
  [[nodiscard]] const std::vector<AccountId>& accounts() const { return accounts_; }

  // REQUIRES: is_in_range(account), and it is not open.
  AccountSlot open(AccountId account) {
    TANSHI_CHECK(is_in_range(account) && !find(account));
    const auto index = static_cast<std::size_t>(account);
    if (index >= slots_.size()) slots_.resize(index + 1, kNotOpen);
    slots_[index] = static_cast<std::uint32_t>(accounts_.size());
    accounts_.push_back(account);
    return AccountSlot{slots_[index]};
  }

 private:
  static constexpr std::uint32_t kNotOpen = ~std::uint32_t{0};

  std::vector<std::uint32_t> slots_;  // by account id
  std::vector<AccountId> accounts_;   // by slot
};

}  // namespace tanshi
