#include "scenarios/hosting/hosted_session.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "exchange/service/identities.h"
#include "scenarios/runner/outcome.h"

namespace tanshi {
namespace {

class SequencedVenue final : public Venue {
 public:
  explicit SequencedVenue(Sequencer& sequencer) : sequencer_(sequencer) {}

  void advance(SimTime time) override { sequencer_.advance(time); }
  void apply(std::span<const Action> actions, std::vector<Event>& events) override {
    sequencer_.apply_now(actions, events);
  }
  void look(const std::function<void(const Market&)>& look) const override {
    sequencer_.read(look);
  }

 private:
  Sequencer& sequencer_;
};

class BrokeredSeats final : public SeatHolders {
 public:
  BrokeredSeats(const World& world, SeatBroker& broker, std::chrono::milliseconds answer_within)
      : world_(world), broker_(broker), answer_within_(answer_within) {}

  bool decide(std::size_t seat, const Observation& observation, Decision& decision) override {
    std::optional<Decision> answer = broker_.wake(brief_of(world_, seat).seat, observation,
                                                  SeatBroker::Clock::now() + answer_within_);
    if (!answer) return false;
    decision = *std::move(answer);
    return true;
  }

 private:
  const World& world_;
  SeatBroker& broker_;
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

}  // namespace

HostedSession::HostedSession(const Scenario& scenario, const HostingOptions& options,
                             Sequencer& sequencer, SeatBroker& broker)
    : scenario_(scenario),
      options_(options),
      world_(make_world(scenario, options.seed)),
      sequencer_(sequencer),
      broker_(broker) {
  for (const SeatPlan& seat : world_.seats) offer(seat.brief);
  if (world_.regulator) offer(*world_.regulator);
  sequencer_.read(
      [&](const Market& market) { position_ = position_at(scenario.horizon, market.time()); });
  if (sequencer_.counts().applied > 0) static_cast<void>(stop());
}

void HostedSession::offer(const SeatBrief& brief) {
  const auto given = options_.tokens.find(brief.seat);
  tokens_.push_back({brief.seat, given == options_.tokens.end() ? new_token() : given->second});
  broker_.offer(brief, tokens_.back().token);
}

HostedSession::~HostedSession() {
  static_cast<void>(stop());
  if (thread_.joinable()) thread_.join();
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

absl::Status HostedSession::start() {
  const std::scoped_lock lock(mutex_);
  if (auto status = expect_phase({SessionPhase::kWaiting}, "start"); !status.ok()) return status;
  phase_ = SessionPhase::kRunning;
  thread_ = std::thread([this] { play(); });
  return absl::OkStatus();
}

absl::Status HostedSession::pause() {
  const std::scoped_lock lock(mutex_);
  if (auto status = expect_phase({SessionPhase::kRunning}, "pause"); !status.ok()) return status;
  turns_left_ = 0;
  return absl::OkStatus();
}

absl::Status HostedSession::resume() {
  const std::scoped_lock lock(mutex_);
  if (!is_pausing()) {
    if (auto status = expect_phase({SessionPhase::kPaused}, "resume"); !status.ok()) return status;
  }
  turns_left_ = -1;
  phase_ = SessionPhase::kRunning;
  changed_.notify_all();
  return absl::OkStatus();
}

absl::Status HostedSession::step(std::int32_t turns) {
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
  if (first) thread_ = std::thread([this] { play(); });
  return absl::OkStatus();
}

absl::Status HostedSession::stop() {
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
  broker_.close("the session was stopped");
  return absl::OkStatus();
}

std::optional<RunResult> HostedSession::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] {
    return phase_ == SessionPhase::kFinished || phase_ == SessionPhase::kStopped;
  });
  return result_;
}

void HostedSession::play() {
  SequencedVenue venue(sequencer_);
  BrokeredSeats holders(world_, broker_, options_.answer_within);
  Session session(scenario_, world_, options_.seed, venue, &holders);
  if (!session.run([this](const SessionPosition& position) { return before_turn(position); })) {
    static_cast<void>(stop());  // refused when it is what ended the session
    return;
  }
  sequencer_.flush();
  RunIdentity identity{options_.seed, "grpc", 0, 0, 0};
  venue.look([&](const Market& market) {
    identity.commands = market.command_count();
    identity.events = market.event_count();
    identity.events_hash = market.events_hash();
  });
  RunResult result = make_result(scenario_, world_, session, identity);
  {
    const std::scoped_lock lock(mutex_);
    result_ = std::move(result);
    phase_ = SessionPhase::kFinished;
    changed_.notify_all();
  }
  broker_.close("the session is finished");
}

// Holds the session back while it is paused, or ahead of its pace.
bool HostedSession::before_turn(const SessionPosition& position) {
  using Clock = std::chrono::steady_clock;
  if (options_.before_turn && !options_.before_turn(position)) return false;
  std::unique_lock lock(mutex_);
  position_ = position;
  if (position.turn == 0 && options_.day_takes.count() > 0) {
    if (day_began_) {
      changed_.wait_until(lock, *day_began_ + options_.day_takes,
                          [this] { return phase_ == SessionPhase::kStopped; });
    }
    day_began_ = Clock::now();
  }
  if (turns_left_ == 0 && phase_ == SessionPhase::kRunning) phase_ = SessionPhase::kPaused;
  changed_.wait(lock, [this] { return phase_ != SessionPhase::kPaused; });
  if (turns_left_ > 0) --turns_left_;
  return phase_ == SessionPhase::kRunning;
}

// The pause has been asked for, and comes when the turn under way is over.
bool HostedSession::is_pausing() const {
  return phase_ == SessionPhase::kRunning && turns_left_ == 0;
}

absl::Status HostedSession::expect_phase(std::initializer_list<SessionPhase> allowed,
                                         std::string_view verb) const {
  if (std::ranges::find(allowed, phase_) != allowed.end()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("the session is {}: it cannot {}", name_of(phase_), verb));
}

}  // namespace tanshi
