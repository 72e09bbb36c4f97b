// The resting orders of all accounts by the name that their holders gave them, and where each of
// them stands. Memory follows the resting orders.
#pragma once

#include <cstdint>

#include "exchange/base/checked_math.h"
#include "exchange/base/flat_map.h"
#include "exchange/base/ids.h"
#include "exchange/book/book_types.h"

namespace tanshi {

struct OrderKey {
  OrderId order{};
  AccountId account{};

  friend bool operator==(const OrderKey&, const OrderKey&) = default;
};

struct OrderKeyHash {
  // Both halves of a 128-bit product: the mixer of EventHash.
  [[nodiscard]] std::uint64_t operator()(const OrderKey& key) const {
    const UInt128 order = static_cast<std::uint64_t>(raw_id(key.order)) ^ 0xa0761d6478bd642f;
    const UInt128 account = static_cast<std::uint64_t>(raw_id(key.account)) ^ 0xe7037ed1a0b428db;
    const UInt128 product = order * account;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
};

struct LiveOrder {
  OrderHandle handle;  // in the instrument's book
  InstrumentId instrument{};
  SelfTradePrevention self_trade_prevention{};  // as submitted; a replacement inherits it
};

using LiveOrders = FlatMap<OrderKey, LiveOrder, OrderKeyHash>;

}  // namespace tanshi
