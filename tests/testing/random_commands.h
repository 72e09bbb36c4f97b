// Random commands for a small market: six accounts, three instruments of allowances and two
// forwards on them, whose prices are few ticks apart, so that everything meets everything. Most
// commands make sense; some ask for what is just beyond a limit, and some are garbage: ids, enums
// and integers that mean nothing.
//
// With odd seeds rules of trading are rare and each is as often off as on. With even seeds every
// rule is on from the start, in every instrument.
//
// Equal seeds, given equal markets, give equal commands.
#pragma once

#include <cstdint>

#include "exchange/base/random_stream.h"
#include "exchange/market/command.h"
#include "exchange/market/market.h"

namespace tanshi {

class RandomCommands {
 public:
  static constexpr std::int32_t kAccounts = 6;
  static constexpr std::int32_t kInstruments = 3;
  static constexpr std::int32_t kForwards = 2;  // at a time; their ids follow

  explicit RandomCommands(std::uint64_t seed) : random_(seed, 0, 0), all_rules_(seed % 2 == 0) {}

  // The next command, drawn in view of `market`. The first ones set the market up.
  [[nodiscard]] Command next(const Market& market);

 private:
  [[nodiscard]] Action setup(std::int64_t step);
  [[nodiscard]] Action action(const Market& market);
  [[nodiscard]] Action registry_action(const Market& market);
  [[nodiscard]] Action auction_action(const Market& market);
  [[nodiscard]] AnnounceAuction announce(const Market& market);
  [[nodiscard]] Action forward_action(const Market& market);
  [[nodiscard]] ListForward forward(std::int32_t instrument);
  [[nodiscard]] Action compliance_action(const Market& market);
  [[nodiscard]] Action rules_action(const Market& market);
  [[nodiscard]] TradingRules rules();
  [[nodiscard]] Action other_way(const Market& market);
  [[nodiscard]] SubmitOrder submit(const Market& market);
  [[nodiscard]] ReplaceOrder replace(const Market& market);
  [[nodiscard]] CancelOrder cancel(const Market& market);

  [[nodiscard]] bool chance(std::int64_t percent) { return random_.uniform_int(1, 100) <= percent; }
  // In [low, high], or now and then at its edge, beyond it, or anywhere.
  [[nodiscard]] std::int64_t number(std::int64_t low, std::int64_t high);
  [[nodiscard]] AccountId account();
  [[nodiscard]] InstrumentId instrument_in_range();
  [[nodiscard]] InstrumentId instrument();
  [[nodiscard]] InstrumentId forward_id();
  [[nodiscard]] Year year();
  [[nodiscard]] Year vintage(const Market& market, InstrumentId instrument);
  [[nodiscard]] OrderId next_order(const Market& market, AccountId account);
  [[nodiscard]] OrderId live_order(const Market& market, AccountId account);
  [[nodiscard]] Price limit(const Market& market, InstrumentId instrument);
  [[nodiscard]] Tonnes quantity(const Market& market, InstrumentId instrument);
  template <class Enum>
  [[nodiscard]] Enum choice(std::int64_t count);
  [[nodiscard]] SurrenderTerms terms();
  [[nodiscard]] SchemeId scheme();

  RandomStream random_;
  bool all_rules_;
  std::int64_t step_ = 0;
  std::int64_t last_auction_ = 0;
  std::int32_t last_forward_ = kInstruments;
  std::int32_t year_ = 2025;  // about to be settled
};

}  // namespace tanshi
