#include "tools/cli/session_watch.h"

#include <array>
#include <chrono>
#include <utility>

namespace tanshi {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{250};

}  // namespace

std::string_view phase_word(SessionPhase phase) {
  constexpr std::array<std::string_view, 6> kWords = {"",       "waiting",  "running",
                                                      "paused", "finished", "stopped"};
  return kWords.at(static_cast<std::size_t>(phase));
}

SessionWatch::SessionWatch(HostedExchange& exchange, ServeLog& log)
    : exchange_(exchange), log_(log) {
  if (log_.is_on()) thread_ = std::thread([this] { run(); });
}

SessionWatch::~SessionWatch() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void SessionWatch::run() {
  for (bool last = false;;) {
    look();
    if (exchange_.classroom() != nullptr) look_at_people();
    if (last) return;
    std::unique_lock lock(mutex_);
    last = changed_.wait_for(lock, kBetweenLooks, [this] { return stop_; });
  }
}

void SessionWatch::look() {
  const SessionStatus now = exchange_.session().status();
  const bool has_begun = now.phase != SessionPhase::kWaiting;
  const bool had_begun = seen_.scenario.empty() ? false : seen_.phase != SessionPhase::kWaiting;
  // Years may have gone by since the last look.
  std::int32_t year = had_begun ? raw(seen_.year) : raw(now.first_year) - 1;
  if (!had_begun && has_begun && seen_.scenario.empty()) year = raw(now.year) - 1;  // it goes on
  for (; has_begun && year < raw(now.year); ++year) {
    if (year >= raw(now.first_year) && had_begun) log_.info("year_ended", {{"year", year}});
    log_.info("year_began", {{"year", year + 1}});
  }
  if (now.phase != seen_.phase || seen_.scenario.empty()) {
    if (now.phase == SessionPhase::kFinished) log_.info("year_ended", {{"year", raw(now.year)}});
    log_.info("session_phase",
              {{"phase", phase_word(now.phase)}, {"year", raw(now.year)}, {"day", now.day}});
  }
  seen_ = now;
}

void SessionWatch::look_at_people() {
  std::set<std::int64_t> now;
  for (const v1::Participant& one : exchange_.classroom()->participants()) {
    now.insert(one.participant_id());
    if (people_.contains(one.participant_id())) continue;
    ServeLog::Fields fields = {{"participant", one.participant_id()}};
    if (!one.seat().empty()) fields["seat"] = one.seat();
    log_.info("participant_entered", fields);
  }
  for (const std::int64_t id : people_)
    if (!now.contains(id)) log_.info("participant_removed", {{"participant", id}});
  people_ = std::move(now);
}

}  // namespace tanshi
