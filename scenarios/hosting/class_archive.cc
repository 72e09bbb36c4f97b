#include "scenarios/hosting/class_archive.h"

#include <optional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "exchange/wire/world_change.h"
#include "fmt/format.h"
#include "scenarios/archive/data_set.h"
#include "scenarios/archive/zip_file.h"
#include "scenarios/hosting/class_tables.h"
#include "scenarios/recording/market_recording.h"
#include "scenarios/results/run_files.h"
#include "scenarios/results/whole_file.h"
#include "tanshi/journal/v1/session_note.pb.h"

namespace tanshi {

namespace {

namespace fs = std::filesystem;

// What the journal holds of the session.
struct Kept {
  std::vector<Command> commands;
  std::vector<std::string> of_class;
  std::vector<journal::v1::Change> changes;  // of the world, that were made
};

absl::StatusOr<Kept> read_kept(Journal& journal) {
  const auto bytes = journal.notes();
  if (!bytes.ok()) return bytes.status();
  journal::v1::SessionNotes notes;
  if (!notes.ParseFromString(*bytes))
    return absl::DataLossError("the journal's notes of its session cannot be read");
  Kept kept;
  for (journal::v1::SessionNote& note : *notes.mutable_notes()) {
    if (note.has_of_class()) kept.of_class.push_back(std::move(*note.mutable_of_class()));
    if (note.change().turn_number() > 0) kept.changes.push_back(note.change());
  }
  kept.commands.reserve(static_cast<std::size_t>(journal.command_count()));
  const auto replayed = journal.replay(
      journal.command_count(),
      [&](const Market&, const Command& command, auto) { kept.commands.push_back(command); });
  if (!replayed.ok()) return replayed.status();
  return kept;
}

absl::StatusOr<Kept> read_kept(Sequencer& sequencer) {
  absl::StatusOr<Kept> kept = absl::FailedPreconditionError(
      "the exchange keeps no journal, which the data come from (journal_absent)");
  sequencer.read_journal([&](Journal& journal) { kept = read_kept(journal); });
  return kept;
}

// Where the commands have led.
struct Reached {
  LogPosition position;
  SimTime time;
};

Reached record(std::span<const Command> commands, MarketRecording& recording) {
  LocalVenue market;
  ObservedVenue observed(market, &recording);
  std::vector<Event> events;
  for (const Command& command : commands) {
    events.clear();
    observed.advance(command.time);
    observed.apply({&command.action, 1}, events);
  }
  Reached reached;
  market.look([&](const Market& end) { reached = {position_of(end), end.time()}; });
  return reached;
}

ClassSessionRow session_row(HostedExchange& exchange, const ArchivedSession& session,
                            const Reached& reached) {
  const SessionStatus status = exchange.session().status();
  const ClassroomOptions& setup = exchange.classroom()->setup();
  const Scenario& scenario = session.scenario;
  // By the market's time, which is in the journal.
  const SessionPosition end = position_at(scenario.horizon, reached.time);
  return {.scenario = scenario.name,
          .title = scenario.title,
          .source = scenario.source,
          .currency = scenario.currency,
          .version = session.version,
          .seed = status.seed,
          .session_number = setup.session_number,
          .treatment = setup.treatment,
          .practice = setup.practice,
          .state = status.phase == SessionPhase::kFinished ? "finished" : "stopped",
          .year = end.year,
          .day = end.day,
          .commands = reached.position.command_count,
          .events = reached.position.event_count,
          .events_hash = reached.position.events_hash};
}

void tell_of(const DemandShock& shock, WorldChangeRow& row) {
  row.kind = "demand";
  if (raw(shock.first) != 0) row.first_year = raw(shock.first);
  if (shock.years != 0) row.years = shock.years;
}

void tell_of(const CostShock&, WorldChangeRow& row) {
  row.kind = "cost";
}

void tell_of(const CapChange& change, WorldChangeRow& row) {
  row.kind = "cap";
  row.first_year = raw(change.first);
}

std::vector<WorldChangeRow> world_changes(const std::vector<journal::v1::Change>& changes,
                                          const Horizon& horizon) {
  std::vector<WorldChangeRow> rows;
  for (const journal::v1::Change& change : changes) {
    const auto made = world_change_from(change.shock());
    if (!made.ok()) continue;
    const std::int64_t turn = change.turn_number() - 1;
    const std::int64_t day = turn / horizon.turns_per_day;
    WorldChangeRow row;
    row.change = std::ssize(rows) + 1;
    row.year =
        years_after(horizon.first_year, static_cast<std::int32_t>(day / horizon.days_per_year));
    row.day = static_cast<std::int32_t>(day % horizon.days_per_year);
    row.turn = static_cast<std::int32_t>(turn % horizon.turns_per_day);
    std::visit(
        [&](const auto& each) {
          row.factor_bp = each.factor.raw();
          tell_of(each, row);
        },
        *made);
    rows.push_back(std::move(row));
  }
  return rows;
}

absl::StatusOr<ClassFacts> look_back(Classroom& classroom, ClassSessionRow session) {
  auto debriefs = classroom.debriefs();
  if (!debriefs.ok()) return debriefs.status();
  ClassFacts facts;
  facts.session = std::move(session);
  facts.debriefs = *std::move(debriefs);
  for (const Classroom::SeatInfo& seat : classroom.seats()) {
    facts.accounts[seat.brief->seat] = raw_id(seat.brief->account);
    if (seat.participant != 0) facts.holders[seat.brief->seat] = seat.participant;
  }
  return facts;
}

// Fills `folder` with what a run leaves there, for write_data_set().
absl::Status fill_results(HostedExchange& exchange, const ArchivedSession& session,
                          const fs::path& folder) {
  const std::optional<RunResult> run = exchange.session().wait();
  exchange.theory().wait();
  const auto kept = read_kept(exchange.sequencer());
  if (!kept.ok()) return kept.status();
  MarketRecording recording(session.scenario, RecordLevel::kAll, folder / kResultsFile);
  const Reached reached = record(kept->commands, recording);
  auto facts = look_back(*exchange.classroom(), session_row(exchange, session, reached));
  if (!facts.ok()) return facts.status();

  facts->world_changes = world_changes(kept->changes, session.scenario.horizon);
  ResultsWriter& results = recording.finish();
  const ClassTables tables = class_tables(kept->of_class, *facts);
  for_each_class_table(
      tables, [&]<class Told>(const char* name, const char*, const std::vector<Told>& rows) {
        results.create<Told>(name);
        for (const Told& row : rows) results.insert(name, row);
      });
  if (absl::Status done = run ? results.finish(*run) : results.finish(); !done.ok()) return done;
  return write_file(folder / "scenario.yaml", session.yaml);
}

// In `workshop`, so that nothing else is left of an attempt that fails or is killed.
absl::Status pack(HostedExchange& exchange, const ArchivedSession& session,
                  const fs::path& workshop, const fs::path& archive) {
  const fs::path results = workshop / "results";
  const fs::path data_set = workshop / "data";
  std::error_code error;
  fs::create_directories(results, error);
  if (error) return absl::UnknownError(fmt::format("{}: {}", results.string(), error.message()));
  if (absl::Status done = fill_results(exchange, session, results); !done.ok()) return done;
  if (absl::Status done = write_data_set(results, data_set, /*replace=*/false); !done.ok())
    return done;
  const fs::path whole = workshop / archive.filename();
  if (absl::Status done = write_zip(data_set, whole); !done.ok()) return done;
  fs::rename(whole, archive, error);
  if (!error) return absl::OkStatus();
  return absl::UnknownError(fmt::format("{}: {}", archive.string(), error.message()));
}

}  // namespace

std::string archive_name(const Scenario& scenario, std::int32_t session_number) {
  return fmt::format("{}-session-{}.zip", scenario.name, session_number);
}

absl::StatusOr<fs::path> write_class_archive(HostedExchange& exchange,
                                             const ArchivedSession& session,
                                             const fs::path& folder) {
  const SessionPhase phase = exchange.session().status().phase;
  if (phase != SessionPhase::kFinished && phase != SessionPhase::kStopped)
    return absl::FailedPreconditionError("the session is not over yet (session_not_over)");
  const fs::path workshop = folder / "archive.unfinished";
  const fs::path archive =
      folder / archive_name(session.scenario, exchange.classroom()->setup().session_number);
  std::error_code ignored;
  fs::remove_all(workshop, ignored);
  absl::Status done = pack(exchange, session, workshop, archive);
  fs::remove_all(workshop, ignored);
  if (!done.ok()) return done;
  return archive;
}

}  // namespace tanshi
