#include "scenarios/runner/trading_floor.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

// The tape is cut back to kTapeEntries when it reaches this length, so that cutting is rare.
constexpr std::size_t kTapeLength = 64 * kTapeEntries;

}  // namespace

TradingFloor::TradingFloor(Venue& venue, InstrumentId instrument, SeatHolders* holders,
                           FloorObserver* observer)
    : venue_(venue), instrument_(instrument), holders_(holders), observer_(observer) {}

void TradingFloor::add_seat(AccountId account, std::unique_ptr<Agent> robot, RandomStream random) {
  seats_.push_back({account, Tonnes(), 0, {}, Tonnes(), std::move(robot), random});
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
    venue_.expect(seat.account, instrument_);
    __builtin_prefetch(seat.robot.get(), 1);
  }
  if (seats.size() > kRobot) {
    const Seat& seat = seats_[seats[kRobot]];
    venue_.expect_order(seat.account, instrument_);
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
  carry_out(seat);
  return decision_;
}

std::optional<Tonnes> TradingFloor::wake_robot(std::size_t seat_number, Observation& observation) {
  Seat& seat = seats_[seat_number];
  observe(seat, observation);
  decision_.clear();
  seat.robot->decide(observation, seat.random, decision_);
  return decision_.abatement;
}

bool TradingFloor::apply(std::span<const Action> actions) {
  events_.clear();
  venue_.apply(actions, events_);
  take_notice();
  return std::ranges::none_of(
      events_, [](const Event& event) { return std::holds_alternative<Refused>(event); });
}

void TradingFloor::observe(Seat& seat, Observation& observation) {
  venue_.look([&](const Market& market) {
    const CashBalance cash = market.cash(seat.account);
    observation.cash_available = cash.available;
    observation.cash_escrowed = cash.escrowed;
    const AllowanceBalance allowances = market.allowances(seat.account, instrument_);
    observation.allowances_available = allowances.available;
    observation.allowances_escrowed = allowances.escrowed - seat.consigned;
    observation.obligation = market.obligation(seat.account) + seat.deferred;
    observation.next_order = OrderId{raw_id(market.last_order_id(seat.account)) + 1};
    orders_.clear();
    market.orders(seat.account, orders_);
    const InstrumentQuote quote = market.quote(instrument_);
    observation.bid = quote.bid;
    observation.bid_quantity = quote.bid_quantity;
    observation.ask = quote.ask;
    observation.ask_quantity = quote.ask_quantity;
    observation.last = quote.last;
    observation.close = quote.close;
  });
  own_orders_.clear();
  for (const OrderView& order : orders_) {
    own_orders_.push_back({order.order, order.side, order.limit, order.open});
  }
  observation.orders = own_orders_;
  observation.bids = seat.bids;

  const std::int64_t end = tape_start_ + static_cast<std::int64_t>(tape_.size());
  const std::int64_t unseen =
      std::min(end - seat.tape_seen, static_cast<std::int64_t>(kTapeEntries));
  observation.tape =
      std::span(tape_).last(std::min(tape_.size(), static_cast<std::size_t>(unseen)));
  seat.tape_seen = end;
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
      tape_.push_back({true, trade->taker_side, trade->price, trade->quantity});
    } else if (const auto* const fill = std::get_if<CallTraded>(&event)) {
      tape_.push_back({true, Side{}, fill->price, fill->quantity});
    } else if (const auto* const rest = std::get_if<OrderRested>(&event)) {
      tape_.push_back({false, rest->side, rest->limit, rest->open});
    } else {
      take_notice_of_bids(event);
    }
  }
  if (tape_.size() >= kTapeLength) {
    const auto cut = static_cast<std::ptrdiff_t>(tape_.size() - kTapeEntries);
    tape_.erase(tape_.begin(), tape_.begin() + cut);
    tape_start_ += cut;
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
