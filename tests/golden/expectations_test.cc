// Firms that expect prices in every way there is trade together under shocks: every tonne and every
// cent is accounted for, each way of expecting matters, and the better they foresee the closer
// prices are to theory.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "scenarios/runner/runner.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {
namespace {

RunResult run_with(const std::vector<Override>& overrides) {
  const std::string path = TANSHI_SOURCE_DIR "/tests/golden/expectations.yaml";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<Problem> problems;
  const auto read = read_scenario(text, path, overrides, problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  return run_locally(read.value().scenario, 1, [](const SessionPosition&) { return true; }).value();
}

// Every group expects by the same kind.
RunResult run_all(const std::string& kind) {
  std::vector<Override> overrides;
  for (const char* const group : {"planner", "seer", "learner", "chaser", "house"})
    overrides.push_back("firms." + std::string(group) + ".expectations={kind: " + kind + "}");
  return run_with(overrides);
}

TEST(Expectations, AllKindsTradeTogetherAndTheBooksBalance) {
  const RunResult run = run_with({});

  EXPECT_EQ(run.conservation_violations, 0);
  EXPECT_GT(run.conservation_checked, 0);
  ASSERT_EQ(run.years.size(), 8U);
  for (const YearResult& year : run.years) {
    EXPECT_EQ(year.surrendered + year.shortfall, year.obligation);
    EXPECT_GT(year.volume, Tonnes());
  }
}

TEST(Expectations, EachKindMatters) {
  const RunResult together = run_with({});
  for (const char* const group : {"seer", "learner", "chaser", "house"}) {
    const std::string key = "firms." + std::string(group) + ".expectations={kind: model}";
    EXPECT_NE(run_with({key}).events_hash, together.events_hash) << group;
  }
}

TEST(Expectations, WhoForeseesTradesAtThePricesOfTheory) {
  const RunResult foresight = run_all("foresight");
  const RunResult adaptive = run_all("adaptive");
  const RunResult trend = run_all("trend");

  EXPECT_LT(foresight.price_distance.value(), 0.1);
  EXPECT_LT(foresight.price_distance.value(), adaptive.price_distance.value());
  EXPECT_LT(foresight.price_distance.value(), trend.price_distance.value());
}

// The planners are given a twentieth of what they emit. What they bank over the years.
double banked_by_short_firms(const std::string& risk_aversion) {
  const RunResult run =
      run_with({"firms.planner.allocation_weight=0.2", "firms.seer.allocation_weight=4",
                "firms.learner.allocation_weight=4", "firms.chaser.allocation_weight=4",
                "firms.house.allocation_weight=4", "shocks.common_volatility=0.1",
                "firms.planner.risk_aversion=" + risk_aversion});
  EXPECT_EQ(run.conservation_violations, 0);
  double banked = 0;
  for (const FirmResult& firm : run.firms) {
    if (firm.group != "planner") continue;
    for (const Tonnes year : firm.banked) banked += static_cast<double>(year.raw());
  }
  return banked;
}

TEST(Expectations, FirmsThatDislikeRiskAndWillBeShortHoldMore) {
  EXPECT_GT(banked_by_short_firms("10"), 1.1 * banked_by_short_firms("0"));
}

}  // namespace
}  // namespace tanshi
