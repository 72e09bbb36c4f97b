// The log keeps the latest events under their numbers, and tells a reader that is behind.
#include "exchange/service/event_log.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace tanshi {
namespace {

// Appends one command with one deposit of `cents` for each number.
void append(EventLog& log, std::int64_t first, std::int64_t last) {
  for (std::int64_t number = first; number <= last; ++number) {
    const Event event = CashDeposited{AccountId{1}, Cash(number)};
    const Committed command{
        .command = 100 + number, .first_event = number, .events = std::span(&event, 1)};
    log.append(std::span(&command, 1));
  }
}

std::vector<LoggedEvent> read(const EventLog& log, std::int64_t from, std::size_t count = 100) {
  std::vector<LoggedEvent> events;
  log.read(from, count, events);
  return events;
}

TEST(EventLog, EventsAreReadFromANumberOn) {
  EventLog log(10, 5);
  append(log, 5, 9);

  const auto events = read(log, 7, 2);

  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].number, 7);
  EXPECT_EQ(events[0].command, 107);
  EXPECT_EQ(std::get<CashDeposited>(events[1].event).amount, Cash(8));
  EXPECT_TRUE(read(log, 10).empty());
}

TEST(EventLog, OnlyTheLatestAreKept) {
  EventLog log(4, 1);
  append(log, 1, 11);

  const auto events = read(log, 2);

  EXPECT_EQ(log.first(), 8);
  EXPECT_EQ(log.next(), 12);
  ASSERT_EQ(events.size(), 4U);
  for (std::int64_t i = 0; i < 4; ++i) {
    const LoggedEvent& logged = events[static_cast<std::size_t>(i)];
    EXPECT_EQ(logged.number, 8 + i);
    EXPECT_EQ(std::get<CashDeposited>(logged.event).amount, Cash(8 + i));
  }
}

TEST(EventLog, WaitingEndsWithAnEventOrANudge) {
  EventLog log(4, 1);
  auto waiting = std::async(std::launch::async, [&] { return log.wait_for(1); });
  append(log, 1, 1);
  EXPECT_EQ(waiting.get(), 2);

  log.nudge();
  EXPECT_EQ(log.wait_for(2), 2);
}

}  // namespace
}  // namespace tanshi
