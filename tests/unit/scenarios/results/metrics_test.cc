// Verdicts: bounds are inclusive, the worst year decides, and what does not exist never passes.
#include "scenarios/results/metrics.h"

#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

RunResult run_with_prices(const std::vector<double>& prices) {
  RunResult run;
  for (std::size_t i = 0; i < prices.size(); ++i) {
    YearResult year;
    year.year = years_after(Year{2025}, static_cast<std::int32_t>(i));
    year.price_mean = prices[i];
    year.price_benchmark = 50;
    run.years.push_back(year);
  }
  return run;
}

Expectation within(std::string_view metric, double least, double most) {
  return {std::string(metric), std::nullopt, least, most};
}

TEST(Metrics, NamesDifferAndEachIsOfAYearOrOfTheRun) {
  std::set<std::string_view> names;
  for (const Metric& metric : metrics()) {
    EXPECT_TRUE(names.insert(metric.name).second) << metric.name;
    EXPECT_NE(metric.of_year == nullptr, metric.of_run == nullptr) << metric.name;
    EXPECT_EQ(find_metric(metric.name), &metric);
  }
  EXPECT_EQ(find_metric("no_such_metric"), nullptr);
}

TEST(Judge, BoundsAreInclusive) {
  const RunResult run = run_with_prices({40, 60});

  EXPECT_TRUE(judge(within("price", 40, 60), run).passed);
  EXPECT_FALSE(judge(within("price", 40.01, 60), run).passed);
  EXPECT_FALSE(judge(within("price", 40, 59.99), run).passed);
}

TEST(Judge, TheYearFarthestOutsideIsReported) {
  const ExpectationResult result =
      judge(within("price", 45, 55), run_with_prices({50, 44, 58, 46}));

  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.value, 58);
  EXPECT_EQ(result.value_year, 2027);
  EXPECT_EQ(result.year, std::nullopt);
}

TEST(Judge, AGivenYearIsJudgedAlone) {
  Expectation expectation = within("price", 45, 55);
  expectation.year = 2026;

  const ExpectationResult result = judge(expectation, run_with_prices({10, 50, 90}));

  EXPECT_TRUE(result.passed);
  EXPECT_EQ(result.value, 50);
}

TEST(Judge, ARunsFigureNeedsNoYear) {
  RunResult run = run_with_prices({50});
  run.efficiency = 0.94;
  const Expectation expectation{"efficiency", std::nullopt, 0.95, std::nullopt};

  EXPECT_FALSE(judge(expectation, run).passed);
  run.efficiency = 0.95;
  EXPECT_TRUE(judge(expectation, run).passed);
}

TEST(Judge, NotANumberNeverPasses) {
  const double nan = std::numeric_limits<double>::quiet_NaN();

  EXPECT_FALSE(judge({"price", std::nullopt, std::nullopt, 1e9}, run_with_prices({nan})).passed);
}

TEST(Judge, APriceNearAWorthlessBenchmarkIsFinite) {
  RunResult run = run_with_prices({0.02});
  run.years[0].price_benchmark = 0;

  EXPECT_DOUBLE_EQ(judge(within("price_to_benchmark", 0, 2), run).value.value(), 2);
  run.years[0].price_mean = 0.001;
  EXPECT_DOUBLE_EQ(judge(within("price_to_benchmark", 0, 2), run).value.value(), 1);
}

// A year without a trade is the worst there is, whatever the bounds.
TEST(Judge, APriceThatDoesNotExistFails) {
  RunResult run = run_with_prices({50, 51, 1'000});
  run.years[1].price_mean.reset();

  for (const char* metric : {"price", "price_to_benchmark", "price_last"}) {
    const ExpectationResult result = judge(within(metric, -1e9, 1e9), run);

    EXPECT_FALSE(result.passed) << metric;
    EXPECT_EQ(result.value, std::nullopt) << metric;
    EXPECT_EQ(result.value_year, metric == std::string_view("price_last") ? 2025 : 2026) << metric;
  }
}

TEST(Judge, AnEfficiencyOfNothingToGainFails) {
  const ExpectationResult result =
      judge({"efficiency", std::nullopt, -1e9, std::nullopt}, run_with_prices({50}));

  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.value, std::nullopt);
}

TEST(Metrics, WhatMayNotExistSaysWhy) {
  RunResult run;
  run.years.emplace_back();
  for (const Metric& metric : metrics()) {
    const std::optional<double> value =
        metric.of_run != nullptr ? metric.of_run(run) : metric.of_year(run.years.front());
    EXPECT_EQ(value.has_value(), metric.absent.empty()) << metric.name;
  }
}

}  // namespace
}  // namespace tanshi
