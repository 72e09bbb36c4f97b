// An experiment's file: what it may say, and the one line that tells what is wrong with it.
#include "scenarios/laboratory/files/laboratory_reader.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr std::string_view kGood =
    "price: {tick: 1, highest: 200}\n"
    "periods: 4\n"
    "strategy: zi_c\n"
    "buyers: [{count: 2, values: [100, 90]}]\n"
    "sellers: [{name: makers, costs: [40.00], strategy: gd}]\n";

std::vector<Problem> problems_of(const std::string& text) {
  std::vector<Problem> problems;
  EXPECT_FALSE(read_laboratory(text, "lab.yaml", {}, problems));
  return problems;
}

std::string only_problem(const std::string& text) {
  const auto problems = problems_of(text);
  EXPECT_EQ(problems.size(), 1U);
  return problems.empty() ? "" : to_string(problems.front());
}

TEST(LaboratoryReader, ReadsGroupsWithTheirDefaults) {
  std::vector<Problem> problems;
  const auto design = read_laboratory(kGood, "lab.yaml", {}, problems);

  ASSERT_TRUE(design);
  EXPECT_EQ(design->groups[0].name, "buyers");
  EXPECT_EQ(design->groups[0].strategy, "zi_c");
  EXPECT_EQ(design->groups[0].values, (std::vector{Price(10'000), Price(9'000)}));
  EXPECT_EQ(design->groups[1].name, "makers");
  EXPECT_EQ(design->groups[1].strategy, "gd");
  EXPECT_EQ(design->groups[1].costs, (std::vector{Price(4'000)}));
  EXPECT_TRUE(design->trade_clears_quotes);
}

TEST(LaboratoryReader, AShiftMovesWhatHeldBefore) {
  std::vector<Problem> problems;
  const auto design = read_laboratory(std::string(kGood) +
                                          "shifts: [{from_period: 2, group: buyers, change: 50},"
                                          " {from_period: 3, group: buyers, change: -20}]\n",
                                      "lab.yaml", {}, problems);

  ASSERT_TRUE(design);
  EXPECT_EQ(units_in_period(*design, 2)[0].values, (std::vector{Price(15'000), Price(14'000)}));
  EXPECT_EQ(units_in_period(*design, 3)[0].values, (std::vector{Price(13'000), Price(12'000)}));
}

TEST(LaboratoryReader, NamesThePlaceOfWhatIsWrong) {
  const std::string good(kGood);
  EXPECT_EQ(only_problem(good + "peroids: 3\n").substr(0, 58),
            "lab.yaml:6:1: peroids: unknown key; did you mean 'periods'");
  EXPECT_EQ(only_problem("strategy: zi_c\nbuyers: [{values: [100.5]}]\nsellers: [{costs: [1]}]\n"),
            "lab.yaml:2:19: buyers[0].values: its number 1 is 100.50; must be a multiple of "
            "price.tick, at most price.highest, which is 200.00");
  EXPECT_EQ(only_problem("buyers: [{values: [100], strategy: zap}]\n"
                         "sellers: [{costs: [1], strategy: zip}]\n")
                .substr(0, 74),
            "lab.yaml:1:36: buyers[0].strategy: is 'zap'; did you mean 'zip'? must be o");
  EXPECT_EQ(only_problem("strategy: zip\nbuyers: [{values: [100]}]\n"),
            "lab.yaml:1:1: has only one side; must have values and costs");
  EXPECT_EQ(only_problem("strategy: zip\n"), "lab.yaml:1:1: has 0 traders; must have 1 to 1000");
  EXPECT_EQ(only_problem(good + "shifts: [{from_period: 2, group: buyers}]\n"),
            "lab.yaml:6:10: shifts[0]: changes nothing; give values, costs or change");
  EXPECT_EQ(
      only_problem(good + "shifts: [{from_period: 2, group: buyers, change: 150}]\n").substr(0, 50),
      "lab.yaml:6:50: shifts[0].change: is 150.00; must b");
  EXPECT_EQ(only_problem(good + "shifts: [{from_period: 9, group: buyers, change: 1}]\n"),
            "lab.yaml:6:24: shifts[0].from_period: is 9; the experiment has 4 periods");
  EXPECT_EQ(only_problem(good + "shifts: [{from_period: 2, group: nobody, change: 1}]\n"),
            "lab.yaml:6:34: shifts[0].group: is 'nobody'; must be one of buyers, makers");
  EXPECT_EQ(only_problem("[]\n"),
            "lab.yaml:1:1: not an object; an experiment is an object with keys, see "
            "docs/laboratory.md");
}

TEST(LaboratoryReader, AGroupWithoutAStrategyIsRefusedWhereThereIsNoCommonOne) {
  const auto problems = problems_of("buyers: [{values: [1]}]\nsellers: [{costs: [1]}]\n");

  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].path, "buyers[0].strategy");
  EXPECT_TRUE(problems[0].what.starts_with("missing; must be one of zi_u, zi_c, zip"));
}

TEST(LaboratoryReader, RefusesMoreMovesThanAnybodyWaitsFor) {
  std::string text(kGood);
  text.replace(text.find("periods: 4"), 10, "periods: 1000");
  EXPECT_EQ(only_problem(text + "turns: 1000000\n"),
            "lab.yaml:6:8: turns: makes 1000000000 moves of all traders and periods; must be at "
            "most 100000000 a replication");
}

}  // namespace
}  // namespace tanshi
