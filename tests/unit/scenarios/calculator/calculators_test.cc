// Proves the table of calculators and what is refused; what each works out is in the tests of its
// rule (unit/agents/regulator).
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/calculator/worked_rule.h"

namespace tanshi {
namespace {

std::string refusals(const std::string& name, const RuleSettings& settings) {
  std::vector<Problem> problems;
  EXPECT_FALSE(work_out(*find_calculator(name), settings, problems).has_value());
  std::string lines;
  for (const Problem& problem : problems) lines += to_string(problem) + "\n";
  return lines;
}

TEST(Calculators, AreSortedByNameAndSayWhatTheyAre) {
  EXPECT_TRUE(std::ranges::is_sorted(calculators(), {}, &Calculator::name));
  for (const Calculator* each : calculators()) {
    SCOPED_TRACE(each->name);
    EXPECT_EQ(each->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos);
    EXPECT_FALSE(each->title.empty());
    EXPECT_FALSE(each->formula.empty());
    EXPECT_FALSE(each->sources.empty());
    EXPECT_EQ(find_calculator(each->name), each);
    for (const CitedSource& source : each->sources)
      EXPECT_NE(std::string("VCU").find(source.mark), std::string::npos);
  }
  EXPECT_EQ(find_calculator("eu-mrs"), nullptr);
}

TEST(Calculators, NameEachInputOnceWithItsMeaning) {
  for (const Calculator* each : calculators()) {
    SCOPED_TRACE(each->name);
    std::vector<Problem> problems;
    const auto inputs = inputs_of(*each, std::nullopt, problems);
    ASSERT_TRUE(inputs.has_value());
    std::set<std::string> names;
    for (const RuleInput& input : *inputs) {
      EXPECT_TRUE(names.insert(input.name).second) << input.name;
      EXPECT_TRUE(input.doc.ends_with('.')) << input.name;
    }
  }
}

TEST(Calculators, GiveTheResultAndTheFormulaWithTheNumbersInIt) {
  std::vector<Problem> problems;
  const auto worked =
      work_out(*find_calculator("eu-msr"), {"2023", {"tnac_t=1_111_736_535"}}, problems);

  ASSERT_TRUE(worked.has_value());
  EXPECT_EQ(worked->answer.figures.front().name, "intake_t");
  EXPECT_EQ(worked->answer.figures.front().value, RuleValue(ExactValue{266'816'768, 0}));
  EXPECT_NE(to_text(*worked).find("1,111,736,535 t × 24 % = 266,816,768.40"), std::string::npos);
  EXPECT_NE(to_json(*worked).find("\"intake_t\": 266816768"), std::string::npos);
}

TEST(Calculators, RefuseInOneLineEachWhatIsWrongWithTheSettings) {
  EXPECT_EQ(refusals("eu-msr", {"20x", {"tnac_t=1"}}),
            "--year 20x: year: is '20x'; must be a whole number, 2008 to 2100\n");
  EXPECT_EQ(refusals("eu-msr", {"2023", {}}),
            "eu-msr: tnac_t: missing; must be a whole number (t), 0 to 1_000_000_000_000\n");
  EXPECT_EQ(refusals("eu-msr", {"2023", {"tnac_t=1.5"}}),
            "--set tnac_t=1.5: tnac_t: is '1.5'; must be a whole number (t), 0 to "
            "1_000_000_000_000\n");
  EXPECT_EQ(refusals("eu-msr", {"2023", {"tnac_t=1", "rate_percent=24%"}}),
            "--set rate_percent=24%: rate_percent: is '24%'; must be a number of at most 2 "
            "decimals (%), 0.00 to 100.00\n");
  EXPECT_EQ(refusals("eu-msr", {"2023", {"tnac_t=1", "month=8"}}).substr(0, 71),
            "--set month=8: month: unknown key; did you mean 'months'? allowed: year");
  EXPECT_EQ(refusals("eu-msr", {"2023", {"tnac_t"}}),
            "--set tnac_t: not a path and a value; write key=value, such as tnac_t=1_000_000\n");
  EXPECT_EQ(refusals("eu-msr", {"2023", {"tnac_t=1", "intake_above_t=2_000_000_000"}}),
            "--set intake_above_t=2_000_000_000: intake_above_t: is above full_rate_above_t; must "
            "be at most that\n");
}

}  // namespace
}  // namespace tanshi
