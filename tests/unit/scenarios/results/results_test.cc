// What a run leaves for programs: summary.json, JUnit, and results.sqlite that reads back whole.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/results_database.h"
#include "scenarios/results/summary.h"
#include "tests/unit/scenarios/results/sample_run.h"

namespace tanshi {
namespace {

using testing::HasSubstr;

class ResultsDatabase : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) /
      (std::string("tanshi_") + testing::UnitTest::GetInstance()->current_test_info()->name());
  std::filesystem::path file_ = folder_ / "results.sqlite";
};

TEST(Summary, HasTheFieldsThatProgramsRelyOn) {
  const auto json = nlohmann::json::parse(summary_json(sample_run()));

  for (const char* field : {"scenario", "seed", "venue", "version", "events_hash", "years",
                            "efficiency", "smith_alpha", "expectations", "conservation"}) {
    EXPECT_TRUE(json.contains(field)) << field;
  }
  for (const char* field :
       {"year", "cap_t", "emissions_t", "price_mean", "price_last", "price_benchmark", "volume_t",
        "allocated_t", "auctioned_t", "auction_price", "withheld_t", "released_t", "reserve_t",
        "banked_t", "abatement_cost", "abatement_cost_least", "compliance_rate"}) {
    EXPECT_TRUE(json["years"][0].contains(field)) << field;
  }
  for (const char* field :
       {"year", "day", "status", "offered_t", "bid_t", "sold_t", "sold_ecr_t", "sold_ccr_t",
        "sold_ceiling_t", "reserve_price", "clearing_price", "bidders", "proceeds_cents"}) {
    EXPECT_TRUE(json["auctions"][0].contains(field)) << field;
  }
  for (const char* field : {"metric", "value", "at_least", "at_most", "passed"})
    EXPECT_TRUE(json["expectations"][0].contains(field)) << field;
}

TEST(Summary, ValuesAreInTheUnitsOfTheirNames) {
  const auto json = nlohmann::json::parse(summary_json(sample_run()));

  EXPECT_EQ(json["events_hash"], "fedcba9876543210");
  EXPECT_EQ(json["years"][0]["cap_t"], 90'000'000);
  EXPECT_EQ(json["years"][0]["price_last"], 41.23);
  EXPECT_EQ(json["years"][0]["penalties_cents"], 42'500'000'000);
  EXPECT_EQ(json["conservation"]["checked"], 4);
  EXPECT_EQ(json["passed"], false);
  EXPECT_EQ(json["expectations"][0]["passed"], true);
  EXPECT_TRUE(json["expectations"][0]["at_most"].is_null());
}

TEST(Summary, AnAuctionSaysHowItEndedAndWhatItBrought) {
  const auto json = nlohmann::json::parse(summary_json(sample_run()))["auctions"];

  ASSERT_EQ(json.size(), 3U);
  EXPECT_EQ(json[0]["status"], "held");
  EXPECT_EQ(json[0]["sold_ccr_t"], 1'000'000);
  EXPECT_EQ(json[0]["clearing_price"], 40.5);
  EXPECT_EQ(json[0]["proceeds_cents"], 222'750'000'000);
  EXPECT_EQ(json[1]["status"], "cancelled");
  EXPECT_TRUE(json[1]["clearing_price"].is_null());
  EXPECT_EQ(json[2]["status"], "declined");
}

TEST(Summary, AProjectSaysWhatWasBuiltAndWhatItAbated) {
  const auto json = nlohmann::json::parse(summary_json(sample_run()));

  ASSERT_EQ(json["projects"].size(), 2U);
  EXPECT_EQ(json["projects"][0]["built"], 1);
  EXPECT_EQ(json["projects"][0]["capex"], 3e8);
  EXPECT_EQ(json["projects"][1]["abated_t"], 1'500'000);
  ASSERT_EQ(json["products"].size(), 2U);
  EXPECT_EQ(json["products"][0]["output"], 950);
  EXPECT_EQ(json["products"][0]["price"], 92);
  EXPECT_EQ(json["products"][0]["carbon_cost"], 16);
  EXPECT_TRUE(json["products"][1]["carbon_cost"].is_null());
  EXPECT_EQ(json["years"][0]["pass_through"], 0.75);
  EXPECT_EQ(json["loss_investment"], -0.001);
}

TEST(Summary, EqualRunsGiveEqualBytesAndVenuesDifferInOneLine) {
  RunResult remote = sample_run();
  remote.venue = "grpc";
  std::string local = summary_json(sample_run());
  EXPECT_EQ(local, summary_json(sample_run()));

  const std::string line = "\"venue\": \"local\"";
  local.replace(local.find(line), line.size(), "\"venue\": \"grpc\"");

  EXPECT_EQ(local, summary_json(remote));
}

TEST(Summary, WhatIsNoNumberIsNull) {
  RunResult run = sample_run();
  run.years[0].abatement_cost = std::numeric_limits<double>::infinity();

  EXPECT_TRUE(nlohmann::json::parse(summary_json(run))["years"][0]["abatement_cost"].is_null());
}

// A sample in which nobody traded in the first year, and trade had nothing to gain.
RunResult run_without_trade() {
  RunResult run = sample_run();
  run.efficiency.reset();
  run.price_distance.reset();
  run.smith_alpha.reset();
  run.years[0].price_mean.reset();
  run.years[0].price_last = Price();
  run.expectations[1].value.reset();
  return run;
}

TEST(Summary, WhatDoesNotExistIsNull) {
  const auto json = nlohmann::json::parse(summary_json(run_without_trade()));

  for (const char* field : {"efficiency", "smith_alpha", "price_distance"})
    EXPECT_TRUE(json[field].is_null()) << field;
  EXPECT_TRUE(json["years"][0]["price_mean"].is_null());
  EXPECT_TRUE(json["years"][0]["price_last"].is_null());
  EXPECT_EQ(json["years"][1]["price_mean"], 45.1);
  EXPECT_TRUE(json["expectations"][1]["value"].is_null());
  EXPECT_EQ(json["years"][0]["auction_price"], 40.5);
  EXPECT_TRUE(json["years"][1]["auction_price"].is_null());
}

TEST(Junit, CountsFailuresAndEscapesText) {
  RunResult run = sample_run();
  run.scenario = "a<b>&\"c\"";
  run.conservation_violations = 2;

  const std::string xml = junit_xml(run);

  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"a&lt;b&gt;&amp;&quot;c&quot;\" tests=\"4\" "
                             "failures=\"2\">"));
  EXPECT_THAT(xml, HasSubstr("name=\"efficiency at least 0.95\"/>"));
  EXPECT_THAT(xml, HasSubstr("name=\"price in every year within 30 and 45\">\n      <failure "
                             "message=\"price is 45.1 in 2026, the worst year; expected within 30 "
                             "and 45\"/>"));
  EXPECT_THAT(xml, HasSubstr("2 of 4 checks found"));
}

TEST_F(ResultsDatabase, ReadsBackTheWholeRun) {
  const RunResult run = sample_run();
  ASSERT_TRUE(write_results(file_, run).ok());

  const auto again = read_results(file_);

  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(summary_json(*again), summary_json(run));
  ASSERT_EQ(again->days.size(), run.days.size());
  EXPECT_EQ(again->days[1].high, Price(4'100));
  ASSERT_EQ(again->seats.size(), 4U);
  EXPECT_EQ(again->seats[1].firm, 1);
  EXPECT_EQ(again->seats[2].strategy, "market_maker");
  EXPECT_EQ(again->seats[3].strategy, "");
  EXPECT_EQ(again->seats[3].firm, std::nullopt);
  ASSERT_EQ(again->firms.size(), 2U);
  EXPECT_EQ(again->firms[1].name, "steel");
  EXPECT_EQ(again->firms[1].curve[1].price, 12.5);
  EXPECT_EQ(again->firms[1].banked, run.firms[1].banked);
  EXPECT_EQ(again->firms[1].abatement_cost, run.firms[1].abatement_cost);
  EXPECT_EQ(again->firms[1].trading_cash, Cash(-200));
  EXPECT_EQ(again->firms[1].auction_cash, Cash(212));
  EXPECT_EQ(again->firms[1].auctioned, run.firms[1].auctioned);
  EXPECT_EQ(again->firms[1].project_abatement, run.firms[1].project_abatement);
  ASSERT_EQ(again->projects.size(), 2U);
  EXPECT_EQ(again->projects[0].built_benchmark, 0.75);
  EXPECT_EQ(again->projects[1].abated, Tonnes(1'500'000));
  EXPECT_EQ(again->projects[0].public_cost, 1e7);
  EXPECT_EQ(again->firms[1].spared, run.firms[1].spared);
  EXPECT_EQ(again->years[0].spared, Tonnes(203));
  EXPECT_EQ(again->years[0].carbon_intensity_change, -0.484);
  EXPECT_EQ(again->years[0].power_margin, std::nullopt);
  ASSERT_EQ(again->schemes.size(), 1U);
  EXPECT_EQ(again->schemes[0].price_mean, 5.15);
  EXPECT_EQ(again->schemes[0].price_last, std::nullopt);
  EXPECT_EQ(again->schemes[0].penalties, Cash(50'000));
  ASSERT_EQ(again->scheme_uses.size(), 1U);
  EXPECT_EQ(again->scheme_uses[0].firm, "steel");
  EXPECT_EQ(again->scheme_uses[0].saving_cost, 125.5);
  EXPECT_EQ(again->scheme_uses[0].paid, Cash(46'350));
  ASSERT_EQ(again->products.size(), 2U);
  EXPECT_EQ(again->products[0].output_before, 1'000);
  EXPECT_EQ(again->products[0].price_before, 80);
  EXPECT_EQ(again->products[1].carbon_cost, std::nullopt);
  EXPECT_EQ(again->years[0].pass_through, 0.75);
  ASSERT_EQ(again->books.size(), 2U);
  EXPECT_EQ(again->books[0].bids, run.books[0].bids);
  EXPECT_EQ(again->books[0].asks, run.books[0].asks);
}

TEST_F(ResultsDatabase, ReadsBackWhatDoesNotExist) {
  const RunResult run = run_without_trade();
  ASSERT_TRUE(write_results(file_, run).ok());

  const auto again = read_results(file_);

  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(summary_json(*again), summary_json(run));
  EXPECT_EQ(again->efficiency, std::nullopt);
  EXPECT_EQ(again->years[0].price_mean, std::nullopt);
  EXPECT_EQ(again->years[0].price_last, Price());
  EXPECT_EQ(again->days[0].close, Price());
}

TEST_F(ResultsDatabase, ReplacesAnEarlierRun) {
  RunResult run = sample_run();
  ASSERT_TRUE(write_results(file_, run).ok());
  run.seed = 8;
  ASSERT_TRUE(write_results(file_, run).ok());

  EXPECT_EQ(read_results(file_)->seed, 8U);
}

TEST_F(ResultsDatabase, RefusesWhatIsNoResultsFile) {
  EXPECT_EQ(read_results(file_).status().code(), absl::StatusCode::kNotFound);

  std::ofstream(file_) << "not a database, but long enough to be taken for one perhaps";
  EXPECT_EQ(read_results(file_).status().code(), absl::StatusCode::kInvalidArgument);

  std::ofstream(file_, std::ios::trunc).close();  // to SQLite an empty file is an empty database
  EXPECT_EQ(read_results(file_).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(ResultsDatabase, AWriterThatIsNotFinishedLeavesNothing) {
  ASSERT_TRUE(write_results(file_, sample_run()).ok());
  {
    ResultsWriter writer(file_);
    writer.create<DayResult>("others");
    writer.insert("others", DayResult());
    EXPECT_TRUE(writer.status().ok());
  }

  EXPECT_EQ(read_results(file_)->seed, 7U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(ResultsDatabase, AFolderThatIsNotThereIsAnError) {
  EXPECT_EQ(write_results(folder_ / "none" / "r.sqlite", sample_run()).code(),
            absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace tanshi
