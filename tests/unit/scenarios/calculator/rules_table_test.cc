// What calculators work out, row by row of tests/tables/rules.table: published figures through the
// whole way that `tanshi rule` takes.
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/calculator/show.h"
#include "scenarios/calculator/worked_rule.h"
#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

struct Row {
  std::string rule;
  std::vector<std::string> settings;
  std::vector<std::pair<std::string, std::string>> figures;
  int line = 0;
};

// "rule key=value ... -> figure=value ... # source"
std::vector<Row> read_rows() {
  std::ifstream file(TANSHI_TABLES "/rules.table");
  EXPECT_TRUE(file.is_open());
  std::vector<Row> rows;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find('#')));
    Row row{.rule = "", .settings = {}, .figures = {}, .line = number};
    if (!(words >> row.rule)) continue;
    bool figures = false;
    for (std::string word; words >> word;) {
      if (word == "->") {
        figures = true;
      } else if (figures) {
        const std::size_t equals = word.find('=');
        row.figures.emplace_back(word.substr(0, equals), word.substr(equals + 1));
      } else {
        row.settings.push_back(word);
      }
    }
    rows.push_back(row);
  }
  return rows;
}

// The text reads to the value, exactly.
bool is_value(const RuleValue& value, const std::string& text) {
  if (const auto* const truth = std::get_if<bool>(&value))
    return text == (*truth ? "true" : "false");
  if (const auto* const word = std::get_if<std::string>(&value)) return text == *word;
  if (const auto* const number = std::get_if<double>(&value))
    return read_approximate(text).value == *number;
  if (std::holds_alternative<std::vector<ExactValue>>(value)) {
    std::string shown = show(value);
    std::erase(shown, ' ');
    return text == shown;
  }
  const auto* const exact = std::get_if<ExactValue>(&value);
  if (exact == nullptr) return false;
  const ExactNumber wanted = read_exact(text, exact->decimals);
  return !wanted.error && wanted.value == exact->value;
}

TEST(RulesTable, EveryRowIsWorkedOutToTheTonneAndTheCent) {
  const std::vector<Row> rows = read_rows();
  ASSERT_GT(rows.size(), 50U);
  for (const Row& row : rows) {
    SCOPED_TRACE("rules.table:" + std::to_string(row.line));
    const Calculator* const calculator = find_calculator(row.rule);
    ASSERT_NE(calculator, nullptr) << row.rule;
    std::vector<Problem> problems;
    const auto worked = work_out(*calculator, {std::nullopt, row.settings}, problems);
    ASSERT_TRUE(worked.has_value()) << (problems.empty() ? "" : to_string(problems.front()));
    EXPECT_FALSE(row.figures.empty());
    for (const auto& [name, text] : row.figures) {
      const auto found = std::ranges::find(worked->answer.figures, name, &RuleFigure::name);
      ASSERT_NE(found, worked->answer.figures.end()) << name;
      EXPECT_TRUE(is_value(found->value, text)) << name << " should be " << text << " in\n"
                                                << to_text(*worked);
    }
    EXPECT_FALSE(worked->answer.working.empty());
  }
}

TEST(RulesTable, EveryCalculatorHasARow) {
  std::set<std::string_view> missing;
  for (const Calculator* each : calculators()) missing.insert(each->name);
  const std::vector<Row> rows = read_rows();
  for (const Row& row : rows) missing.erase(row.rule);
  EXPECT_TRUE(missing.empty()) << *missing.begin();
}

}  // namespace
}  // namespace tanshi
