// What one trader of the load benchmark sends, and what the exchange must answer.
//
// Of ten commands, five are orders that rest, four cancel one of them, and one crosses. Of the
// five, four join 6 to 500 ticks from the middle, where nothing trades, and are the ones that are
// cancelled later; the fifth joins at most 5 ticks from it, where the crossing orders of all
// traders take it. What crosses is on average as large as what joins there, less what self-trade
// prevention removes. So the book keeps its depth, no cancel comes too late, every command must be
// accepted, and each answer can be checked, in whatever order the traders' commands arrive.
//
// Thread-safety: none.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/random_stream.h"
#include "exchange/market/command.h"
#include "tanshi/v1/trading_service.pb.h"

namespace tanshi {

// Orders that each trader keeps away from the middle, in a book that all share.
inline constexpr std::int64_t kRestingOrders = 1'500;

// Lists the book, opens the accounts 1 to `traders` with all that they can ever need, and opens
// trading.
[[nodiscard]] std::vector<Action> open_bench_market(int traders);

class OrderFlow {
 public:
  // The first `resting` commands are orders that rest; the mix follows.
  explicit OrderFlow(AccountId account, std::int64_t resting = kRestingOrders);

  // Fills `wire` with the next command. REQUIRES: `wire` is empty.
  void next(v1::OrderCommand& wire);

  // Whether the result is what the exchange must answer to the oldest command without an answer,
  // which now has one.
  [[nodiscard]] bool is_answer(const v1::CommandResult& result);
  // Whether it is the echo's.
  [[nodiscard]] bool is_echo(const v1::CommandResult& result);

  // Commands that have an answer, and tonnes that the crossing ones among them took.
  [[nodiscard]] std::int64_t answered() const { return answered_; }
  [[nodiscard]] Tonnes taken() const { return taken_; }

 private:
  enum class Kind : std::uint8_t { kDeep, kNear, kCancel, kCross };

  struct Sent {
    Kind kind{};
    Side side{};
    OrderId order{};
    Price limit;
    Tonnes quantity;
  };

  Kind next_kind();
  Sent next_order(Kind kind);
  Sent next_cancel();
  bool is_filled_rightly(const Sent& sent, const v1::CommandResult& result);
  Sent take_oldest();

  const std::int64_t resting_count_;
  RandomStream random_;
  std::int64_t last_order_ = 0;
  std::vector<Kind> block_;  // kinds that are left of the ten
  std::vector<Sent> resting_;
  std::deque<Sent> unanswered_;
  std::int64_t answered_ = 0;
  Tonnes taken_;
};

}  // namespace tanshi
