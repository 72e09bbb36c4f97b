#include "scenarios/hosting/hosted_session.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "exchange/service/identities.h"
#include "exchange/wire/world_change.h"
#include "scenarios/hosting/session_note.h"
#include "scenarios/runner/outcome.h"

namespace tanshi {
namespace {

class BrokeredSeats final : public SeatHolders {
 public:
  BrokeredSeats(const World& world, SeatBroker& broker, SessionTrail& trail,
                std::chrono::milliseconds answer_within)
      : world_(world), broker_(broker), trail_(trail), answer_within_(answer_within) {}

  bool decide(std::size_t seat, const Observation& observation, Decision& decision) override {
    const SeatBrief& brief = brief_of(world_, seat);
    if (trail_.in_past()) broker_.show(brief.seat, observation);
    std::optional<Decision> answer = trail_.answer(brief.account, [&] {
      return broker_.wake(brief.seat, observation, SeatBroker::Clock::now() + answer_within_);
    });
    if (!answer) return false;
    decision = *std::move(answer);
    return true;
  }

 private:
  const World& world_;
  SeatBroker& broker_;
  SessionTrail& trail_;
  std::chrono::milliseconds answer_within_;
};

std::string_view name_of(SessionPhase phase) {
  switch (phase) {
    case SessionPhase::kWaiting:
      return "waiting";
    case SessionPhase::kRunning:
      return "running";
    case SessionPhase::kPaused:
      return "paused";
    case SessionPhase::kFinished:
      return "finished";
    case SessionPhase::kStopped:
      return "stopped";
  }
  return "unknown";
}

// As it was set before, or else as it is to be.
std::chrono::milliseconds pace_of(const std::optional<SessionPast>& past,
                                  const HostingOptions& options) {
  const auto set_before = past ? past->day_takes_ms() : std::nullopt;
  return set_before ? std::chrono::milliseconds(*set_before) : options.day_takes;
}

}  // namespace

HostedSession::HostedSession(const Scenario& scenario, const HostingOptions& options,
                             Sequencer& sequencer, SeatBroker& broker,
                             std::optional<SessionPast> past)
    : scenario_(scenario),
      options_(options),
      world_(make_world(scenario, options.seed)),
      sequencer_(sequencer),
      broker_(broker),
      was_stopped_(past.has_value() && past->stopped()),
      has_past_(past.has_value() && past->begun()),
      pace_(scenario.horizon, pace_of(past, options)),
      trail_(sequencer, has_past_ ? std::move(past) : std::nullopt) {
  for (const SeatPlan& seat : world_.seats) offer(seat.brief);
  if (world_.regulator) offer(*world_.regulator);
  sequencer_.read(
      [&](const Market& market) { position_ = position_at(scenario.horizon, market.time()); });
  if (!has_past_ && (was_stopped_ || sequencer_.counts().applied > 0))
    interrupt("the session was stopped");
}

void HostedSession::offer(const SeatBrief& brief) {
  const auto given = options_.tokens.find(brief.seat);
  tokens_.push_back({brief.seat, given == options_.tokens.end() ? new_token() : given->second});
  broker_.offer(brief, tokens_.back().token);
}

HostedSession::~HostedSession() {
  interrupt("the session was stopped");
  if (thread_.joinable()) thread_.join();
}

// ---- On any thread ------------------------------------------------------------------------------

absl::Status HostedSession::resume_past() {
  if (!has_past_) return absl::OkStatus();
  {
    const std::scoped_lock lock(mutex_);
    caught_up_ = false;
    may_go_on_ = false;
    if (trail_.past_paused()) turns_left_ = 0;
    for (const std::string& bytes : trail_.unmade_changes()) {
      const auto change = world_change_from(bytes);
      if (!change.ok()) continue;
      static_cast<void>(add_to(totals_, *change));
      asked_changes_.push_back(*change);
    }
    begin();
  }
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return caught_up_ || is_over(); });
  }
  absl::Status status = trail_.status();
  if (was_stopped_) interrupt("the session was stopped");
  return status;
}

void HostedSession::go_on() {
  const std::scoped_lock lock(mutex_);
  may_go_on_ = true;
  changed_.notify_all();
}

SessionStatus HostedSession::status() const {
  const std::scoped_lock lock(mutex_);
  SessionStatus status;
  status.scenario = scenario_.name;
  status.seed = options_.seed;
  status.phase = phase_;
  status.year = position_.year;
  status.day = position_.day;
  status.turn = position_.turn;
  status.first_year = scenario_.horizon.first_year;
  status.years = scenario_.horizon.years;
  status.days_per_year = scenario_.horizon.days_per_year;
  status.turns_per_day = scenario_.horizon.turns_per_day;
  return status;
}

SessionClock HostedSession::clock() const {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  const std::scoped_lock lock(mutex_);
  const auto now = SessionPace::Clock::now();
  return {duration_cast<milliseconds>(pace_.day_takes()),
          duration_cast<milliseconds>(pace_.day_left(now)),
          duration_cast<milliseconds>(pace_.year_left(now))};
}

// Keeps in the journal what `set` says of the clock. Called without the lock: the sequencer may
// tell others of what it commits.
template <class Set>
void HostedSession::note_control(const Set& set) {
  journal::v1::SessionNote note;
  set(*note.mutable_control());
  sequencer_.note(bytes_of(note));
  sequencer_.submit({}, [](auto) {});
}

absl::Status HostedSession::start() {
  {
    const std::scoped_lock lock(mutex_);
    if (auto status = expect_phase({SessionPhase::kWaiting}, "start"); !status.ok()) return status;
    begin();
  }
  note_control([](journal::v1::Control& control) { control.set_paused(false); });
  return absl::OkStatus();
}

void HostedSession::begin() {
  phase_ = SessionPhase::kRunning;
  plays_ = true;
  thread_ = std::thread([this] {
    play();
    const std::scoped_lock lock(mutex_);
    plays_ = false;
    changed_.notify_all();
  });
}

absl::Status HostedSession::pause() {
  {
    const std::scoped_lock lock(mutex_);
    if (auto status = expect_phase({SessionPhase::kRunning}, "pause"); !status.ok()) return status;
    turns_left_ = 0;
    changed_.notify_all();
  }
  note_control([](journal::v1::Control& control) { control.set_paused(true); });
  return absl::OkStatus();
}

absl::Status HostedSession::resume() {
  {
    const std::scoped_lock lock(mutex_);
    if (!is_pausing()) {
      if (auto status = expect_phase({SessionPhase::kPaused}, "resume"); !status.ok())
        return status;
    }
    turns_left_ = -1;
    phase_ = SessionPhase::kRunning;
    changed_.notify_all();
  }
  note_control([](journal::v1::Control& control) { control.set_paused(false); });
  return absl::OkStatus();
}

absl::Status HostedSession::step(std::int32_t turns) {
  {
    const std::scoped_lock lock(mutex_);
    const bool first = phase_ == SessionPhase::kWaiting;
    if (!is_pausing()) {
      if (auto status = expect_phase({SessionPhase::kWaiting, SessionPhase::kPaused}, "step");
          !status.ok()) {
        return status;
      }
    }
    turns_left_ = turns;
    phase_ = SessionPhase::kRunning;
    changed_.notify_all();
    if (first) begin();
  }
  note_control([](journal::v1::Control& control) { control.set_paused(true); });
  return absl::OkStatus();
}

absl::Status HostedSession::stop() {
  if (absl::Status status = end("the session was stopped"); !status.ok()) return status;
  note_control([](journal::v1::Control& control) { control.set_stopped(true); });
  return absl::OkStatus();
}

void HostedSession::interrupt(const std::string& reason) {
  static_cast<void>(end(reason));  // refused when it is over already
}

absl::Status HostedSession::end(const std::string& reason) {
  {
    const std::scoped_lock lock(mutex_);
    if (auto status = expect_phase(
            {SessionPhase::kWaiting, SessionPhase::kRunning, SessionPhase::kPaused}, "stop");
        !status.ok()) {
      return status;
    }
    phase_ = SessionPhase::kStopped;
    changed_.notify_all();
  }
  broker_.close(reason);
  return absl::OkStatus();
}

absl::Status HostedSession::set_pace(std::chrono::milliseconds day_takes) {
  {
    const std::scoped_lock lock(mutex_);
    if (auto status =
            expect_phase({SessionPhase::kWaiting, SessionPhase::kRunning, SessionPhase::kPaused},
                         "change its pace");
        !status.ok()) {
      return status;
    }
    pace_.set(day_takes);
    changed_.notify_all();
  }
  note_control([&](journal::v1::Control& control) { control.set_day_takes_ms(day_takes.count()); });
  return absl::OkStatus();
}

absl::Status HostedSession::extend_year(std::chrono::milliseconds more) {
  {
    const std::scoped_lock lock(mutex_);
    if (auto status = expect_phase({SessionPhase::kRunning, SessionPhase::kPaused}, "take longer");
        !status.ok()) {
      return status;
    }
    pace_.extend(more);
    changed_.notify_all();
  }
  note_control([&](journal::v1::Control& control) { control.set_more_ms(more.count()); });
  return absl::OkStatus();
}

absl::Status HostedSession::end_year() {
  {
    const std::scoped_lock lock(mutex_);
    if (auto status = expect_phase({SessionPhase::kRunning, SessionPhase::kPaused}, "end its year");
        !status.ok()) {
      return status;
    }
    pace_.hurry();
    turns_left_ = -1;
    phase_ = SessionPhase::kRunning;
    changed_.notify_all();
  }
  note_control([](journal::v1::Control& control) { control.set_hurries(true); });
  return absl::OkStatus();
}

absl::Status HostedSession::change_world(const WorldChange& change) {
  {
    const std::scoped_lock lock(mutex_);
    if (auto status =
            expect_phase({SessionPhase::kRunning, SessionPhase::kPaused}, "have its world changed");
        !status.ok()) {
      return status;
    }
    Scenario changed = scenario_;
    absl::Status status = change_scenario(change, position_.year, changed);
    if (status.ok()) status = add_to(totals_, change);
    if (!status.ok()) return status;
    trail_.note_change(0, bytes_of(change));
    asked_changes_.push_back(change);
    changed_.notify_all();
  }
  sequencer_.submit({}, [](auto) {});
  return absl::OkStatus();
}

std::optional<RunResult> HostedSession::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_over() && !plays_; });
  return result_;
}

// ---- On the session's thread --------------------------------------------------------------------

void HostedSession::play() {
  BrokeredSeats holders(world_, broker_, trail_, options_.answer_within);
  Venue& venue = trail_.venue();
  ObservedVenue observed(venue, options_.observer);
  Venue& floor = options_.observer == nullptr ? venue : observed;
  Session session(scenario_, world_, options_.seed, floor, &holders);
  if (!session.run(
          [&](const SessionPosition& position) { return before_turn(session, position); })) {
    interrupt("the session was stopped");
    return;
  }
  sequencer_.flush();
  RunIdentity identity{options_.seed, "grpc", 0, 0, 0};
  venue.look([&](const Market& market) {
    identity.commands = market.command_count();
    identity.events = market.event_count();
    identity.events_hash = market.events_hash();
  });
  finish(make_result(scenario_, world_, session, identity));
}

void HostedSession::finish(RunResult result) {
  {
    const std::scoped_lock lock(mutex_);
    result_ = std::move(result);
    phase_ = SessionPhase::kFinished;
    changed_.notify_all();
  }
  broker_.close("the session is finished");
}

bool HostedSession::before_turn(Session& session, const SessionPosition& position) {
  const std::int64_t turn = trail_.begin_turn();
  for (const std::string& bytes : trail_.changes(turn)) {
    const auto made = world_change_from(bytes);
    if (!made.ok() || !change(session, *made)) return false;
    const std::scoped_lock lock(mutex_);
    static_cast<void>(add_to(totals_, *made));
  }
  if (!trail_.status().ok()) return false;
  if (position.day == 0 && position.turn == 0) show_year(session);
  if (trail_.in_past()) {
    const std::scoped_lock lock(mutex_);
    position_ = position;
    return phase_ != SessionPhase::kStopped;
  }
  catch_up(position);
  if (options_.before_turn && !options_.before_turn(position)) return false;
  return wait_for_turn(session, position, turn);
}

// What a year begins with: people trade in its first turn before anybody is woken.
void HostedSession::show_year(const Session& session) {
  trail_.peek([&] {
    Observation view = session.view();
    for (std::size_t seat = 0; seat < world_.seats.size(); ++seat) {
      session.show(seat, view);
      broker_.show(world_.seats[seat].brief.seat, view);
    }
  });
}

// The past is over: whoever waits for that hears of it, and the session waits until it may go on.
void HostedSession::catch_up(const SessionPosition& position) {
  trail_.catch_up();
  std::unique_lock lock(mutex_);
  if (caught_up_) return;
  position_ = position;
  caught_up_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return may_go_on_ || phase_ == SessionPhase::kStopped; });
}

// A turn's time comes first, in which people trade; then robots and programs are woken. Holds the
// session back for that time, and while it is paused. Changes of the world are made meanwhile.
bool HostedSession::wait_for_turn(Session& session, const SessionPosition& position,
                                  std::int64_t turn) {
  using Clock = SessionPace::Clock;
  std::unique_lock lock(mutex_);
  if (pace_.hurries() && position.year_index != position_.year_index) turns_left_ = 0;
  position_ = position;
  pace_.begin_turn(position, Clock::now());
  for (;;) {
    if (!asked_changes_.empty()) {
      lock.unlock();
      make_changes(session, turn);
      lock.lock();
    }
    if (turns_left_ == 0 && phase_ == SessionPhase::kRunning) {
      phase_ = SessionPhase::kPaused;
      pace_.stop(Clock::now());
      changed_.notify_all();
    }
    if (phase_ == SessionPhase::kPaused) {
      changed_.wait(lock);
      if (phase_ != SessionPhase::kPaused) pace_.go_on(Clock::now());
      continue;
    }
    if (phase_ != SessionPhase::kRunning) return false;
    const auto due = pace_.due();
    // A step is asked for to be seen at once.
    if (!due || turns_left_ > 0 || Clock::now() >= *due) break;
    changed_.wait_until(lock, *due);
  }
  if (turns_left_ > 0) --turns_left_;
  return true;
}

void HostedSession::make_changes(Session& session, std::int64_t turn) {
  std::vector<WorldChange> asked;
  {
    const std::scoped_lock lock(mutex_);
    asked.swap(asked_changes_);
  }
  for (const WorldChange& each : asked) {
    trail_.note_change(turn, bytes_of(each));
    static_cast<void>(change(session, each));  // it was checked when it was asked for
  }
}

// In place, where the session finds it. The robots of before still refer to the world of before,
// until others take their places.
bool HostedSession::change(Session& session, const WorldChange& change) {
  Scenario next = scenario_;
  const Year now = session.position().year;
  if (!change_scenario(change, now, next).ok()) return false;
  World before = std::move(world_);
  {
    const std::scoped_lock lock(mutex_);
    scenario_ = std::move(next);
  }
  world_ = make_world(scenario_, options_.seed);
  session.take_in_change();
  for (const SeatPlan& seat : world_.seats) broker_.change(seat.brief);
  if (options_.world_changed) options_.world_changed(now, scenario_, world_);
  return true;
}

// ---- With the lock held -------------------------------------------------------------------------

// The pause has been asked for, and comes when the turn under way is over.
bool HostedSession::is_pausing() const {
  return phase_ == SessionPhase::kRunning && turns_left_ == 0;
}

bool HostedSession::is_over() const {
  return phase_ == SessionPhase::kFinished || phase_ == SessionPhase::kStopped;
}

absl::Status HostedSession::expect_phase(std::initializer_list<SessionPhase> allowed,
                                         std::string_view verb) const {
  if (std::ranges::find(allowed, phase_) != allowed.end()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("the session is {}: it cannot {}", name_of(phase_), verb));
}

}  // namespace tanshi
