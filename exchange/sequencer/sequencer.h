// The one writer: numbers commands, applies them to the market, commits them to the journal in
// groups, and only then lets anyone outside hear of them.
//
// submit() applies at once on the caller's thread, under the sequencer's lock, so the order of the
// locks is the order of the log. A second thread commits what has piled up as one group; when a
// group is durable, its callbacks run there and its events go to the subscribers, in log order.
//
// Thread-safety: all members may be called from any thread. A callback must not block, and must
// not call back into the sequencer except submit().
//
// Errors: a journal that cannot be written stops the process with a message: what was applied but
// not committed was not acknowledged, and is gone after the restart.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "exchange/market/market.h"

namespace tanshi {

class Journal;

// Events of a committed command: `first_event` is the number of events[0].
struct Committed {
  std::int64_t command = 0;
  std::int64_t first_event = 0;
  std::span<const Event> events;
};

class Sequencer {
 public:
  using OnCommitted = std::function<void(std::span<const Committed>)>;

  // Continues from what the journal holds. `journal` may be null: nothing is durable then, and
  // callbacks run once applied (tests, runs in process).
  Sequencer(Market market, std::unique_ptr<Journal> journal);
  ~Sequencer();  // commits what is pending

  // Applies the actions in order, nothing of others between them. `on_committed` gets one entry
  // an action once all are durable. Time is the sequencer's: see advance().
  void submit(std::vector<Action> actions, OnCommitted on_committed);

  // Like submit(), but appends to `events` at once, before they are durable, every event since the
  // last call, whoever caused it: for the runner of a session, which is a part of the exchange.
  // At most one runner may use it.
  void apply_now(std::span<const Action> actions, std::vector<Event>& events);

  // Sets the simulated time of the commands to come. REQUIRES: never backwards.
  void advance(SimTime time);

  // Runs `read` under the lock, between two commands.
  void read(const std::function<void(const Market&)>& read) const;

  // `observer` is told of every committed group from now on, in order.
  using Observer = std::function<void(std::span<const Committed>)>;
  void subscribe(Observer observer);

  // Blocks until all that was applied so far is durable and its callbacks have run.
  void flush();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
