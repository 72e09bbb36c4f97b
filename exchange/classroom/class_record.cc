#include "exchange/classroom/class_record.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace tanshi {

namespace {

// Calls `visit` with each account that the event is about.
template <class Event, class Visit>
void for_each_account(const Event& event, const Visit& visit) {
  if constexpr (requires { event.account; }) visit(event.account);
  if constexpr (requires { event.maker_account; }) {
    visit(event.maker_account);
    visit(event.taker_account);
  }
  if constexpr (requires { event.buyer; }) {
    visit(event.buyer);
    visit(event.seller);
  }
  if constexpr (requires { event.from; }) visit(event.from);
  if constexpr (std::is_same_v<Event, AllowancesTransferred>) visit(event.to);
  if constexpr (requires { event.offer; }) {
    visit(event.offer.account);
    visit(event.offer.to);
  }
}

// Whether all may see that something has changed. Refusals, bids and balances are their account's.
template <class Event>
constexpr bool kIsPublic =
    std::is_same_v<Event, OrderRested> || std::is_same_v<Event, Traded> ||
    std::is_same_v<Event, OrderReduced> || std::is_same_v<Event, OrderCancelled> ||
    std::is_same_v<Event, InstrumentListed> || std::is_same_v<Event, PhaseChanged> ||
    std::is_same_v<Event, InstrumentClosed> || std::is_same_v<Event, DayClosed> ||
    std::is_same_v<Event, AuctionAnnounced> || std::is_same_v<Event, AuctionCleared> ||
    std::is_same_v<Event, AuctionCancelled> || std::is_same_v<Event, TradingRulesSet> ||
    std::is_same_v<Event, HaltChanged> || std::is_same_v<Event, CallTraded> ||
    std::is_same_v<Event, Uncrossed> || std::is_same_v<Event, ForwardListed> ||
    std::is_same_v<Event, ForwardDelivered> || std::is_same_v<Event, YearSettled>;

}  // namespace

ClassRecord::ClassRecord(RecordCalendar calendar)
    : calendar_(std::move(calendar)),
      market_years_(static_cast<std::size_t>(std::max(calendar_.years, 1))) {}

void ClassRecord::see(std::span<const Committed> commands) {
  const std::lock_guard lock(mutex_);
  for (const Committed& command : commands) {
    event_number_ = command.first_event;
    for (const Event& event : command.events) {
      see_event(event);
      ++event_number_;
    }
    changes_.command = command.command;
  }
}

void ClassRecord::see_event(const Event& event) {
  std::visit(
      [this](const auto& one) {
        for_each_account(one, [this](AccountId id) { changes_.accounts.insert(id); });
        changes_.market = changes_.market || kIsPublic<std::decay_t<decltype(one)>>;
        on(one);
      },
      event);
}

// ---- What is asked -----------------------------------------------------------------------------

ClassRecord::Changes ClassRecord::take_changes() {
  const std::lock_guard lock(mutex_);
  Changes taken = std::exchange(changes_, {});
  changes_.command = taken.command;
  return taken;
}

void ClassRecord::fills(AccountId id, google::protobuf::RepeatedPtrField<v1::OwnFill>& out) const {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(id);
  if (found == accounts_.end()) return;
  for (const v1::OwnFill& fill : found->second.fills) *out.Add() = fill;
}

std::vector<AccountYear> ClassRecord::years(AccountId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? std::vector<AccountYear>() : found->second.years;
}

AccountPast ClassRecord::past(AccountId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? AccountPast() : found->second.past;
}

std::int64_t ClassRecord::last_event() const {
  const std::lock_guard lock(mutex_);
  return std::max<std::int64_t>(event_number_ - 1, 0);
}

std::vector<MarketYear> ClassRecord::market_years() const {
  const std::lock_guard lock(mutex_);
  return {market_years_.begin(), market_years_.begin() + static_cast<std::ptrdiff_t>(year_) + 1};
}

std::int64_t ClassRecord::trade_count() const {
  const std::lock_guard lock(mutex_);
  return trade_count_;
}

std::vector<v1::MarketDay> ClassRecord::days(InstrumentId instrument, std::int64_t from,
                                             std::int64_t most, std::int64_t& total) const {
  const std::lock_guard lock(mutex_);
  const auto found = days_.find(instrument);
  total = found == days_.end() ? 0 : std::ssize(found->second);
  if (from >= total) return {};
  const auto begin = found->second.begin() + from;
  return {begin, begin + std::min(most, total - from)};
}

v1::Announcement ClassRecord::announce(v1::Announcement announcement) {
  const std::lock_guard lock(mutex_);
  return add(std::move(announcement));
}

// After a restart, events are told again before the changes between them are known.
void ClassRecord::set_cap(std::vector<Tonnes> cap) {
  const std::lock_guard lock(mutex_);
  calendar_.cap = std::move(cap);
  for (v1::Announcement& one : announcements_) {
    if (one.kind() != v1::ANNOUNCEMENT_KIND_YEAR_BEGAN) continue;
    const auto year = static_cast<std::size_t>(one.year() - raw(calendar_.first_year));
    one.set_figures(0, cap_of(year).raw());
  }
}

Tonnes ClassRecord::cap_of(std::size_t year) const {
  return year < calendar_.cap.size() ? calendar_.cap[year] : Tonnes();
}

void ClassRecord::restore(v1::Announcement announcement) {
  const std::lock_guard lock(mutex_);
  restored_.push_back(std::move(announcement));
  push_restored();
}

void ClassRecord::announcements(google::protobuf::RepeatedPtrField<v1::Announcement>& out) const {
  const std::lock_guard lock(mutex_);
  for (const v1::Announcement& one : announcements_) *out.Add() = one;
}

ClassRecord::Place ClassRecord::place() const {
  const std::lock_guard lock(mutex_);
  return {.year = year_, .day = day()};
}

// ---- Orders that wait --------------------------------------------------------------------------

void ClassRecord::on(const OrderRested& event) {
  if (event.instrument != calendar_.allowances) return;
  waiting_[{event.account, event.order}] = {
      .order = {year_, day(), event.side, event.limit, event.open, event_number_},
      .since = days_so_far()};
}

void ClassRecord::on(const OrderReduced& event) {
  const auto found = waiting_.find({event.account, event.order});
  if (found != waiting_.end()) found->second.order.open = event.open;
}

void ClassRecord::on(const OrderCancelled& event) {
  const auto found = waiting_.find({event.account, event.order});
  if (found == waiting_.end()) return;
  const Waiting gone = found->second;
  waiting_.erase(found);
  // Once trading is over, the session ends all orders that wait.
  if (!is_closed_ || days_so_far() < gone.since + 2) return;
  std::deque<LeftOrder>& left = account(event.account).past.left;
  left.push_back(gone.order);
  if (left.size() > kPastKept) left.pop_front();
}

// A fill of an order that waited, or of another.
void ClassRecord::look_back_on(const Fill& fill) {
  Account& owner = account(fill.account);
  PastFill past{.year = year_,
                .day = day(),
                .side = fill.side,
                .price = fill.price,
                .quantity = fill.quantity,
                .held = owner.held,
                .event = event_number_};
  if (fill.auction) past.held += fill.quantity;
  const auto found = waiting_.find({fill.account, fill.order});
  if (found != waiting_.end() && !fill.auction) {
    past.rested = static_cast<std::int32_t>(days_so_far() - found->second.since);
    found->second.order.open -= fill.quantity;
    if (found->second.order.open <= Tonnes()) waiting_.erase(found);
  }
  owner.past.fills.push_back(past);
  if (owner.past.fills.size() > kPastKept) owner.past.fills.pop_front();
}

// ---- Trades ------------------------------------------------------------------------------------

void ClassRecord::on(const Traded& event) {
  trade(event.instrument, event.price, event.quantity);
  fill({event.maker_account, event.instrument, opposite(event.taker_side), event.price,
        event.quantity, event.maker_order});
  fill({event.taker_account, event.instrument, event.taker_side, event.price, event.quantity,
        event.taker_order});
}

void ClassRecord::on(const CallTraded& event) {
  trade(event.instrument, event.price, event.quantity);
  fill({event.buyer, event.instrument, Side::kBuy, event.price, event.quantity, event.buy_order});
  fill(
      {event.seller, event.instrument, Side::kSell, event.price, event.quantity, event.sell_order});
}

// Over the counter: no part of the book's prices and volume.
void ClassRecord::on(const DirectTraded& event) {
  const DirectOffer& offer = event.offer;
  ++trade_count_;
  fill({offer.account, offer.instrument, offer.side, offer.price, offer.quantity, offer.order});
  fill(
      {offer.to, offer.instrument, opposite(offer.side), offer.price, offer.quantity, offer.order});
}

void ClassRecord::trade(InstrumentId instrument, Price price, Tonnes quantity) {
  ++trade_count_;
  if (instrument == calendar_.allowances) market_years_[year_].volume += quantity;
  v1::MarketDay& day = today(instrument);
  const std::int64_t cents = price.raw();
  if (day.volume_t() == 0) {
    day.set_open_cents_per_tonne(cents);
    day.set_high_cents_per_tonne(cents);
    day.set_low_cents_per_tonne(cents);
  }
  day.set_high_cents_per_tonne(std::max(day.high_cents_per_tonne(), cents));
  day.set_low_cents_per_tonne(std::min(day.low_cents_per_tonne(), cents));
  day.set_close_cents_per_tonne(cents);
  day.set_volume_t(day.volume_t() + quantity.raw());
}

void ClassRecord::fill(const Fill& fill) {
  Account& owner = account(fill.account);
  v1::OwnFill& wire = owner.fills.emplace_back();
  if (owner.fills.size() > kFillsKept) owner.fills.pop_front();
  wire.set_event_number(event_number_);
  wire.set_instrument_id(raw_id(fill.instrument));
  wire.set_side(static_cast<v1::Side>(fill.side));
  wire.set_price_cents_per_tonne(fill.price.raw());
  wire.set_quantity_t(fill.quantity.raw());
  wire.set_order_id(raw_id(fill.order));
  wire.set_year(raw(years_after(calendar_.first_year, static_cast<std::int32_t>(year_))));
  wire.set_day(day());
  wire.set_auction(fill.auction);
  const bool buys = fill.side == Side::kBuy;
  const Cash worth = fill.price * fill.quantity;
  AccountYear& year = this_year(fill.account);
  if (calendar_.credits.contains(fill.instrument)) year.paid_beside += buys ? worth : -worth;
  if (fill.instrument != calendar_.allowances) return;
  year.bought += buys ? fill.quantity : -fill.quantity;
  year.paid += buys ? worth : -worth;
  // What an auction delivers comes with events of its own.
  if (!fill.auction) hold(fill.account, fill.instrument, buys ? fill.quantity : -fill.quantity);
  look_back_on(fill);
}

// A part of the price, as far as the account goes.
void ClassRecord::on(const FeeCharged& event) {
  AccountYear& year = this_year(event.account);
  if (event.instrument == calendar_.allowances) year.paid += event.amount;
  if (calendar_.credits.contains(event.instrument)) year.paid_beside += event.amount;
}

// ---- Auctions ----------------------------------------------------------------------------------

void ClassRecord::on(const AuctionAnnounced& event) {
  auctions_[event.auction] = event.instrument;
  tell(v1::ANNOUNCEMENT_KIND_AUCTION_OPENED, {event.supply.raw(), event.reserve_price.raw()});
}

void ClassRecord::on(const BidAwarded& event) {
  fill({event.account, auctions_[event.auction], Side::kBuy, event.price, event.quantity, event.bid,
        /*auction=*/true});
}

void ClassRecord::on(const AuctionDelivered& event) {
  if (event.from == event.account) return;
  hold(event.account, event.instrument, event.quantity);
  if (event.from == AccountId{}) return;
  hold(event.from, event.instrument, -event.quantity);
  if (event.instrument == calendar_.allowances) this_year(event.from).bought -= event.quantity;
}

void ClassRecord::on(const SupplySold& event) {
  if (event.proceeds != Cash()) this_year(event.account).paid -= event.proceeds;
}

void ClassRecord::on(const AuctionCleared& event) {
  auctions_.erase(event.auction);
  tell(v1::ANNOUNCEMENT_KIND_AUCTION_CLEARED, {event.sold.raw(), event.clearing_price.raw()});
}

// ---- Balances ----------------------------------------------------------------------------------

void ClassRecord::on(const AllowancesIssued& event) {
  if (event.instrument != calendar_.allowances) return;
  if (is_settled_) begin_next_year();
  hold(event.account, event.instrument, event.quantity);
  this_year(event.account).issued += event.quantity;
}

void ClassRecord::on(const AllowancesTransferred& event) {
  hold(event.from, event.instrument, -event.quantity);
  hold(event.to, event.instrument, event.quantity);
}

void ClassRecord::on(const AllowancesCancelled& event) {
  hold(event.account, event.instrument, -event.quantity);
}

void ClassRecord::on(const AllowancesSurrendered& event) {
  hold(event.account, event.instrument, -event.quantity);
  if (event.instrument == calendar_.allowances)
    this_year(event.account).surrendered += event.quantity;
}

void ClassRecord::hold(AccountId id, InstrumentId instrument, Tonnes change) {
  if (instrument != calendar_.allowances) return;
  Account& owner = account(id);
  owner.held += change;
  this_year(id).banked = owner.held;
}

// ---- The year's end ----------------------------------------------------------------------------

void ClassRecord::on(const EmissionsReported& event) {
  if (event.scheme != kEmissionsScheme) return;
  this_year(event.account).emissions += event.emissions;
  market_years_[year_].emissions += event.emissions;
}

void ClassRecord::on(const ComplianceSettled& event) {
  if (event.scheme != kEmissionsScheme) return;
  AccountYear& year = this_year(event.account);
  year.shortfall += event.shortfall;
  year.penalty += event.penalty;
  market_years_[year_].shortfall += event.shortfall;
}

void ClassRecord::on(const YearSettled& event) {
  if (event.scheme != kEmissionsScheme) return;
  for (auto& [id, owner] : accounts_) {
    this_year(id).settled = true;
    changes_.accounts.insert(id);
  }
  MarketYear& year = market_years_[year_];
  year.settled = true;
  is_settled_ = true;
  changes_.year = true;
  tell(v1::ANNOUNCEMENT_KIND_YEAR_ENDED,
       {raw(event.year), year.emissions.raw(), year.mean_close().raw()});
}

void ClassRecord::begin_next_year() {
  is_settled_ = false;
  if (year_ + 1 >= market_years_.size()) return;  // commands by hand, after the last year
  ++year_;
  day_ = 0;
  has_begun_ = false;
}

void ClassRecord::on(const PhaseChanged& event) {
  is_closed_ = event.phase == TradingPhase::kClosed;
  if (event.phase != TradingPhase::kOpen) return;
  if (is_settled_) begin_next_year();
  if (std::exchange(has_begun_, true)) return;
  tell(v1::ANNOUNCEMENT_KIND_YEAR_BEGAN, {cap_of(year_).raw()});
}

// ---- Days --------------------------------------------------------------------------------------

void ClassRecord::on(const InstrumentListed& event) {
  days_.try_emplace(event.instrument);
}

void ClassRecord::on(const ForwardListed& event) {
  days_.try_emplace(event.instrument);
}

void ClassRecord::on(const PositionSettled& event) {
  this_year(event.account).paid_beside += event.paid;
}

void ClassRecord::on(const InstrumentClosed& event) {
  static_cast<void>(today(event.instrument));
  if (event.instrument != calendar_.allowances || event.close == Price()) return;
  market_years_[year_].close_sum_cents += event.close.raw();
  ++market_years_[year_].close_count;
}

void ClassRecord::on(const DayClosed&) {
  ++day_;
}

// The day under way, which is begun when something happens on it.
v1::MarketDay& ClassRecord::today(InstrumentId instrument) {
  const std::int32_t year =
      raw(years_after(calendar_.first_year, static_cast<std::int32_t>(year_)));
  std::vector<v1::MarketDay>& days = days_[instrument];
  if (days.empty() || days.back().year() != year || days.back().day() != day_) {
    days.emplace_back().set_year(year);
    days.back().set_day(day_);
  }
  return days.back();
}

// ---- Parts -------------------------------------------------------------------------------------

std::int32_t ClassRecord::day() const {
  return std::min(day_, std::max(calendar_.days_per_year - 1, 0));
}

std::int64_t ClassRecord::days_so_far() const {
  return static_cast<std::int64_t>(year_) * calendar_.days_per_year + day_;
}

ClassRecord::Account& ClassRecord::account(AccountId id) {
  return accounts_[id];
}

AccountYear& ClassRecord::this_year(AccountId id) {
  Account& owner = account(id);
  while (owner.years.size() <= year_) owner.years.emplace_back().banked = owner.held;
  return owner.years[year_];
}

void ClassRecord::tell(v1::AnnouncementKind kind, std::initializer_list<std::int64_t> figures) {
  v1::Announcement announcement;
  announcement.set_source(v1::ANNOUNCEMENT_SOURCE_EXCHANGE);
  announcement.set_kind(kind);
  for (const std::int64_t figure : figures) announcement.add_figures(figure);
  add(std::move(announcement));
}

v1::Announcement ClassRecord::add(v1::Announcement announcement) {
  announcement.set_number(announcement_count_ + 1);
  announcement.set_year(raw(years_after(calendar_.first_year, static_cast<std::int32_t>(year_))));
  announcement.set_day(day());
  push(announcement);
  push_restored();
  return announcement;
}

void ClassRecord::push(v1::Announcement announcement) {
  ++announcement_count_;
  announcements_.push_back(std::move(announcement));
  if (announcements_.size() > kAnnouncementsKept) announcements_.pop_front();
  changes_.market = true;
}

void ClassRecord::push_restored() {
  while (!restored_.empty() && restored_.front().number() <= announcement_count_ + 1) {
    push(std::move(restored_.front()));
    restored_.pop_front();
  }
}

}  // namespace tanshi
