// A venue that somebody watches: every command of the session and every event, as they come. The
// market does not notice, and neither does the session.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "scenarios/runner/venue.h"

namespace tanshi {

// What one call brought; valid during the call.
struct VenueNews {
  SimTime time;
  std::span<const Action> actions;
  std::int64_t first_event = 0;  // number of events[0], from 1
  // Those of the actions, in their order; before them, on a venue that others command too, theirs.
  std::span<const Event> events;
};

class VenueObserver {
 public:
  virtual ~VenueObserver() = default;
  // `venue` stands as the news left it.
  virtual void see(const VenueNews& news, const Venue& venue) = 0;
};

class ObservedVenue final : public Venue {
 public:
  // Both must outlive this. `observer` may be null as long as nothing is applied.
  ObservedVenue(Venue& venue, VenueObserver* observer) : venue_(venue), observer_(observer) {}

  void advance(SimTime time) override {
    time_ = time;
    venue_.advance(time);
  }

  void apply(std::span<const Action> actions, std::vector<Event>& events) override {
    const std::size_t before = events.size();
    venue_.apply(actions, events);
    const auto news = std::span<const Event>(events).subspan(before);
    observer_->see({time_, actions, next_event_, news}, venue_);
    next_event_ += std::ssize(news);
  }

  void look(const std::function<void(const Market&)>& look) const override { venue_.look(look); }

  void expect(AccountId account, InstrumentId instrument) const override {
    venue_.expect(account, instrument);
  }
  void expect_order(AccountId account, InstrumentId instrument) const override {
    venue_.expect_order(account, instrument);
  }

 private:
  Venue& venue_;
  VenueObserver* observer_;
  SimTime time_;
  std::int64_t next_event_ = 1;
};

}  // namespace tanshi
