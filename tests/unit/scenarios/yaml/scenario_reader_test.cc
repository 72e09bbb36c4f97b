// A good file becomes a complete scenario: units, defaults, forms of the cap, curves, overrides.
#include "scenarios/yaml/scenario_reader.h"

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanshi {
namespace {

using testing::ElementsAre;

std::string base() {
  std::ifstream file(std::string(TANSHI_TABLES) + "/base.yaml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Scenario read_with(const std::vector<Override>& overrides) {
  std::vector<Problem> problems;
  auto read = read_scenario(base(), "base.yaml", overrides, problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  return read ? std::move(read->scenario) : Scenario{};
}

std::string refusal_with(const std::vector<Override>& overrides) {
  std::vector<Problem> problems;
  EXPECT_FALSE(read_scenario(base(), "base.yaml", overrides, problems).has_value());
  std::string all;
  for (const Problem& problem : problems) all += to_string(problem) + "\n";
  return all;
}

TEST(ScenarioReader, ReadsEveryPart) {
  const Scenario scenario = read_with({});

  EXPECT_EQ(scenario.name, "base");
  EXPECT_EQ(scenario.horizon.first_year, Year{2025});
  EXPECT_EQ(scenario.tick, Price(5));
  EXPECT_EQ(scenario.lot, Tonnes(10));
  EXPECT_EQ(scenario.penalty, Price(10'000));
  ASSERT_EQ(scenario.firms.size(), 2U);
  EXPECT_EQ(scenario.firms[0].count, 4);
  EXPECT_EQ(scenario.firms[0].baseline_t, 6e6);
  EXPECT_EQ(scenario.firms[0].growth, 0.01);
  EXPECT_EQ(scenario.firms[0].strategy, "zip");
  ASSERT_EQ(scenario.traders.size(), 1U);
  EXPECT_EQ(scenario.traders[0].cash, Cash(100'000'050));
  ASSERT_EQ(scenario.expectations.size(), 1U);
  EXPECT_EQ(scenario.expectations[0].metric, "efficiency");
  EXPECT_EQ(scenario.expectations[0].at_least, 0.9);
  EXPECT_FALSE(scenario.expectations[0].at_most.has_value());
}

TEST(ScenarioReader, FillsDefaults) {
  const Scenario scenario = read_with({"discount_rate=0.03"});

  EXPECT_EQ(scenario.currency, "EUR");
  EXPECT_EQ(scenario.seed, 1U);
  EXPECT_EQ(scenario.horizon.days_per_year, 50);
  EXPECT_EQ(scenario.max_price, Price(100'000)) << "ten times the penalty";
  EXPECT_FALSE(scenario.carry_over.has_value());
  EXPECT_EQ(scenario.initial_bank, Tonnes());
  EXPECT_EQ(scenario.firms[0].discount_rate, 0.03) << "the scenario's";
  EXPECT_EQ(scenario.firms[0].allocation_weight, 6e6) << "the baseline";
  EXPECT_EQ(scenario.firms[0].cash, Cash(45'000'000'000)) << "100.00 x 6 Mt x 3 years / 4 firms";
  EXPECT_EQ(scenario.beliefs.curve_noise, 0);
}

TEST(ScenarioReader, ReadsTheRulesOfCompliance) {
  const Scenario scenario = read_with(
      {"compliance.mrv={error: 0.02, audit_share: 0.1}", "compliance.penalty_price_times=3.5",
       "compliance.make_good=false", "compliance.carry_over={rule: net_sales, base_t: 500}",
       "compliance.period_years=3", "compliance.interim_share=0.3"});

  EXPECT_EQ(scenario.verification.error, 0.02);
  EXPECT_EQ(scenario.verification.audit_share, 0.1);
  EXPECT_EQ(scenario.penalty_price_times, BasisPoints(35'000));
  EXPECT_FALSE(scenario.make_good);
  EXPECT_EQ(scenario.carry_over.value().base, Tonnes(500));
  EXPECT_EQ(scenario.carry_over.value().net_sales_multiple, BasisPoints(15'000));
  EXPECT_EQ(scenario.periods.years, 3);
  EXPECT_EQ(scenario.periods.interim, BasisPoints(3'000));
}

TEST(ScenarioReader, NothingIsCarriedOverWhereBankingIsFalse) {
  const Scenario barred = read_with({"banking=false"});
  const Scenario none = read_with({"compliance.carry_over={rule: none}"});

  for (const Scenario& scenario : {barred, none}) EXPECT_EQ(most_carried(scenario, 5), Tonnes());
}

TEST(ScenarioReader, TheDefaultOfTheMaximumIsOnTheTick) {
  EXPECT_EQ(read_with({"market.tick=0.03"}).max_price, Price(99'999));
}

TEST(ScenarioReader, CapFallsByAShareOfTheStart) {
  EXPECT_THAT(read_with({}).cap,
              ElementsAre(Tonnes(9'000'000), Tonnes(8'100'000), Tonnes(7'200'000)));
}

TEST(ScenarioReader, CapFallsByAShareOfTheYearBefore) {
  EXPECT_THAT(read_with({"cap.of=previous"}).cap,
              ElementsAre(Tonnes(9'000'000), Tonnes(8'100'000), Tonnes(7'290'000)));
}

TEST(ScenarioReader, CapFallsByTonnesButNotBelowZero) {
  EXPECT_THAT(read_with({"cap={start_t: 9_000_000, yearly_cut_t: 5_000_001}"}).cap,
              ElementsAre(Tonnes(9'000'000), Tonnes(3'999'999), Tonnes(0)));
}

TEST(ScenarioReader, CapByYear) {
  EXPECT_THAT(read_with({"cap={path_t: [3, 1_571_583_007, 0]}"}).cap,
              ElementsAre(Tonnes(3), Tonnes(1'571'583'007), Tonnes(0)));
}

TEST(ScenarioReader, CurvesAreInMillionsOfTonnes) {
  const auto curve_of = [](const std::string& yaml) {
    return read_with({"firms.power.abatement=" + yaml}).firms[0].curve;
  };
  EXPECT_DOUBLE_EQ(curve_of("{curve: linear, intercept: 5, slope_per_mt: 24}").mac(2e6), 53);
  EXPECT_DOUBLE_EQ(curve_of("{curve: quadratic, a_per_mt2: 3, b_per_mt: -1}").mac(2e6), 10);
  EXPECT_DOUBLE_EQ(curve_of("{curve: power, scale: 800, exponent: 3}").mac(3e6), 100);
  EXPECT_DOUBLE_EQ(curve_of("{curve: exponential, p0: 10, k_per_mt: 0.5}").mac(2e6),
                   10 * std::expm1(1.0));
  EXPECT_DOUBLE_EQ(curve_of("{curve: steps, steps: [{price: 7, quantity_t: 9}]}").mac(5), 7);
}

TEST(ScenarioReader, ACurveEndsAtTheBaselineOrAtItsOwnBound) {
  const std::string curve = "firms.power.abatement={curve: linear, slope_per_mt: 1";

  EXPECT_EQ(read_with({curve + "}"}).firms[0].curve.max_abatement_t(), 6e6);
  EXPECT_EQ(read_with({curve + ", max_t: 5}"}).firms[0].curve.max_abatement_t(), 5);
}

TEST(ScenarioReader, WithinIsBothBounds) {
  const Scenario scenario = read_with({"expect=[{metric: price, year: 2027, within: [40, 90]}]"});

  EXPECT_EQ(scenario.expectations.at(0).at_least, 40);
  EXPECT_EQ(scenario.expectations.at(0).at_most, 90);
  EXPECT_EQ(scenario.expectations.at(0).year, 2027);
}

TEST(ScenarioReader, OverridesReachListsByNameAndByNumber) {
  EXPECT_EQ(read_with({"firms.steel.count=3"}).firms[1].count, 3);
  EXPECT_EQ(read_with({"firms.1.count=3"}).firms[1].count, 3);
  EXPECT_EQ(read_with({"firms[1].count=3"}).firms[1].count, 3);
  EXPECT_EQ(read_with({"beliefs.curve_noise=0.2"}).beliefs.curve_noise, 0.2);
  EXPECT_EQ(read_with({"firms.steel.count=3", "firms.steel.count=4"}).firms[1].count, 4);
}

TEST(ScenarioReader, ItsYamlReadsToTheSameScenarioAgain) {
  std::vector<Problem> problems;
  const std::vector<Override> overrides = {"firms.steel.count=3", "beliefs.curve_noise=1e-1",
                                           "title='true: #1 \"a\" \\ b'", "traders=[]"};
  const auto first = read_scenario(base(), "base.yaml", overrides, problems);
  ASSERT_TRUE(first.has_value());

  const auto again = read_scenario(first->yaml, "again.yaml", {}, problems);

  ASSERT_TRUE(again.has_value()) << to_string(problems.front());
  EXPECT_EQ(again->yaml, first->yaml);
  EXPECT_EQ(again->scenario.title, "true: #1 \"a\" \\ b");
  EXPECT_EQ(again->scenario.firms[1].count, 3);
  EXPECT_EQ(again->scenario.firms[1].curve.max_abatement_t(), 2.5e6);
  EXPECT_EQ(again->scenario.beliefs.curve_noise, 0.1);
  EXPECT_TRUE(again->scenario.traders.empty());
  EXPECT_EQ(again->scenario.cap, first->scenario.cap);
}

TEST(ScenarioReader, OverridesAreRefusedByTheirFlag) {
  EXPECT_EQ(refusal_with({"firms.steel.count=0"}),
            "--set firms.steel.count=0: firms[1].count: is '0'; must be a whole number, 1 to "
            "999_000\n");
  EXPECT_EQ(refusal_with({"firms.stel.count=1"}),
            "--set firms.stel.count=1: firms: the list has no item named 'stel'; give a name or a "
            "number below 2\n");
  EXPECT_EQ(refusal_with({"beliefs.curve_nois=1"}),
            "--set beliefs.curve_nois=1: beliefs.curve_nois: unknown key; did you mean "
            "'curve_noise'? allowed: baseline_noise, curve_noise, growth_noise\n");
  EXPECT_EQ(refusal_with({"name.x=1"}),
            "--set name.x=1: name: has no key 'x'; it is a single value\n");
  for (const std::string flag : {"", "=", "=3", "name", "name=", ".name=x", "a..b=1", "a.=1"}) {
    EXPECT_EQ(refusal_with({flag}),
              "--set " + flag +
                  ": not a path and a value; write key=value, such as firms.power.count=3\n");
  }
  EXPECT_EQ(refusal_with({"name={a"}),
            "--set name={a: the value is not YAML (not valid YAML: end of map flow not found)\n");
}

std::optional<YamlNode> rulebook_of_test(const std::string& name, std::vector<Problem>& problems) {
  if (name != "test") {
    problems.push_back({{name, 0, 0}, "", "no such rulebook"});
    return std::nullopt;
  }
  return parse_yaml(
      "currency: USD\n"
      "compliance: {penalty: 7.00}\n"
      "allocation: {free_share: 0.25}\n"
      "auction: {per_year: 2, reserve_price: [{from: 2024, price: 10, rise: 0.1}]}\n"
      "supply_adjustment: {rule: eu_msr, holdings_t: 5}\n",
      "test-book.yaml", problems);
}

std::optional<ReadScenario> read_with_rulebook(const std::vector<Override>& overrides,
                                               std::vector<Problem>& problems) {
  return read_scenario(base(), "base.yaml", overrides, problems, rulebook_of_test);
}

// The base states the penalty itself; the rest is the rulebook's. What is written out needs none.
TEST(ScenarioReader, ARulebookCountsWhereTheFileSaysNothing) {
  std::vector<Problem> problems;
  const auto read = read_with_rulebook({"rulebook=test"}, problems);

  ASSERT_TRUE(read.has_value());
  const Scenario& scenario = read->scenario;
  EXPECT_EQ(scenario.currency, "USD");
  EXPECT_EQ(scenario.penalty, Price(100'00));
  EXPECT_EQ(scenario.free[0], Tonnes(9'000'000 / 4));
  EXPECT_EQ(scenario.auctions.per_year, 2);
  EXPECT_EQ(scenario.auctions.years[0].reserve_price, Price(11'00));  // 2025; on the tick
  EXPECT_EQ(scenario.auctions.years[1].reserve_price, Price(12'10));
  EXPECT_TRUE(std::holds_alternative<EuMsrAdjustment>(scenario.adjustment));
  EXPECT_EQ(scenario.reserve.holdings, Tonnes(5));
  const auto again = read_scenario(read->yaml, "again.yaml", {}, problems);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->scenario.free, scenario.free);
  EXPECT_EQ(again->yaml, read->yaml);
}

TEST(ScenarioReader, AnotherRuleLeavesNothingOfTheRulebooks) {
  std::vector<Problem> problems;
  const auto read = read_with_rulebook(
      {"rulebook=test", "supply_adjustment={rule: quantity_collar, bank_most_t: 9}",
       "auction.per_year=5"},
      problems);

  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(std::get<QuantityCollar>(read->scenario.adjustment).bank_most, Tonnes(9));
  EXPECT_EQ(read->scenario.reserve.holdings, Tonnes());
  EXPECT_EQ(read->scenario.auctions.per_year, 5);
  EXPECT_EQ(read->scenario.auctions.years[0].reserve_price, Price(11'00));
}

TEST(ScenarioReader, FlagsReachIntoWhatTheRulebookSays) {
  std::vector<Problem> problems;
  const auto read =
      read_with_rulebook({"auction.reserve_price.0.price=40", "rulebook=test"}, problems);

  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->scenario.auctions.years[0].reserve_price, Price(44'00));
}

TEST(ScenarioReader, AnUnknownRulebookIsToldAtItsName) {
  std::vector<Problem> problems;

  EXPECT_FALSE(read_with_rulebook({"rulebook=tset"}, problems).has_value());
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(to_string(problems.front()), "--set rulebook=tset: rulebook: no such rulebook");
}

// Steel's 4 Mt a year at 0.5 t and power's 6.00, 6.06 and 6.1206 M units at 0.7 and then 0.6 t.
TEST(ScenarioReader, FirmsAreGivenWhatTheirOutputEarns) {
  const std::vector<Override> overrides = {
      "allocation.method=benchmark", "firms.steel.benchmark={output: 4_000_000, per_unit_t: [0.5]}",
      "firms.power.benchmark={output: 6_000_000, per_unit_t: [0.7, 0.6, 0.6]}"};
  std::vector<Override> bottom_up = overrides;
  bottom_up.emplace_back("cap={bottom_up: true}");
  const Scenario sum = read_with(bottom_up);

  EXPECT_EQ(sum.cap, (std::vector{Tonnes(6'200'000), Tonnes(5'636'000), Tonnes(5'672'360)}));
  EXPECT_EQ(sum.free, sum.cap);

  std::vector<Override> tight = overrides;
  tight.emplace_back("cap={path_t: [3_100_000, 9_000_000, 9_000_000]}");
  tight.emplace_back("auction={}");
  const Scenario cut = read_with(tight);
  EXPECT_EQ(cut.free, (std::vector{Tonnes(3'100'000), Tonnes(5'636'000), Tonnes(5'672'360)}));
  EXPECT_EQ(cut.firms[0].allocation[0], Tonnes(2'100'000));  // half of what it earns, like steel
}

}  // namespace
}  // namespace tanshi
