// The market: a pure state machine from commands to events. Start reading here.
//
// Pure: no clock, no I/O, no randomness, no threads. Equal sequences of commands give equal
// sequences of events, and so equal hashes, on every platform and build type.
//
// Thread-safety: none. The sequencer (or a run in process) owns the market and calls it alone.
//
// Invariants; audit() checks all of them:
//   (1) per vintage: issued = held + escrowed + surrendered + cancelled;
//   (2) deposits - withdrawals = cash of all accounts + penalties paid;
//   (3) escrow of an account = what its resting orders (with their fees), bids, consignments and
//       positions bind, in cash and in allowances;
//   (4) no book is crossed;
//   (5) of each forward: the positions' tonnes sum to zero, and so do their values.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "exchange/market/market_state.h"

namespace tanshi {

class Market {
 public:
  Market();
  ~Market();
  Market(Market&&) noexcept;
  Market& operator=(Market&&) noexcept;

  // Checks the command, then carries it out whole or refuses it. Appends at least one event;
  // a refusal is the one event `Refused`, and leaves everything but the log as it was.
  void apply(const Command& command, std::vector<Event>& events);

  // How many commands were applied, how many events they gave, and the events' rolling hash.
  [[nodiscard]] std::int64_t command_count() const;
  [[nodiscard]] std::int64_t event_count() const;
  [[nodiscard]] std::uint64_t events_hash() const;

  [[nodiscard]] SimTime time() const;
  [[nodiscard]] TradingPhase phase() const;

  // ---- Accounts. REQUIRES for all but has_account: the account is open, the scheme in range. ----
  [[nodiscard]] bool has_account(AccountId account) const;
  [[nodiscard]] CashBalance cash(AccountId account) const;
  // Of a forward: nothing. REQUIRES: the instrument is listed.
  [[nodiscard]] AllowanceBalance allowances(AccountId account, InstrumentId instrument) const;
  // Holdings by vintage, oldest first, escrowed ones included.
  void vintages(AccountId account, InstrumentId instrument, std::vector<VintageHolding>& out) const;
  // Owed now under the scheme: what was reported and make-good, less what was surrendered.
  [[nodiscard]] Tonnes obligation(AccountId account, SchemeId scheme = kEmissionsScheme) const;
  // All that is owed for a year that is not settled, surrendered or not.
  [[nodiscard]] Tonnes owed(AccountId account, Year year, SchemeId scheme = kEmissionsScheme) const;
  [[nodiscard]] OrderId last_order_id(AccountId account) const;

  // Hints: the account will soon be asked for, or trade, in the instrument. Start to fetch what
  // is kept of it, and, asked for some time later, its latest order; change nothing.
  // REQUIRES: both are there.
  void expect(AccountId account, InstrumentId instrument) const;
  void expect_order(AccountId account, InstrumentId instrument) const;

  // ---- Books. REQUIRES: the instrument is listed. ----
  [[nodiscard]] bool has_instrument(InstrumentId instrument) const;
  // The command that listed it; of a forward, with the vintages that may be delivered.
  [[nodiscard]] ListInstrument listing(InstrumentId instrument) const;
  // nullopt if it is no forward.
  [[nodiscard]] std::optional<ForwardView> forward(InstrumentId instrument) const;
  // REQUIRES: it is a forward; the account is open.
  [[nodiscard]] PositionView position(AccountId account, InstrumentId instrument) const;
  [[nodiscard]] TradingView trading(InstrumentId instrument) const;
  [[nodiscard]] InstrumentQuote quote(InstrumentId instrument) const;
  void depth(InstrumentId instrument, Side side, std::size_t max_levels,
             std::vector<DepthLevel>& out) const;
  [[nodiscard]] std::optional<OrderView> find_order(AccountId account, OrderId order) const;
  // Orders that may be taken where the instrument trades by posted listing (else none): those of
  // the best five levels, buys then sells, best price first, oldest first.
  void listings(InstrumentId instrument, std::vector<OrderView>& out) const;
  // Direct offers that wait for an answer, by account and order id.
  void offers(std::vector<DirectOffer>& out) const;
  // The account's resting orders, by order id.
  void orders(AccountId account, std::vector<OrderView>& out) const;

  // ---- Auctions that take bids, by rising id. ----
  [[nodiscard]] const std::vector<OpenAuction>& auctions() const;

  // ---- Whole state: snapshots and recovery. ----
  // A market restored from `state()` continues with the same events and the same hash.
  [[nodiscard]] MarketState state() const;
  // Errors: nullopt when the state is inconsistent (a damaged snapshot); never aborts.
  [[nodiscard]] static std::optional<Market> restore(const MarketState& state);

  // Aborts unless every invariant holds. O(accounts + orders).
  void audit() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
