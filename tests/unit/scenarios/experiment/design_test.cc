// Points of designs: every combination, one in every stratum, and Sobol's sequence as published.
#include "scenarios/experiment/design.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

DesignParameter list(std::string key, std::vector<std::string> values) {
  DesignParameter parameter;
  parameter.key = std::move(key);
  parameter.values = std::move(values);
  return parameter;
}

DesignParameter range(std::string key, double from, double to) {
  DesignParameter parameter;
  parameter.key = std::move(key);
  parameter.from = from;
  parameter.to = to;
  return parameter;
}

TEST(Design, AGridIsEveryCombinationTheLastFastest) {
  Design design;
  design.parameters = {list("a", {"1", "2"}), list("b", {"x", "y", "z"})};

  const std::vector<DesignPoint> points = design_points(design);

  ASSERT_EQ(points.size(), 6U);
  EXPECT_EQ(points[1][0].value, "1");
  EXPECT_EQ(points[1][1].value, "y");
  EXPECT_EQ(points[5][0].value, "2");
  EXPECT_EQ(points[5][1].value, "z");
}

TEST(Design, WithoutParametersThereIsOnePoint) {
  ASSERT_EQ(design_points({}).size(), 1U);
  EXPECT_TRUE(design_points({}).front().empty());
}

TEST(Design, ALatinHypercubeHasOnePointInEveryStratumOfEachParameter) {
  for (const std::uint64_t seed : {0U, 1U, 99U}) {
    const auto places = latin_hypercube(20, 3, seed);
    for (std::size_t i = 0; i < 3; ++i) {
      std::set<double> strata;
      for (const auto& place : places) strata.insert(std::floor(place[i] * 20));
      EXPECT_EQ(strata.size(), 20U);
    }
  }
  EXPECT_NE(latin_hypercube(20, 3, 1), latin_hypercube(20, 3, 2));
}

// Joe and Kuo 2008, the first eight points of two dimensions but the zero.
TEST(Design, SobolsSequenceAsPublished) {
  const std::vector<std::vector<double>> published = {
      {0.5, 0.5},     {0.75, 0.25},   {0.25, 0.75},  {0.375, 0.375},
      {0.875, 0.875}, {0.625, 0.125}, {0.125, 0.625}};

  EXPECT_EQ(sobol_points(7, 2, std::nullopt), published);
}

// Of 2^k points with the zero, each half, quarter, ... of a coordinate holds its share; a shift
// keeps that of those without it to one point.
TEST(Design, AShiftedSequenceFillsSpaceAsEvenly) {
  const auto places = sobol_points(63, 4, 5);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto below =
        std::ranges::count_if(places, [i](const auto& place) { return place[i] < 0.25; });
    EXPECT_GE(below, 15);
    EXPECT_LE(below, 16);
  }
}

TEST(Design, PlacesBecomeValuesWithinTheRange) {
  Design design;
  design.kind = DesignKind::kLatinHypercube;
  design.points = 10;
  design.parameters = {range("a", 2, 4), list("b", {"x", "y"})};

  int of_x = 0;
  for (const DesignPoint& point : design_points(design)) {
    EXPECT_EQ(point[0].key, "a");
    EXPECT_GE(std::stod(point[0].value), 2);
    EXPECT_LE(std::stod(point[0].value), 4);
    of_x += point[1].value == "x" ? 1 : 0;
  }
  EXPECT_EQ(of_x, 5);
}

}  // namespace
}  // namespace tanshi
