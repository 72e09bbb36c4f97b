// Proves which years belong together, and what is due inside a period and at its end.
#include "exchange/policy/compliance_period.h"

#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// rggi.org, "Compliance" (V).
constexpr CompliancePeriods kRggi{Year{2009}, 3, BasisPoints(5'000)};
// California from its second period on (V: 30 % of 2016, the rest after 2017).
constexpr CompliancePeriods kCalifornia{Year{2015}, 3, BasisPoints(3'000)};
constexpr CompliancePeriods kYearly{Year{2005}, 1, BasisPoints()};

TEST(CompliancePeriod, FollowsEachOtherFromTheFirst) {
  EXPECT_EQ(period_of(kRggi, Year{2009}), (YearRange{Year{2009}, Year{2011}}));
  EXPECT_EQ(period_of(kRggi, Year{2014}), (YearRange{Year{2012}, Year{2014}}));
  EXPECT_EQ(period_of(kRggi, Year{2019}), (YearRange{Year{2018}, Year{2020}}));
  EXPECT_EQ(period_of(kCalifornia, Year{2017}), (YearRange{Year{2015}, Year{2017}}));
  EXPECT_EQ(period_of(kYearly, Year{2021}), (YearRange{Year{2021}, Year{2021}}));
  EXPECT_DEATH((void)period_of(kRggi, Year{2008}), "CHECK failed");
}

TEST(CompliancePeriod, AsksForAShareOfEachYearButTheLast) {
  const std::array<Tonnes, 3> emissions{Tonnes(1'000), Tonnes(900), Tonnes(800)};
  const std::span all(emissions);

  EXPECT_EQ(obligation_due(kRggi, all.first(1), Tonnes()), Tonnes(500));
  EXPECT_EQ(obligation_due(kRggi, all.first(2), Tonnes()), Tonnes(450));
  EXPECT_EQ(obligation_due(kRggi, all, Tonnes()), Tonnes(2'700));
}

TEST(CompliancePeriod, AsksForTheRestAtTheEnd) {
  const std::array<Tonnes, 3> emissions{Tonnes(1'000), Tonnes(900), Tonnes(800)};
  const std::span all(emissions);

  const Tonnes first = obligation_due(kCalifornia, all.first(1), Tonnes());
  const Tonnes second = obligation_due(kCalifornia, all.first(2), first);
  const Tonnes last = obligation_due(kCalifornia, all, first + second);

  EXPECT_EQ(first, Tonnes(300));
  EXPECT_EQ(second, Tonnes(270));
  EXPECT_EQ(last, Tonnes(2'130));
  EXPECT_EQ(obligation_due(kCalifornia, all, Tonnes(5'000)), Tonnes());
}

TEST(CompliancePeriod, RoundsAnInterimObligationUp) {
  EXPECT_EQ(obligation_due(kRggi, std::vector{Tonnes(3)}, Tonnes()), Tonnes(2));
  EXPECT_EQ(obligation_due(kCalifornia, std::vector{Tonnes(1)}, Tonnes()), Tonnes(1));
}

TEST(CompliancePeriod, OfOneYearAsksForAll) {
  EXPECT_EQ(obligation_due(kYearly, std::vector{Tonnes(7)}, Tonnes(2)), Tonnes(5));
}

TEST(CompliancePeriod, HoldsAtTheLargestQuantities) {
  const CompliancePeriods longest{Year{2000}, kMostPeriodYears, BasisPoints()};
  const std::vector<Tonnes> emissions(kMostPeriodYears, kMaxQuantity);
  EXPECT_EQ(obligation_due(longest, emissions, Tonnes()),
            Tonnes(kMostPeriodYears * kMaxQuantity.raw()));
}

}  // namespace
}  // namespace tanshi
