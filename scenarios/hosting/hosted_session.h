// A session on an exchange that others can reach: the same calendar as a run in process, on the
// sequencer's market, with seats that programs and people may take.
//
// It leaves a trail of notes in the journal (session_trail.h). One that was interrupted is played
// again from the beginning, as fast as can be, to where it stood, and goes on from there: with its
// robots, its clock and what its holders had decided. One that was stopped is played again as well,
// for those who look back on it, and stops there.
//
// Thread-safety: as SessionControl. The session plays on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "exchange/sequencer/sequencer.h"
#include "exchange/service/seat_broker.h"
#include "exchange/service/session_control.h"
#include "scenarios/hosting/session_pace.h"
#include "scenarios/hosting/session_past.h"
#include "scenarios/hosting/session_trail.h"
#include "scenarios/hosting/world_change.h"
#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/observed_venue.h"
#include "scenarios/runner/session.h"

namespace tanshi {

struct HostingOptions {
  std::uint64_t seed = 1;
  // How long a holder may take to answer a wake; its robot answers after that.
  std::chrono::milliseconds answer_within{10'000};
  // Wall-clock time that a simulated day takes at least; 0: as fast as the holders answer.
  std::chrono::milliseconds day_takes{0};
  // Tokens that seats have already, by the seat's name; the others get new ones.
  // REQUIRES: no two are the same.
  std::map<std::string, std::string> tokens = {};
  // Called on the session's thread before each turn; false ends the session. May be empty.
  Session::BeforeTurn before_turn = {};
  // Called on the session's thread when the world has changed, in the year `now`. May be empty.
  std::function<void(Year now, const Scenario& scenario, const World& world)> world_changed = {};
  // Hears of every command of the session and every event, on its thread; may be null, and must
  // outlive the session.
  VenueObserver* observer = nullptr;
};

class HostedSession final : public SessionControl {
 public:
  // Offers the scenario's seats to `broker`. Both must outlive the session. `past`: of one that was
  // interrupted, to be gone on with by resume_past(). On a sequencer that has a log already, and
  // without a past that it can follow, the session is stopped where that one stood.
  HostedSession(const Scenario& scenario, const HostingOptions& options, Sequencer& sequencer,
                SeatBroker& broker, std::optional<SessionPast> past = std::nullopt);
  ~HostedSession() override;  // interrupts it

  struct SeatToken {
    std::string seat;
    std::string token;
  };
  [[nodiscard]] const std::vector<SeatToken>& tokens() const { return tokens_; }
  // As it began. REQUIRES: the session does not play yet.
  [[nodiscard]] const World& world() const { return world_; }

  // Plays the past again; blocks until the session stands where it stood, and holds it there until
  // go_on(), or for good if it was stopped. Without a past it does nothing.
  // Errors: FAILED_PRECONDITION the session does not fit its past; it is stopped then.
  absl::Status resume_past();
  void go_on();

  [[nodiscard]] SessionStatus status() const override;
  absl::Status start() override;
  absl::Status pause() override;
  absl::Status resume() override;
  absl::Status step(std::int32_t turns) override;
  absl::Status stop() override;
  absl::Status set_pace(std::chrono::milliseconds day_takes) override;
  absl::Status extend_year(std::chrono::milliseconds more) override;
  absl::Status end_year() override;
  absl::Status change_world(const WorldChange& change) override;
  [[nodiscard]] SessionClock clock() const override;

  // Ends it for now: the server ends. The journal does not say that it was stopped.
  void interrupt(const std::string& reason);

  // Blocks until the session is over, and commands no more. The result, or nothing when it was
  // stopped.
  [[nodiscard]] std::optional<RunResult> wait();

 private:
  void offer(const SeatBrief& brief);
  void begin();
  void play();
  void finish(RunResult result);
  bool before_turn(Session& session, const SessionPosition& position);
  bool wait_for_turn(Session& session, const SessionPosition& position, std::int64_t turn);
  void catch_up(const SessionPosition& position);
  void show_year(const Session& session);
  void make_changes(Session& session, std::int64_t turn);
  bool change(Session& session, const WorldChange& change);
  absl::Status end(const std::string& reason);
  template <class Set>
  void note_control(const Set& set);
  [[nodiscard]] bool is_pausing() const;
  [[nodiscard]] bool is_over() const;
  absl::Status expect_phase(std::initializer_list<SessionPhase> allowed,
                            std::string_view verb) const;

  Scenario scenario_;  // changed between turns, by the session's thread
  const HostingOptions options_;
  World world_;  // likewise
  Sequencer& sequencer_;
  SeatBroker& broker_;
  std::vector<SeatToken> tokens_;
  const bool was_stopped_;
  const bool has_past_;
  SessionPace pace_;  // guarded by the mutex
  SessionTrail trail_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  SessionPhase phase_ = SessionPhase::kWaiting;
  bool plays_ = false;            // its thread does, be it over or not
  bool caught_up_ = true;         // with its past
  bool may_go_on_ = true;         // once it has
  std::int32_t turns_left_ = -1;  // until it pauses by itself; below 0: never
  SessionPosition position_;
  std::vector<WorldChange> asked_changes_;
  ChangeTotals totals_;  // of all changes that were asked for
  std::optional<RunResult> result_;
  std::thread thread_;
};

}  // namespace tanshi
