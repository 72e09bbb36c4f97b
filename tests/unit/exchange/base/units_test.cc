// Units: what may be added to what, and that an overflow aborts instead of wrapping.
#include "exchange/base/units.h"

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

#include "exchange/base/ids.h"

namespace tanshi {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };
template <class A, class B>
concept Comparable = requires(A a, B b) { a < b; };
template <class A, class B>
concept Multipliable = requires(A a, B b) { a* b; };

TEST(Units, OnlyLikeIsAddedToOrComparedWithLike) {
  EXPECT_TRUE((Addable<Tonnes, Tonnes>));
  EXPECT_FALSE((Addable<Tonnes, Cash>));
  EXPECT_FALSE((Addable<Tonnes, int>));
  EXPECT_TRUE((Comparable<Price, Price>));
  EXPECT_FALSE((Comparable<Price, Cash>));
  EXPECT_FALSE((Addable<OrderId, int>));
  EXPECT_FALSE((Comparable<OrderId, AccountId>));
}

TEST(Units, TheHeaderOfUnitsAloneHasNoProducts) {
  EXPECT_FALSE((Multipliable<Price, Tonnes>));
  EXPECT_FALSE((Multipliable<Tonnes, int>));
}

TEST(Units, PointsInTimeDifferByADurationAndCannotBeAdded) {
  constexpr SimTime start(10);

  EXPECT_EQ(start + SimDuration(5), SimTime(15));
  EXPECT_EQ(SimTime(15) - start, SimDuration(5));
  EXPECT_FALSE((Addable<SimTime, SimTime>));
}

TEST(Units, SumsAndDifferencesAreExactUpToTheLimits) {
  EXPECT_EQ(Tonnes(kLargest - 1) + Tonnes(1), Tonnes(kLargest));
  EXPECT_EQ(Tonnes(kSmallest + 1) - Tonnes(1), Tonnes(kSmallest));
  EXPECT_EQ(-Cash(kLargest), Cash(kSmallest + 1));
  Tonnes total(5);
  total += Tonnes(3);
  total -= Tonnes(10);
  EXPECT_EQ(total, Tonnes(-2));
  EXPECT_EQ(Tonnes(), Tonnes(0));
}

TEST(Units, AnOverflowAborts) {
  EXPECT_DEATH((void)(Tonnes(kLargest) + Tonnes(1)), "units.h:[0-9]+: CHECK failed");
  EXPECT_DEATH((void)(Tonnes(kSmallest) - Tonnes(1)), "units.h:[0-9]+: CHECK failed");
  EXPECT_DEATH((void)-Cash(kSmallest), "units.h:[0-9]+: CHECK failed");
  EXPECT_DEATH((void)(SimTime(kLargest) + SimDuration(1)), "units.h:[0-9]+: CHECK failed");
}

TEST(Units, YearsAreCounted) {
  EXPECT_EQ(years_after(Year{2025}, 6), Year{2031});
  EXPECT_EQ(raw(years_after(Year{2025}, -1)), 2024);
}

}  // namespace
}  // namespace tanshi
