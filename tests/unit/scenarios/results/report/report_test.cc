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

TEST(ReportData, HoldsAuctionsAndWhatTheySold) {
  const RunResult run = run_fixture();

  const nlohmann::json data = data_of(run);

  ASSERT_EQ(data["auctions"].size(), 40U);
  const nlohmann::json& auction = data["auctions"][11];
  EXPECT_EQ(auction["year"], 2023);
  EXPECT_EQ(auction["day"], run.auctions[11].day);
  EXPECT_EQ(auction["status"], "held");
  EXPECT_EQ(auction["offered_t"], run.auctions[11].offered.raw());
  EXPECT_EQ(auction["bid_t"], run.auctions[11].bid.raw());
  EXPECT_EQ(auction["sold_t"], run.auctions[11].sold.raw());
  EXPECT_EQ(auction["sold_ccr_t"], 42'000'000);
  EXPECT_EQ(auction["bidders"], 44);
  EXPECT_EQ(data["years"][2]["allocated_t"], run.years[2].allocated.raw());
  EXPECT_EQ(data["years"][2]["auctioned_t"], run.years[2].auctioned.raw());
  EXPECT_EQ(data["years"][2]["auction_price"], run.years[2].auction_price);
  EXPECT_EQ(data["years"][2]["withheld_t"], 6'000'000);
  EXPECT_EQ(data["years"][9]["released_t"], 5'000'000);
  EXPECT_EQ(data["years"][9]["reserve_t"], run.years[9].reserve.raw());
  EXPECT_EQ(data["firms"][43]["auctioned_t"][9], run.firms[43].auctioned[9].raw());
  EXPECT_GT(data["firms"][43]["auction_cash"], 0);
}

TEST(ReportData, AnAuctionThatSoldNothingHasNoPrice) {
  const nlohmann::json data = data_of(odd_run_fixture());

  EXPECT_EQ(data["auctions"][0]["status"], "cancelled");
  EXPECT_TRUE(data["auctions"][0]["clearing_price"].is_null());
  EXPECT_TRUE(data["years"][0]["auction_price"].is_null());
}

TEST(ReportData, WritesPricesInCurrencyUnits) {
  RunResult run;
  DayResult day;
  day.open = Price(7'250);
  day.close = Price(7'201);
  run.days.push_back(day);
  AuctionResult auction;
  auction.reserve_price = Price(4'005);
  auction.clearing_price = Price(7'225);
  auction.proceeds = Cash(1'050);
  run.auctions.push_back(auction);

  const nlohmann::json data = data_of(run);

  EXPECT_EQ(data["auctions"][0]["reserve_price"], 40.05);
  EXPECT_EQ(data["auctions"][0]["clearing_price"], 72.25);
  EXPECT_EQ(data["auctions"][0]["proceeds"], 10.5);
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

// What stands in the page's element of data.
std::string data_in(const std::string& page) {
  const std::string opening = "<script type=\"application/json\" id=\"data\">";
  const std::size_t from = page.find(opening) + opening.size();
  return page.substr(from, page.find('<', from) - from);
}

TEST(ReportHtml, IsOnePageThatHoldsTheData) {
  const RunResult run = run_fixture();

  const std::string page = report_html(run);

  EXPECT_THAT(page, StartsWith("<!doctype html>"));
  EXPECT_THAT(page, EndsWith("</html>\n"));
  EXPECT_EQ(nlohmann::json::parse(data_in(page)), data_of(run));
}

TEST(ReportHtml, NoNameCanEndTheElementThatHoldsIt) {
  const std::string page = report_html(odd_run_fixture());

  const std::string data = data_in(page);  // up to the first '<'
  EXPECT_EQ(nlohmann::json::parse(data), data_of(odd_run_fixture()));
  EXPECT_THAT(data, Not(HasSubstr(">")));
  EXPECT_THAT(data, Not(HasSubstr("&")));
}

TEST(PageHtml, HoldsDataOfAnyKindWithItsTextsAsTheyWere) {
  const nlohmann::json gallery = {{"kind", "gallery"},
                                  {"entries", {{{"name", "</script> <!-- & \u2028 é"}}}}};

  EXPECT_EQ(nlohmann::json::parse(data_in(page_html(gallery.dump()))), gallery);
}

TEST(PageHtml, AComparisonHoldsBothRuns) {
  const nlohmann::json data =
      nlohmann::json::parse(data_in(comparison_html(run_fixture(), odd_run_fixture())));

  EXPECT_EQ(data["kind"], "comparison");
  EXPECT_EQ(data["a"], data_of(run_fixture()));
  EXPECT_EQ(data["b"], data_of(odd_run_fixture()));
  EXPECT_TRUE(check_page_data(data.dump()).ok());
}

TEST(FiguresProgram, HoldsTheDataAsAStringThatNoTextCanEnd) {
  const std::string json = R"({"kind":"gallery","entries":[{"name":"\");process.exit(7);//"}]})";

  const std::string program = figures_program(json);

  const std::size_t from = program.rfind("JSON.parse(") + 11;
  const std::size_t end = program.find("); const {writeFileSync}", from);
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(program.substr(from, end - from)), json);
  EXPECT_THAT(program, Not(HasSubstr("<!doctype")));
  EXPECT_THAT(program, HasSubstr("drawnFiles(data)"));
}

TEST(CheckPageData, NamesWhatIsWrong) {
  const auto message = [](std::string_view json) {
    return std::string(check_page_data(json).message());
  };

  EXPECT_EQ(message(R"({"kind":"gallery","entries":[]})"), "");
  EXPECT_EQ(message(R"({"kind":"gallery","entries":[)"), "is not JSON, or not whole");
  EXPECT_EQ(message("\xff"), "is not JSON, or not whole");
  EXPECT_EQ(message("[1]"), "says no kind: sweep or gallery would have a page");
  EXPECT_EQ(message(R"({"scenario":"x"})"), "says no kind: sweep or gallery would have a page");
  EXPECT_EQ(message(R"({"kind":7})"), "says no kind: sweep or gallery would have a page");
  EXPECT_EQ(message(R"({"kind":"essay"})"),
            "there is no page for the kind 'essay': run, sweep, gallery or comparison");
  EXPECT_EQ(message(R"({"kind":"gallery","entries":{}})"), "a gallery needs a list 'entries'");
  EXPECT_EQ(message(R"({"kind":"sweep","parameters":[]})"), "a sweep needs a list 'treatments'");
  EXPECT_EQ(message(R"({"kind":"comparison","a":{}})"), "a comparison needs an object 'b'");
  EXPECT_EQ(check_page_data("").code(), absl::StatusCode::kInvalidArgument);
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
