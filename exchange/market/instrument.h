// One listed instrument: its terms, its book, its day, and the rules of its trading. Private to
// exchange/market.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/order_book.h"
#include "exchange/market/market_state.h"
#include "exchange/policy/forward.h"
#include "exchange/policy/surrender_terms.h"
#include "exchange/policy/trading_rules.h"
#include "exchange/registry/account_array.h"
#include "exchange/registry/allowance_ledger.h"

namespace tanshi {

// What may be paid for one instrument between two closes before orders are refused. A call of those
// that wait then brings kMaxCash at most, so neither the value nor the volume can overflow: every
// price is at least a cent.
inline constexpr Cash kMaxValue{8'000'000'000'000'000'000};

// Of each side: whose orders may be taken by posted listing.
inline constexpr std::size_t kBestLevels = 5;

struct Instrument {
  Instrument(InstrumentId instrument_id, Price book_tick, Tonnes book_lot, Price highest_price)
      : id(instrument_id),
        tick(book_tick),
        lot(book_lot),
        max_price(highest_price),
        book(BookSpec{.tick = book_tick, .max_price = highest_price}) {}

  InstrumentId id;
  Price tick;
  Tonnes lot;
  Price max_price;
  OrderBook book;
  Price last;     // 0: never traded
  Price close;    // at the latest close of a day
  Tonnes volume;  // since then
  Cash value;     // paid for it

  // Of a forward, whose trades make positions; the others trade allowances.
  std::optional<ForwardTerms> forward;
  bool is_delivered = false;  // the forward: its book is closed for good

  TradingRules rules;
  Halt halt = Halt::kNotHalted;
  std::vector<HoldingLimit> holding_limits;  // by rising account; that of account 0 is for the rest
  AccountArray<Tonnes> bought_today;         // under T+1
  SurrenderTerms terms;
  // What was met under a quota of the terms' scheme, of years that are not settled.
  std::map<std::pair<AccountId, Year>, Tonnes> met_under_quota;
  // Whether a rule, a halt or a limit can refuse an order. All that the rest pay for them is to
  // ask.
  bool has_rules = false;

  void note_rules() {
    has_rules = rules != TradingRules{} || halt != Halt::kNotHalted || !holding_limits.empty() ||
                is_delivered;
  }

  // Whether orders wait without matching.
  [[nodiscard]] bool gathers() const { return rules.mode != TradingMode::kContinuous; }

  // What bands and breaker are measured from; 0: nothing.
  [[nodiscard]] Price reference() const { return close != Price() ? close : rules.reference; }
  [[nodiscard]] PriceRange band() const {
    return prices_within(reference(), rules.band, tick, max_price);
  }

  // The most that the account may hold; 0: no limit.
  [[nodiscard]] Tonnes holding_limit(AccountId account) const {
    const auto own = std::ranges::lower_bound(holding_limits, account, {}, &HoldingLimit::account);
    if (own != holding_limits.end() && own->account == account) return own->limit;
    const bool for_all = !holding_limits.empty() && holding_limits.front().account == AccountId{};
    return for_all ? holding_limits.front().limit : Tonnes();
  }

  [[nodiscard]] Tonnes met_under_quota_for(AccountId account, Year year) const {
    const auto found = met_under_quota.find({account, year});
    return found != met_under_quota.end() ? found->second : Tonnes();
  }

  // No account can have more than kMaxIssued, so more need not be remembered.
  void note_bought(AccountId account, Tonnes quantity) {
    Tonnes& bought = bought_today[account];
    bought = std::min(bought + quantity, kMaxIssued);
  }
};

}  // namespace tanshi
