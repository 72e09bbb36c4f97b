// What the reader says of bad scenarios, word for word: the table tests/tables/scenarios/refusals
// edits lines of base.yaml and lists the problems, all of them and no other.
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {
namespace {

std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file(std::string(TANSHI_TABLES) + "/" + name);
  EXPECT_TRUE(file.is_open()) << name;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

struct Case {
  int table_line = 0;
  std::vector<std::pair<std::size_t, std::string>> edits;  // line number, new text
  std::string problems;
};

// "@12|text" edits line 12; edits in a row belong to one case; other lines are its problems.
std::vector<Case> read_cases() {
  std::vector<Case> cases;
  bool editing = false;
  int number = 0;
  for (const std::string& line : lines_of("refusals.table")) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (line.front() != '@') {
      cases.back().problems += line + "\n";
      editing = false;
      continue;
    }
    if (!editing) cases.push_back({number, {}, ""});
    editing = true;
    const std::size_t bar = line.find('|');
    cases.back().edits.emplace_back(std::stoul(line.substr(1, bar - 1)), line.substr(bar + 1));
  }
  return cases;
}

std::string problems_of(const std::string& text) {
  std::vector<Problem> problems;
  const bool good = read_scenario(text, "base.yaml", {}, problems).has_value();
  EXPECT_EQ(good, problems.empty());
  std::string all;
  for (const Problem& problem : problems) all += to_string(problem) + "\n";
  return all;
}

TEST(Refusals, TheBaseIsGood) {
  EXPECT_EQ(problems_of(joined(lines_of("base.yaml"))), "");
}

TEST(Refusals, EveryRowOfTheTable) {
  const std::vector<std::string> base = lines_of("base.yaml");
  const std::vector<Case> cases = read_cases();
  EXPECT_GT(cases.size(), 50U);

  for (const Case& row : cases) {
    std::vector<std::string> edited = base;
    for (const auto& [line, text] : row.edits) edited.at(line - 1) = text;

    EXPECT_EQ(problems_of(joined(edited)), row.problems) << "refusals.table:" << row.table_line;
  }
}

}  // namespace
}  // namespace tanshi
