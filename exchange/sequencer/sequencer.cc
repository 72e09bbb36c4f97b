#include "exchange/sequencer/sequencer.h"

#include <algorithm>
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

// So many submits in a row, at most, are committed by their callers. The one after is left to the
// sequencer's thread, and its caller goes on: if he does not wait for his answers, more comes
// during that commit, and all of it shares the next.
constexpr int kOwnCommitsMax = 16;

// Whose turn it is to commit, or to read the journal. While it is somebody's, the others leave what
// they apply to them; so it is somebody's if anything is pending.
enum class Turn { kNobody, kSubmitter, kThread };

// Whom to tell when the commands up to `end` of a group are durable.
struct Ticket {
  std::size_t begin = 0;
  std::size_t end = 0;
  Sequencer::OnCommitted on_committed;
};

// Commands that were applied one after another and become durable together.
struct Group {
  std::string commands;                 // encoded, if there is a journal
  std::string notes;                    // likewise
  std::vector<Event> events;            // of all commands
  std::vector<std::size_t> event_ends;  // of each command: where its events end
  std::vector<Ticket> tickets;
  LogPosition before;
  LogPosition after;

  [[nodiscard]] bool is_empty() const { return event_ends.empty() && tickets.empty(); }

  // Keeps the memory for the next group.
  void clear() {
    commands.clear();
    notes.clear();
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
  void wake_thread(std::unique_lock<std::mutex> lock);
  void drop_pending();

  // ---- On the thread whose turn it is to commit ----

  void commit_until_stopped();
  void commit(std::unique_lock<std::mutex>& lock);
  void take_pending();
  void make_durable();
  void tell();

  SequencerOptions options;
  std::unique_ptr<Journal> journal;

  mutable std::mutex mutex;
  std::condition_variable work;      // for the sequencer's thread: it has the turn, or stop
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
  Turn turn = Turn::kNobody;
  std::thread::id teller;  // who has the turn, from taking a group to having told of it
  int own_commits = 0;     // that callers may do in a row: more, the longer each comes alone
  int own_commits_left = 0;
  bool stop = false;

  // Of whoever has the turn:
  Group group;
  std::vector<std::shared_ptr<Observer>> current_observers;
  std::vector<Committed> committed;
  std::optional<SnapshotWriter> snapshots;

  std::thread thread;  // last: the others are there when it starts
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
  thread = std::thread([this] { commit_until_stopped(); });
}

Sequencer::Impl::~Impl() {
  {
    const std::lock_guard lock(mutex);
    stop = true;
  }
  work.notify_one();
  thread.join();
  if (snapshots) snapshots->finish(market);
}

// A callback's submit() does not wait for room: the thread that makes room is its own.
std::unique_lock<std::mutex> Sequencer::Impl::lock_when_there_is_room() {
  std::unique_lock lock(mutex);
  if (std::this_thread::get_id() != teller) {
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

// Leaves what is pending, if anything is, to the sequencer's thread.
void Sequencer::Impl::wake_thread(std::unique_lock<std::mutex> lock) {
  if (pending.is_empty()) return;
  turn = Turn::kThread;
  lock.unlock();
  work.notify_one();
}

// Where nothing has to be written and nobody listens, for the sake of runs in process.
void Sequencer::Impl::drop_pending() {
  pending.clear();
  pending.before = position_of(market);
  committed_commands = market.command_count();
}

void Sequencer::Impl::commit_until_stopped() {
  std::unique_lock lock(mutex);
  for (;;) {
    work.wait(lock, [this] { return stop || turn == Turn::kThread; });
    if (turn != Turn::kThread) return;
    commit(lock);
    if (pending.is_empty()) turn = Turn::kNobody;
  }
}

// Commits what is pending as one group and tells of it, with the lock let go meanwhile.
void Sequencer::Impl::commit(std::unique_lock<std::mutex>& lock) {
  const bool is_one = pending.tickets.size() <= 1;
  take_pending();
  std::optional<MarketState> state;
  if (snapshots && snapshots->is_due(market.command_count())) state = market.state();
  teller = std::this_thread::get_id();
  lock.unlock();

  progress.notify_all();
  make_durable();
  if (state) snapshots->write(*std::move(state));
  tell();

  lock.lock();
  teller = {};
  committed_commands = group.after.command_count;
  ++groups_told;
  const bool came_alone = is_one && pending.is_empty();
  if (!came_alone) {
    own_commits = own_commits_left = 0;
  } else if (turn == Turn::kThread) {
    own_commits_left = own_commits = std::min(2 * own_commits + 1, kOwnCommitsMax);
  }
  progress.notify_all();
}

void Sequencer::Impl::take_pending() {
  std::swap(group, pending);
  group.after = pending.before = position_of(market);
  ++groups_taken;
  if (current_observers.size() != observers.size()) current_observers = observers;
}

void Sequencer::Impl::make_durable() {
  if (!journal || (group.event_ends.empty() && group.notes.empty())) return;
  const auto begin = std::chrono::steady_clock::now();
  const absl::Status status = journal->append(group.commands, group.after, group.notes);
  if (status.ok()) {
    if (options.on_durable) options.on_durable(std::chrono::steady_clock::now() - begin);
    return;
  }
  options.on_failure(status);
  std::abort();  // it must not return
}

void Sequencer::Impl::tell() {
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
  group.clear();
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
  if (impl_->turn != Turn::kNobody) return;
  if (impl_->own_commits_left > 0) {
    --impl_->own_commits_left;
    impl_->turn = Turn::kSubmitter;
    impl_->commit(lock);
    impl_->turn = Turn::kNobody;
  }
  impl_->wake_thread(std::move(lock));
}

void Sequencer::apply_now(std::span<const Action> actions, std::vector<Event>& events) {
  apply_now(actions, events, [](std::int64_t) { return std::string(); });
}

void Sequencer::apply_now(std::span<const Action> actions, std::vector<Event>& events,
                          NoteOf note) {
  std::unique_lock lock = impl_->lock_when_there_is_room();
  if (!impl_->runner_events) impl_->runner_events.emplace();
  if (impl_->journal) impl_->pending.notes += note(impl_->market.command_count());
  impl_->apply(actions);
  if (events.empty()) {
    events.swap(*impl_->runner_events);
  } else {
    events.insert(events.end(), impl_->runner_events->begin(), impl_->runner_events->end());
    impl_->runner_events->clear();
  }
  if (impl_->turn != Turn::kNobody) return;
  if (!impl_->journal && impl_->observers.empty()) {
    impl_->drop_pending();
  } else {
    impl_->wake_thread(std::move(lock));
  }
}

void Sequencer::note(std::string_view bytes) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->journal) impl_->pending.notes += bytes;
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
  std::unique_lock lock(impl_->mutex);
  TANSHI_CHECK(std::this_thread::get_id() != impl_->teller);
  const std::int64_t last = impl_->groups_taken + (impl_->pending.is_empty() ? 0 : 1);
  impl_->progress.wait(lock, [&] { return impl_->groups_told >= last; });
}

// Takes the turn for as long as it reads.
bool Sequencer::read_journal(absl::FunctionRef<void(Journal&)> read) {
  if (!impl_->journal) return false;
  submit({}, [](auto) {});
  flush();
  std::unique_lock lock(impl_->mutex);
  impl_->progress.wait(lock, [&] { return impl_->turn == Turn::kNobody; });
  impl_->turn = Turn::kSubmitter;
  lock.unlock();
  read(*impl_->journal);
  lock.lock();
  impl_->turn = Turn::kNobody;
  impl_->progress.notify_all();
  impl_->wake_thread(std::move(lock));
  return true;
}

SequencerCounts Sequencer::counts() const {
  const std::lock_guard lock(impl_->mutex);
  return {.applied = impl_->market.command_count(),
          .committed = impl_->committed_commands,
          .groups = impl_->groups_told};
}

}  // namespace tanshi
