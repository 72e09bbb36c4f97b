#include "exchange/sequencer/sequencer.h"

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/codec/journal_codec.h"
#include "exchange/journal/journal.h"
#include "exchange/sequencer/snapshot_writer.h"

namespace tanshi {
namespace {

constexpr int kExitCannotWrite = 2;  // what `tanshi` exits with after any failure

// Whom to tell when the commands up to `end` of a group are durable.
struct Ticket {
  std::size_t begin = 0;
  std::size_t end = 0;
  Sequencer::OnCommitted on_committed;
};

// Commands that were applied one after another and become durable together.
struct Group {
  std::string commands;                 // encoded, if there is a journal
  std::vector<Event> events;            // of all commands
  std::vector<std::size_t> event_ends;  // of each command: where its events end
  std::vector<Ticket> tickets;
  LogPosition before;
  LogPosition after;

  [[nodiscard]] bool is_empty() const { return event_ends.empty() && tickets.empty(); }

  // Keeps the memory for the next group.
  void clear() {
    commands.clear();
    events.clear();
    event_ends.clear();
    tickets.clear();
  }
};

void end_process(const absl::Status& status) {
  std::fprintf(stderr, "tanshi: the journal cannot be written, so the exchange stops: %s\n",
               std::string(status.message()).c_str());
  std::_Exit(kExitCannotWrite);
}

}  // namespace

struct Sequencer::Impl {
  Impl(Market start, std::unique_ptr<Journal> log, SequencerOptions with);
  ~Impl();

  // ---- On any thread; the first gives the lock that the others need ----

  std::unique_lock<std::mutex> lock_when_there_is_room();
  void apply(std::span<const Action> actions);
  void hand_over(std::unique_lock<std::mutex> lock);

  // ---- On the committer's thread ----

  void commit_until_stopped();
  void take_pending(Group& group);
  void make_durable(const Group& group);
  void tell(Group& group);

  SequencerOptions options;
  std::unique_ptr<Journal> journal;

  mutable std::mutex mutex;
  std::condition_variable work;      // for the committer: something is pending, or stop
  std::condition_variable progress;  // for the others: a group was taken, or told of

  // Guarded by `mutex`:
  Market market;
  SimTime time;
  Group pending;
  std::optional<std::vector<Event>> runner_events;  // since apply_now(), once it has been called
  std::vector<std::shared_ptr<Observer>> observers;
  std::int64_t committed_commands = 0;
  std::int64_t groups_taken = 0;
  std::int64_t groups_told = 0;
  bool committer_sleeps = false;
  bool stop = false;

  // Of the committer's thread alone:
  std::vector<std::shared_ptr<Observer>> current_observers;
  std::vector<Committed> committed;
  std::optional<SnapshotWriter> snapshots;

  std::thread committer;  // last: the others are there when it starts
};

Sequencer::Impl::Impl(Market start, std::unique_ptr<Journal> log, SequencerOptions with)
    : options(std::move(with)),
      journal(std::move(log)),
      market(std::move(start)),
      time(market.time()),
      committed_commands(market.command_count()) {
  if (!options.on_failure) options.on_failure = end_process;
  if (journal) {
    TANSHI_CHECK(market.command_count() == journal->command_count());
    if (options.snapshot_every > 0) {
      snapshots.emplace(*journal, options.snapshot_every, market.command_count());
    }
  }
  pending.before = position_of(market);
  committer = std::thread([this] { commit_until_stopped(); });
}

Sequencer::Impl::~Impl() {
  {
    const std::lock_guard lock(mutex);
    stop = true;
  }
  work.notify_one();
  committer.join();
  if (snapshots) snapshots->finish(market);
}

// A callback's submit() does not wait for room: the thread that makes room is its own.
std::unique_lock<std::mutex> Sequencer::Impl::lock_when_there_is_room() {
  std::unique_lock lock(mutex);
  if (std::this_thread::get_id() != committer.get_id()) {
    progress.wait(lock, [this] { return pending.events.size() < options.max_pending_events; });
  }
  return lock;
}

void Sequencer::Impl::apply(std::span<const Action> actions) {
  const auto first_event = static_cast<std::ptrdiff_t>(pending.events.size());
  Command command{.time = time, .action = CloseDay{}};
  for (const Action& action : actions) {
    command.action = action;
    market.apply(command, pending.events);
    pending.event_ends.push_back(pending.events.size());
    if (journal) append_command(command, pending.commands);
  }
  if (runner_events) {
    runner_events->insert(runner_events->end(), pending.events.begin() + first_event,
                          pending.events.end());
  }
}

// Leaves what was applied to the committer; or drops it, where nothing has to be written and
// nobody listens, for the sake of runs in process.
void Sequencer::Impl::hand_over(std::unique_lock<std::mutex> lock) {
  if (!journal && observers.empty() && pending.tickets.empty() && !pending.event_ends.empty()) {
    pending.clear();
    pending.before = position_of(market);
    committed_commands = market.command_count();
    return;
  }
  const bool wake = std::exchange(committer_sleeps, false);
  lock.unlock();
  if (wake) work.notify_one();
}

void Sequencer::Impl::commit_until_stopped() {
  Group group;
  std::unique_lock lock(mutex);
  for (;;) {
    committer_sleeps = pending.is_empty();
    work.wait(lock, [this] { return stop || !pending.is_empty(); });
    committer_sleeps = false;
    if (pending.is_empty()) return;
    take_pending(group);
    std::optional<MarketState> state;
    if (snapshots && snapshots->is_due(market.command_count())) state = market.state();
    lock.unlock();

    progress.notify_all();
    make_durable(group);
    if (state) snapshots->write(*std::move(state));
    tell(group);

    lock.lock();
    committed_commands = group.after.command_count;
    ++groups_told;
    progress.notify_all();
  }
}

void Sequencer::Impl::take_pending(Group& group) {
  group.clear();
  std::swap(group, pending);
  group.after = pending.before = position_of(market);
  ++groups_taken;
  if (current_observers.size() != observers.size()) current_observers = observers;
}

void Sequencer::Impl::make_durable(const Group& group) {
  if (!journal || group.event_ends.empty()) return;
  const absl::Status status = journal->append(group.commands, group.after);
  if (status.ok()) return;
  options.on_failure(status);
  std::abort();  // it must not return
}

void Sequencer::Impl::tell(Group& group) {
  committed.clear();
  std::size_t begin = 0;
  for (const std::size_t end : group.event_ends) {
    committed.push_back(
        {.command = group.before.command_count + 1 + static_cast<std::int64_t>(committed.size()),
         .first_event = group.before.event_count + 1 + static_cast<std::int64_t>(begin),
         .events = std::span(group.events).subspan(begin, end - begin)});
    begin = end;
  }
  if (!committed.empty()) {
    for (const auto& observer : current_observers) (*observer)(committed);
  }
  for (Ticket& ticket : group.tickets) {
    ticket.on_committed(std::span(committed).subspan(ticket.begin, ticket.end - ticket.begin));
  }
}

// ---- The members --------------------------------------------------------------------------------

Sequencer::Sequencer(Market market, std::unique_ptr<Journal> journal, SequencerOptions options)
    : impl_(std::make_unique<Impl>(std::move(market), std::move(journal), std::move(options))) {}

Sequencer::~Sequencer() = default;

void Sequencer::submit(std::span<const Action> actions, OnCommitted on_committed) {
  std::unique_lock lock = impl_->lock_when_there_is_room();
  const std::size_t begin = impl_->pending.event_ends.size();
  impl_->apply(actions);
  impl_->pending.tickets.push_back(
      {begin, impl_->pending.event_ends.size(), std::move(on_committed)});
  impl_->hand_over(std::move(lock));
}

void Sequencer::apply_now(std::span<const Action> actions, std::vector<Event>& events) {
  std::unique_lock lock = impl_->lock_when_there_is_room();
  if (!impl_->runner_events) impl_->runner_events.emplace();
  impl_->apply(actions);
  if (events.empty()) {
    events.swap(*impl_->runner_events);
  } else {
    events.insert(events.end(), impl_->runner_events->begin(), impl_->runner_events->end());
    impl_->runner_events->clear();
  }
  impl_->hand_over(std::move(lock));
}

void Sequencer::advance(SimTime time) {
  const std::lock_guard lock(impl_->mutex);
  TANSHI_CHECK(time >= impl_->time);
  impl_->time = time;
}

void Sequencer::read(absl::FunctionRef<void(const Market&)> read) const {
  const std::lock_guard lock(impl_->mutex);
  read(impl_->market);
}

void Sequencer::subscribe(Observer observer) {
  auto shared = std::make_shared<Observer>(std::move(observer));
  const std::lock_guard lock(impl_->mutex);
  impl_->observers.push_back(std::move(shared));
}

void Sequencer::flush() {
  TANSHI_CHECK(std::this_thread::get_id() != impl_->committer.get_id());
  std::unique_lock lock(impl_->mutex);
  const std::int64_t last = impl_->groups_taken + (impl_->pending.is_empty() ? 0 : 1);
  impl_->progress.wait(lock, [&] { return impl_->groups_told >= last; });
}

SequencerCounts Sequencer::counts() const {
  const std::lock_guard lock(impl_->mutex);
  return {.applied = impl_->market.command_count(),
          .committed = impl_->committed_commands,
          .groups = impl_->groups_told};
}

}  // namespace tanshi
