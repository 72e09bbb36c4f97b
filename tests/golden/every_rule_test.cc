// A market composed of every rule that can stand beside the others runs ten years with every tonne
// and every cent accounted for; and each rule that is switched off leaves the others at work.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "scenarios/runner/runner.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {
namespace {

RunResult run_with(const std::vector<Override>& overrides) {
  const std::string path = TANSHI_SOURCE_DIR "/tests/golden/every_rule.yaml";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<Problem> problems;
  const auto read = read_scenario(text, path, overrides, problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  return run_locally(read.value().scenario, 1, [](const SessionPosition&) { return true; }).value();
}

// What a run shows of a rule at work.
Tonnes met_of(const RunResult& run, const std::string& kind) {
  Tonnes met;
  for (const CreditResult& credits : run.credits)
    if (credits.kind == kind) met += credits.met;
  return met;
}

template <class Member>
Tonnes sum_of(const RunResult& run, Member YearResult::* member) {
  Tonnes sum;
  for (const YearResult& year : run.years) sum += year.*member;
  return sum;
}

bool errs(const RunResult& run) {
  return std::ranges::any_of(
      run.years, [](const YearResult& year) { return year.emissions != year.emissions_true; });
}

void expect_balanced(const RunResult& run) {
  EXPECT_EQ(run.conservation_violations, 0);
  EXPECT_EQ(run.years.size(), 10U);
  for (const YearResult& year : run.years)
    EXPECT_EQ(year.surrendered + year.shortfall, year.obligation);
}

TEST(EveryRule, AtWorkTogetherForTenYears) {
  const RunResult run = run_with({});

  expect_balanced(run);
  EXPECT_GT(met_of(run, "offsets"), Tonnes());
  EXPECT_GT(met_of(run, "neighbour"), Tonnes());
  EXPECT_GT(sum_of(run, &YearResult::auctioned), Tonnes());
  EXPECT_GT(sum_of(run, &YearResult::withheld), Tonnes());
  EXPECT_GT(sum_of(run, &YearResult::borrowed), Tonnes());
  EXPECT_TRUE(errs(run));
  EXPECT_LT(run.price_distance.value(), 0.15);
}

struct Off {
  const char* name;
  std::vector<Override> overrides;
};

void PrintTo(const Off& off, std::ostream* out) {
  *out << off.name;
}

class EveryRuleBut : public testing::TestWithParam<Off> {};

TEST_P(EveryRuleBut, OneIsBalancedAndTheOthersGoOn) {
  static const RunResult all = run_with({});
  const RunResult run = run_with(GetParam().overrides);
  const std::string name = GetParam().name;

  expect_balanced(run);
  EXPECT_NE(run.events_hash, all.events_hash) << "the rule did nothing";
  EXPECT_EQ(met_of(run, "offsets") == Tonnes(), name == "offsets");
  EXPECT_EQ(met_of(run, "neighbour") == Tonnes(), name == "links");
  EXPECT_EQ(sum_of(run, &YearResult::withheld) == Tonnes(), name == "adjustment");
  if (name == "borrowing") {
    EXPECT_EQ(sum_of(run, &YearResult::borrowed), Tonnes());
  }
  EXPECT_EQ(errs(run), name != "verification");
}

INSTANTIATE_TEST_SUITE_P(
    All, EveryRuleBut,
    testing::Values(
        Off{"offsets", {"offsets={}"}}, Off{"links", {"links=[]"}},
        Off{"adjustment", {"supply_adjustment={rule: none}"}},
        Off{"borrowing", {"compliance.borrowing_share=0"}},
        Off{"verification", {"compliance.mrv={}"}},
        Off{"late_correction", {"compliance.mrv.late_correction_share=0"}},
        Off{"periods",
            {"compliance={penalty: 100, penalty_rise: 0.02, penalty_price_times: 3, "
             "carry_over: {rule: capped, most_t: 2_000_000}, borrowing_share: 0.1, mrv: "
             "{error: 0.02, audit_share: 0.3, late_correction_share: 0.5}}"}},
        Off{"carry_over", {"compliance.carry_over={rule: unlimited}"}},
        Off{"penalty_rise", {"compliance.penalty_rise=0"}},
        Off{"forwards", {"forwards={years_ahead: 1, hedge_share: 0}"}},
        Off{"band", {"market.daily_band=0"}},
        Off{"fees", {"market.taker_fee=0", "market.maker_fee=0"}},
        Off{"breaker", {"market.circuit_breaker=0"}},
        Off{"order_limit", {"market.order_limit_t=0"}},
        Off{"holding_limit", {"market.holding_limit_t=0"}},
        Off{"t_plus_one", {"market.t_plus_one=false"}},
        Off{"calls", {"market.opening_call=false", "market.closing_call=false"}},
        Off{"containment", {"auction.ccr=[]", "auction.ecr=[]", "auction.ceiling=[]"}},
        Off{"reserve_price", {"auction.reserve_price=[]"}},
        Off{"new_entrants", {"allocation.new_entrants_reserve={share: 0}"}},
        Off{"consignment", {"firms.power.consign_share=0"}}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace tanshi
