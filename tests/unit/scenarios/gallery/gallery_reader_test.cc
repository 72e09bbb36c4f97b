// Entries of the gallery: what a file may say, the line that tells what is wrong with it, and when
// a row holds.
#include "scenarios/gallery/gallery_reader.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr std::string_view kHead =
    "title: A test\n"
    "source: nobody\n"
    "laboratory:\n"
    "  turns: 100\n"
    "  buyers: [{count: 2, values: [100, 90]}]\n"
    "  sellers: [{count: 2, costs: [40, 95]}]\n";
constexpr std::string_view kTreatments =
    "treatments: {u: {strategy: zi_u}, c: {strategy: zi_c, turns: 500}}\n";

std::string entry(const std::string& row) {
  return std::string(kHead) + std::string(kTreatments) + "published:\n  - " + row + "\n";
}

std::string only_problem(const std::string& text) {
  std::vector<Problem> problems;
  EXPECT_FALSE(read_gallery_entry(text, "folder/mine.yaml", problems));
  EXPECT_EQ(problems.size(), 1U);
  return problems.empty() ? "" : to_string(problems.front());
}

TEST(GalleryReader, ATreatmentIsTheExperimentWithChanges) {
  std::vector<Problem> problems;
  const auto read =
      read_gallery_entry(entry("{treatment: u, figure: efficiency, value: 0.5, within: 0.001}"),
                         "folder/mine.yaml", problems);

  ASSERT_TRUE(read) << to_string(problems.front());
  EXPECT_EQ(read->name, "folder");
  ASSERT_EQ(read->treatments.size(), 2U);
  EXPECT_EQ(read->rows[0].source, "nobody");
  const auto results = play_gallery({*read}, 2);
  ASSERT_TRUE(results.ok());
  // Every unit trades: each pair gains 190 - 135, of the 60 that it could.
  EXPECT_NEAR(*results->front().rows[0].ours, 110.0 / 120.0, 1e-9);
  EXPECT_FALSE(results->front().rows[0].passed);
}

TEST(GalleryReader, NamesThePlaceOfWhatIsWrong) {
  EXPECT_EQ(
      only_problem(entry("{treatment: u, figure: eficiency, at_least: 1}")).substr(0, 96),
      "folder/mine.yaml:9:28: published[0].figure: is 'eficiency'; did you mean 'efficiency'? "
      "must be o");
  EXPECT_EQ(only_problem(entry("{figure: efficiency, at_least: 1}")),
            "folder/mine.yaml:9:5: published[0].treatment: missing; must be one of u, c");
  EXPECT_EQ(only_problem(entry("{treatment: u, figure: alpha}")),
            "folder/mine.yaml:9:5: published[0]: no bound; give within, at_least, at_most, "
            "greater_than or less_than");
  EXPECT_EQ(only_problem(entry("{treatment: u, figure: alpha, within: 2}")),
            "folder/mine.yaml:9:43: published[0].within: stands without value; give the published "
            "figure");
  EXPECT_EQ(only_problem(entry("{treatment: u, figure: alpha, at_least: 2, less_than: 3}")),
            "folder/mine.yaml:9:5: published[0]: has bounds of several kinds; give within, or "
            "at_least and at_most, or greater_than and less_than");
  EXPECT_EQ(only_problem("title: A test\nsource: nobody\npublished: []\n"),
            "folder/mine.yaml:1:1: has no experiment; must have one of laboratory, scenario, "
            "call, plants");
  EXPECT_EQ(
      only_problem(std::string(kHead) + "treatments: {u: {strategy: zip_u}}\n"
                                        "published: [{treatment: u, figure: alpha, at_most: 1}]\n")
          .substr(0, 66),
      "folder/mine.yaml:7:28: treatments.u.strategy: is 'zip_u'; did you ");
}

GalleryOutcome outcome(double one, double two) {
  return {{{"x", one}, {"x.1", one}, {"x.2", two}}, {}};
}

TEST(GalleryRow, ComparesTreatmentsAndPeriodsWithItsBounds) {
  const std::map<std::string, GalleryOutcome> outcomes = {{"a", outcome(6, 8)},
                                                          {"b", outcome(3, 1)}};
  GalleryRow row;
  row.figure = "x";
  row.treatment = "a";
  row.at_least = 6;
  EXPECT_TRUE(judge(row, outcomes).passed);
  row.strictly = true;
  EXPECT_FALSE(judge(row, outcomes).passed);
  row.periods = {1, 2};
  EXPECT_EQ(judge(row, outcomes).ours, 7);
  row.minus = "b";
  EXPECT_EQ(judge(row, outcomes).ours, 5);
  row.minus.clear();
  row.over = "b";
  EXPECT_EQ(judge(row, outcomes).ours, 3.5);
  row.figure = "y";
  EXPECT_EQ(judge(row, outcomes).ours, std::nullopt);
  EXPECT_FALSE(judge(row, outcomes).passed);
}

}  // namespace
}  // namespace tanshi
