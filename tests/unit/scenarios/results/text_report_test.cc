// What a person reads: columns line up, units fit, nothing is coloured unless asked for.
#include "scenarios/results/text_report.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/results/figures.h"
#include "scenarios/results/text_table.h"
#include "tests/unit/scenarios/results/sample_run.h"

namespace tanshi {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TextTable, AlignsByWhatIsShownNotByBytes) {
  TextTable table;
  table.add_column("n");
  table.add_column("bars", TextTable::Align::kLeft);
  table.add_column("x");
  table.add_row({"10", "▁█", "1"});
  table.add_row({"9", "", "22"});

  EXPECT_EQ(table.str(), " n  bars   x\n10  ▁█     1\n 9        22\n");
}

TEST(Figures, OneUnitFitsTheLargestAmount) {
  EXPECT_EQ(TonneUnit(99'999).show(Tonnes(1'234)), "1234");
  EXPECT_EQ(TonneUnit(100'000).name(), "kt");
  EXPECT_EQ(TonneUnit(100'000).show(Tonnes(1'250)), "1.2");
  EXPECT_EQ(TonneUnit(9e7).show(Tonnes(81'680'000)), "81.68");
  EXPECT_EQ(TonneUnit(2e9).show(Tonnes(81'680'000)), "81.7");
}

TEST(Figures, CountsAreGrouped) {
  EXPECT_EQ(show_count(0), "0");
  EXPECT_EQ(show_count(999), "999");
  EXPECT_EQ(show_count(-123'456), "-123,456");
  EXPECT_EQ(show_count(1'234'567), "1,234,567");
}

TEST(Figures, SparklineSpansItsRangeAndSkipsDaysWithoutATrade) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 10, 15, 20}, 10, 20, 10), " ▁▅█");
  EXPECT_EQ(sparkline(std::vector<double>{10, 10, 20, 20}, 10, 20, 2), "▁█");
  EXPECT_EQ(sparkline(std::vector<double>{5, 5}, 5, 5, 10), "▅▅");
  EXPECT_EQ(sparkline({}, 0, 0, 10), "");
}

TEST(TextReport, HasALineAYearAndEveryVerdict) {
  const std::string text = text_report(sample_run(), {});

  EXPECT_THAT(text,
              HasSubstr("2025   90.00      85.00    85.50      40.12   41.00   -2.1 %    40.50  "
                        "54.00     3.00   12.35  5.00"));
  EXPECT_THAT(text, HasSubstr("\n2025  electric-arc  power         1.00    0.75       300.0"
                              "       0.00\n2026  electric-arc  power         0.00    0.00"
                              "         0.0       1.50\n"));
  EXPECT_THAT(text, HasSubstr("\nholds  efficiency is 0.975; expected at least 0.95\n"));
  EXPECT_THAT(text, HasSubstr("\nFAILS  price is 45.1 in 2026, the worst year; expected within 30 "
                              "and 45\n"));
  EXPECT_THAT(text, HasSubstr("\nholds  price is 40.12 in 2025; expected at most 45\n"));
  EXPECT_THAT(text, HasSubstr("hash fedcba9876543210"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(TextReport, SaysWhatDoesNotExist) {
  RunResult run = sample_run();
  run.years[1].price_mean.reset();
  run.efficiency.reset();
  run.price_distance.reset();
  run.expectations[0].value.reset();
  run.expectations[0].passed = false;
  run.expectations[1].value.reset();

  const std::string text = text_report(run, {});

  EXPECT_THAT(text,
              HasSubstr("2026   90.00      85.00    85.50       none   41.00    none     none  "
                        " 0.00     3.00   12.35  5.00"));
  EXPECT_THAT(text,
              HasSubstr("\nefficiency none: trade has nothing to gain, or theory leaves tonnes "
                        "uncovered; no price to hold against theory's\n"));
  EXPECT_THAT(text, HasSubstr("\nFAILS  efficiency: trade has nothing to gain, or theory leaves "
                              "tonnes uncovered; expected at least 0.95\n"));
  EXPECT_THAT(text, HasSubstr("\nFAILS  price: no trade in 2026; expected within 30 and 45\n"));
  EXPECT_THAT(text_line(run), HasSubstr("efficiency none, prices off theory by at most none,"));
}

TEST(TextReport, HasNoColumnForWhatTheRunHasNot) {
  RunResult run = sample_run();
  run.auctions.clear();
  for (YearResult& year : run.years) {
    year.reserve = Tonnes();
    year.emissions_true = year.emissions;
  }

  const std::string text = text_report(run, {});

  EXPECT_THAT(text, HasSubstr("2025   90.00      85.00      40.12   41.00   -2.1 %   12.35  5.00"));
  EXPECT_THAT(text, Not(HasSubstr("emitted")));
  EXPECT_THAT(text, Not(HasSubstr("auction")));
  EXPECT_THAT(text, Not(HasSubstr("reserve")));
}

TEST(TextReport, ColoursVerdictsWhenAsked) {
  const std::string text = text_report(sample_run(), {.color = true});

  EXPECT_THAT(text, HasSubstr("\x1b[32mholds\x1b[0m"));
  EXPECT_THAT(text, HasSubstr("\x1b[31mFAILS\x1b[0m"));
}

TEST(TextReport, ARunPassesOnlyIfAllHoldsAndNothingWasLost) {
  RunResult run = sample_run();
  EXPECT_FALSE(passed(run));

  run.expectations.erase(run.expectations.begin() + 1);
  EXPECT_TRUE(passed(run));

  run.conservation_violations = 1;
  EXPECT_FALSE(passed(run));
  EXPECT_THAT(text_report(run, {}), HasSubstr("1 of 4 checks found tonnes or cents"));
}

}  // namespace
}  // namespace tanshi
