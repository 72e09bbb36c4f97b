// A class on an exchange: who enters with which code, who sits where, what people decide and are
// told. Screens (screens.h) show it; the services of the wire call it.
//
// All that changes is a note (class_roll.h), which `NoteSink` keeps: given back by restore(), the
// class is as it was. No secret is kept: of tokens, only digests.
//
// Thread-safety: all members may be called from any thread, but for restore() and set_benchmark(),
// which come before the others.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/classroom/class_record.h"
#include "exchange/classroom/class_roll.h"
#include "exchange/classroom/desks.h"
#include "exchange/classroom/guess_limit.h"
#include "exchange/classroom/token_bucket.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/service/identities.h"
#include "exchange/service/seat_broker.h"
#include "exchange/service/session_control.h"

namespace tanshi {

struct SeatPast;

// Keeps the bytes of a note in the journal, in the order of the calls; durable once a submit() of
// the sequencer that follows is. Called with the class's lock held: calls nothing of the class.
using NoteSink = std::function<void(const std::string& bytes)>;

struct ClassroomOptions {
  std::string title;     // of what is played, on a line
  std::string currency;  // ISO 4217
  std::string treatment;
  bool practice = false;
  std::int32_t session_number = 1;
  GuessLimits guesses = {};
  RateLimit commands{.per_second = 50, .burst = 200};  // of a participant
  NoteSink note = {};                                  // empty: nothing is kept
};

class Classroom {
 public:
  // All must outlive the class. The session's seats have been offered to `broker`.
  Classroom(ClassroomOptions options, Sequencer& sequencer, Identities& identities,
            SeatBroker& broker, const SessionControl& session);
  Classroom(const Classroom&) = delete;
  Classroom& operator=(const Classroom&) = delete;
  ~Classroom();

  // Makes the class what it was when the notes were made. A note that cannot be read is skipped.
  // Events that are to be seen again are told to record() after this.
  void restore(std::span<const std::string> notes);

  // ---- Participants. The change is durable once a submit() of the sequencer that follows is. ----

  [[nodiscard]] v1::GetClassResponse describe() const;
  // `peer` tells apart who guesses codes.
  // Errors: as ClassroomService.EnterClass.
  [[nodiscard]] absl::StatusOr<v1::EnterClassResponse> enter(const v1::EnterClassRequest& request,
                                                             const std::string& peer);
  [[nodiscard]] absl::StatusOr<v1::SetPlanResponse> set_plan(const Identity& identity,
                                                             const v1::SetPlanRequest& request);
  [[nodiscard]] absl::Status record_step(const Identity& identity,
                                         const v1::RecordStepRequest& request);

  // ---- The operator; likewise. The caller has checked that it is he. ----

  [[nodiscard]] absl::StatusOr<v1::Code> create_code(const v1::CreateCodeRequest& request);
  [[nodiscard]] std::vector<v1::Code> codes() const;
  [[nodiscard]] absl::Status revoke_code(const std::string& code);
  // Without what only screens know: whether they are connected.
  [[nodiscard]] std::vector<v1::Participant> participants() const;
  // The caller ends the participant's streams.
  [[nodiscard]] absl::Status remove_participant(std::int64_t id);
  [[nodiscard]] absl::Status set_seat_player(const std::string& seat, bool robot);
  [[nodiscard]] absl::Status announce(const std::string& text);
  // Tells of a change of the world that was made.
  void announce_shock(const v1::ApplyShockRequest& shock);
  [[nodiscard]] absl::Status set_options(const v1::SetClassOptionsRequest& request);

  // ---- Looking back ----

  // How a seat did.
  // Errors: FAILED_PRECONDITION the session is not over; NOT_FOUND no such seat.
  [[nodiscard]] absl::StatusOr<v1::Debrief> debrief(std::string_view seat);
  // That of every seat, in the order of the accounts.
  [[nodiscard]] absl::StatusOr<std::vector<v1::Debrief>> debriefs();

  // ---- The market ----
  // Whether the caller may give it `count` commands now: a participant while the seat is his to
  // play, and no faster than a person needs. Does not block.
  // Errors: FAILED_PRECONDITION a robot plays the seat, by the operator's order; RESOURCE_EXHAUSTED
  // too many came; UNAUTHENTICATED the participant was removed.
  [[nodiscard]] absl::Status admit(const Identity& identity, int count);

  // ---- What screens show ----
  struct SeatInfo {
    const SeatBrief* brief = nullptr;
    std::int64_t participant = 0;  // 0: none
    std::string name;              // his
    bool robot_plays = false;      // by the operator's order
  };
  // In the order of the accounts; without the regulator's.
  [[nodiscard]] std::vector<SeatInfo> seats() const;
  // The seat of a holder. nullptr: none.
  [[nodiscard]] const SeatBrief* seat_of(const Identity& identity) const;
  [[nodiscard]] v1::SetClassOptionsRequest options() const;
  [[nodiscard]] const ClassroomOptions& setup() const { return setup_; }
  [[nodiscard]] SessionStatus status() const { return session_.status(); }
  [[nodiscard]] SessionClock clock() const { return session_.clock(); }
  [[nodiscard]] ClassRecord& record() { return *record_; }
  [[nodiscard]] Desks& desks() { return *desks_; }
  [[nodiscard]] SeatBroker& broker() { return broker_; }
  // Rises with each change of who sits where, what is played by whom, and the options.
  [[nodiscard]] std::int64_t version() const { return version_; }

  // Prices that theory predicts, one a year; told to the operator.
  void set_benchmark(std::vector<Price> prices);
  // The briefs of the seats have changed.
  void take_in_change();
  [[nodiscard]] std::vector<Price> benchmark() const;

 private:
  using Note = journal::v1::ClassNote;

  // Parts; called with the lock held.
  void keep(Note& note);
  void remember(const journal::v1::PlanSet& set);
  void tell(v1::Announcement told);
  absl::StatusOr<std::string> take_seat(const AccessCode& code);
  absl::StatusOr<v1::EnterClassResponse> enter_anew(const v1::EnterClassRequest& request,
                                                    const AccessCode& code,
                                                    const std::string& request_digest);
  v1::EnterClassResponse enter_again(ClassMember& member);
  v1::EnterClassResponse answer_of(const ClassMember& member, const std::string& token);
  void grant(const ClassMember& member, const std::string& digest);
  [[nodiscard]] absl::Status check_over() const;
  [[nodiscard]] absl::Status check_consent(const v1::SetClassOptionsRequest& request) const;
  [[nodiscard]] v1::Debrief debrief_of(const SeatInfo& seat);
  [[nodiscard]] SeatPast past_of(const SeatBrief& brief, const DeskState& desk) const;
  [[nodiscard]] bool runs_now(const SeatStatus& seat) const;
  [[nodiscard]] bool is_free(const SeatStatus& seat, std::string_view named_by_code) const;
  [[nodiscard]] const SeatBrief* brief_of(std::string_view seat) const;

  const ClassroomOptions setup_;
  Sequencer& sequencer_;
  Identities& identities_;
  SeatBroker& broker_;
  const SessionControl& session_;
  std::vector<const SeatBrief*> briefs_;  // by account; as they are now: brief_of()
  std::shared_ptr<ClassRecord> record_;   // shared with the sequencer's observer
  std::shared_ptr<Desks> desks_;          // shared with the broker

  mutable std::mutex mutex_;
  ClassRoll roll_;
  GuessLimit guesses_;
  std::map<std::int64_t, TokenBucket> command_rates_;  // by participant
  std::map<std::int64_t, std::string> tokens_;         // of who entered since the start
  std::map<std::string, std::vector<PastPlan>, std::less<>> plans_;  // by seat
  std::vector<Price> benchmark_;
  std::atomic<std::int64_t> version_ = 1;
  std::atomic<int> robot_seat_count_ = 0;
};

}  // namespace tanshi
