#include "scenarios/runner/trading_floor.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "exchange/base/check.h"
#include "scenarios/runner/posted_listing.h"

namespace tanshi {
namespace {

// The tape is cut back to kTapeEntries when it reaches this length, so that cutting is rare.
constexpr std::size_t kTapeLength = 64 * kTapeEntries;

// To an observation, or a view of a further book.
void show_quote(const InstrumentQuote& quote, auto& to) {
  to.bid = quote.bid;
  to.bid_quantity = quote.bid_quantity;
  to.ask = quote.ask;
  to.ask_quantity = quote.ask_quantity;
  to.last = quote.last;
  to.close = quote.close;
}

}  // namespace

TradingFloor::TradingFloor(Venue& venue, SeatHolders* holders, FloorObserver* observer)
    : venue_(venue), holders_(holders), observer_(observer) {}

void TradingFloor::add_seat(AccountId account, std::span<const InstrumentId> books,
                            std::unique_ptr<Agent> robot, RandomStream random) {
  std::vector<FurtherBook> further;
  for (const InstrumentId book : books.subspan(1)) further.push_back({.instrument = book});
  seats_.push_back({.account = account,
                    .instrument = books.front(),
                    .deferred = {},
                    .tape_seen = 0,
                    .further = std::move(further),
                    .bids = {},
                    .consigned = {},
                    .robot = std::move(robot),
                    .random = random});
  for (const InstrumentId book : books) {
    if (std::ranges::find(tapes_, book, &Tape::instrument) == tapes_.end())
      tapes_.push_back({book, {}, 0});
  }
}

void TradingFloor::add_forward(InstrumentId forward, InstrumentId underlying, Year delivery) {
  tapes_.push_back({forward, {}, 0});
  for (Seat& seat : seats_) {
    if (seat.instrument == underlying)
      seat.further.push_back({.instrument = forward, .delivery = delivery});
  }
}

void TradingFloor::remove_forward(InstrumentId forward) {
  for (Seat& seat : seats_) {
    std::erase_if(seat.further,
                  [&](const FurtherBook& book) { return book.instrument == forward; });
  }
  std::erase_if(tapes_, [&](const Tape& tape) { return tape.instrument == forward; });
}

// Three steps, because each needs what the one before fetched: the seat, then its account and its
// robot, then its order and what the robot refers to.
void TradingFloor::expect(std::span<const std::uint32_t> seats) const {
  constexpr std::size_t kSeat = 6;
  constexpr std::size_t kAccount = 4;
  constexpr std::size_t kRobot = 2;
  if (seats.size() > kSeat) {
    const Seat& seat = seats_[seats[kSeat]];
    __builtin_prefetch(&seat, 1);
    __builtin_prefetch(&seat.random, 1);
  }
  if (seats.size() > kAccount) {
    const Seat& seat = seats_[seats[kAccount]];
    venue_.expect(seat.account, seat.instrument);
    __builtin_prefetch(seat.robot.get(), 1);
  }
  if (seats.size() > kRobot) {
    const Seat& seat = seats_[seats[kRobot]];
    venue_.expect_order(seat.account, seat.instrument);
    seat.robot->expect();
  }
}

const Decision& TradingFloor::wake(std::size_t seat_number, Observation& observation) {
  Seat& seat = seats_[seat_number];
  observe(seat, observation);
  decision_.clear();
  if (holders_ == nullptr || !holders_->decide(seat_number, observation, decision_)) {
    seat.robot->decide(observation, seat.random, decision_);
  }
  if (decision_.fit_to_mode) fit_to_mode(seat, observation);
  carry_out(seat);
  return decision_;
}

const Decision& TradingFloor::wake_robot(std::size_t seat_number, Observation& observation) {
  Seat& seat = seats_[seat_number];
  observe(seat, observation);
  decision_.clear();
  seat.robot->decide(observation, seat.random, decision_);
  return decision_;
}

bool TradingFloor::apply(std::span<const Action> actions) {
  events_.clear();
  venue_.apply(actions, events_);
  take_notice();
  return std::ranges::none_of(
      events_, [](const Event& event) { return std::holds_alternative<Refused>(event); });
}

void TradingFloor::fit_to_mode(const Seat& seat, const Observation& observation) {
  if (mode_ == TradingMode::kContinuous || seat.instrument != mode_of_) return;
  if (mode_ == TradingMode::kPostedListing && meets_listings(mode_of_, observation, decision_)) {
    orders_.clear();
    venue_.look([&](const Market& market) { market.listings(mode_of_, orders_); });
    take_listings(seat.account, mode_of_, observation, orders_, decision_);
  }
  drop_post_only(mode_of_, observation, decision_);
}

void TradingFloor::show(const Market& market, const Seat& seat, Observation& observation) {
  const CashBalance cash = market.cash(seat.account);
  observation.cash_available = cash.available;
  observation.cash_escrowed = cash.escrowed;
  const AllowanceBalance allowances = market.allowances(seat.account, seat.instrument);
  observation.allowances_available = allowances.available;
  observation.allowances_escrowed = allowances.escrowed - seat.consigned;
  observation.obligation = market.obligation(seat.account) + seat.deferred;
  show_quote(market.quote(seat.instrument), observation);
}

void TradingFloor::show(std::size_t seat, Observation& observation) const {
  venue_.look([&](const Market& market) { show(market, seats_[seat], observation); });
}

// At one look: others may trade between two.
void TradingFloor::observe(Seat& seat, Observation& observation) {
  venue_.look([&](const Market& market) {
    show(market, seat, observation);
    observation.next_order = OrderId{raw_id(market.last_order_id(seat.account)) + 1};
    orders_.clear();
    market.orders(seat.account, orders_);
  });
  observe_further(seat, observation);
  sort_orders(seat, observation);
  observation.bids = seat.bids;
  observation.tape = unseen(seat.instrument, seat.tape_seen);
}

void TradingFloor::observe_further(Seat& seat, Observation& observation) {
  views_.clear();
  for (FurtherBook& book : seat.further) {
    BookView& view = views_.emplace_back();
    view.instrument = book.instrument;
    view.delivery = book.delivery;
    venue_.look([&](const Market& market) {
      if (book.delivery != Year{}) {
        view.position = market.position(seat.account, book.instrument).position.quantity;
      } else {
        const AllowanceBalance held = market.allowances(seat.account, book.instrument);
        view.available = held.available;
        view.escrowed = held.escrowed;
      }
      show_quote(market.quote(book.instrument), view);
    });
    view.tape = unseen(book.instrument, book.tape_seen);
  }
  observation.books = views_;
}

void TradingFloor::sort_orders(const Seat& seat, Observation& observation) {
  own_orders_.clear();
  own_orders_.reserve(orders_.size());  // views of it stay valid
  const auto of = [&](InstrumentId instrument) {
    const std::size_t begin = own_orders_.size();
    for (const OrderView& order : orders_) {
      if (order.instrument == instrument)
        own_orders_.push_back({order.order, order.side, order.limit, order.open});
    }
    return std::span<const OwnOrder>(own_orders_).subspan(begin);
  };
  observation.orders = of(seat.instrument);
  for (BookView& view : views_) view.orders = of(view.instrument);
}

std::span<const TapeEntry> TradingFloor::unseen(InstrumentId instrument, std::int64_t& seen) {
  const Tape& tape = tape_of(instrument);
  const std::int64_t end = tape.start + static_cast<std::int64_t>(tape.entries.size());
  const std::int64_t fresh = std::min(end - seen, static_cast<std::int64_t>(kTapeEntries));
  seen = end;
  return std::span(tape.entries)
      .last(std::min(tape.entries.size(), static_cast<std::size_t>(fresh)));
}

// REQUIRES: a seat trades in the book.
TradingFloor::Tape& TradingFloor::tape_of(InstrumentId instrument) {
  const auto found = std::ranges::find(tapes_, instrument, &Tape::instrument);
  TANSHI_CHECK(found != tapes_.end());
  return *found;
}

// What happens in a book in which no seat trades is an operator's.
void TradingFloor::write(InstrumentId instrument, const TapeEntry& entry) {
  const auto found = std::ranges::find(tapes_, instrument, &Tape::instrument);
  if (found != tapes_.end()) found->entries.push_back(entry);
}

void TradingFloor::carry_out(const Seat& seat) {
  if (decision_.intents.empty()) return;
  actions_.clear();
  for (const Intent& intent : decision_.intents) {
    std::visit(
        [&](const auto& command) {
          TANSHI_CHECK(command.account == seat.account);
          actions_.emplace_back(command);
        },
        intent);
  }
  apply(actions_);
}

void TradingFloor::take_notice() {
  for (const Event& event : events_) {
    if (const auto* const trade = std::get_if<Traded>(&event)) {
      write(trade->instrument, {true, trade->taker_side, trade->price, trade->quantity});
    } else if (const auto* const fill = std::get_if<CallTraded>(&event)) {
      write(fill->instrument, {true, Side{}, fill->price, fill->quantity});
    } else if (const auto* const rest = std::get_if<OrderRested>(&event)) {
      write(rest->instrument, {false, rest->side, rest->limit, rest->open});
    } else {
      take_notice_of_bids(event);
    }
  }
  for (Tape& tape : tapes_) {
    if (tape.entries.size() < kTapeLength) continue;
    const auto cut = static_cast<std::ptrdiff_t>(tape.entries.size() - kTapeEntries);
    tape.entries.erase(tape.entries.begin(), tape.entries.begin() + cut);
    tape.start += cut;
  }
  if (observer_ != nullptr) observer_->see(events_);
}

// Seats mostly have the accounts 1, 2, 3, ... in their order.
TradingFloor::Seat* TradingFloor::seat_of(AccountId account) {
  const auto likely = static_cast<std::size_t>(raw_id(account) - 1);
  if (likely < seats_.size() && seats_[likely].account == account) return &seats_[likely];
  const auto found = std::ranges::find(seats_, account, &Seat::account);
  return found == seats_.end() ? nullptr : &*found;
}

void TradingFloor::take_notice_of_bids(const Event& event) {
  if (const auto* const bid = std::get_if<BidSubmitted>(&event)) {
    if (Seat* const seat = seat_of(bid->account))
      seat->bids.push_back({bid->bid, bid->price, bid->quantity});
  } else if (const auto* const gone = std::get_if<BidWithdrawn>(&event)) {
    if (Seat* const seat = seat_of(gone->account))
      std::erase_if(seat->bids, [&](const OwnBid& own) { return own.bid == gone->bid; });
  } else if (const auto* const consigned = std::get_if<AllowancesConsigned>(&event)) {
    if (Seat* const seat = seat_of(consigned->account)) seat->consigned += consigned->quantity;
  } else if (std::holds_alternative<AuctionCleared>(event) ||
             std::holds_alternative<AuctionCancelled>(event)) {
    for (Seat& seat : seats_) {
      seat.bids.clear();
      seat.consigned = Tonnes();
    }
  }
}

}  // namespace tanshi
