// The account of a session on disk: every command in its order, in groups that became durable
// together, and now and then the whole state. What the market did with them is not kept but can be
// had again by replay; after each group the journal notes how many events there were and their
// rolling hash, so that a replay proves itself. docs/journal_format.md says it byte by byte.
//
// A journal is a directory with two SQLite files, `commands.sqlite` and `snapshots.sqlite`. One
// process at a time may have it open; the operating system lets go of it when the process dies.
//
// Whatever happens to the process or the machine, the next open() finds a prefix of the log that
// holds at least every group whose append() had returned OK.
//
// Thread-safety: one thread at a time; save_snapshot() alone may run beside the others, once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/journal/database.h"
#include "exchange/journal/snapshot_store.h"
#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "exchange/market/market.h"
#include "exchange/market/market_state.h"

namespace tanshi {

// Where a log of commands has got to.
struct LogPosition {
  std::int64_t command_count = 0;
  std::int64_t event_count = 0;
  std::uint64_t events_hash = 0;

  friend bool operator==(const LogPosition&, const LogPosition&) = default;
};

[[nodiscard]] LogPosition position_of(const Market& market);

// What a log comes from, in the words of whoever writes it: the journal keeps it, so that nobody
// takes the log of one thing for that of another.
struct JournalOrigin {
  std::string name;  // for a person, on a line
  std::string text;  // all of it

  friend bool operator==(const JournalOrigin&, const JournalOrigin&) = default;
};

struct JournalOptions {
  // Only look. Nothing in the directory changes, no right to write there is needed (but see
  // Database::open), and a directory without a journal is NOT_FOUND instead of becoming one.
  // REQUIRES of the journal: no append(), no save_snapshot().
  bool read_only = false;
  // Given to a log that has no commands yet. A log that has some must have the same; empty: any.
  JournalOrigin origin = {};
  DiskOptions disk = {};
};

// Errors, of all members: RESOURCE_EXHAUSTED the disk is full; DATA_LOSS what is there is damaged
// (the message names the file, and the commands that cannot be trusted); INTERNAL anything else.
class Journal {
 public:
  // Opens the journal in `directory`, or starts one there if it is empty or not there.
  // Errors: as above; FAILED_PRECONDITION there are other things in it, or a journal of a later
  // version or of another origin; UNAVAILABLE another process has it open; NOT_FOUND as read_only
  // says.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<Journal>> open(
      const std::filesystem::path& directory, const JournalOptions& options = {});

  // Removes the journal in `directory`, and the directory. OK if there is no such directory.
  // Errors: FAILED_PRECONDITION there are other things in it; UNAVAILABLE a process has it open;
  // those of the file system.
  [[nodiscard]] static absl::Status remove(const std::filesystem::path& directory);

  // Empty if none was given.
  [[nodiscard]] const JournalOrigin& origin() const { return origin_; }

  // How many commands are durable.
  [[nodiscard]] std::int64_t command_count() const { return command_count_; }

  // Appends the commands that follow command_count(): `commands` encodes them (append_command),
  // `after` is where the log gets to with them. Durable on return, and with them `notes`: bytes of
  // whoever plays a session, which mean nothing here.
  // After an error every further append fails with it: what is on the disk is unknown, and only
  // opening the journal again finds out.
  // REQUIRES: at least one command, or notes.
  [[nodiscard]] absl::Status append(std::string_view commands, const LogPosition& after,
                                    std::string_view notes = {});

  // All notes, one after another in their order.
  [[nodiscard]] absl::StatusOr<std::string> notes();

  // Keeps `state`, taken at the end of a group that is durable, and the one before it.
  [[nodiscard]] absl::Status save_snapshot(const MarketState& state);

  // The market after all commands: from the latest snapshot that is whole and agrees with the log,
  // or else from the beginning.
  [[nodiscard]] absl::StatusOr<Market> recover();

  // Called after each command of a replay with the market, the command and its events.
  using Visit = absl::FunctionRef<void(const Market&, const Command&, std::span<const Event>)>;

  // The market after the first `until` commands, from the beginning.
  // Errors: as above; OUT_OF_RANGE there are fewer than `until` commands.
  [[nodiscard]] absl::StatusOr<Market> replay(std::int64_t until, Visit visit);

  // Replays everything from the beginning and checks each group and each snapshot against it, and
  // that the notes are whole.
  [[nodiscard]] absl::StatusOr<LogPosition> verify();

 private:
  Journal(std::filesystem::path directory, Database log, Statement insert,
          absl::StatusOr<SnapshotStore> snapshots);

  [[nodiscard]] absl::Status find_end();
  [[nodiscard]] absl::Status find_origin();
  [[nodiscard]] absl::Status agree_on(const JournalOrigin& origin);
  [[nodiscard]] absl::StatusOr<bool> has_table(std::string_view name);
  [[nodiscard]] absl::Status insert_commands(std::string_view commands, const LogPosition& after);
  [[nodiscard]] absl::Status insert_notes(std::string_view notes);
  [[nodiscard]] absl::Status insert(std::string_view commands, const LogPosition& after,
                                    std::string_view notes);
  [[nodiscard]] absl::Status check_reaches(std::int64_t snapshot_command_count) const;
  [[nodiscard]] absl::StatusOr<Market> restore_latest_snapshot();
  [[nodiscard]] absl::StatusOr<LogPosition> position_after(std::int64_t command_count);
  [[nodiscard]] absl::Status replay_from(Market& market, std::int64_t until, Visit visit);

  std::filesystem::path directory_;
  Database log_;
  Statement insert_;
  std::optional<Statement> insert_notes_;    // once there were any
  absl::StatusOr<SnapshotStore> snapshots_;  // an error only if the journal is read_only
  JournalOrigin origin_;
  std::int64_t command_count_ = 0;
  absl::Status failed_;
};

}  // namespace tanshi
