// An array with an element for each account, indexed by account id. It lies in pages of 64
// accounts, and a page exists once one of its elements is asked for by operator[]: so memory
// follows the accounts in use, if their ids are not scattered on purpose, and an element is one
// step away, with no look-up whose own cache lines would have to be fetched first.
//
// Elements start as T{} and never move. Thread-safety: none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "exchange/base/check.h"
#include "exchange/base/ids.h"

namespace tanshi {

[[nodiscard]] constexpr bool is_in_range(AccountId account) {
  return account >= AccountId{1} && account <= kMaxAccountId;
}

template <class T>
class AccountArray {
 public:
  // REQUIRES: is_in_range(account).
  [[nodiscard]] T& operator[](AccountId account) {
    const std::size_t page = page_of(account);
    if (page >= pages_.size() || !pages_[page]) add_page(account);
    return (*pages_[page])[place_of(account)];
  }

  // nullptr if its page does not exist; it is T{} then. Any id may be asked for.
  [[nodiscard]] const T* find(AccountId account) const {
    const std::size_t page = page_of(account);
    return page < pages_.size() && pages_[page] ? &(*pages_[page])[place_of(account)] : nullptr;
  }

  // The element, or T{} if its page does not exist. Any id may be asked for.
  [[nodiscard]] T value(AccountId account) const {
    const T* found = find(account);
    return found != nullptr ? *found : T{};
  }

  // Starts to fetch the element into the cache, for use a few dozen nanoseconds later.
  void prefetch(AccountId account) const { __builtin_prefetch(find(account), 1); }

  // Calls `visit(account, element)` for each element that exists, by rising id.
  template <class Visit>
  void for_each(const Visit& visit) const {
    visit_pages(pages_, visit);
  }
  template <class Visit>
  void for_each(const Visit& visit) {
    visit_pages(pages_, visit);
  }

 private:
  static constexpr std::size_t kPageSize = 64;
  using Page = std::array<T, kPageSize>;

  // A negative id becomes a huge number, beyond every page.
  static constexpr std::size_t page_of(AccountId account) {
    return static_cast<std::size_t>(account) / kPageSize;
  }
  static constexpr std::size_t place_of(AccountId account) {
    return static_cast<std::size_t>(account) % kPageSize;
  }

  template <class Pages, class Visit>
  static void visit_pages(Pages& pages, const Visit& visit) {
    for (std::size_t page = 0; page < pages.size(); ++page) {
      if (!pages[page]) continue;
      for (std::size_t place = 0; place < kPageSize; ++place) {
        visit(static_cast<AccountId>(page * kPageSize + place), (*pages[page])[place]);
      }
    }
  }

  void add_page(AccountId account) {
    TANSHI_CHECK(is_in_range(account));
    const std::size_t page = page_of(account);
    if (page >= pages_.size()) pages_.resize(page + 1);
    pages_[page] = std::make_unique<Page>();
  }

  std::vector<std::unique_ptr<Page>> pages_;
};

}  // namespace tanshi
