// What the operator does to a class.
#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "exchange/classroom/checked_text.h"
#include "exchange/classroom/classroom.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kExpiresInMs = 7'200'000;
constexpr std::int64_t kExpiresInMsMax = 2'592'000'000;
constexpr std::int32_t kUsesMax = 10'000;
constexpr std::int64_t kMostPerMillion = 10'000'000'000;
constexpr std::int64_t kMostFee = 1'000'000;

std::int64_t in_ms(AccessCode::Clock::duration duration) {
  return std::chrono::duration_cast<milliseconds>(duration).count();
}

v1::Code shown(const AccessCode& code, AccessCode::Clock::time_point now) {
  v1::Code wire;
  wire.set_code(shown_code(code.code));
  wire.set_role(code.role);
  wire.set_seat(code.seat);
  wire.set_uses_left(code.uses_left);
  wire.set_expires_in_ms(in_ms(code.expires - now));
  return wire;
}

absl::Status check_cents(std::string_view name, std::int64_t cents, std::int64_t most) {
  if (cents >= 0 && cents <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format("{} is {}; must be in [0, {}]", name, cents, most));
}

// What a request leaves out is filled in.
absl::Status complete(v1::CreateCodeRequest& request, std::int32_t seat_count) {
  if (request.role() == v1::ROLE_UNSPECIFIED) request.set_role(v1::ROLE_TRADER);
  if (request.role() != v1::ROLE_TRADER && request.role() != v1::ROLE_OBSERVER) {
    return absl::InvalidArgumentError(
        fmt::format("role is {}; must be ROLE_TRADER or ROLE_OBSERVER: steering takes the "
                    "operator's token",
                    static_cast<int>(request.role())));
  }
  if (request.role() == v1::ROLE_OBSERVER && !request.seat().empty()) {
    return absl::InvalidArgumentError("seat is given; an observer has none");
  }
  if (request.use_count() == 0) {
    request.set_use_count(request.seat().empty() ? std::clamp(seat_count, 1, kUsesMax) : 1);
  }
  if (request.use_count() < 1 || request.use_count() > kUsesMax) {
    return absl::InvalidArgumentError(
        fmt::format("use_count is {}; must be in [1, {}]", request.use_count(), kUsesMax));
  }
  if (request.expires_in_ms() == 0) request.set_expires_in_ms(kExpiresInMs);
  if (request.expires_in_ms() < 1'000 || request.expires_in_ms() > kExpiresInMsMax) {
    return absl::InvalidArgumentError(fmt::format("expires_in_ms is {}; must be in [1000, {}]",
                                                  request.expires_in_ms(), kExpiresInMsMax));
  }
  return absl::OkStatus();
}

}  // namespace

// ---- Codes -------------------------------------------------------------------------------------

absl::StatusOr<v1::Code> Classroom::create_code(const v1::CreateCodeRequest& wanted) {
  v1::CreateCodeRequest request = wanted;
  const auto seat_count = static_cast<std::int32_t>(briefs_.size());
  if (absl::Status error = complete(request, seat_count); !error.ok()) return error;
  if (!request.seat().empty() && brief_of(request.seat()) == nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("seat is \"{}\"; the session has no such seat", request.seat()));
  }
  const auto now = AccessCode::Clock::now();
  const std::lock_guard lock(mutex_);
  if (roll_.codes().good(now).size() >= AccessCodes::kMost) {
    return absl::ResourceExhaustedError("1000 codes are good: revoke some first (codes_too_many)");
  }
  Note note;
  journal::v1::CodeMade& made = *note.mutable_code_made();
  std::string code = new_code();
  // Ends: of 150 million codes at most 1000 are in use.
  while (roll_.codes().find(code, now) != nullptr) code = new_code();
  made.set_code(code);
  made.set_role(request.role());
  made.set_seat(request.seat());
  made.set_use_count(request.use_count());
  made.set_expires_unix_ms(in_ms(now.time_since_epoch()) + request.expires_in_ms());
  keep(note);
  ++version_;
  return shown(*roll_.codes().find(code, now), now);
}

std::vector<v1::Code> Classroom::codes() const {
  const auto now = AccessCode::Clock::now();
  const std::lock_guard lock(mutex_);
  std::vector<v1::Code> codes;
  for (const AccessCode& code : roll_.codes().good(now)) codes.push_back(shown(code, now));
  return codes;
}

absl::Status Classroom::revoke_code(const std::string& typed) {
  const std::optional<std::string> code = read_code(typed);
  const std::lock_guard lock(mutex_);
  if (!code || roll_.codes().find(*code, AccessCode::Clock::now()) == nullptr) {
    return absl::NotFoundError("no such code is good (code_unknown)");
  }
  Note note;
  note.mutable_code_revoked()->set_code(*code);
  keep(note);
  ++version_;
  return absl::OkStatus();
}

// ---- Participants ------------------------------------------------------------------------------

std::vector<v1::Participant> Classroom::participants() const {
  const std::lock_guard lock(mutex_);
  std::vector<v1::Participant> participants;
  for (const ClassMember& member : roll_.members()) {
    if (member.removed) continue;
    v1::Participant& wire = participants.emplace_back();
    wire.set_participant_id(member.id);
    wire.set_name(member.name);
    wire.set_role(member.role);
    wire.set_seat(member.seat);
    wire.set_robot_plays(!member.seat.empty() && roll_.robot_plays(member.seat));
    wire.set_command_count(member.command_count);
  }
  return participants;
}

absl::Status Classroom::remove_participant(std::int64_t id) {
  std::string seat;
  {
    const std::lock_guard lock(mutex_);
    const ClassMember* const member = roll_.member(id);
    if (member == nullptr) {
      return absl::NotFoundError(
          fmt::format("participant_id is {}; there is no such participant", id));
    }
    seat = member->seat;
    for (const std::string& digest : member->token_digests) identities_.revoke_digest(digest);
    tokens_.erase(id);
    command_rates_.erase(id);
    if (!seat.empty() && roll_.robot_plays(seat)) --robot_seat_count_;
    Note note;
    note.mutable_removed()->set_participant_id(id);
    keep(note);
    ++version_;
  }
  if (!seat.empty()) {
    broker_.empty_seat(seat);
    desks_->forget_plan(seat);
  }
  return absl::OkStatus();
}

absl::Status Classroom::set_seat_player(const std::string& seat, bool robot) {
  const std::lock_guard lock(mutex_);
  if (brief_of(seat) == nullptr) {
    return absl::NotFoundError(fmt::format("seat is \"{}\"; the session has no such seat", seat));
  }
  if (roll_.robot_plays(seat) == robot) return absl::OkStatus();
  if (robot) {
    broker_.empty_seat(seat);
  } else if (roll_.in_seat(seat) != nullptr) {
    const absl::Status seated =
        broker_.seat_person(seat, std::make_shared<PersonSeat>(broker_, desks_));
    if (!seated.ok()) return seated;
  }
  Note note;
  note.mutable_player_set()->set_seat(seat);
  note.mutable_player_set()->set_robot(robot);
  keep(note);
  robot_seat_count_ += robot ? 1 : -1;
  ++version_;
  return absl::OkStatus();
}

// ---- What all are told -------------------------------------------------------------------------

absl::Status Classroom::announce(const std::string& text) {
  if (absl::Status error = check_text("text", text, {1, 500, /*lines=*/true}); !error.ok()) {
    return error;
  }
  v1::Announcement told;
  told.set_source(v1::ANNOUNCEMENT_SOURCE_INSTRUCTOR);
  told.set_kind(v1::ANNOUNCEMENT_KIND_TEXT);
  told.set_text(text);
  const std::lock_guard lock(mutex_);
  tell(std::move(told));
  return absl::OkStatus();
}

void Classroom::announce_shock(const v1::ApplyShockRequest& shock) {
  v1::Announcement told;
  told.set_source(v1::ANNOUNCEMENT_SOURCE_EXCHANGE);
  const std::int32_t this_year = raw(session_.status().year);
  if (shock.has_demand()) {
    told.set_kind(v1::ANNOUNCEMENT_KIND_DEMAND_SHOCK);
    told.add_figures(shock.demand().factor_bps());
    told.add_figures(shock.demand().first_year() == 0 ? this_year : shock.demand().first_year());
  } else if (shock.has_cost()) {
    told.set_kind(v1::ANNOUNCEMENT_KIND_COST_SHOCK);
    told.add_figures(shock.cost().factor_bps());
  } else {
    told.set_kind(v1::ANNOUNCEMENT_KIND_CAP_CHANGE);
    told.add_figures(shock.cap().factor_bps());
    told.add_figures(shock.cap().first_year());
  }
  const std::lock_guard lock(mutex_);
  tell(std::move(told));
}

void Classroom::tell(v1::Announcement told) {
  told = record_->announce(std::move(told));
  Note note;
  journal::v1::Announced& announced = *note.mutable_announced();
  announced.set_text(told.text());
  announced.set_number(told.number());
  announced.set_year(told.year());
  announced.set_day(told.day());
  if (told.source() == v1::ANNOUNCEMENT_SOURCE_EXCHANGE) announced.set_kind(told.kind());
  *announced.mutable_figures() = told.figures();
  keep(note);
}

// Who has entered was asked for what was to be agreed on then.
absl::Status Classroom::check_consent(const v1::SetClassOptionsRequest& request) const {
  if (!request.has_consent() || request.consent() == roll_.options().consent()) {
    return absl::OkStatus();
  }
  const auto there = std::ranges::count_if(
      roll_.members(), [](const ClassMember& member) { return !member.removed; });
  if (request.consent().empty() || there == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("{} have entered and did not agree to this consent: set it before anybody enters "
                  "(consent_late)",
                  there));
}

absl::Status Classroom::set_options(const v1::SetClassOptionsRequest& request) {
  const TextRule page{.characters_max = 10'000, .lines = true};
  if (absl::Status error = check_text("instructions", request.instructions(), page); !error.ok()) {
    return error;
  }
  if (absl::Status error = check_text("consent", request.consent(), page); !error.ok()) {
    return error;
  }
  if (absl::Status error =
          check_cents("paid_cents_per_million", request.paid_cents_per_million(), kMostPerMillion);
      !error.ok()) {
    return error;
  }
  if (absl::Status error = check_cents("show_up_fee_cents", request.show_up_fee_cents(), kMostFee);
      !error.ok()) {
    return error;
  }
  const std::lock_guard lock(mutex_);
  if (absl::Status error = check_consent(request); !error.ok()) return error;
  Note note;
  note.mutable_options_set()->set_options(request.SerializeAsString());
  keep(note);
  ++version_;
  return absl::OkStatus();
}

}  // namespace tanshi
