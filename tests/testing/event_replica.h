// A market rebuilt from its events alone, as a subscriber would do it, and with none of the
// market's own code: maps and plain integers. That it ends up with the same books, balances and
// obligations proves that the events tell everything, and that the market does what they say.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "exchange/market/event.h"
#include "exchange/market/market_state.h"

namespace tanshi {

// What events can tell of a state: all but the time, the count of commands, and how long an order
// stays and what it does when it meets its own account's; the hash is left out too.
[[nodiscard]] MarketState told_by_events(MarketState state);

class EventReplica {
 public:
  void apply(const Event& event);

  // Equal to told_by_events(market.state()) if `market` gave the events applied so far.
  [[nodiscard]] MarketState state() const;

 private:
  struct Account {
    std::int64_t available = 0;
    std::int64_t escrowed = 0;
    std::int64_t last_order = 0;
    std::map<SchemeId, std::map<std::int32_t, YearObligation>> years;
  };
  struct Order {
    AccountId account{};
    OrderId order{};
    Side side{};
    std::int64_t limit = 0;
    std::int64_t open = 0;
  };
  struct Holding {
    std::map<std::int32_t, std::int64_t> lots;  // by vintage
    std::int64_t escrowed = 0;
  };
  struct Instrument {
    InstrumentListed listed;
    std::int64_t last = 0;
    std::int64_t close = 0;
    std::int64_t volume = 0;
    std::map<std::int32_t, VintageTotals> vintages;
    std::map<AccountId, Holding> holdings;
    std::vector<Order> orders;  // oldest first
    std::int64_t value = 0;
    TradingRules rules;
    Halt halt = Halt::kNotHalted;
    std::map<AccountId, Tonnes> holding_limits;
    std::map<AccountId, Tonnes> bought_today;
    SurrenderTerms terms;
    std::map<std::pair<AccountId, Year>, Tonnes> met_under_quota;
    bool is_forward = false;
    ForwardState forward;  // but for its positions
    std::map<AccountId, PositionChanged> positions;
  };

  void on(const Refused& event);
  void on(const OrderAccepted& event);
  void on(const OrderRested& event);
  void on(const Traded& event);
  void on(const OrderReduced& event);
  void on(const OrderCancelled& event);
  void on(const AccountOpened& event);
  void on(const InstrumentListed& event);
  void on(const CashDeposited& event);
  void on(const CashWithdrawn& event);
  void on(const AllowancesIssued& event);
  void on(const AllowancesTransferred& event);
  void on(const AllowancesCancelled& event);
  void on(const AllowancesSurrendered& event);
  void on(const EmissionsReported& event);
  void on(const ComplianceSettled& event);
  void on(const YearSettled& event);
  void on(const PhaseChanged& event);
  void on(const InstrumentClosed& event);
  void on(const DayClosed& event);
  void on(const AuctionAnnounced& event);
  void on(const SupplyTierAdded& event);
  void on(const AllowancesConsigned& event);
  void on(const BidSubmitted& event);
  void on(const BidWithdrawn& event);
  void on(const BidAwarded& event);
  void on(const BidLost& event);
  void on(const AuctionDelivered& event);
  void on(const SupplySold& event);
  void on(const ConsignmentReturned& event);
  void on(const AuctionCleared& event);
  void on(const AuctionCancelled& event);
  void on(const TradingRulesSet& event);
  void on(const HaltChanged& event);
  void on(const HoldingLimitSet& event);
  void on(const SurrenderTermsSet& event);
  void on(const ObligationMet& event);
  void on(const FeeCharged& event);
  void on(const DirectOffered& event);
  void on(const DirectTraded& event);
  void on(const OfferEnded& event);
  void on(const CallTraded& event);
  void on(const Uncrossed& event);
  void on(const ForwardListed& event);
  void on(const PositionChanged& event);
  void on(const PositionSettled& event);
  void on(const ForwardDelivered& event);

  // Of an order of which `open` is left: binds what `quantity` more need, or releases (negative).
  void bind(InstrumentId instrument, AccountId account, Side side, std::int64_t limit,
            std::int64_t open, std::int64_t quantity);
  // The cash that an order for `open` binds on either side, with the fee.
  [[nodiscard]] static std::int64_t bound(const Instrument& instrument, const TradingRules& rules,
                                          Side side, std::int64_t limit, std::int64_t open);
  void bind_cash(AccountId account, std::int64_t more);
  [[nodiscard]] std::int64_t open_of(InstrumentId instrument, AccountId account, OrderId order);
  // Moves allowances, oldest vintage first, and their price; both are no longer bound by then.
  void deliver(InstrumentId instrument, AccountId buyer, AccountId seller, std::int64_t price,
               std::int64_t quantity);
  // Takes `quantity` off a resting order.
  void fill(InstrumentId instrument, AccountId account, OrderId order, std::int64_t quantity);
  void erase_order(InstrumentId instrument, AccountId account, OrderId order);
  void take_lot(InstrumentId instrument, AccountId account, Year vintage, Tonnes quantity);
  [[nodiscard]] OpenAuction& auction(AuctionId id);
  void bind_cash(AccountId account, Price price, Tonnes quantity);
  void release_cash(AccountId account, Price price, Tonnes quantity);
  // Open years of the account under the scheme.
  [[nodiscard]] static std::vector<YearObligation> open_years(const Account& account,
                                                              SchemeId scheme);
  [[nodiscard]] Year settled_through(SchemeId scheme) const;
  [[nodiscard]] std::vector<SchemeState> scheme_states() const;
  [[nodiscard]] AccountState account_state(AccountId id, const Account& account) const;
  [[nodiscard]] static ForwardState forward_state(const Instrument& instrument);
  [[nodiscard]] InstrumentState instrument_state(const Instrument& instrument) const;

  TradingPhase phase_ = TradingPhase::kClosed;
  std::map<SchemeId, Year> settled_through_;
  std::int64_t net_deposits_ = 0;
  std::int64_t penalties_ = 0;
  std::int64_t event_count_ = 0;
  std::map<AccountId, Account> accounts_;
  std::map<InstrumentId, Instrument> instruments_;
  std::map<std::pair<AccountId, OrderId>, DirectOffer> offers_;
  std::map<AuctionId, OpenAuction> auctions_;
  AuctionId last_auction_{};
  Order incoming_;  // the latest accepted, until it rests or ends
};

}  // namespace tanshi
