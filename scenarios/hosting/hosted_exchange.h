// An exchange that plays a scenario, on the wire: journal, sequencer, seats, session and server,
// started and stopped in the right order.
//
// Thread-safety: as its parts.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "exchange/classroom/classroom.h"
#include "exchange/journal/journal.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/service/class_house.h"
#include "exchange/service/identities.h"
#include "exchange/service/seat_broker.h"
#include "exchange/service/server.h"
#include "scenarios/hosting/class_theory.h"
#include "scenarios/hosting/hosted_session.h"
#include "scenarios/model/scenario.h"

namespace tanshi {

struct ExchangeOptions {
  std::string listen = "127.0.0.1:0";
  std::filesystem::path journal = {};  // its folder; empty: nothing is kept
  // What the log comes from; the journal keeps it, and one that has commands must have the same.
  JournalOrigin origin = {};
  std::string operator_token = {};  // empty: a new one
  std::string version = {};
  std::shared_ptr<const TlsIdentity> tls = {};  // null: without encryption
  HostingOptions session = {};
  // Told how long each commit took (SequencerOptions), and of each call that ended (ServerOptions).
  std::function<void(std::chrono::nanoseconds)> on_durable = {};
  std::function<void(const EndedCall&)> on_call_ended = {};
  // A class is held: people enter with codes and sit in seats. None: only programs take seats.
  std::optional<ClassroomOptions> classroom = {};
  // Notes of the class of an earlier session whose people this one takes over, unless its journal
  // has begun.
  std::vector<std::string> people = {};
  ClassHouse* house = nullptr;  // where other sessions come from; outlives the exchange
};

class HostedExchange {
 public:
  // A session that the journal holds goes on.
  // Errors: those of Journal::open, Journal::recover and Server::start.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<HostedExchange>> start(
      const Scenario& scenario, const ExchangeOptions& options);

  HostedExchange(const HostedExchange&) = delete;
  HostedExchange& operator=(const HostedExchange&) = delete;
  ~HostedExchange();  // stop(), with a second's grace

  [[nodiscard]] int port() const { return server_->port(); }
  // A way to call it from this process until stop(), without the network.
  [[nodiscard]] std::shared_ptr<LocalChannel> local_channel() const {
    return server_->local_channel();
  }
  [[nodiscard]] const std::string& operator_token() const { return operator_token_; }
  [[nodiscard]] HostedSession& session() { return *session_; }
  [[nodiscard]] SeatBroker& seats() { return broker_; }
  [[nodiscard]] Sequencer& sequencer() { return *sequencer_; }
  // Streams that clients have open.
  [[nodiscard]] std::size_t open_streams() const { return server_->open_streams(); }
  [[nodiscard]] Classroom* classroom() { return classroom_.get(); }  // null: none is held
  // What theory predicts of the class's world. REQUIRES: a class is held.
  [[nodiscard]] ClassTheory& theory() { return *theory_; }

  // Commands that the journal held already. If any, a session was interrupted, and goes on from
  // where it stood, as `resumed` says; where that is not OK, its market alone does.
  [[nodiscard]] std::int64_t recovered_commands() const { return recovered_commands_; }
  // NOT_FOUND: the journal has no notes of its session; else those of HostedSession::resume_past.
  [[nodiscard]] const absl::Status& resumed() const { return resumed_; }

  // Ends the session, tells every client why, and waits at most `grace` for calls under way.
  void stop(std::chrono::milliseconds grace,
            const std::string& reason = "the exchange is shutting down");

 private:
  HostedExchange() = default;

  Identities identities_;
  std::string operator_token_;
  SeatBroker broker_{identities_};
  std::unique_ptr<Sequencer> sequencer_;
  std::unique_ptr<HostedSession> session_;
  std::unique_ptr<Classroom> classroom_;
  std::unique_ptr<ClassTheory> theory_;
  std::unique_ptr<Server> server_;  // last: it refers to all of the above
  std::int64_t recovered_commands_ = 0;
  absl::Status resumed_;
};

}  // namespace tanshi
