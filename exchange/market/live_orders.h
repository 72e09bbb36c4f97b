// The resting orders of one account by order id, and where each of them stands.
//
// A sorted array: order ids rise within an account, so a new order is appended, and an order is
// found by binary search. One that goes leaves a gap; gaps are squeezed out when they outnumber
// the orders, so memory follows the resting orders. Against a hash table of all orders: no order
// ids make it slow, and an account's orders come sorted.
//
// Complexity: insert and erase O(log n) amortised. Thread-safety: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/book/book_types.h"

namespace tanshi {

struct LiveOrder {
  OrderId order{};
  OrderHandle handle;  // in the instrument's book; zero: a gap
  InstrumentId instrument{};
  SelfTradePrevention self_trade_prevention{};  // as submitted; a replacement inherits it
};

class LiveOrders {
 public:
  // The account's resting order of that id; nullptr if it has none.
  [[nodiscard]] LiveOrder* find(OrderId order);
  [[nodiscard]] const LiveOrder* find(OrderId order) const;

  // REQUIRES: live.order is above all that were ever inserted; its handle is not zero.
  void insert(const LiveOrder& live);

  // Invalidates what find() returned. REQUIRES: find(order).
  void erase(OrderId order);

  [[nodiscard]] std::size_t size() const { return entries_.size() - gaps_; }

  // Calls `visit` with each resting order, by rising id. It must not insert or erase.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (const LiveOrder& entry : entries_) {
      if (!is_gap(entry)) visit(entry);
    }
  }

 private:
  [[nodiscard]] static bool is_gap(const LiveOrder& entry) { return entry.handle.value == 0; }
  void squeeze();

  std::vector<LiveOrder> entries_;  // by rising order id
  std::size_t gaps_ = 0;
};

}  // namespace tanshi
