#include "scenarios/hosting/hosted_exchange.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/hosting/session_note.h"

namespace tanshi {
namespace {

// The events of a past, told again to who has not heard them.
class PastEvents {
 public:
  void add(std::span<const Event> events) {
    events_.insert(events_.end(), events.begin(), events.end());
    ends_.push_back(events_.size());
  }

  void tell(ClassRecord& record) const {
    std::int64_t command = 0;
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      const Committed committed{.command = ++command,
                                .first_event = static_cast<std::int64_t>(begin) + 1,
                                .events = std::span(events_).subspan(begin, end - begin)};
      record.see({&committed, 1});
      begin = end;
    }
  }

 private:
  std::vector<Event> events_;
  std::vector<std::size_t> ends_;  // of each command
};

NoteSink notes_into(Sequencer& sequencer) {
  return [&sequencer](const std::string& bytes) {
    journal::v1::SessionNote note;
    note.set_of_class(bytes);
    sequencer.note(bytes_of(note));
  };
}

// The first notes of a class are those of people who come from another session; kept all or none.
void take_over(const std::vector<std::string>& people, Sequencer& sequencer) {
  journal::v1::SessionNotes notes;
  for (const std::string& note : people) notes.add_notes()->set_of_class(note);
  if (people.empty()) return;
  sequencer.note(notes.SerializeAsString());
  sequencer.submit({}, [](std::span<const Committed>) {});  // durable, though nothing may follow
  sequencer.flush();
}

// What the journal holds of an exchange that was served before.
struct Recovered {
  std::unique_ptr<Journal> journal;  // null: none is kept
  Market market;
  std::optional<SessionPast> past;
  PastEvents events;               // for a class
  std::vector<std::string> notes;  // its own
  absl::Status resumed;            // of a log that has commands; as HostedExchange::resumed()
};

absl::StatusOr<Recovered> recover(const ExchangeOptions& options) {
  Recovered kept;
  if (options.journal.empty()) return kept;
  auto journal = Journal::open(options.journal, {.origin = options.origin});
  if (!journal.ok()) return journal.status();
  kept.journal = *std::move(journal);
  auto past = SessionPast::read(*kept.journal, [&](const Market&, const Command&, auto events) {
    if (options.classroom) kept.events.add(events);
  });
  if (past.ok()) {
    kept.market = past->take_end();
    kept.notes = past->of_class();
    kept.past = *std::move(past);
    return kept;
  }
  if (!absl::IsNotFound(past.status())) return past.status();
  auto market = kept.journal->recover();
  if (!market.ok()) return market.status();
  kept.market = *std::move(market);
  if (kept.market.command_count() > 0) kept.resumed = past.status();
  return kept;
}

}  // namespace

absl::StatusOr<std::unique_ptr<HostedExchange>> HostedExchange::start(
    const Scenario& scenario, const ExchangeOptions& options) {
  std::unique_ptr<HostedExchange> exchange(new HostedExchange);
  exchange->operator_token_ = options.operator_token.empty() ? new_token() : options.operator_token;
  exchange->identities_.grant_operator(exchange->operator_token_);

  auto kept = recover(options);
  if (!kept.ok()) return kept.status();
  exchange->resumed_ = kept->resumed;
  exchange->recovered_commands_ = kept->market.command_count();
  exchange->sequencer_ =
      std::make_unique<Sequencer>(std::move(kept->market), std::move(kept->journal),
                                  SequencerOptions{.on_durable = options.on_durable});
  HostingOptions hosting = options.session;
  hosting.world_changed = [parts = exchange.get()](Year now, const Scenario& changed,
                                                   const World& world) {
    if (parts->theory_) parts->theory_->predict(now, changed, world);
    if (parts->classroom_) parts->classroom_->take_in_change();
  };
  exchange->session_ = std::make_unique<HostedSession>(scenario, hosting, *exchange->sequencer_,
                                                       exchange->broker_, std::move(kept->past));
  // People are in their seats before the session may ask them.
  if (options.classroom) {
    ClassroomOptions classroom = *options.classroom;
    classroom.note = notes_into(*exchange->sequencer_);
    exchange->classroom_ =
        std::make_unique<Classroom>(std::move(classroom), *exchange->sequencer_,
                                    exchange->identities_, exchange->broker_, *exchange->session_);
    if (kept->notes.empty() && exchange->recovered_commands_ == 0) {
      kept->notes = options.people;
      take_over(kept->notes, *exchange->sequencer_);
    }
    exchange->classroom_->restore(kept->notes);
    kept->events.tell(exchange->classroom_->record());
    exchange->theory_ = std::make_unique<ClassTheory>(*exchange->classroom_);
    exchange->theory_->predict(scenario.horizon.first_year, scenario, exchange->session_->world());
  }
  if (exchange->resumed_.ok()) exchange->resumed_ = exchange->session_->resume_past();

  ServerOptions server;
  server.listen = options.listen;
  server.tls = options.tls;
  server.version = options.version;
  server.on_call_ended = options.on_call_ended;
  server.house = options.house;
  auto started =
      Server::start(server, *exchange->sequencer_, exchange->identities_, &exchange->broker_,
                    exchange->session_.get(), exchange->classroom_.get());
  if (!started.ok()) return started.status();
  exchange->server_ = *std::move(started);
  exchange->session_->go_on();
  return exchange;
}

HostedExchange::~HostedExchange() {
  stop(std::chrono::seconds(1));
}

void HostedExchange::stop(std::chrono::milliseconds grace, const std::string& reason) {
  if (session_) session_->interrupt(reason);
  if (server_) server_->stop(grace);
}

}  // namespace tanshi
