#include "scenarios/hosting/session_house.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "exchange/classroom/moved_people.h"
#include "scenarios/hosting/class_archive.h"
#include "scenarios/hosting/session_folder.h"
#include "scenarios/results/run_files.h"
#include "scenarios/runner/world.h"

namespace tanshi {
namespace {

// Names of the seats, in the order in which people get them.
std::vector<std::string> seats_of(const Scenario& scenario) {
  std::vector<SeatPlan> plans = make_world(scenario, scenario.seed).seats;
  std::ranges::stable_partition(plans, [](const SeatPlan& plan) { return plan.brief.emitter; });
  std::vector<std::string> seats;
  seats.reserve(plans.size());
  for (const SeatPlan& plan : plans) seats.push_back(plan.brief.seat);
  return seats;
}

bool is_over(SessionPhase phase) {
  return phase == SessionPhase::kFinished || phase == SessionPhase::kStopped;
}

// The class is that of the scenario, though another session is served.
absl::Status check_began_with(const std::filesystem::path& data, const ReadScenario& first) {
  const auto journal = Journal::open(data / kJournalFolder, {.read_only = true});
  if (!journal.ok()) return journal.status();
  const JournalOrigin origin = origin_of(first);
  if ((*journal)->origin() == origin) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("{}: is a class that began with {}, not with this {}; go on with that, or in "
                  "another folder",
                  data.string(), (*journal)->origin().name, origin.name));
}

}  // namespace

absl::StatusOr<std::unique_ptr<SessionHouse>> SessionHouse::open(ReadScenario first,
                                                                 HouseOptions options) {
  std::unique_ptr<SessionHouse> house(new SessionHouse(std::move(options)));
  const std::filesystem::path& data = house->options_.data;
  house->number_ = latest_session(data);
  house->first_ = std::move(first);
  if (house->number_ == 1) {
    house->session_ = {.read = house->first_, .folder = data};
  } else {
    if (absl::Status error = check_began_with(data, house->first_); !error.ok()) return error;
    auto latest = read_session(session_folder(data, house->number_), house->number_);
    if (!latest.ok()) return latest.status();
    house->session_ = *std::move(latest);
  }
  if (absl::Status error = house->serve(); !error.ok()) return error;
  house->thread_ = std::thread([self = house.get()] { self->run(); });
  return house;
}

SessionHouse::~SessionHouse() {
  stop(std::chrono::seconds(1));
}

void SessionHouse::stop(std::chrono::milliseconds grace) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(stop_, true)) return;
    control_ = nullptr;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  const std::vector<OnExported> exports = std::exchange(exports_, {});
  for (const OnExported& done : exports)
    done(absl::UnavailableError("the exchange is shutting down"));
  leave(grace, "the exchange is shutting down");
}

// ---- What the operator asks for -----------------------------------------------------------------

absl::StatusOr<std::vector<v1::ScenarioEntry>> SessionHouse::scenarios() const {
  return playable_scenarios(first_);
}

absl::Status SessionHouse::load(const v1::LoadSessionRequest& request) {
  {
    const std::lock_guard lock(mutex_);
    if (absl::Status error = check_may_load(); !error.ok()) return error;
  }
  auto next = read_request(request, first_);
  if (!next.ok()) return next.status();
  const std::lock_guard lock(mutex_);
  if (absl::Status error = check_may_load(); !error.ok()) return error;
  next->number = number_ + 1;
  next->folder = session_folder(options_.data, next->number);
  if (absl::Status error = claim_run_folder(next->folder); !error.ok()) return error;
  if (absl::Status error = write_session(*next); !error.ok()) return error;
  number_ = next->number;
  next_ = *std::move(next);
  return absl::OkStatus();
}

void SessionHouse::go_over() {
  const std::lock_guard lock(mutex_);
  goes_over_ = next_.has_value();
  changed_.notify_all();
}

void SessionHouse::export_data(OnExported done) {
  std::unique_lock lock(mutex_);
  if (absl::Status error = check_may_export(); !error.ok()) {
    lock.unlock();
    return done(error);
  }
  exports_.push_back(std::move(done));
  changed_.notify_all();
}

absl::Status SessionHouse::check_may_export() const {
  if (control_ == nullptr || next_) {
    return absl::FailedPreconditionError("another session is being loaded (session_loading)");
  }
  if (is_over(control_->status().phase)) return absl::OkStatus();
  return absl::FailedPreconditionError("the session is not over yet (session_not_over)");
}

absl::Status SessionHouse::check_may_load() const {
  if (control_ == nullptr || next_) {
    return absl::FailedPreconditionError("another session is being loaded (session_loading)");
  }
  const SessionPhase phase = control_->status().phase;
  if (phase == SessionPhase::kRunning || phase == SessionPhase::kPaused) {
    return absl::FailedPreconditionError(
        "the session is under way: stop it first, or let it end (session_plays)");
  }
  return absl::OkStatus();
}

// ---- The house's thread -------------------------------------------------------------------------

void SessionHouse::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stop_ || goes_over_ || !exports_.empty(); });
    if (stop_) return;
    if (!exports_.empty()) {
      std::vector<OnExported> exports = std::exchange(exports_, {});
      lock.unlock();
      answer(std::move(exports));
      lock.lock();
      continue;
    }
    goes_over_ = false;
    LoadedSession next = *std::exchange(next_, std::nullopt);
    control_ = nullptr;
    lock.unlock();
    replace(std::move(next));
    lock.lock();
  }
}

void SessionHouse::replace(LoadedSession next) {
  const int port = exchange_->port();
  std::map<std::string, std::string> tokens;
  for (const HostedSession::SeatToken& seat : exchange_->session().tokens()) {
    tokens[seat.seat] = seat.token;
  }
  leave(std::chrono::seconds(5), "another session takes its place");
  const std::string host = options_.exchange.listen.substr(0, options_.exchange.listen.rfind(':'));
  options_.exchange.listen = fmt::format("{}:{}", host, port);
  options_.exchange.operator_token = exchange_->operator_token();
  options_.exchange.session.tokens = std::move(tokens);
  exchange_.reset();
  session_ = std::move(next);
  const absl::Status served = serve();
  if (!served.ok() && options_.failed) options_.failed(served);
}

// Who looked back at what he did wrote notes meanwhile: the archive that is left has them.
void SessionHouse::leave(std::chrono::milliseconds grace, const std::string& reason) {
  if (!exchange_) return;
  if (options_.leaving) options_.leaving();
  const bool was_over = is_over(exchange_->session().status().phase);
  exchange_->stop(grace, reason);
  if (teller_.joinable()) teller_.join();
  if (!was_over || !has_class()) return;
  if (const auto archived = archive(); !archived.ok() && options_.archived)
    options_.archived(archived);
}

void SessionHouse::answer(std::vector<OnExported> exports) {
  const auto archived = archive();
  for (const OnExported& done : exports) {
    if (archived.ok()) {
      done(ClassData{archived->filename().string(), *archived});
    } else {
      done(archived.status());
    }
  }
}

absl::StatusOr<std::filesystem::path> SessionHouse::archive() {
  const std::lock_guard lock(archiving_);
  return write_class_archive(
      *exchange_, {session_.read.scenario, session_.read.yaml, options_.exchange.version},
      session_.folder);
}

bool SessionHouse::has_class() {
  return !exchange_->classroom()->participants().empty();
}

// Serves the session, with the people of the one before it.
absl::Status SessionHouse::serve() {
  const Scenario& scenario = session_.read.scenario;
  ExchangeOptions options = options_.exchange;
  options.journal = session_.folder / kJournalFolder;
  options.origin = origin_of(session_.read);
  options.session.seed = scenario.seed;
  if (session_.day_takes) options.session.day_takes = *session_.day_takes;
  if (!options.classroom) options.classroom.emplace();
  options.classroom->title = scenario.title;
  options.classroom->currency = scenario.currency;
  options.classroom->treatment = session_.treatment;
  options.classroom->practice = session_.practice;
  options.classroom->session_number = session_.number;
  if (session_.number > 1) {
    const auto notes = class_notes_of(session_folder(options_.data, session_.number - 1));
    if (!notes.ok()) return notes.status();
    options.people = moved_people(*notes, seats_of(scenario));
  }
  options.house = this;
  auto started = HostedExchange::start(scenario, options);
  if (!started.ok()) return started.status();
  exchange_ = *std::move(started);
  if (options_.served) options_.served(session_, *exchange_);
  {
    const std::lock_guard lock(mutex_);
    if (!stop_) control_ = &exchange_->session();
  }
  const bool has_ended = exchange_->recovered_commands() > 0 &&
                         exchange_->session().status().phase == SessionPhase::kStopped;
  if (!has_ended) teller_ = std::thread([this] { tell_the_end(); });
  return absl::OkStatus();
}

void SessionHouse::tell_the_end() {
  const std::optional<RunResult> result = exchange_->session().wait();
  {
    const std::lock_guard lock(mutex_);
    if (!result && control_ != &exchange_->session()) return;  // it gave way
  }
  std::optional<absl::StatusOr<std::filesystem::path>> archived;
  if (has_class()) archived = archive();
  if (archived && options_.archived) options_.archived(*archived);
  if (options_.over) options_.over(session_, *exchange_, result);
}

}  // namespace tanshi
