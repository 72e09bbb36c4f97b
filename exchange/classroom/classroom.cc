#include "exchange/classroom/classroom.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/classroom/checked_text.h"
#include "exchange/service/digest.h"
#include "exchange/wire/projects.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

std::int64_t unix_ms(AccessCode::Clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

RecordCalendar calendar_of(const std::vector<const SeatBrief*>& briefs) {
  RecordCalendar calendar;
  for (const SeatBrief* brief : briefs) {
    if (brief->producer) continue;  // its book is not of allowances
    calendar.first_year = brief->first_year;
    calendar.years = brief->years;
    calendar.days_per_year = brief->days_per_year;
    calendar.allowances = brief->instrument;
    calendar.cap = brief->cap;
    for (const CreditBook& book : brief->credits) calendar.credits.insert(book.instrument);
    break;
  }
  return calendar;
}

absl::Status check_entry(const v1::EnterClassRequest& request) {
  if (absl::Status error = check_text("name", request.name(), {1, 40}); !error.ok()) return error;
  return check_text("request_id", request.request_id(), {16, 64});
}

absl::Status no_such_code() {
  return absl::PermissionDeniedError(
      "the code is not good: mistyped, expired or used up (code_not_good)");
}

}  // namespace

Classroom::Classroom(ClassroomOptions options, Sequencer& sequencer, Identities& identities,
                     SeatBroker& broker, const SessionControl& session)
    : setup_(std::move(options)),
      sequencer_(sequencer),
      identities_(identities),
      broker_(broker),
      session_(session),
      guesses_(setup_.guesses, TokenBucket::Clock::now()) {
  for (const SeatStatus& seat : broker.seats()) briefs_.push_back(broker.brief(seat.seat));
  std::erase_if(briefs_, [](const SeatBrief* brief) { return brief->regulator; });
  record_ = std::make_shared<ClassRecord>(calendar_of(briefs_));
  desks_ = std::make_shared<Desks>(briefs_);
  broker_.set_watcher(desks_);
  sequencer_.subscribe(
      [record = record_](std::span<const Committed> commands) { record->see(commands); });
}

Classroom::~Classroom() {
  broker_.set_watcher(nullptr);
}

void Classroom::restore(std::span<const std::string> notes) {
  const std::lock_guard lock(mutex_);
  for (const std::string& bytes : notes) {
    Note note;
    if (!note.ParseFromString(bytes)) continue;
    roll_.apply(note);
    if (note.has_plan_set()) {
      const journal::v1::PlanSet& set = note.plan_set();
      Plan plan;
      plan.year = Year{set.year()};
      if (set.has_abatement_t()) plan.abatement = Tonnes(set.abatement_t());
      v1::Builds builds;
      if (set.has_builds() && builds.ParseFromString(set.builds())) {
        plan.builds.emplace();
        static_cast<void>(read_builds(builds, *plan.builds));
      }
      desks_->restore(set.seat(), std::move(plan));
      remember(set);
    }
    if (note.has_announced()) {
      const bool of_exchange = note.announced().kind() != 0;
      v1::Announcement told;
      told.set_source(of_exchange ? v1::ANNOUNCEMENT_SOURCE_EXCHANGE
                                  : v1::ANNOUNCEMENT_SOURCE_INSTRUCTOR);
      told.set_kind(of_exchange ? static_cast<v1::AnnouncementKind>(note.announced().kind())
                                : v1::ANNOUNCEMENT_KIND_TEXT);
      told.set_text(note.announced().text());
      *told.mutable_figures() = note.announced().figures();
      told.set_number(note.announced().number());
      told.set_year(note.announced().year());
      told.set_day(note.announced().day());
      record_->restore(std::move(told));
    }
  }
  for (const ClassMember& member : roll_.members()) {
    if (member.removed) continue;
    for (const std::string& digest : member.token_digests) grant(member, digest);
    if (member.seat.empty() || roll_.robot_plays(member.seat)) continue;
    // Refused only where the session is over, or has no such seat any more.
    static_cast<void>(
        broker_.seat_person(member.seat, std::make_shared<PersonSeat>(broker_, desks_)));
  }
  for (const auto& [seat, robot] : roll_.robot_seats()) robot_seat_count_ += robot ? 1 : 0;
  ++version_;
}

void Classroom::keep(Note& note) {
  note.set_unix_ms(unix_ms(AccessCode::Clock::now()));
  roll_.apply(note);
  if (setup_.note) setup_.note(note.SerializeAsString());
}

void Classroom::remember(const journal::v1::PlanSet& set) {
  const SeatBrief* const brief = brief_of(set.seat());
  if (brief == nullptr || !set.has_abatement_t() || set.year() < raw(brief->first_year)) return;
  plans_[set.seat()].push_back(
      {.year = static_cast<std::size_t>(set.year() - raw(brief->first_year)),
       .day = set.day(),
       .after_event = set.after_event(),
       .abatement = Tonnes(set.abatement_t())});
}

// ---- Entering ----------------------------------------------------------------------------------

v1::GetClassResponse Classroom::describe() const {
  const SessionStatus status = session_.status();
  const std::vector<SeatStatus> seats = broker_.seats();
  const std::lock_guard lock(mutex_);
  v1::GetClassResponse response;
  response.set_scenario(status.scenario);
  response.set_title(setup_.title);
  response.set_instructions(roll_.options().instructions());
  response.set_consent(roll_.options().consent());
  response.set_currency(setup_.currency);
  response.set_phase(static_cast<v1::SessionPhase>(status.phase));
  response.set_session_number(setup_.session_number);
  response.set_practice(setup_.practice);
  response.set_treatment(setup_.treatment);
  response.set_ranking(roll_.options().ranking());
  response.set_free_seat_count(static_cast<std::int32_t>(
      std::ranges::count_if(seats, [&](const SeatStatus& seat) { return is_free(seat, ""); })));
  return response;
}

absl::StatusOr<v1::EnterClassResponse> Classroom::enter(const v1::EnterClassRequest& request,
                                                        const std::string& peer) {
  if (absl::Status error = check_entry(request); !error.ok()) return error;
  const auto now = TokenBucket::Clock::now();
  const std::lock_guard lock(mutex_);
  if (!guesses_.may_try(peer, now)) {
    return absl::ResourceExhaustedError(
        "too many wrong codes came: try again in a few seconds (codes_guessed)");
  }
  const std::optional<std::string> typed = read_code(request.code());
  if (!typed) return no_such_code();
  const std::string request_digest = sha256_of(request.request_id());
  if (ClassMember* const member = roll_.by_request(request_digest, *typed)) {
    guesses_.was_right(peer, now);
    return enter_again(*member);
  }
  const AccessCode* const code = roll_.codes().find(*typed, AccessCode::Clock::now());
  if (code == nullptr) return no_such_code();
  guesses_.was_right(peer, now);
  return enter_anew(request, *code, request_digest);
}

absl::StatusOr<v1::EnterClassResponse> Classroom::enter_anew(const v1::EnterClassRequest& request,
                                                             const AccessCode& code,
                                                             const std::string& request_digest) {
  if (!roll_.options().consent().empty() && !request.consents()) {
    return absl::InvalidArgumentError(
        "consents is absent; must be set to enter this class (consent_absent)");
  }
  if (std::ssize(roll_.members()) >= ClassRoll::kMembersMax) {
    return absl::ResourceExhaustedError("10000 have entered this class (members_too_many)");
  }
  const SessionPhase phase = session_.status().phase;
  if (phase == SessionPhase::kFinished || phase == SessionPhase::kStopped) {
    return absl::FailedPreconditionError("the session is over (session_over)");
  }
  std::string seat;
  if (code.role == v1::ROLE_TRADER) {
    auto taken = take_seat(code);
    if (!taken.ok()) return taken.status();
    seat = *std::move(taken);
  }
  const std::string token = new_token();
  Note note;
  journal::v1::Entered& entered = *note.mutable_entered();
  entered.set_participant_id(std::ssize(roll_.members()) + 1);
  entered.set_name(request.name());
  entered.set_role(code.role);
  entered.set_seat(seat);
  entered.set_code(code.code);
  entered.set_token_digest(sha256_of(token));
  entered.set_request_digest(request_digest);
  entered.set_consents(request.consents());
  keep(note);
  const ClassMember& member = roll_.members().back();
  grant(member, member.token_digests.back());
  tokens_[member.id] = token;
  ++version_;
  return answer_of(member, token);
}

// The token is kept in memory alone: after a restart the participant gets a further one.
v1::EnterClassResponse Classroom::enter_again(ClassMember& member) {
  if (const auto found = tokens_.find(member.id); found != tokens_.end()) {
    return answer_of(member, found->second);
  }
  const std::string token = new_token();
  Note note;
  note.mutable_token_renewed()->set_participant_id(member.id);
  note.mutable_token_renewed()->set_token_digest(sha256_of(token));
  keep(note);
  grant(member, member.token_digests.back());
  tokens_[member.id] = token;
  return answer_of(member, token);
}

v1::EnterClassResponse Classroom::answer_of(const ClassMember& member, const std::string& token) {
  v1::EnterClassResponse response;
  response.set_token(token);
  response.set_role(member.role);
  response.set_seat(member.seat);
  if (const SeatBrief* const brief = brief_of(member.seat)) {
    response.set_account_id(raw_id(brief->account));
  }
  return response;
}

void Classroom::grant(const ClassMember& member, const std::string& digest) {
  Identity identity{.participant = member.id};
  const SeatBrief* const brief = brief_of(member.seat);
  identity.is_observer = brief == nullptr;
  if (brief != nullptr) identity.account = brief->account;
  identities_.grant_by_digest(digest, identity);
}

// Sits the caller down. Emitters go first, they are what a class is about, and of them those whose
// plant runs.
absl::StatusOr<std::string> Classroom::take_seat(const AccessCode& code) {
  std::vector<SeatStatus> seats = broker_.seats();
  std::ranges::stable_partition(seats, &SeatStatus::emitter);
  std::ranges::stable_partition(seats, [&](const SeatStatus& seat) { return runs_now(seat); });
  for (const SeatStatus& seat : seats) {
    if (!code.seat.empty() && seat.seat != code.seat) continue;
    if (!is_free(seat, code.seat)) continue;
    absl::Status taken =
        broker_.seat_person(seat.seat, std::make_shared<PersonSeat>(broker_, desks_));
    if (taken.ok()) return seat.seat;
    if (taken.code() != absl::StatusCode::kAlreadyExists) return taken;
  }
  return absl::ResourceExhaustedError("no seat is left (seats_taken)");
}

bool Classroom::runs_now(const SeatStatus& seat) const {
  const SeatBrief* const brief = brief_of(seat.seat);
  if (brief == nullptr || !seat.emitter) return false;
  const Year now = session_.status().year;
  const std::optional<RunningYears>& running = brief->firm.running;
  return !running || (running->first <= now && now <= running->last);
}

// Whether a code that names the seat, or none, can give it. What a code names is kept for it.
bool Classroom::is_free(const SeatStatus& seat, std::string_view named_by_code) const {
  if (brief_of(seat.seat) == nullptr || seat.held) return false;
  if (roll_.in_seat(seat.seat) != nullptr) return false;
  if (roll_.robot_plays(seat.seat)) return false;
  if (seat.seat == named_by_code) return true;
  return std::ranges::none_of(roll_.codes().good(AccessCode::Clock::now()),
                              [&](const AccessCode& code) { return code.seat == seat.seat; });
}

// ---- Participants' decisions -------------------------------------------------------------------

absl::StatusOr<v1::SetPlanResponse> Classroom::set_plan(const Identity& identity,
                                                        const v1::SetPlanRequest& request) {
  if (request.has_abatement_t() &&
      (request.abatement_t() < 0 || request.abatement_t() > kMaxQuantity.raw())) {
    return absl::InvalidArgumentError(fmt::format("abatement_t is {}; must be in [0, {}]",
                                                  request.abatement_t(), kMaxQuantity.raw()));
  }
  std::optional<Tonnes> abatement;
  if (request.has_abatement_t()) abatement = Tonnes(request.abatement_t());
  std::optional<std::vector<BuildProject>> builds;
  if (request.has_builds()) {
    absl::Status error = read_builds(request.builds(), builds.emplace());
    if (!error.ok()) return error;
  }
  const SeatBrief* const seat = seat_of(identity);
  if (seat == nullptr) {
    return absl::PermissionDeniedError("the caller has no seat to plan for (seat_absent)");
  }
  if (absl::Status error = admit(identity, 1); !error.ok()) return error;

  const std::lock_guard lock(mutex_);
  auto plan = desks_->decide(seat->seat, abatement, std::move(builds));
  if (!plan.ok()) return plan.status();
  v1::SetPlanResponse response;
  Note note;
  journal::v1::PlanSet& set = *note.mutable_plan_set();
  set.set_seat(seat->seat);
  set.set_year(raw(plan->year));
  set.set_day(record_->place().day);
  set.set_after_event(record_->last_event());
  if (plan->abatement) {
    set.set_abatement_t(plan->abatement->raw());
    response.set_abatement_t(plan->abatement->raw());
  }
  if (plan->builds) {
    v1::Builds wire;
    builds_to_wire(*plan->builds, wire);
    set.set_builds(wire.SerializeAsString());
    *response.mutable_builds() = wire.builds();
  }
  keep(note);
  remember(set);
  return response;
}

absl::Status Classroom::record_step(const Identity& identity,
                                    const v1::RecordStepRequest& request) {
  if (absl::Status error = check_kind("kind", request.kind()); !error.ok()) return error;
  if (absl::Status error =
          check_text("detail", request.detail(), {.characters_max = 2'000, .lines = true});
      !error.ok()) {
    return error;
  }
  if (identity.participant == 0) {
    return absl::PermissionDeniedError("only participants have steps (participant_absent)");
  }
  if (absl::Status error = admit(identity, 1); !error.ok()) {
    // A robot that plays keeps nobody from reading on.
    if (error.code() != absl::StatusCode::kFailedPrecondition) return error;
  }
  const std::lock_guard lock(mutex_);
  Note note;
  note.mutable_step_recorded()->set_participant_id(identity.participant);
  note.mutable_step_recorded()->set_kind(request.kind());
  note.mutable_step_recorded()->set_detail(request.detail());
  keep(note);
  return absl::OkStatus();
}

// ---- The market --------------------------------------------------------------------------------

absl::Status Classroom::admit(const Identity& identity, int count) {
  if (identity.is_operator) return absl::OkStatus();
  if (identity.participant == 0 && robot_seat_count_ == 0) return absl::OkStatus();
  const std::lock_guard lock(mutex_);
  ClassMember* const member = roll_.member(identity.participant);
  if (identity.participant != 0 && member == nullptr) {
    return absl::UnauthenticatedError("the participant was removed (participant_removed)");
  }
  const SeatBrief* const seat = seat_of(identity);
  if (seat != nullptr && roll_.robot_plays(seat->seat)) {
    return absl::FailedPreconditionError(
        fmt::format("the instructor lets the robot of seat \"{}\" play (robot_plays)", seat->seat));
  }
  if (member == nullptr || count == 0) return absl::OkStatus();
  const auto now = TokenBucket::Clock::now();
  TokenBucket& rate =
      command_rates_.try_emplace(identity.participant, setup_.commands, now).first->second;
  if (!rate.try_take(now, count)) {
    return absl::ResourceExhaustedError(
        fmt::format("more than {} commands a second came from this participant: try again in a "
                    "moment (commands_too_fast)",
                    setup_.commands.per_second));
  }
  member->command_count += count;
  return absl::OkStatus();
}

const SeatBrief* Classroom::seat_of(const Identity& identity) const {
  if (identity.is_operator || identity.account == AccountId{}) return nullptr;
  const auto found = std::ranges::find(briefs_, identity.account, &SeatBrief::account);
  return found == briefs_.end() ? nullptr : broker_.brief((*found)->seat);
}

const SeatBrief* Classroom::brief_of(std::string_view seat) const {
  const auto found =
      std::ranges::find_if(briefs_, [&](const SeatBrief* brief) { return brief->seat == seat; });
  return found == briefs_.end() ? nullptr : broker_.brief(seat);
}

// ---- What screens show -------------------------------------------------------------------------

std::vector<Classroom::SeatInfo> Classroom::seats() const {
  const std::lock_guard lock(mutex_);
  std::vector<SeatInfo> seats;
  seats.reserve(briefs_.size());
  for (const SeatBrief* brief : briefs_) {
    SeatInfo& info = seats.emplace_back();
    info.brief = broker_.brief(brief->seat);
    info.robot_plays = roll_.robot_plays(brief->seat);
    if (const ClassMember* const member = roll_.in_seat(brief->seat)) {
      info.participant = member->id;
      info.name = member->name;
    }
  }
  return seats;
}

v1::SetClassOptionsRequest Classroom::options() const {
  const std::lock_guard lock(mutex_);
  return roll_.options();
}

void Classroom::take_in_change() {
  std::vector<const SeatBrief*> briefs;
  briefs.reserve(briefs_.size());
  for (const SeatBrief* brief : briefs_) briefs.push_back(broker_.brief(brief->seat));
  record_->set_cap(calendar_of(briefs).cap);
}

void Classroom::set_benchmark(std::vector<Price> prices) {
  const std::lock_guard lock(mutex_);
  benchmark_ = std::move(prices);
}

std::vector<Price> Classroom::benchmark() const {
  const std::lock_guard lock(mutex_);
  return benchmark_;
}

}  // namespace tanshi
