// The canned scenarios hold what they promise, for every seed from 1 to 20, and give the same
// events as ever: the hash of seed 1 is pinned. A hash may change when a rule, an agent or a
// scenario does; the commit that changes it says why.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "scenarios/runner/runner.h"
#include "scenarios/yaml/scenario_reader.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

struct Golden {
  const char* scenario;
  std::uint64_t events_hash;  // of seed 1
};

// What gtest calls the case.
void PrintTo(const Golden& golden, std::ostream* out) {
  *out << golden.scenario;
}

Scenario read(const std::string& name) {
  const std::string path = TANSHI_SOURCE_DIR "/scenarios/library/" + name + "/scenario.yaml";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<Problem> problems;
  const auto scenario = read_scenario(text, path, {}, problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  return scenario.value();
}

RunResult run(const Scenario& scenario, std::uint64_t seed) {
  return run_locally(scenario, seed, [](const SessionPosition&) { return true; }).value();
}

class Library : public testing::TestWithParam<Golden> {};

TEST_P(Library, HoldsItsExpectationsForEverySeed) {
  const Scenario scenario = read(GetParam().scenario);
  ASSERT_FALSE(scenario.expectations.empty());

  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    const RunResult result = run(scenario, seed);
    for (const ExpectationResult& expectation : result.expectations) {
      EXPECT_TRUE(expectation.passed) << expectation.metric << " is " << expectation.value;
    }
    EXPECT_EQ(result.conservation_violations, 0);
    EXPECT_GT(result.conservation_checked, 0);
  }
}

TEST_P(Library, GivesTheSameEventsAsEver) {
  EXPECT_EQ(run(read(GetParam().scenario), 1).events_hash, GetParam().events_hash);
}

INSTANTIATE_TEST_SUITE_P(, Library,
                         testing::Values(Golden{"eu-ets-phase4", 0x4d9448ebcb36ad1d},
                                         Golden{"tightening-cap", 0x31eeffb6ea9681a6}));

}  // namespace
}  // namespace tanshi
