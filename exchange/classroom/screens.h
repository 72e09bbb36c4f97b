// Keeps the screens of all desks up to date, for readers of any speed.
//
// One thread builds, at most ten times a second, what has changed: what all may see once, and each
// seat's own only where something happened to it. A reader that is ready for more takes the latest,
// and is told nothing of what it missed. What a screen says is durable.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "exchange/classroom/classroom.h"
#include "exchange/classroom/screen_parts.h"
#include "exchange/sequencer/sequencer.h"

namespace tanshi {

// One who reads. The call comes from the screens' thread; it must not block.
class ScreenReader {
 public:
  virtual ~ScreenReader() = default;
  // There may be more to read.
  virtual void nudge() = 0;
};

struct ScreensOptions {
  std::chrono::milliseconds between_screens{100};
  std::chrono::milliseconds between_classes{1'000};
};

// Where a reader is.
struct ScreenCursor {
  std::int64_t version = 0;
  const SeatBrief* brief = nullptr;  // that was told last
  bool is_over = false;
  // Whether the names of seats are told apart from screens, and those that were told last.
  bool seats_apart = false;
  std::shared_ptr<const std::string> seats = {};
};

// What a reader is told next.
struct ScreenNews {
  const SeatBrief* brief = nullptr;
  // Bytes of a v1.SeatScreen, in two parts; null: none.
  std::shared_ptr<const std::string> common;
  std::shared_ptr<const std::string> own;  // null: no seat
  // Bytes of v1.SeatNames: as a further part of the screen, or, where that is null, alone.
  std::shared_ptr<const std::string> seats;
  bool over = false;  // nothing follows
};

class Screens {
 public:
  using Class = std::shared_ptr<const v1::FollowClassResponse>;

  // Both must outlive the screens.
  Screens(Classroom& classroom, Sequencer& sequencer, ScreensOptions options = {});
  Screens(const Screens&) = delete;
  Screens& operator=(const Screens&) = delete;
  ~Screens();

  // Nudges `reader` from now on whenever the screen of the seat has changed. `seat` empty: what all
  // may see; `participant`: whose screen it is, 0 for the operator's.
  void add(const std::shared_ptr<ScreenReader>& reader, const std::string& seat,
           std::int64_t participant);
  // Likewise for the operator's view of the class.
  void add_class_reader(const std::shared_ptr<ScreenReader>& reader);
  void remove(const ScreenReader* reader);

  // What comes next for a reader of the seat, whose cursor moves on; all empty if nothing has
  // changed. REQUIRES: the reader was added.
  [[nodiscard]] ScreenNews next(const std::string& seat, ScreenCursor& cursor);
  // The latest, if it is newer than `version`, which moves on.
  [[nodiscard]] Class next_class(std::int64_t& version);

  // Participants whose screen is followed now.
  [[nodiscard]] std::set<std::int64_t> connected() const;

 private:
  using Bytes = std::shared_ptr<const std::string>;
  using Clock = std::chrono::steady_clock;

  struct Reader {
    std::weak_ptr<ScreenReader> reader;
    std::string seat;
    std::int64_t participant = 0;
  };
  // The screen of a seat that is followed; of "" what all may see.
  struct Channel {
    Bytes common;
    Bytes own;
    Bytes seats;
    std::int64_t version = 0;  // 0: nothing was published yet
    bool dirty = true;
  };
  struct Built {
    std::string seat;
    Bytes own;
  };

  void run();
  void tick(bool only_new);
  void see_changes();
  bool has_moved();
  void mark_dirty(const ClassRecord::Changes& changes);
  [[nodiscard]] std::vector<std::string> to_build(bool only_new);
  [[nodiscard]] Bytes build_common();
  void build_seats();
  [[nodiscard]] Bytes build_own(const std::string& seat);
  void publish(const std::vector<Built>& built, const Bytes& common, bool to_all);
  void build_class();
  static void nudge(const std::vector<std::shared_ptr<ScreenReader>>& readers);

  Classroom& classroom_;
  Sequencer& sequencer_;
  const ScreensOptions options_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;
  bool has_new_ = false;
  std::map<const ScreenReader*, Reader> readers_;
  std::map<const ScreenReader*, std::weak_ptr<ScreenReader>> class_readers_;
  std::map<std::string, Channel> channels_;
  bool is_over_ = false;
  Class class_;
  std::int64_t class_version_ = 0;

  // Of the thread alone.
  SessionStatus status_;
  std::int64_t command_ = 0;
  std::int64_t class_state_ = 0;   // Classroom::version() that was seen
  Clock::time_point year_ends_{};  // as was told; none: time stands still
  bool common_dirty_ = true;
  bool ranking_dirty_ = true;
  Bytes common_;
  Bytes seats_;
  std::vector<RankedSeat> ranking_;
  Clock::time_point class_built_{};
  std::thread thread_;
};

}  // namespace tanshi
