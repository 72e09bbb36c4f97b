// What a market consists of, and its two halves: check() decides on a command and changes nothing,
// carry_out() does what check() admitted. Private to exchange/market.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "exchange/base/event_hash.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/order_book.h"
#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "exchange/market/instrument.h"
#include "exchange/market/live_orders.h"
#include "exchange/market/open_auction.h"
#include "exchange/market/reject_reason.h"
#include "exchange/policy/compliance.h"
#include "exchange/registry/accounts.h"
#include "exchange/registry/ledger.h"

namespace tanshi {

struct MarketCore {
  SimTime time;
  TradingPhase phase = TradingPhase::kClosed;
  Accounts accounts;
  Ledger ledger;
  std::array<Compliance, raw_id(kMaxSchemeId) + 1> compliances;  // by scheme
  LiveOrders live_orders;
  std::array<std::optional<Instrument>, raw_id(kMaxInstrumentId) + 1> instruments;  // by id
  std::vector<OpenAuction> auctions;                                                // by rising id
  std::map<std::pair<AccountId, OrderId>, DirectOffer> offers;
  AuctionId last_auction{};  // 0: none yet

  std::int64_t command_count = 0;
  std::int64_t event_count = 0;
  EventHash hash;

  // Buffers, kept so that a warm market does not allocate.
  std::vector<BookEvent> book_events;
  std::vector<VintageHolding> moved;
  std::vector<RestingOrder> resting_orders;

  // nullptr if it is not listed. Any id may be asked for.
  [[nodiscard]] const Instrument* find(InstrumentId id) const {
    const auto index = static_cast<std::size_t>(id);  // a negative id becomes a huge one
    return index < instruments.size() && instruments[index] ? &*instruments[index] : nullptr;
  }
  // REQUIRES: it is listed.
  [[nodiscard]] Instrument& instrument(InstrumentId id) {
    auto& place = instruments[static_cast<std::size_t>(id)];
    TANSHI_CHECK(place.has_value());
    return *place;
  }
  [[nodiscard]] const Instrument& instrument(InstrumentId id) const {
    const Instrument* found = find(id);
    TANSHI_CHECK(found != nullptr);
    return *found;
  }

  // REQUIRES: 0 <= scheme <= kMaxSchemeId.
  [[nodiscard]] Compliance& compliance(SchemeId scheme) {
    return compliances.at(static_cast<std::size_t>(scheme));
  }
  [[nodiscard]] const Compliance& compliance(SchemeId scheme) const {
    return compliances.at(static_cast<std::size_t>(scheme));
  }

  // nullptr if it is not open.
  [[nodiscard]] const OpenAuction* find(AuctionId id) const {
    const auto found = std::ranges::find(auctions, id, &OpenAuction::id);
    return found != auctions.end() ? &*found : nullptr;
  }

  // Starts to fetch what a trade or an order of the account will touch. With many accounts most of
  // a command's time is waiting for memory; so all its waits had better be one.
  void prefetch(AccountId account, const Instrument& instrument) const {
    ledger.cash().prefetch(account);
    if (instrument.forward) {
      ledger.positions(instrument.id).prefetch(account);
    } else {
      ledger.allowances(instrument.id).prefetch(account);
    }
    instrument.book.prefetch(account);
  }
};

// The order as its book knows it.
[[nodiscard]] NewOrder book_order(const SubmitOrder& command);

// Why a command is refused, and the limit that it broke (0: none).
struct Refusal {
  RejectReason reason{};
  std::int64_t bound = 0;
};

// nullopt: admitted.
using Verdict = std::optional<Refusal>;

[[nodiscard]] Verdict check(const MarketCore& core, const SubmitOrder& command);
[[nodiscard]] Verdict check(const MarketCore& core, const CancelOrder& command);
[[nodiscard]] Verdict check(const MarketCore& core, const ReplaceOrder& command);
[[nodiscard]] Verdict check(const MarketCore& core, const CancelAllOrders& command);
[[nodiscard]] Verdict check(const MarketCore& core, const OpenAccount& command);
[[nodiscard]] Verdict check(const MarketCore& core, const ListInstrument& command);
[[nodiscard]] Verdict check(const MarketCore& core, const DepositCash& command);
[[nodiscard]] Verdict check(const MarketCore& core, const WithdrawCash& command);
[[nodiscard]] Verdict check(const MarketCore& core, const IssueAllowances& command);
[[nodiscard]] Verdict check(const MarketCore& core, const TransferAllowances& command);
[[nodiscard]] Verdict check(const MarketCore& core, const CancelAllowances& command);
[[nodiscard]] Verdict check(const MarketCore& core, const ReportEmissions& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SurrenderAllowances& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SettleCompliance& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SetTradingPhase& command);
[[nodiscard]] Verdict check(const MarketCore& core, const CloseDay& command);
[[nodiscard]] Verdict check(const MarketCore& core, const AnnounceAuction& command);
[[nodiscard]] Verdict check(const MarketCore& core, const AddSupplyTier& command);
[[nodiscard]] Verdict check(const MarketCore& core, const ConsignAllowances& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SubmitBid& command);
[[nodiscard]] Verdict check(const MarketCore& core, const WithdrawBid& command);
[[nodiscard]] Verdict check(const MarketCore& core, const CloseAuction& command);
[[nodiscard]] Verdict check(const MarketCore& core, const CancelAuction& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SetTradingRules& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SetHalt& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SetHoldingLimit& command);
[[nodiscard]] Verdict check(const MarketCore& core, const TakeListing& command);
[[nodiscard]] Verdict check(const MarketCore& core, const OfferDirect& command);
[[nodiscard]] Verdict check(const MarketCore& core, const AcceptOffer& command);
[[nodiscard]] Verdict check(const MarketCore& core, const DeclineOffer& command);
[[nodiscard]] Verdict check(const MarketCore& core, const WithdrawOffer& command);
[[nodiscard]] Verdict check(const MarketCore& core, const Uncross& command);
[[nodiscard]] Verdict check(const MarketCore& core, const SetSurrenderTerms& command);
[[nodiscard]] Verdict check(const MarketCore& core, const ListForward& command);
[[nodiscard]] Verdict check(const MarketCore& core, const DeliverForward& command);

// Appends the events. REQUIRES: check() admitted the command, and nothing changed since.
using Events = std::vector<Event>;
void carry_out(MarketCore& core, const SubmitOrder& command, Events& events);
void carry_out(MarketCore& core, const CancelOrder& command, Events& events);
void carry_out(MarketCore& core, const ReplaceOrder& command, Events& events);
void carry_out(MarketCore& core, const CancelAllOrders& command, Events& events);
void carry_out(MarketCore& core, const OpenAccount& command, Events& events);
void carry_out(MarketCore& core, const ListInstrument& command, Events& events);
void carry_out(MarketCore& core, const DepositCash& command, Events& events);
void carry_out(MarketCore& core, const WithdrawCash& command, Events& events);
void carry_out(MarketCore& core, const IssueAllowances& command, Events& events);
void carry_out(MarketCore& core, const TransferAllowances& command, Events& events);
void carry_out(MarketCore& core, const CancelAllowances& command, Events& events);
void carry_out(MarketCore& core, const ReportEmissions& command, Events& events);
void carry_out(MarketCore& core, const SurrenderAllowances& command, Events& events);
void carry_out(MarketCore& core, const SettleCompliance& command, Events& events);
void carry_out(MarketCore& core, const SetTradingPhase& command, Events& events);
void carry_out(MarketCore& core, const CloseDay& command, Events& events);
void carry_out(MarketCore& core, const AnnounceAuction& command, Events& events);
void carry_out(MarketCore& core, const AddSupplyTier& command, Events& events);
void carry_out(MarketCore& core, const ConsignAllowances& command, Events& events);
void carry_out(MarketCore& core, const SubmitBid& command, Events& events);
void carry_out(MarketCore& core, const WithdrawBid& command, Events& events);
void carry_out(MarketCore& core, const CloseAuction& command, Events& events);
void carry_out(MarketCore& core, const CancelAuction& command, Events& events);
void carry_out(MarketCore& core, const SetTradingRules& command, Events& events);
void carry_out(MarketCore& core, const SetHalt& command, Events& events);
void carry_out(MarketCore& core, const SetHoldingLimit& command, Events& events);
void carry_out(MarketCore& core, const TakeListing& command, Events& events);
void carry_out(MarketCore& core, const OfferDirect& command, Events& events);
void carry_out(MarketCore& core, const AcceptOffer& command, Events& events);
void carry_out(MarketCore& core, const DeclineOffer& command, Events& events);
void carry_out(MarketCore& core, const WithdrawOffer& command, Events& events);
void carry_out(MarketCore& core, const Uncross& command, Events& events);
void carry_out(MarketCore& core, const SetSurrenderTerms& command, Events& events);
void carry_out(MarketCore& core, const ListForward& command, Events& events);
void carry_out(MarketCore& core, const DeliverForward& command, Events& events);

}  // namespace tanshi
