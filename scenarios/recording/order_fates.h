// Follows every order from its acceptance to its end. Remembers those that live, no others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "scenarios/recording/book_names.h"
#include "scenarios/results/record_rows.h"

namespace tanshi {

class OrderFates {
 public:
  using Ended = std::function<void(const OrderRow& order)>;

  // `ended` is told of each order once, when it ends or is refused.
  OrderFates(const BookNames& books, Ended ended) : books_(books), ended_(std::move(ended)) {}

  // The commands whose events come next: what an event does not say of an order is theirs.
  void begin(std::span<const Action> actions) { actions_ = actions; }
  void see(const Event& event, const Moment& at);
  // Tells of the orders that still live.
  void finish();

 private:
  struct Key {
    AccountId account{};
    OrderId order{};
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct HashKey {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::int64_t>()(raw_id(key.order) << 20 ^ raw_id(key.account));
    }
  };

  void count(const OrderAccepted& accepted, const Moment& at);
  void count(const Refused& refused, const Moment& at);
  void count(const Traded& trade, const Moment& at);
  void count(const CallTraded& trade, const Moment& at);
  void count(const OrderReduced& reduced, const Moment& at);
  void count(const OrderCancelled& cancelled, const Moment& at);
  void count(const DirectOffered& offered, const Moment& at);
  void count(const DirectTraded& trade, const Moment& at);
  void count(const OfferEnded& ended, const Moment& at);
  void count(const auto&, const Moment&) {}

  // What a command asks for.
  [[nodiscard]] OrderRow wish(const SubmitOrder& submit) const;
  [[nodiscard]] OrderRow wish(const ReplaceOrder& replace) const;
  [[nodiscard]] OrderRow wish(const TakeListing& take) const;
  [[nodiscard]] OrderRow wish(const OfferDirect& offer) const;
  // Of the next command of the account and order, of that kind (its index) if there is one;
  // nullopt: it makes no order, or is none of the session's.
  std::optional<OrderRow> wish_of(const Key& key, std::optional<std::size_t> kind = {});

  void open(const Key& key, const Moment& at, OrderRow row);
  void fill(const Key& key, Tonnes quantity, const Moment& at);
  void cancel(const Key& key, Tonnes quantity, CancelReason reason, const Moment& at);

  const BookNames& books_;
  Ended ended_;
  std::span<const Action> actions_;
  std::unordered_map<Key, OrderRow, HashKey> live_;
  OrderRow replaced_;  // the last one that gave way to its successor
};

}  // namespace tanshi
