#include "exchange/service/seat_broker.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "exchange/base/check.h"
#include "fmt/format.h"

namespace tanshi {

SeatBroker::SeatBroker(Identities& identities) : identities_(identities) {}

// ---- The session's side ------------------------------------------------------------------------

void SeatBroker::offer(const SeatBrief& brief, std::string token) {
  if (brief.regulator) {
    identities_.grant_regulator(std::move(token), brief.account);
  } else {
    identities_.grant_holder(std::move(token), brief.account);
  }
  auto seat = std::make_unique<Seat>();
  seat->brief = std::make_unique<const SeatBrief>(brief);
  const std::lock_guard lock(mutex_);
  const bool is_new = by_name_.emplace(brief.seat, seat.get()).second;
  TANSHI_CHECK(is_new);
  seats_.push_back(std::move(seat));
}

void SeatBroker::change(const SeatBrief& brief) {
  const std::lock_guard lock(mutex_);
  Seat* const seat = find(brief.seat);
  TANSHI_CHECK(seat != nullptr);
  earlier_briefs_.push_back(std::exchange(seat->brief, std::make_unique<const SeatBrief>(brief)));
}

bool SeatBroker::wait_until_held(Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  const auto all_held = [this] {
    return std::ranges::all_of(seats_, [](const auto& seat) {
      return seat->holder != nullptr || seat->person != nullptr;
    });
  };
  changed_.wait_until(lock, deadline, [&] { return closed_ || all_held(); });
  return !closed_ && all_held();
}

std::optional<Decision> SeatBroker::wake(std::string_view name, const Observation& observation,
                                         Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  Seat* const seat = find(name);
  TANSHI_CHECK(seat != nullptr && !seat->awake);
  show(lock, *seat, observation);
  std::optional<Decision> decision;
  if (const auto program = seat->holder; program != nullptr && !closed_) {
    decision = ask(lock, *seat, program, observation, deadline);
  }
  if (const auto person = seat->person; !decision && person != nullptr && !closed_) {
    decision = ask(lock, *seat, person, observation, deadline);
  }
  return decision;
}

void SeatBroker::show(std::string_view name, const Observation& observation) {
  std::unique_lock lock(mutex_);
  Seat* const seat = find(name);
  TANSHI_CHECK(seat != nullptr);
  show(lock, *seat, observation);
}

// The lock is let go while the watcher looks.
void SeatBroker::show(std::unique_lock<std::mutex>& lock, const Seat& seat,
                      const Observation& observation) {
  const std::shared_ptr<SeatWatcher> watcher = watcher_;
  if (watcher == nullptr) return;
  const SeatBrief& brief = *seat.brief;
  lock.unlock();
  watcher->woken(brief, observation);
  lock.lock();
}

std::optional<Decision> SeatBroker::ask(std::unique_lock<std::mutex>& lock, Seat& seat,
                                        const std::shared_ptr<SeatHolder>& holder,
                                        const Observation& observation,
                                        Clock::time_point deadline) {
  seat.awake = true;
  seat.woken = holder.get();
  seat.decision.reset();
  const std::int64_t turn = ++seat.turn;
  const SeatBrief& brief = *seat.brief;

  lock.unlock();
  holder->wake(brief, turn, observation);
  lock.lock();

  // Ends by an answer, by release() and by close(), which put the seat to sleep, or by time.
  const bool in_time = changed_.wait_until(lock, deadline, [&] { return !seat.awake; });
  if (in_time) return std::exchange(seat.decision, std::nullopt);
  seat.awake = false;
  lock.unlock();
  holder->expired(brief, turn);
  lock.lock();
  return std::nullopt;
}

void SeatBroker::close(const std::string& reason) {
  std::vector<std::shared_ptr<SeatHolder>> holders;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = true;
    close_reason_ = reason;
    holders = release_all();
  }
  changed_.notify_all();
  for (const auto& holder : holders) holder->session_over(reason);
}

// ---- A class's side ----------------------------------------------------------------------------

void SeatBroker::set_watcher(std::shared_ptr<SeatWatcher> watcher) {
  const std::lock_guard lock(mutex_);
  watcher_ = std::move(watcher);
}

absl::Status SeatBroker::seat_person(std::string_view name, std::shared_ptr<SeatHolder> person) {
  const std::lock_guard lock(mutex_);
  if (closed_) {
    return absl::FailedPreconditionError(fmt::format("the session is over: {}", close_reason_));
  }
  Seat* const seat = find(name);
  if (seat == nullptr) {
    return absl::NotFoundError(fmt::format("seat is \"{}\"; the session has no such seat", name));
  }
  if (seat->holder != nullptr || seat->person != nullptr) {
    return absl::AlreadyExistsError(fmt::format("seat \"{}\" is held already", name));
  }
  seat->person = std::move(person);
  changed_.notify_all();
  return absl::OkStatus();
}

void SeatBroker::empty_seat(std::string_view name) {
  std::shared_ptr<SeatHolder> program;
  const SeatBrief* brief = nullptr;
  {
    const std::lock_guard lock(mutex_);
    Seat* const seat = find(name);
    if (seat == nullptr) return;
    brief = seat->brief.get();
    program = seat->holder;
    seat->person = nullptr;
    release(*seat);
  }
  changed_.notify_all();
  if (program != nullptr) program->taken_away(*brief);
}

// ---- The holders' side -------------------------------------------------------------------------

absl::StatusOr<const SeatBrief*> SeatBroker::join(std::string_view name, const Identity& identity,
                                                  std::shared_ptr<SeatHolder> holder) {
  const std::lock_guard lock(mutex_);
  if (closed_) {
    return absl::FailedPreconditionError(fmt::format("the session is over: {}", close_reason_));
  }
  Seat* const seat = find(name);
  if (seat == nullptr) {
    return absl::NotFoundError(fmt::format("seat is \"{}\"; the session has no such seat", name));
  }
  if (!identity.may_act_for(seat->brief->account)) {
    return absl::PermissionDeniedError(
        fmt::format("the token is not of the holder of seat \"{}\"", name));
  }
  if (seat->holder != nullptr) {
    return absl::AlreadyExistsError(fmt::format("seat \"{}\" is held already", name));
  }
  seat->holder = std::move(holder);
  changed_.notify_all();
  return seat->brief.get();
}

absl::Status SeatBroker::leave(std::string_view name, const SeatHolder* holder) {
  {
    const std::lock_guard lock(mutex_);
    Seat* const seat = find(name);
    if (seat == nullptr || seat->holder.get() != holder) {
      return absl::FailedPreconditionError(fmt::format("seat \"{}\" is not held here", name));
    }
    release(*seat);
  }
  changed_.notify_all();
  return absl::OkStatus();
}

void SeatBroker::leave_all(const SeatHolder* holder) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& seat : seats_) {
      if (seat->holder.get() == holder) release(*seat);
    }
  }
  changed_.notify_all();
}

absl::Status SeatBroker::answer(std::string_view name, const SeatHolder* holder, std::int64_t turn,
                                Decision decision) {
  {
    const std::lock_guard lock(mutex_);
    Seat* const seat = find(name);
    const bool holds =
        seat != nullptr && (seat->holder.get() == holder || seat->person.get() == holder);
    if (!holds) {
      return absl::FailedPreconditionError(fmt::format("seat \"{}\" is not held here", name));
    }
    if (seat->awake && seat->woken != holder) {
      return absl::FailedPreconditionError(
          fmt::format("turn_number is {}; the turn under way is another's", turn));
    }
    if (absl::Status error = check_turn(*seat, turn); !error.ok()) return error;
    const AccountId own = seat->brief->account;
    for (const Intent& intent : decision.intents) {
      const AccountId account = std::visit([](const auto& order) { return order.account; }, intent);
      if (account == own) continue;
      return absl::PermissionDeniedError(fmt::format("account_id is {}; seat \"{}\" has account {}",
                                                     raw_id(account), name, raw_id(own)));
    }
    seat->decision = std::move(decision);
    seat->awake = false;
  }
  changed_.notify_all();
  return absl::OkStatus();
}

// ---- Anyone ------------------------------------------------------------------------------------

const SeatBrief* SeatBroker::brief(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const Seat* const seat = find(name);
  return seat == nullptr ? nullptr : seat->brief.get();
}

std::vector<SeatStatus> SeatBroker::seats() const {
  const std::lock_guard lock(mutex_);
  std::vector<SeatStatus> result;
  result.reserve(seats_.size());
  for (const auto& seat : seats_) {
    result.push_back({.seat = seat->brief->seat,
                      .account = seat->brief->account,
                      .emitter = seat->brief->emitter,
                      .held = seat->holder != nullptr || seat->person != nullptr,
                      .by_program = seat->holder != nullptr,
                      .turns = seat->turn});
  }
  return result;
}

// ---- Parts; called with the lock held ----------------------------------------------------------

SeatBroker::Seat* SeatBroker::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

absl::Status SeatBroker::check_turn(const Seat& seat, std::int64_t turn) const {
  if (seat.awake && turn == seat.turn) return absl::OkStatus();
  const std::string is = fmt::format("turn_number is {}; ", turn);
  if (turn > seat.turn || turn < 1) {
    return absl::FailedPreconditionError(
        fmt::format("{}the seat has been woken {} times, so there is no such turn", is, seat.turn));
  }
  return absl::FailedPreconditionError(
      fmt::format("{}it was answered or its time is over{}", is,
                  seat.awake ? fmt::format("; turn {} is under way", seat.turn) : ""));
}

// Who held a seat, each once.
std::vector<std::shared_ptr<SeatHolder>> SeatBroker::release_all() {
  std::vector<std::shared_ptr<SeatHolder>> holders;
  for (const auto& seat : seats_) {
    for (const auto& holder : {seat->holder, seat->person}) {
      if (holder == nullptr || std::ranges::find(holders, holder) != holders.end()) continue;
      holders.push_back(holder);
    }
    seat->person = nullptr;
    release(*seat);
  }
  return holders;
}

// The program's; a person who sits there stays.
void SeatBroker::release(Seat& seat) {
  seat.holder = nullptr;
  seat.awake = false;
  seat.decision.reset();
}

}  // namespace tanshi
