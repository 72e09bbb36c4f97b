// What goes into an order book and what comes out of it. Values only; shared by OrderBook and
// NaiveBook, so that one test drives both and compares every outcome.
#pragma once

#include <compare>
#include <cstdint>

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"

namespace tanshi {

// The values of these three enums are in the journal: never renumber or reuse one.
enum class Side : std::uint8_t { kBuy = 1, kSell = 2 };

[[nodiscard]] constexpr Side opposite(Side side) {
  return side == Side::kBuy ? Side::kSell : Side::kBuy;
}

// What becomes of the part of an order that does not trade at once.
enum class TimeInForce : std::uint8_t {
  kGoodTillCancel = 1,     // rests
  kDay = 2,                // rests until the close
  kImmediateOrCancel = 3,  // is dropped
  kFillOrKill = 4,         // cannot be: the order trades whole or not at all
};

[[nodiscard]] constexpr bool may_rest(TimeInForce time_in_force) {
  return time_in_force == TimeInForce::kGoodTillCancel || time_in_force == TimeInForce::kDay;
}

// What happens when an incoming order meets a resting order of its own account. They never trade.
enum class SelfTradePrevention : std::uint8_t {
  kCancelResting = 1,   // the resting order goes, the incoming one trades on
  kCancelIncoming = 2,  // the incoming order stops there: what is left neither trades nor rests
  kCancelBoth = 3,      // the resting order goes and the incoming one stops
};

// Prices of one book: whole multiples of `tick`, from `tick` up to `max_price`, both included.
// REQUIRES: 0 < tick <= max_price <= kMaxPrice.
struct BookSpec {
  Price tick{1};
  Price max_price = kMaxPrice;
};

// Names a resting order inside its book: a place (low 32 bits) and how often it has been reused
// (high 32 bits), so that the handle of an order that has gone is found stale, until its place has
// been reused two thousand million times. Zero is never a live handle.
//
// A handle belongs to one book in one process: it is not the same after a snapshot, so it must
// not reach an event, the journal or a client.
struct OrderHandle {
  std::uint64_t value = 0;

  friend constexpr auto operator<=>(OrderHandle, OrderHandle) = default;
};

struct NewOrder {
  OrderId id{};         // unique among the account's resting orders
  AccountId account{};  // in [1, kMaxAccountId]
  Side side = Side::kBuy;
  Price limit;      // worst price accepted
  Tonnes quantity;  // in [1, kMaxOrderQuantity]
  TimeInForce time_in_force = TimeInForce::kGoodTillCancel;
  SelfTradePrevention self_trade_prevention = SelfTradePrevention::kCancelResting;
  bool post_only = false;  // must not trade on arrival
};

// One effect of an incoming order on one resting order (the maker).
struct BookEvent {
  enum class Kind : std::uint8_t {
    kFill,               // `quantity` traded at the maker's `limit`
    kSelfTradeCancelled  // the maker was removed; `quantity` is what it released
  };

  Kind kind = Kind::kFill;
  Side side = Side::kBuy;  // of the maker
  AccountId account{};     // of the maker
  OrderHandle handle;      // of the maker; stale by now if `open` is 0
  OrderId id{};            // of the maker
  Price limit;             // of the maker
  Tonnes quantity;
  Tonnes open;  // what is left of the maker

  friend bool operator==(const BookEvent&, const BookEvent&) = default;
};

struct SubmitResult {
  Tonnes open;         // what did not trade: rests if `rested`, else is dropped
  OrderHandle handle;  // zero unless `rested`
  bool rested = false;
  bool self_trade_stopped = false;  // kCancelIncoming or kCancelBoth struck

  friend bool operator==(const SubmitResult&, const SubmitResult&) = default;
};

struct RestingOrder {
  OrderHandle handle;
  OrderId id{};
  AccountId account{};
  Side side = Side::kBuy;
  TimeInForce time_in_force = TimeInForce::kGoodTillCancel;
  Price limit;
  Tonnes open;

  friend bool operator==(const RestingOrder&, const RestingOrder&) = default;
};

// All resting orders at one price of one side.
struct DepthLevel {
  Price limit;
  Tonnes quantity;
  std::int64_t order_count = 0;

  friend bool operator==(const DepthLevel&, const DepthLevel&) = default;
};

}  // namespace tanshi
