// Proves that report.html holds the whole run, that no name can break out of its data, and that
// equal runs give equal bytes. What the page shows is proved in a browser by tests/e2e/report.
#include "scenarios/results/report/report.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/report/report_data.h"
#include "tests/testing/run_fixture.h"

namespace tanshi {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

nlohmann::json data_of(const RunResult& run) {
  return nlohmann::json::parse(report_data(run));
}

TEST(ReportData, HoldsYearsDaysFirmsAndBooks) {
  const RunResult run = run_fixture();

  const nlohmann::json data = data_of(run);

  ASSERT_EQ(data["years"].size(), 10U);
  EXPECT_EQ(data["years"][3]["year"], 2024);
  EXPECT_EQ(data["years"][3]["cap_t"], run.years[3].cap.raw());
  EXPECT_EQ(data["years"][3]["price_mean"], run.years[3].price_mean);
  EXPECT_EQ(data["days"]["close"].size(), 500U);
  EXPECT_EQ(data["firms"].size(), 44U);
  EXPECT_EQ(data["firms"][43]["abatement_t"][9], run.firms[43].abatement[9].raw());
  EXPECT_EQ(data["books"][9]["bids"]["price"].size(), 40U);
  EXPECT_EQ(data["events_hash"], "0123456789abcdef");
}

TEST(ReportData, WritesPricesInCurrencyUnits) {
  RunResult run;
  DayResult day;
  day.open = Price(7'250);
  day.close = Price(7'201);
  run.days.push_back(day);

  const nlohmann::json data = data_of(run);

  EXPECT_EQ(data["days"]["open"], nlohmann::json::parse("[72.5]"));
  EXPECT_EQ(data["days"]["close"], nlohmann::json::parse("[72.01]"));
}

TEST(ReportData, ADayWithoutTradeHasNoPrice) {
  RunResult run;
  run.days.emplace_back();

  const nlohmann::json data = data_of(run);

  EXPECT_TRUE(data["days"]["open"][0].is_null());
  EXPECT_TRUE(data["days"]["close"][0].is_null());
}

TEST(ReportData, WritesACurveThatFirmsShareOnce) {
  RunResult run;
  run.firms.resize(3);
  run.firms[0].curve = {{0, 0}, {10, 5}};
  run.firms[1].curve = {{0, 0}, {20, 5}};
  run.firms[2].curve = run.firms[0].curve;

  const nlohmann::json data = data_of(run);

  EXPECT_EQ(data["curves"].size(), 2U);
  EXPECT_EQ(data["curves"][1]["abated_t"], nlohmann::json::parse("[0.0,20.0]"));
  EXPECT_EQ(data["firms"][0]["curve"], 0);
  EXPECT_EQ(data["firms"][1]["curve"], 1);
  EXPECT_EQ(data["firms"][2]["curve"], 0);
}

TEST(ReportData, KeepsSeedsAboveTheRangeOfADouble) {
  RunResult run;
  run.seed = 18'446'744'073'709'551'615U;

  EXPECT_EQ(data_of(run)["seed"], "18446744073709551615");
}

TEST(ReportData, NumbersThatDoNotExistAreNull) {
  const nlohmann::json data = data_of(odd_run_fixture());

  EXPECT_TRUE(data["efficiency"].is_null());
  EXPECT_TRUE(data["years"][0]["price_mean"].is_null());
  EXPECT_TRUE(data["expectations"][0]["value"].is_null());
}

TEST(ReportData, AnExpectationOfWhatDoesNotExistSaysWhy) {
  RunResult run;
  run.expectations.resize(2);
  run.expectations[0].metric = "price";
  run.expectations[1].metric = "price";
  run.expectations[1].value = 50;

  const nlohmann::json data = data_of(run);

  EXPECT_EQ(data["expectations"][0]["absent"], "no trade");
  EXPECT_EQ(data["expectations"][1]["absent"], "");
}

TEST(ReportData, NoNameCanEndTheElementThatHoldsIt) {
  const std::string data = report_data(odd_run_fixture());

  EXPECT_THAT(data, Not(HasSubstr("<")));
  EXPECT_THAT(data, Not(HasSubstr(">")));
  EXPECT_THAT(data, Not(HasSubstr("&")));
  for (const char character : data) EXPECT_TRUE(character >= ' ' && character <= '~');
}

TEST(ReportData, NamesComeBackAsTheyWere) {
  RunResult run;
  run.title = "</script> <!-- \" ' & \\ \n \u2028 é";

  EXPECT_EQ(data_of(run)["title"], run.title);
}

TEST(ReportData, BytesThatAreNotUtf8BecomeTheReplacementCharacter) {
  RunResult run;
  run.title =
      "a\xff"
      "b";

  EXPECT_EQ(data_of(run)["title"],
            "a\uFFFD"
            "b");
}

TEST(ReportHtml, IsOnePageThatHoldsTheData) {
  const RunResult run = run_fixture();

  const std::string page = report_html(run);

  EXPECT_THAT(page, StartsWith("<!doctype html>"));
  EXPECT_THAT(page, EndsWith("</html>\n"));
  EXPECT_THAT(page, HasSubstr("<script type=\"application/json\" id=\"run\">" + report_data(run) +
                              "</script>"));
}

TEST(ReportHtml, EqualRunsGiveEqualBytes) {
  EXPECT_EQ(report_html(run_fixture()), report_html(run_fixture()));
}

TEST(ReportHtml, LoadsNothing) {
  const std::string page = report_html(run_fixture());

  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("<script src")));
  EXPECT_THAT(page, Not(HasSubstr("<link rel=\"stylesheet\"")));
  EXPECT_THAT(page, Not(HasSubstr("@import")));
}

TEST(ReportHtml, IsSmallEnoughToSend) {
  EXPECT_LT(report_html(run_fixture()).size(), 1'000'000U);
}

}  // namespace
}  // namespace tanshi
