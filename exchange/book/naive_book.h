// The order book as one would write it on a blackboard: a list of resting orders as they arrived,
// searched from end to end for everything. Same interface and rules as OrderBook (order_book.h is
// the manual); no code in common, so that a property test may believe what both say. Handles count
// up from 1 and are never reused, so they differ from OrderBook's.
//
// Pure. Thread-safety: none. Complexity: O(resting orders) or worse for everything; for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"

namespace tanshi {

class NaiveBook {
 public:
  explicit NaiveBook(BookSpec spec) : spec_(spec) {}

  [[nodiscard]] bool would_cross(Side side, Price limit) const;
  [[nodiscard]] bool can_fill(const NewOrder& order) const;
  SubmitResult submit(const NewOrder& order, std::vector<BookEvent>& events);
  [[nodiscard]] std::optional<RestingOrder> find(OrderHandle handle) const;
  RestingOrder cancel(OrderHandle handle);
  void shrink(OrderHandle handle, Tonnes new_open);
  [[nodiscard]] std::optional<DepthLevel> best(Side side) const;
  void depth(Side side, std::size_t max_levels, std::vector<DepthLevel>& out) const;
  void orders_of(AccountId account, std::vector<RestingOrder>& out) const;
  void all_orders(std::vector<RestingOrder>& out) const;
  void day_orders(std::vector<RestingOrder>& out) const;
  [[nodiscard]] std::size_t size() const { return resting_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const {
    return resting_.capacity() * sizeof(RestingOrder);
  }
  void audit() const;

 private:
  using Resting = std::vector<RestingOrder>;

  [[nodiscard]] Resting::iterator at(OrderHandle handle);
  [[nodiscard]] Resting::iterator best_match(const NewOrder& order);

  BookSpec spec_;
  Resting resting_;  // in order of arrival
  std::uint64_t last_handle_ = 0;
};

}  // namespace tanshi
