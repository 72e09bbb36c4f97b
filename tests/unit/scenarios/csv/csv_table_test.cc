// Proves what the CSV reader takes, where it says cells stand, and what it refuses.
#include "scenarios/csv/csv_table.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanshi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(const std::vector<CsvCell>& cells) {
  std::vector<std::string> texts;
  for (const CsvCell& cell : cells) texts.push_back(cell.text);
  return texts;
}

CsvTable good(std::string_view text) {
  std::vector<Problem> problems;
  auto table = parse_csv(text, "t.csv", problems);
  EXPECT_TRUE(table) << to_string(problems.front());
  return table ? *std::move(table) : CsvTable{};
}

std::string refusal(std::string_view text) {
  std::vector<Problem> problems;
  EXPECT_FALSE(parse_csv(text, "t.csv", problems));
  std::string all;
  for (const Problem& problem : problems) all += (all.empty() ? "" : "\n") + to_string(problem);
  return all;
}

TEST(CsvTable, ReadsColumnsAndRows) {
  const CsvTable table = good("a,b\n1,2\n3,\n");

  EXPECT_THAT(texts(table.columns), ElementsAre("a", "b"));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(texts(table.rows[0]), ElementsAre("1", "2"));
  EXPECT_THAT(texts(table.rows[1]), ElementsAre("3", ""));
}

TEST(CsvTable, TakesWhatSpreadsheetsWrite) {
  const CsvTable table = good(
      "\xef\xbb\xbf"
      "a , b\r\n 1,\t2 \r\n\r\n  \r\n3,4");

  EXPECT_THAT(texts(table.columns), ElementsAre("a", "b"));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(texts(table.rows[0]), ElementsAre("1", "2"));
  EXPECT_THAT(texts(table.rows[1]), ElementsAre("3", "4"));
}

TEST(CsvTable, QuotedCellsHoldCommasQuotesAndLines) {
  const CsvTable table = good("a,b\n\"x, \"\"y\"\"\nz\" ,2\n3,4\n");

  EXPECT_THAT(texts(table.rows[0]), ElementsAre("x, \"y\"\nz", "2"));
  EXPECT_EQ(table.rows[1][0].line, 4);
}

TEST(CsvTable, KnowsWhereEachCellStands) {
  const CsvTable table = good("a,b\n\n10, 20\n");

  EXPECT_EQ(table.rows[0][1].line, 3);
  EXPECT_EQ(table.rows[0][1].column, 5);
  EXPECT_EQ(to_string({place_of(table, table.rows[0][1]), "b", "wrong"}), "t.csv:3:5: b: wrong");
}

TEST(CsvTable, RefusesWhatIsNoTable) {
  EXPECT_EQ(refusal(""), "t.csv:1:1: empty; the first line names the columns");
  EXPECT_EQ(refusal("\n \n"), "t.csv:1:1: empty; the first line names the columns");
  EXPECT_EQ(refusal("a,b\n1\n1,2\n1,2,3\n"),
            "t.csv:2:1: has 1 cells; the first line names 2 columns\n"
            "t.csv:4:1: has 3 cells; the first line names 2 columns");
  EXPECT_EQ(refusal("a,b\n1,\"2\n"), "t.csv:2:3: a quote that is never closed");
  EXPECT_EQ(refusal("a,b\n1,\"2\"x\n"), "t.csv:2:6: text after the closing quote of a cell");
  EXPECT_EQ(refusal("a,b\n1,2\"\n"),
            "t.csv:2:4: a quote inside a cell; put the whole cell in quotes, and write \"\"");
  EXPECT_EQ(refusal("a,b\n1,\xff\n"),
            "t.csv:2:3: byte 0xff is not UTF-8; a CSV file is UTF-8 text");
  EXPECT_EQ(refusal(std::string(200, ',')), "t.csv:1:100: more than 100 cells");
}

TEST(CsvTable, FindsColumnsInAnyOrder) {
  std::vector<Problem> problems;

  EXPECT_THAT(find_columns(good("b,c,a\n"), {"a", "b"}, {"c", "d"}, problems),
              ElementsAre(2U, 0U, 1U, std::nullopt));
  EXPECT_THAT(problems, IsEmpty());
}

TEST(CsvTable, RefusesColumnsThatAreUnknownTwiceOrMissing) {
  std::vector<Problem> problems;

  EXPECT_THAT(find_columns(good("prise,a,a\n"), {"a", "price"}, {}, problems), IsEmpty());

  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(to_string(problems[0]),
            "t.csv:1:1: unknown column 'prise'; did you mean 'price'? allowed: a, price");
  EXPECT_EQ(to_string(problems[1]), "t.csv:1:9: column 'a' is there twice");
  EXPECT_EQ(to_string(problems[2]),
            "t.csv:1:1: no column 'price'; the first line must name a, price");
}

// Every text that can be made of the characters that mean something is read or refused.
TEST(CsvTable, NeverStumbles) {
  constexpr std::string_view kCharacters = "a,\"\n\r ";
  std::string text(7, 'a');
  std::vector<std::size_t> digits(text.size());
  std::int64_t read = 0;
  for (bool more = true; more;) {
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = kCharacters[digits[i]];
    std::vector<Problem> problems;
    const auto table = parse_csv(text, "t.csv", problems);
    ASSERT_EQ(table.has_value(), problems.empty()) << text;
    read += table.has_value();
    std::size_t at = 0;
    while (at < digits.size() && ++digits[at] == kCharacters.size()) digits[at++] = 0;
    more = at < digits.size();
  }
  EXPECT_GT(read, 1'000);
}

}  // namespace
}  // namespace tanshi
