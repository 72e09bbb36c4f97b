// Proves how obligations arise, are met, and are made good.
#include "exchange/policy/compliance.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr AccountId kPlant{1};

TEST(Compliance, OwesWhatItReportedLessWhatItSurrendered) {
  Compliance compliance;
  compliance.report(kPlant, Year{2025}, Tonnes(100));
  compliance.report(kPlant, Year{2026}, Tonnes(30));

  compliance.surrender(kPlant, Year{2025}, Tonnes(60));

  EXPECT_EQ(compliance.open_obligation(kPlant, Year{2025}), Tonnes(40));
  EXPECT_EQ(compliance.open_obligation(kPlant), Tonnes(70));
  EXPECT_DEATH(compliance.surrender(kPlant, Year{2025}, Tonnes(41)), "CHECK failed");
  EXPECT_DEATH(compliance.report(kPlant, Year{2025}, Tonnes(1)), "CHECK failed");
}

TEST(Compliance, OwesAShortfallAgainTheYearAfter) {
  Compliance compliance;
  compliance.report(kPlant, Year{2025}, Tonnes(100));
  compliance.surrender(kPlant, Year{2025}, Tonnes(60));

  EXPECT_EQ(compliance.shortfall_up_to(Year{2024}), Tonnes(0));
  EXPECT_EQ(compliance.shortfall_up_to(Year{2025}), Tonnes(40));
  compliance.settle(Year{2025});

  EXPECT_EQ(compliance.open_obligation(kPlant, Year{2026}), Tonnes(40));
  EXPECT_FALSE(compliance.is_reported(kPlant, Year{2026}));
  compliance.report(kPlant, Year{2026}, Tonnes(10));
  EXPECT_EQ(compliance.balance_up_to(kPlant, Year{2026}).owed, Tonnes(50));
  EXPECT_DEATH(compliance.report(kPlant, Year{2025}, Tonnes(1)), "CHECK failed");
  EXPECT_DEATH(compliance.settle(Year{2025}), "CHECK failed");
}

TEST(Compliance, SettlesYearsThatWereLeftOutTogether) {
  Compliance compliance;
  compliance.report(kPlant, Year{2025}, Tonnes(5));
  compliance.report(kPlant, Year{2027}, Tonnes(7));
  compliance.report(kPlant, Year{2028}, Tonnes(1));

  compliance.settle(Year{2027});

  EXPECT_EQ(compliance.open_obligation(kPlant, Year{2028}), Tonnes(13));
  EXPECT_TRUE(compliance.is_reported(kPlant, Year{2028}));
  EXPECT_TRUE(compliance.is_consistent());
}

TEST(Compliance, MakesRoomForReportsAgainOnceTheyAreSettled) {
  Compliance compliance;
  compliance.report(kPlant, Year{2025}, kMaxOwed);
  compliance.surrender(kPlant, Year{2025}, Tonnes(10));

  EXPECT_EQ(compliance.report_room(), Tonnes(0));
  compliance.settle(Year{2025});

  EXPECT_EQ(compliance.report_room(), Tonnes(10));
  EXPECT_TRUE(compliance.is_consistent());
}

TEST(Compliance, MakesGoodInTheYearAfterTheLast) {
  Compliance compliance;
  compliance.report(kPlant, kMaxYear, Tonnes(1));

  compliance.settle(kMaxYear);

  EXPECT_EQ(compliance.open_obligation(kPlant, years_after(kMaxYear, 1)), Tonnes(1));
  EXPECT_TRUE(compliance.is_consistent());
}

}  // namespace
}  // namespace tanshi
