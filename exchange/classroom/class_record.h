// What a class wants to look back on, gathered from committed events: each account's trades and
// years, each book's days, the market's years, and what the exchange has to announce.
//
// The calendar is read off the events as a session plays them: a day ends with DayClosed, a year
// with YearSettled of emissions, and begins when trading opens.
//
// Thread-safety: see() from one thread at a time; all members may be called from any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/market/event.h"
#include "exchange/sequencer/sequencer.h"
#include "tanshi/v1/classroom_service.pb.h"

namespace tanshi {

// What befell an account in a year, as events tell it.
struct AccountYear {
  Tonnes emissions;
  Tonnes issued;  // given free of charge, less what was taken back
  Tonnes bought;  // less sold, auctions included
  Cash paid;      // for that; below 0: got
  // For credits, and when forwards were delivered; below 0: got. Schemes stand beside: what their
  // units cost is no part of it.
  Cash paid_beside;
  Tonnes surrendered;
  Tonnes shortfall;
  Cash penalty;
  Tonnes banked;  // held when the next year began; until then, what is held now
  bool settled = false;
};

// A trade of allowances, for who looks back on it.
struct PastFill {
  std::size_t year = 0;  // an index
  std::int32_t day = 0;
  Side side{};
  Price price;
  Tonnes quantity;
  Tonnes held;              // by the account, once it had traded
  std::int64_t event = 0;   // its number
  std::int32_t rested = 0;  // days that its order had waited
};

// An order for allowances that waited two days or more, until the year's trading was over.
struct LeftOrder {
  std::size_t year = 0;  // an index
  std::int32_t day = 0;  // since when
  Side side{};
  Price limit;
  Tonnes open;
  std::int64_t event = 0;  // that put it into the book
};

struct AccountPast {
  std::deque<PastFill> fills;  // the latest
  std::deque<LeftOrder> left;  // likewise
};

// What a person decided to abate, and when.
struct PastPlan {
  std::size_t year = 0;  // an index
  std::int32_t day = 0;
  std::int64_t after_event = 0;  // the latest that had happened
  Tonnes abatement;
};

// What befell the market in a year.
struct MarketYear {
  Tonnes emissions;
  Tonnes volume;
  Tonnes shortfall;
  std::int64_t close_sum_cents = 0;  // of days with a price
  std::int64_t close_count = 0;
  bool settled = false;

  [[nodiscard]] Price mean_close() const {  // rounded down; 0: none
    return Price(close_count == 0 ? 0 : close_sum_cents / close_count);
  }
};

struct RecordCalendar {
  Year first_year{};
  std::int32_t years = 0;
  std::int32_t days_per_year = 0;
  InstrumentId allowances{};       // the book of allowances
  std::set<InstrumentId> credits;  // those of what may be surrendered in their place
  std::vector<Tonnes> cap;         // one a year; may be empty
};

class ClassRecord {
 public:
  static constexpr std::size_t kFillsKept = 200;
  static constexpr std::size_t kPastKept = 10'000;
  static constexpr std::size_t kAnnouncementsKept = 100;

  explicit ClassRecord(RecordCalendar calendar);

  // REQUIRES: the commands follow those seen before.
  void see(std::span<const Committed> commands);

  // What has changed since the last call of it.
  struct Changes {
    std::set<AccountId> accounts;
    bool market = false;       // something that all may see
    bool year = false;         // a year ended
    std::int64_t command = 0;  // the latest that was seen
  };
  [[nodiscard]] Changes take_changes();

  // The account's latest trades, oldest first.
  void fills(AccountId account, google::protobuf::RepeatedPtrField<v1::OwnFill>& out) const;
  [[nodiscard]] std::vector<AccountYear> years(AccountId account) const;
  [[nodiscard]] AccountPast past(AccountId account) const;
  // The latest event that was seen; 0: none.
  [[nodiscard]] std::int64_t last_event() const;
  [[nodiscard]] std::vector<MarketYear> market_years() const;
  [[nodiscard]] std::int64_t trade_count() const;

  // Days of a book, from the `from`-th on (from 0), at most `most`; `total` is how many there are.
  // The last is under way.
  std::vector<v1::MarketDay> days(InstrumentId instrument, std::int64_t from, std::int64_t most,
                                  std::int64_t& total) const;

  // Adds what the instructor says, in its place among what the exchange says; gives it its number,
  // year and day.
  v1::Announcement announce(v1::Announcement announcement);
  // The cap has been changed: what is announced of years to come, and was of those that it holds
  // for.
  void set_cap(std::vector<Tonnes> cap);
  // Adds what was announced before a restart, at its number: now, or as soon as events that are
  // seen again have brought those before it. REQUIRES: called by rising number.
  void restore(v1::Announcement announcement);
  // All that are kept, oldest first.
  void announcements(google::protobuf::RepeatedPtrField<v1::Announcement>& out) const;

  // The year under way, an index, and its day.
  struct Place {
    std::size_t year = 0;
    std::int32_t day = 0;
  };
  [[nodiscard]] Place place() const;

 private:
  struct Account {
    std::deque<v1::OwnFill> fills;
    std::vector<AccountYear> years;
    Tonnes held;
    AccountPast past;
  };
  struct Fill {
    AccountId account;
    InstrumentId instrument;
    Side side;
    Price price;
    Tonnes quantity;
    OrderId order;
    bool auction = false;
  };
  // Waits in the book of allowances.
  struct Waiting {
    LeftOrder order;
    std::int64_t since = 0;  // days of the session
  };
  using OrderKey = std::pair<AccountId, OrderId>;

  void see_event(const Event& event);
  template <class Other>
  void on(const Other&) {}
  void on(const OrderRested& event);
  void on(const OrderReduced& event);
  void on(const OrderCancelled& event);
  void on(const Traded& event);
  void on(const CallTraded& event);
  void on(const DirectTraded& event);
  void on(const AuctionAnnounced& event);
  void on(const FeeCharged& event);
  void on(const BidAwarded& event);
  void on(const AuctionDelivered& event);
  void on(const SupplySold& event);
  void on(const AuctionCleared& event);
  void on(const AllowancesIssued& event);
  void on(const AllowancesTransferred& event);
  void on(const AllowancesCancelled& event);
  void on(const AllowancesSurrendered& event);
  void on(const EmissionsReported& event);
  void on(const ComplianceSettled& event);
  void on(const YearSettled& event);
  void on(const PhaseChanged& event);
  void on(const InstrumentListed& event);
  void on(const ForwardListed& event);
  void on(const PositionSettled& event);
  void on(const InstrumentClosed& event);
  void on(const DayClosed& event);

  Account& account(AccountId id);
  AccountYear& this_year(AccountId id);
  void fill(const Fill& fill);
  void look_back_on(const Fill& fill);
  [[nodiscard]] std::int32_t day() const;
  [[nodiscard]] std::int64_t days_so_far() const;
  void trade(InstrumentId instrument, Price price, Tonnes quantity);
  void hold(AccountId id, InstrumentId instrument, Tonnes change);
  v1::MarketDay& today(InstrumentId instrument);
  void tell(v1::AnnouncementKind kind, std::initializer_list<std::int64_t> figures);
  [[nodiscard]] Tonnes cap_of(std::size_t year) const;
  v1::Announcement add(v1::Announcement announcement);
  void push(v1::Announcement announcement);
  void push_restored();
  void begin_next_year();

  RecordCalendar calendar_;
  mutable std::mutex mutex_;
  std::map<AccountId, Account> accounts_;
  std::map<InstrumentId, std::vector<v1::MarketDay>> days_;
  std::map<AuctionId, InstrumentId> auctions_;
  std::map<OrderKey, Waiting> waiting_;
  std::vector<MarketYear> market_years_;
  std::deque<v1::Announcement> announcements_;
  std::deque<v1::Announcement> restored_;  // that wait for those before them
  std::int64_t announcement_count_ = 0;
  std::int64_t trade_count_ = 0;
  std::int64_t event_number_ = 0;
  std::size_t year_ = 0;     // under way, an index
  std::int32_t day_ = 0;     // days of it that are over
  bool is_settled_ = false;  // the year is, and the next has not begun
  bool is_closed_ = false;   // trading is
  bool has_begun_ = false;   // the year under way is announced
  Changes changes_;
};

}  // namespace tanshi
