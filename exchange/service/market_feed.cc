#include "exchange/service/market_feed.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>
#include <utility>

#include "exchange/base/check.h"

namespace tanshi {

namespace {

constexpr std::size_t kBatch = 4'096;

// What sending a message to one reader takes of a processor, gateway and all; and the longest rest.
constexpr std::chrono::microseconds kSending{50};
constexpr std::chrono::milliseconds kRestMax{20};
constexpr std::size_t kFew = 16;  // readers, who are told of each group of commands by itself

std::int64_t next_event_of(const Sequencer& sequencer) {
  std::int64_t next = 0;
  sequencer.read([&](const Market& market) { next = market.event_count() + 1; });
  return next;
}

void collect(const std::map<const FeedReader*, std::weak_ptr<FeedReader>>& readers,
             std::vector<std::shared_ptr<FeedReader>>& alive) {
  for (const auto& [key, reader] : readers) {
    if (auto shared = reader.lock()) alive.push_back(std::move(shared));
  }
}

void rest_after(std::size_t readers) {
  if (readers <= kFew) return;
  const auto sending = kSending * static_cast<std::int64_t>(readers);
  std::this_thread::sleep_for(std::min<std::chrono::microseconds>(kRestMax, sending));
}

}  // namespace

// What is applied but not committed when the observer is added would be missing from the log; so it
// is flushed first. REQUIRES of callers: nobody submits before the feed is there.
MarketFeed::MarketFeed(Sequencer& sequencer, MarketFeedOptions options)
    : sequencer_(sequencer), options_(options) {
  sequencer_.flush();
  log_ = std::make_shared<EventLog>(options_.events_kept, next_event_of(sequencer_));
  sequencer_.subscribe(
      [log = log_](std::span<const Committed> commands) { log->append(commands); });
  thread_ = std::thread([this, begin = log_->next()] { follow_log(begin); });
}

MarketFeed::~MarketFeed() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  log_->nudge();
  thread_.join();
}

// ---- Readers -----------------------------------------------------------------------------------

void MarketFeed::add_event_reader(std::shared_ptr<FeedReader> reader) {
  {
    const std::lock_guard lock(mutex_);
    event_readers_.emplace(reader.get(), reader);
  }
  log_->nudge();
}

void MarketFeed::add_book_reader(InstrumentId instrument, std::shared_ptr<FeedReader> reader) {
  {
    const std::lock_guard lock(mutex_);
    Channel& channel = channels_[instrument];
    if (!channel.mirror) begin_mirror(instrument, channel);
    channel.readers.emplace(reader.get(), reader);
  }
  log_->nudge();
}

void MarketFeed::remove(const FeedReader* reader) {
  const std::lock_guard lock(mutex_);
  event_readers_.erase(reader);
  for (auto channel = channels_.begin(); channel != channels_.end();) {
    channel->second.readers.erase(reader);
    channel = channel->second.readers.empty() ? channels_.erase(channel) : std::next(channel);
  }
}

MarketFeed::Message MarketFeed::next(InstrumentId instrument, BookCursor& cursor) {
  const std::lock_guard lock(mutex_);
  const auto found = channels_.find(instrument);
  TANSHI_CHECK(found != channels_.end());
  const Channel& channel = found->second;
  if (!cursor.parts_left.empty()) return next_part(cursor);
  if (!channel.is_durable || cursor.next_update > channel.update) return nullptr;

  const std::int64_t oldest = channel.update + 1 - std::ssize(channel.updates);
  if (cursor.next_update >= oldest) {
    const auto index = static_cast<std::size_t>(cursor.next_update - oldest);
    ++cursor.next_update;
    return channel.updates[index];
  }
  const std::int64_t missed_from = std::exchange(cursor.next_update, 0);
  if (missed_from != 0) {
    auto message = std::make_shared<v1::StreamBookResponse>();
    message->mutable_gap()->set_first_missed_update_number(missed_from);
    message->mutable_gap()->set_last_missed_update_number(channel.update);
    return message;
  }
  for (v1::BookSnapshot& part : channel.mirror->snapshot(options_.snapshot_levels)) {
    part.set_update_number(channel.update);
    part.set_command_number(channel.command);
    cursor.parts_left.push_back(std::move(part));
  }
  cursor.next_update = channel.update + 1;
  return next_part(cursor);
}

MarketFeed::Message MarketFeed::next_part(BookCursor& cursor) {
  auto message = std::make_shared<v1::StreamBookResponse>();
  *message->mutable_snapshot() = std::move(cursor.parts_left.front());
  cursor.parts_left.pop_front();
  return message;
}

// ---- The feed's thread -------------------------------------------------------------------------

void MarketFeed::follow_log(std::int64_t seen) {
  // Without readers the thread sleeps through all events: each waking takes time from the market.
  constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  std::vector<std::shared_ptr<FeedReader>> alive;
  bool has_readers = false;
  for (;;) {
    const std::int64_t log_next = log_->wait_for(has_readers ? seen : kNever);
    {
      const std::lock_guard lock(mutex_);
      if (stop_) return;
      has_readers = !event_readers_.empty() || !channels_.empty();
      if (log_next > seen) collect(event_readers_, alive);
      for (auto& [instrument, channel] : channels_) {
        if (follow(instrument, channel, log_next)) collect(channel.readers, alive);
      }
    }
    seen = log_next;
    for (const auto& reader : alive) reader->nudge();
    // Lets what comes meanwhile go out as one message to each of many readers: without that a class
    // would be sent thousands of messages whenever the robots have their turn.
    rest_after(alive.size());
    alive.clear();
  }
}

// Brings the channel up to the log; whether its readers should look.
bool MarketFeed::follow(InstrumentId instrument, Channel& channel, std::int64_t log_next) {
  if (!channel.is_durable) {
    channel.is_durable = log_next >= channel.next_event;
    if (!channel.is_durable) return false;
  }
  if (channel.next_event < log_->first()) {
    // The feed itself was too slow: all readers find their updates gone.
    channel.updates.clear();
    begin_mirror(instrument, channel);
    ++channel.update;
    channel.is_durable = false;
    return follow(instrument, channel, log_->next());
  }
  while (channel.next_event < log_next) {
    log_->read(channel.next_event, kBatch, batch_);
    if (batch_.empty() || batch_.front().number != channel.next_event) break;  // seen next time
    for (const LoggedEvent& logged : batch_) {
      channel.mirror->apply(logged.event);
      channel.command = logged.command;
    }
    channel.next_event = batch_.back().number + 1;
    publish(channel);
  }
  return true;
}

void MarketFeed::begin_mirror(InstrumentId instrument, Channel& channel) {
  std::vector<DepthLevel> bids;
  std::vector<DepthLevel> asks;
  sequencer_.read([&](const Market& market) {
    constexpr auto kAll = std::numeric_limits<std::size_t>::max();
    market.depth(instrument, Side::kBuy, kAll, bids);
    market.depth(instrument, Side::kSell, kAll, asks);
    channel.mirror.emplace(market.listing(instrument), market.trading(instrument).rules, bids, asks,
                           market.quote(instrument));
    channel.next_event = market.event_count() + 1;
    channel.command = market.command_count();
  });
}

void MarketFeed::publish(Channel& channel) {
  if (!channel.mirror->has_changed()) return;
  auto message = std::make_shared<v1::StreamBookResponse>();
  v1::BookDelta& delta = *message->mutable_delta();
  channel.mirror->take_changes(delta);
  delta.set_update_number(++channel.update);
  delta.set_command_number(channel.command);
  channel.updates.push_back(std::move(message));
  if (channel.updates.size() > options_.updates_kept) channel.updates.pop_front();
}

}  // namespace tanshi
