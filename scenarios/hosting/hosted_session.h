// A session on an exchange that others can reach: the same calendar as a run in process, on the
// sequencer's market, with seats that programs and people may take.
//
// Thread-safety: as SessionControl. The session plays on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "exchange/sequencer/sequencer.h"
#include "exchange/service/seat_broker.h"
#include "exchange/service/session_control.h"
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
  // Hears of every command of the session and every event, on its thread; may be null, and must
  // outlive the session.
  VenueObserver* observer = nullptr;
};

class HostedSession final : public SessionControl {
 public:
  // Offers the scenario's seats to `broker`. Both must outlive the session.
  // On a sequencer that has a log already, of a session that was interrupted, it is stopped where
  // that one stood: what its seats had in mind is not in the log.
  HostedSession(const Scenario& scenario, const HostingOptions& options, Sequencer& sequencer,
                SeatBroker& broker);
  ~HostedSession() override;  // stops it

  struct SeatToken {
    std::string seat;
    std::string token;
  };
  [[nodiscard]] const std::vector<SeatToken>& tokens() const { return tokens_; }
  [[nodiscard]] const World& world() const { return world_; }

  [[nodiscard]] SessionStatus status() const override;
  absl::Status start() override;
  absl::Status pause() override;
  absl::Status resume() override;
  absl::Status step(std::int32_t turns) override;
  absl::Status stop() override;

  // Blocks until the session is over. The result, or nothing when it was stopped.
  [[nodiscard]] std::optional<RunResult> wait();

 private:
  void offer(const SeatBrief& brief);
  void play();
  bool before_turn(const SessionPosition& position);
  [[nodiscard]] bool is_pausing() const;
  absl::Status expect_phase(std::initializer_list<SessionPhase> allowed,
                            std::string_view verb) const;

  const Scenario scenario_;
  const HostingOptions options_;
  const World world_;
  Sequencer& sequencer_;
  SeatBroker& broker_;
  std::vector<SeatToken> tokens_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  SessionPhase phase_ = SessionPhase::kWaiting;
  std::int32_t turns_left_ = -1;  // until it pauses by itself; below 0: never
  SessionPosition position_;
  std::optional<std::chrono::steady_clock::time_point> day_began_;
  std::optional<RunResult> result_;
  std::thread thread_;
};

}  // namespace tanshi
