// Proves how a session's wall-clock time is spread over its turns: by hand, no clock is read.
#include "scenarios/hosting/session_pace.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>

namespace tanshi {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Clock = SessionPace::Clock;

constexpr Clock::time_point kStart{seconds(1'000)};

// Two years of ten days of two turns; a day takes ten seconds.
Horizon horizon() {
  return {Year{2026}, 2, 10, 2};
}

SessionPosition at(std::int32_t year_index, std::int32_t day, std::int32_t turn) {
  return {year_index, years_after(Year{2026}, year_index), day, turn};
}

TEST(SessionPace, SpreadsTurnsEvenlyOverADayAndDaysOverAYear) {
  SessionPace pace(horizon(), seconds(10));

  pace.begin_turn(at(0, 0, 0), kStart);

  EXPECT_EQ(pace.due(), kStart + seconds(5));
  EXPECT_EQ(pace.day_left(kStart + seconds(1)), seconds(9));
  EXPECT_EQ(pace.year_left(kStart + seconds(1)), seconds(99));
}

TEST(SessionPace, DoesNotAddWhatATurnTakesToPlay) {
  SessionPace pace(horizon(), seconds(10));
  pace.begin_turn(at(0, 0, 0), kStart);

  pace.begin_turn(at(0, 0, 1), kStart + seconds(6));  // a second late

  EXPECT_EQ(pace.due(), kStart + seconds(10));
}

TEST(SessionPace, DoesNotCatchUpWithWhatIsLongAgo) {
  SessionPace pace(horizon(), seconds(10));
  pace.begin_turn(at(0, 0, 0), kStart);

  pace.begin_turn(at(0, 0, 1), kStart + minutes(1));

  EXPECT_EQ(pace.due(), kStart + minutes(1) + seconds(5));
}

TEST(SessionPace, StandsStillWhileItIsStopped) {
  SessionPace pace(horizon(), seconds(10));
  pace.begin_turn(at(0, 0, 0), kStart);

  pace.stop(kStart + seconds(2));
  EXPECT_EQ(pace.day_left(kStart + minutes(9)), seconds(8));
  pace.go_on(kStart + minutes(10));

  EXPECT_EQ(pace.due(), kStart + minutes(10) + seconds(3));
}

TEST(SessionPace, SpreadsMoreTimeOverWhatIsLeftOfTheYearAlone) {
  SessionPace pace(horizon(), seconds(10));
  pace.begin_turn(at(0, 8, 0), kStart);  // four turns are left, this one included

  pace.extend(seconds(40));
  EXPECT_EQ(pace.due(), kStart + seconds(15));
  EXPECT_EQ(pace.year_left(kStart), seconds(60));

  pace.begin_turn(at(1, 0, 0), kStart + seconds(60));
  EXPECT_EQ(pace.due(), kStart + seconds(65));
}

TEST(SessionPace, HurriesToTheEndOfTheYear) {
  SessionPace pace(horizon(), seconds(10));
  pace.begin_turn(at(0, 3, 0), kStart);

  pace.hurry();
  EXPECT_EQ(pace.due(), std::nullopt);
  EXPECT_EQ(pace.year_left(kStart), seconds(0));

  pace.begin_turn(at(1, 0, 0), kStart);
  EXPECT_FALSE(pace.hurries());
  EXPECT_TRUE(pace.due().has_value());
}

TEST(SessionPace, DoesNotMakeUpForTurnsThatWereHurried) {
  SessionPace pace(horizon(), seconds(10));
  pace.begin_turn(at(0, 3, 0), kStart);
  pace.hurry();
  for (std::int32_t day = 4; day < 10; ++day) pace.begin_turn(at(0, day, 0), kStart);

  pace.begin_turn(at(1, 0, 0), kStart);

  EXPECT_EQ(pace.due(), kStart + seconds(5));
}

TEST(SessionPace, TakesNoTimeWhereADayTakesNone) {
  SessionPace pace(horizon(), seconds(0));
  pace.begin_turn(at(0, 0, 0), kStart);

  EXPECT_EQ(pace.due(), std::nullopt);
  EXPECT_EQ(pace.day_left(kStart), seconds(0));
}

}  // namespace
}  // namespace tanshi
