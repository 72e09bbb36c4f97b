// The one writer: numbers commands, applies them to the market, commits them to the journal in
// groups, and only then lets anyone outside hear of them.
//
// submit() applies at once on the caller's thread, under the sequencer's lock, so the order of the
// locks is the order of the log. The sequencer's own thread commits what has piled up meanwhile as
// one group; when the group is durable, it tells the observers and then runs the callbacks, both in
// log order. So whoever has an acknowledgement finds what it stands for in the market data.
//
// When commands come one at a time, each after the answer to the one before, a change of threads is
// a good part of their way. So a submit() that finds nobody committing, after others that came
// alone, does all this itself, for its own commands, before it returns; what comes meanwhile it
// leaves to the sequencer's thread.
//
// Back-pressure: while more than `max_pending_events` events wait for the disk, submit() and
// apply_now() block. Nothing is refused for load and nothing piles up without bound: a
// caller that reads from a network stops reading, and the network does the rest.
//
// Thread-safety: all members may be called from any thread. Observers and callbacks run one at a
// time, on the sequencer's own thread or inside the submit() whose commands they are told of: who
// calls submit() holds no lock that they take. They must not block, and may call no member but
// submit(), which then neither blocks nor commits, and read().
//
// Errors: a journal that cannot be written ends the process (SequencerOptions::on_failure): what
// was applied but not committed was not acknowledged, and is gone after the restart.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "exchange/market/market.h"

namespace tanshi {

class Journal;

// A committed command, and its events: `first_event` is the number of events[0].
struct Committed {
  std::int64_t command = 0;
  std::int64_t first_event = 0;
  std::span<const Event> events;
};

struct SequencerOptions {
  // See above; each takes about 80 bytes.
  std::size_t max_pending_events = 1 << 18;
  // A snapshot is taken after so many commands, and at the end; 0: never.
  std::int64_t snapshot_every = 1'000'000;
  // Called once, on the thread that commits, when the journal fails; must not return. Default:
  // prints the error and ends the process with status 2, running no destructors.
  std::function<void(const absl::Status&)> on_failure = {};
  // Told, on the thread that commits, how long it took to make a group durable; must not block.
  std::function<void(std::chrono::nanoseconds)> on_durable = {};
};

// What the sequencer has done so far.
struct SequencerCounts {
  std::int64_t applied = 0;    // commands, those of the journal included
  std::int64_t committed = 0;  // of these: durable, and told to observers and callbacks
  std::int64_t groups = 0;     // commits since the start
};

class Sequencer {
 public:
  // Gets one entry for each action, valid during the call.
  using OnCommitted = absl::AnyInvocable<void(std::span<const Committed>)>;
  // Gets every command of a group, valid during the call.
  using Observer = std::function<void(std::span<const Committed>)>;

  // Goes on from `market`, which is what `journal` recovered. A null journal makes nothing
  // durable: commands count as committed once applied.
  // REQUIRES: market.command_count() == journal->command_count(), if there is a journal.
  Sequencer(Market market, std::unique_ptr<Journal> journal, SequencerOptions options = {});
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;
  // Commits what is pending and tells of it. REQUIRES: no other thread is inside a member.
  ~Sequencer();

  // Applies the actions in order, with nothing of others between them, and has `on_committed`
  // called when all are durable, perhaps before it returns. Their time is the sequencer's: see
  // advance().
  // Without actions it is a barrier: called when all that was applied before is durable.
  void submit(std::span<const Action> actions, OnCommitted on_committed);

  // Gives the bytes of a note, for the number of commands that were applied before.
  using NoteOf = absl::FunctionRef<std::string(std::int64_t command_count)>;

  // For the session's runner, which is a part of the exchange: applies the actions, and appends to
  // `events`, durable or not, every event since its last call, whoever caused it; the first
  // call gives its own actions' alone. At most one runner may use it.
  // What `note` gives is kept together with the actions.
  void apply_now(std::span<const Action> actions, std::vector<Event>& events);
  void apply_now(std::span<const Action> actions, std::vector<Event>& events, NoteOf note);

  // Keeps `bytes` in the journal, if there is one, after what was applied before: durable with what
  // is applied next, or with the next barrier (submit() without actions).
  void note(std::string_view bytes);

  // Sets the simulated time of the commands to come. REQUIRES: not before the latest command's.
  void advance(SimTime time);

  // Runs `read` under the lock, between two commands: keep it short. It sees all that was applied,
  // durable or not. To tell someone outside only what will last, pass what was read to the
  // callback of a submit() without actions that follows.
  void read(absl::FunctionRef<void(const Market&)> read) const;

  // `observer` is told of every group that is committed from now on, as long as the sequencer
  // lives.
  void subscribe(Observer observer);

  // Blocks until all that was applied before is durable and its callbacks have run and are gone.
  void flush();

  // Runs `read` on the journal, with all in it that was applied before; nothing is committed
  // meanwhile, so it is for when little happens. Without a journal it is not run: false.
  // REQUIRES: the thread is not one that calls back or observes.
  bool read_journal(absl::FunctionRef<void(Journal&)> read);

  [[nodiscard]] SequencerCounts counts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
