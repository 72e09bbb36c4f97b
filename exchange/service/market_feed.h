// Market data for readers of any speed: events as they were committed, and books as a snapshot
// followed by changes.
//
// The thread that commits only copies events into an EventLog. A thread of the feed's own follows
// the log, keeps a BookMirror of every book that someone reads, and nudges readers that wait. A
// reader asks for what comes next whenever it is ready for more, and is told what it missed. So
// memory is bounded whatever readers do, and none of them slows the market or another reader.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "exchange/sequencer/sequencer.h"
#include "exchange/service/book_mirror.h"
#include "exchange/service/event_log.h"
#include "tanshi/v1/market_data_service.pb.h"

namespace tanshi {

struct MarketFeedOptions {
  std::size_t events_kept = 262'144;  // about 100 bytes each
  std::size_t updates_kept = 1'024;   // of each book that is read
  int snapshot_levels = 10'000;       // in one message
};

// One who reads. The call comes from the feed's thread; it must not block.
class FeedReader {
 public:
  virtual ~FeedReader() = default;
  // There may be more to read.
  virtual void nudge() = 0;
};

// Where a reader of a book is.
struct BookCursor {
  std::int64_t next_update = 0;             // 0: the snapshot is to come
  std::deque<v1::BookSnapshot> parts_left;  // of the snapshot that is being sent
};

class MarketFeed {
 public:
  // `sequencer` must outlive the feed and the last commit.
  explicit MarketFeed(Sequencer& sequencer, MarketFeedOptions options = {});
  MarketFeed(const MarketFeed&) = delete;
  MarketFeed& operator=(const MarketFeed&) = delete;
  ~MarketFeed();

  [[nodiscard]] const EventLog& events() const { return *log_; }

  // Nudges `reader` from now on whenever there are new events, or when the book has new updates.
  // A reader is nudged as long as it lives and has not been removed.
  void add_event_reader(std::shared_ptr<FeedReader> reader);
  void add_book_reader(InstrumentId instrument, std::shared_ptr<FeedReader> reader);
  void remove(const FeedReader* reader);

  // The next message for a reader of the book at `cursor`, which it moves on; nothing if there is
  // none yet, and the reader will be nudged.
  // REQUIRES: a reader of the book was added and not removed.
  [[nodiscard]] std::shared_ptr<const v1::StreamBookResponse> next(InstrumentId instrument,
                                                                   BookCursor& cursor);

 private:
  using Message = std::shared_ptr<const v1::StreamBookResponse>;

  // A book that is read.
  struct Channel {
    std::optional<BookMirror> mirror;
    std::int64_t next_event = 0;  // the first that the mirror does not hold
    std::int64_t command = 0;     // the latest that it holds
    std::int64_t update = 0;      // number of the latest update
    std::deque<Message> updates;  // the latest ones; the last has number `update`
    bool is_durable = false;      // the mirror began with events that are all committed
    std::map<const FeedReader*, std::weak_ptr<FeedReader>> readers;
  };

  void follow_log(std::int64_t seen);
  bool follow(InstrumentId instrument, Channel& channel, std::int64_t log_next);
  void begin_mirror(InstrumentId instrument, Channel& channel);
  void publish(Channel& channel);
  [[nodiscard]] static Message next_part(BookCursor& cursor);

  Sequencer& sequencer_;
  const MarketFeedOptions options_;
  // Shared with the sequencer's observer, which outlives the feed.
  std::shared_ptr<EventLog> log_;

  std::mutex mutex_;
  std::map<const FeedReader*, std::weak_ptr<FeedReader>> event_readers_;
  std::map<InstrumentId, Channel> channels_;
  bool stop_ = false;

  std::vector<LoggedEvent> batch_;  // of the feed's thread
  std::thread thread_;
};

}  // namespace tanshi
