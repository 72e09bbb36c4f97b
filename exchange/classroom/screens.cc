#include "exchange/classroom/screens.h"

#include <algorithm>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/classroom/class_view.h"

namespace tanshi {

namespace {

constexpr std::chrono::milliseconds kMoved{500};

bool is_over(const SessionStatus& status) {
  return status.phase == SessionPhase::kFinished || status.phase == SessionPhase::kStopped;
}

bool same(const SessionStatus& a, const SessionStatus& b) {
  return a.phase == b.phase && a.year == b.year && a.day == b.day && a.turn == b.turn;
}

}  // namespace

Screens::Screens(Classroom& classroom, Sequencer& sequencer, ScreensOptions options)
    : classroom_(classroom), sequencer_(sequencer), options_(options) {
  thread_ = std::thread([this] { run(); });
}

Screens::~Screens() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

// ---- Readers -----------------------------------------------------------------------------------

void Screens::add(const std::shared_ptr<ScreenReader>& reader, const std::string& seat,
                  std::int64_t participant) {
  {
    const std::lock_guard lock(mutex_);
    readers_[reader.get()] = {reader, seat, participant};
    channels_.try_emplace(seat);
    has_new_ = true;
  }
  changed_.notify_all();
}

void Screens::add_class_reader(const std::shared_ptr<ScreenReader>& reader) {
  {
    const std::lock_guard lock(mutex_);
    if (class_readers_.empty()) class_ = nullptr;  // it is old
    class_readers_[reader.get()] = reader;
    has_new_ = true;
  }
  changed_.notify_all();
}

void Screens::remove(const ScreenReader* reader) {
  const std::lock_guard lock(mutex_);
  class_readers_.erase(reader);
  const auto found = readers_.find(reader);
  if (found == readers_.end()) return;
  const std::string seat = std::move(found->second.seat);
  readers_.erase(found);
  const bool is_followed =
      std::ranges::any_of(readers_, [&](const auto& entry) { return entry.second.seat == seat; });
  if (!is_followed) channels_.erase(seat);
}

ScreenNews Screens::next(const std::string& seat, ScreenCursor& cursor) {
  ScreenNews news;
  const SeatBrief* const brief = seat.empty() ? nullptr : classroom_.broker().brief(seat);
  if (brief != cursor.brief) {
    cursor.brief = brief;
    news.brief = brief;
    return news;
  }
  const std::lock_guard lock(mutex_);
  const auto found = channels_.find(seat);
  TANSHI_CHECK(found != channels_.end());
  const Channel& channel = found->second;
  if (channel.version > cursor.version) {
    if (cursor.seats_apart && cursor.seats != channel.seats) {
      news.seats = cursor.seats = channel.seats;
      return news;
    }
    cursor.version = channel.version;
    news.common = channel.common;
    news.own = channel.own;
    if (!cursor.seats_apart) news.seats = channel.seats;
    return news;
  }
  news.over = is_over_ && channel.version > 0;
  return news;
}

Screens::Class Screens::next_class(std::int64_t& version) {
  const std::lock_guard lock(mutex_);
  if (class_version_ == version || class_ == nullptr) return nullptr;
  version = class_version_;
  return class_;
}

std::set<std::int64_t> Screens::connected() const {
  const std::lock_guard lock(mutex_);
  std::set<std::int64_t> participants;
  for (const auto& [key, reader] : readers_) {
    if (reader.participant != 0) participants.insert(reader.participant);
  }
  return participants;
}

// ---- The thread --------------------------------------------------------------------------------

// Sleeps while nobody reads; else wakes for each screen that may be due, and at once for a new
// reader, whom it tells what there is without hurrying the others.
void Screens::run() {
  Clock::time_point last{};
  for (;;) {
    bool due = false;
    {
      std::unique_lock lock(mutex_);
      const auto has_readers = [this] { return !readers_.empty() || !class_readers_.empty(); };
      changed_.wait(lock, [&] { return stop_ || has_readers(); });
      const Clock::time_point next = last + options_.between_screens;
      changed_.wait_until(lock, next, [this] { return stop_ || has_new_; });
      if (stop_) return;
      has_new_ = false;
      due = Clock::now() >= next;
    }
    tick(/*only_new=*/!due);
    if (due) last = Clock::now();
  }
}

void Screens::tick(bool only_new) {
  see_changes();
  const bool publish_common = common_dirty_ && !only_new;
  if (common_dirty_) {
    common_ = build_common();
    build_seats();
    // Others than the new have not been told yet.
    common_dirty_ = only_new;
  }
  if (std::exchange(ranking_dirty_, false)) {
    ranking_ = classroom_.options().ranking() ? ranked(classroom_) : std::vector<RankedSeat>();
  }
  std::vector<Built> built;
  for (std::string& seat : to_build(only_new)) {
    Bytes own = build_own(seat);
    built.push_back({std::move(seat), std::move(own)});
  }
  sequencer_.flush();
  publish(built, common_, publish_common);
  build_class();
}

void Screens::see_changes() {
  const SessionStatus status = classroom_.status();
  const ClassRecord::Changes changes = classroom_.record().take_changes();
  const std::int64_t state = classroom_.version();
  command_ = changes.command;
  common_dirty_ = common_dirty_ || changes.market || !same(status, status_) || has_moved() ||
                  state != class_state_;
  ranking_dirty_ = ranking_dirty_ || changes.year || state != class_state_;
  status_ = status;
  mark_dirty(changes);
  class_state_ = state;
}

// Whether the year ends at another time than screens were told.
bool Screens::has_moved() {
  const std::chrono::milliseconds left = classroom_.clock().year_left;
  const Clock::time_point ends = Clock::now() + left;
  const bool moved = (left.count() == 0) != (year_ends_ == Clock::time_point()) ||
                     (left.count() != 0 && std::chrono::abs(ends - year_ends_) > kMoved);
  if (moved) year_ends_ = left.count() == 0 ? Clock::time_point() : ends;
  return moved;
}

void Screens::mark_dirty(const ClassRecord::Changes& changes) {
  const std::vector<std::string> desks = classroom_.desks().take_changed();
  const bool all = changes.year || classroom_.version() != class_state_;
  const std::vector<Classroom::SeatInfo> seats = classroom_.seats();
  const std::lock_guard lock(mutex_);
  for (auto& [seat, channel] : channels_) channel.dirty = channel.dirty || all;
  for (const std::string& seat : desks) {
    if (const auto found = channels_.find(seat); found != channels_.end()) {
      found->second.dirty = true;
    }
  }
  for (const Classroom::SeatInfo& seat : seats) {
    const auto found = channels_.find(seat.brief->seat);
    if (found != channels_.end() && changes.accounts.contains(seat.brief->account)) {
      found->second.dirty = true;
    }
  }
}

std::vector<std::string> Screens::to_build(bool only_new) {
  std::vector<std::string> seats;
  const std::lock_guard lock(mutex_);
  for (auto& [seat, channel] : channels_) {
    if (!channel.dirty || (only_new && channel.version > 0)) continue;
    channel.dirty = false;
    seats.push_back(seat);
  }
  return seats;
}

Screens::Bytes Screens::build_common() {
  v1::SeatScreen screen;
  fill_common(classroom_, status_, command_, screen);
  if (const SeatBrief* const brief = of_allowances(classroom_.seats())) {
    sequencer_.read([&](const Market& market) { fill_market(*brief, market, screen); });
  }
  return std::make_shared<const std::string>(screen.SerializeAsString());
}

// Others only where they have changed: readers tell them apart by that.
void Screens::build_seats() {
  v1::SeatNames names;
  fill_seats(classroom_, names);
  std::string bytes = names.SerializeAsString();
  if (seats_ != nullptr && *seats_ == bytes) return;
  seats_ = std::make_shared<const std::string>(std::move(bytes));
}

Screens::Bytes Screens::build_own(const std::string& seat) {
  v1::SeatScreen screen;
  if (seat.empty()) {
    fill_ranking(ranking_, "", classroom_.options().ranking_names(), screen);
    return std::make_shared<const std::string>(screen.SerializeAsString());
  }
  const std::vector<Classroom::SeatInfo> seats = classroom_.seats();
  const auto info = std::ranges::find_if(
      seats, [&](const Classroom::SeatInfo& one) { return one.brief->seat == seat; });
  if (info == seats.end()) return std::make_shared<const std::string>();
  const DeskState desk = classroom_.desks().state(seat);
  const Price mean = classroom_.record().market_years().back().mean_close();
  sequencer_.read(
      [&](const Market& market) { fill_own_market(*info->brief, desk, market, mean, screen); });
  fill_own(classroom_, *info, ranking_, screen);
  return std::make_shared<const std::string>(screen.SerializeAsString());
}

// Tells who is to be told: of a new common part all, else those whose own part is new.
void Screens::publish(const std::vector<Built>& built, const Bytes& common, bool to_all) {
  std::vector<std::shared_ptr<ScreenReader>> readers;
  {
    const std::lock_guard lock(mutex_);
    is_over_ = is_over(status_);
    std::set<std::string> changed;
    for (const Built& one : built) {
      const auto found = channels_.find(one.seat);
      if (found == channels_.end()) continue;  // its readers have gone meanwhile
      found->second.own = one.own;
      changed.insert(one.seat);
    }
    for (auto& [seat, channel] : channels_) {
      if (channel.own == nullptr) continue;  // came meanwhile
      if (!to_all && !changed.contains(seat)) continue;
      channel.common = common;
      channel.seats = seats_;
      ++channel.version;
      changed.insert(seat);
    }
    for (const auto& [key, entry] : readers_) {
      if (!changed.contains(entry.seat) && !is_over_) continue;
      if (auto reader = entry.reader.lock()) readers.push_back(std::move(reader));
    }
  }
  nudge(readers);
}

void Screens::build_class() {
  {
    const std::lock_guard lock(mutex_);
    if (class_readers_.empty()) return;
    if (class_ != nullptr && Clock::now() < class_built_ + options_.between_classes) return;
  }
  auto view = std::make_shared<v1::FollowClassResponse>();
  fill_class(classroom_, status_, connected(), sequencer_, *view);
  sequencer_.flush();
  class_built_ = Clock::now();
  std::vector<std::shared_ptr<ScreenReader>> readers;
  {
    const std::lock_guard lock(mutex_);
    class_ = std::move(view);
    ++class_version_;
    for (const auto& [key, entry] : class_readers_) {
      if (auto reader = entry.lock()) readers.push_back(std::move(reader));
    }
  }
  nudge(readers);
}

void Screens::nudge(const std::vector<std::shared_ptr<ScreenReader>>& readers) {
  for (const auto& reader : readers) reader->nudge();
}

}  // namespace tanshi
