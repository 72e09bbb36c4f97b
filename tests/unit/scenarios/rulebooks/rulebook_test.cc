// Proves how rulebooks are read, what of them is in force on a day, and which auction results.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/results/auction_status.h"
#include "scenarios/rulebooks/auction_rulebook.h"
#include "scenarios/rulebooks/auction_setup.h"
#include "scenarios/rulebooks/bid_stack.h"
#include "scenarios/yaml/auction_words.h"
#include "scenarios/yaml/date.h"

namespace tanshi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

AuctionRulebook rulebook(const std::string& name) {
  std::ifstream stream(TANSHI_RULEBOOKS "/" + name + ".yaml");
  std::ostringstream text;
  text << stream.rdbuf();
  std::vector<Problem> problems;
  auto read = read_auction_rulebook(text.str(), name + ".yaml", problems);
  EXPECT_TRUE(read) << to_string(problems.front());
  return read ? *std::move(read) : AuctionRulebook{};
}

// ---- Dates -------------------------------------------------------------------------------------

TEST(Date, IsADayThatThereIs) {
  EXPECT_EQ(to_string(read_date("2021-12-01").value()), "2021-12-01");
  EXPECT_TRUE(read_date("2024-02-29"));
  for (const char* const bad : {"2021-02-29", "2021-13-01", "2021-00-10", "2021-12-32", "2021-1-1",
                                "2021/12/01", "21-12-01", "2021-12-0x", "0000-01-01", "2021", ""}) {
    EXPECT_FALSE(read_date(bad)) << bad;
  }
}

TEST(Date, AYearAndAMonthAreTheirDays) {
  EXPECT_EQ(to_string(read_days("2024-02")->last), "2024-02-29");
  EXPECT_EQ(to_string(read_days("2023")->first), "2023-01-01");
  EXPECT_EQ(to_string(read_days("2023")->last), "2023-12-31");
  EXPECT_FALSE(read_days("2023-"));
}

// ---- Rulebooks ---------------------------------------------------------------------------------

TEST(Rulebook, EachThatComesWithTheProgramIsReadAndNamedAsItsFile) {
  for (const char* const name : {"rggi", "wci", "eu-ets", "uk-ets", "nz-ets"}) {
    const AuctionRulebook read = rulebook(name);
    EXPECT_EQ(read.name, name);
    Auction auction;
    auction.rules = read.rules;
    auction.supply = {{SupplyClass::kBase, Price(), Tonnes(1), AccountId{}}};
    EXPECT_EQ(check_auction(auction), std::nullopt) << name;
  }
}

TEST(Rulebook, FiguresAreThoseOfTheDay) {
  const AuctionRulebook nz = rulebook("nz-ets");
  const auto price_on = [&](std::string_view day) {
    return reserve_price_on(nz, *read_date(day))->price;
  };

  EXPECT_EQ(price_on("2023-11-30"), Price(3'306));
  EXPECT_EQ(price_on("2023-12-06"), Price(6'000));
  EXPECT_EQ(reserve_price_on(nz, *read_date("2022-03-16")), nullptr);
  const auto tiers = tiers_on(rulebook("rggi").ccr, *read_date("2027-03-03"));
  EXPECT_EQ(tiers.size(), 2U);
}

TEST(Rulebook, ProblemsHaveTheirPlace) {
  constexpr std::string_view kBad =
      "name: x\ntitle: X\ncurrency: EUR\ntonne: t\nauction:\n"
      "  rules: {pricing: lowest, lot: 5}\n"
      "  sources: []\n"
      "  reserve_price:\n"
      "    - {from: 2021, to: 2023, price: 1.00, mark: V, source: s}\n"
      "    - {from: 2023, price: 1.00, mark: W, source: s}\n"
      "    - {from: 2023-06, price: 1.00, mark: V, source: s}\n"
      "    - {from: 2022-13, price: 0, mark: V, source: s}\n"
      "    - {from: 2025, to: 2024, price: 1.00, mark: V, source: s}\n";
  std::vector<Problem> problems;

  EXPECT_FALSE(read_auction_rulebook(kBad, "x.yaml", problems));

  std::vector<std::string> lines;
  for (const Problem& problem : problems) lines.push_back(to_string(problem));
  EXPECT_THAT(
      lines,
      ElementsAre(
          "x.yaml:6:20: auction.rules.pricing: is 'lowest'; must be one of lowest_accepted, "
          "first_rejected, discriminative, low_ask_to_high_bid",
          HasSubstr("x.yaml:6:28: auction.rules.lot: unknown key; allowed: pricing, lot_t, "),
          "x.yaml:10:39: auction.reserve_price[1].mark: is 'W'; did you mean 'V'? must be one of "
          "V, C, U",
          "x.yaml:11:14: auction.reserve_price[2].from: another row has a price for these days; "
          "must not overlap",
          "x.yaml:12:14: auction.reserve_price[3].from: no such date; must be a year, a month or a "
          "day, such as 2021, 2021-12 or 2021-12-01",
          "x.yaml:12:30: auction.reserve_price[3].price: is '0'; must be a number of at most 2 "
          "decimals (money/t), 0.01 to 100_000.00",
          "x.yaml:13:24: auction.reserve_price[4].to: is before from"));
}

TEST(AuctionWords, HaveOneForEachCode) {
  EXPECT_EQ(word_of(PricingRule::kLowAskToHighBid, kPricingWords), "low_ask_to_high_bid");
  EXPECT_EQ(word_of(TieRule::kSeeded, kTieWords), "seeded");
  EXPECT_EQ(word_of(RestRule::kSeeded, kRestWords), "seeded");
  EXPECT_EQ(word_of(ShortfallRule::kDeclineIfBidsBelow, kShortfallWords), "decline_if_bids_below");
  EXPECT_EQ(word_of(ConsignmentRule::kWithBase, kConsignmentWords), "with_base");
  EXPECT_EQ(word_of(UnsoldFate::kWaitForClearance, kUnsoldWords), "wait_for_clearance");
  EXPECT_EQ(word_of(SupplyClass::kCeiling, kSupplyWords), "ceiling");
  EXPECT_EQ(name_of(AuctionStatus::kDeclined), "declined");
  EXPECT_EQ(word_of(LossReason::kRationed, kLossWords), "rationed");
  EXPECT_EQ(code_of<TieRule>("pro_rata", kTieWords), TieRule::kProRata);
}

// ---- Setup -------------------------------------------------------------------------------------

AuctionRequest request(std::string_view day, std::int64_t offer) {
  AuctionRequest request;
  request.date = read_date(day);
  request.offer = Tonnes(offer);
  return request;
}

SupplyStep step(SupplyClass supply_class, std::int64_t from, std::int64_t quantity) {
  return {supply_class, Price(from), Tonnes(quantity), AccountId{}};
}

TEST(AuctionSetup, TakesTheFiguresOfTheDayAndNamesThem) {
  const AuctionSetup setup = set_up_auction(rulebook("rggi"), request("2021-12-01", 23'121'518));

  EXPECT_EQ(setup.fault, "");
  EXPECT_EQ(setup.auction.rules.reserve_price, Price(238));
  EXPECT_THAT(setup.auction.supply, ElementsAre(step(SupplyClass::kBase, 0, 11'811'518),
                                                step(SupplyClass::kWithheld, 600, 11'310'000),
                                                step(SupplyClass::kReserve, 1'300, 11'976'778)));
  ASSERT_EQ(setup.figures.size(), 3U);
  EXPECT_EQ(setup.figures[0].provenance.mark, "V");
}

TEST(AuctionSetup, WhatIsAskedForGoesFirst) {
  AuctionRequest asked = request("2021-12-01", 1'000);
  asked.reserve_price = Price(300);
  asked.ecr = TierRequest{Tonnes(5'000), Price(700)};
  asked.ccr = {{Tonnes(100), std::nullopt}, {Tonnes(50), Price(2'000)}};
  asked.ceiling = Price(5'000);

  const AuctionSetup setup = set_up_auction(rulebook("rggi"), asked);

  EXPECT_EQ(setup.auction.rules.reserve_price, Price(300));
  EXPECT_THAT(
      setup.auction.supply,
      ElementsAre(step(SupplyClass::kWithheld, 700, 1'000),  // no more than the offer
                  step(SupplyClass::kReserve, 1'300, 100), step(SupplyClass::kReserve, 2'000, 50),
                  step(SupplyClass::kCeiling, 5'000, kMaxAuctionQuantity.raw() - 1'150)));
  EXPECT_EQ(check_auction(setup.auction), std::nullopt);
}

TEST(AuctionSetup, SaysWhatTheRulebookDoesNotKnow) {
  const AuctionSetup setup = set_up_auction(rulebook("rggi"), request("2023-12-06", 1'000));

  EXPECT_EQ(setup.fault, "");
  EXPECT_THAT(
      setup.notes,
      ElementsAre("rggi has no size of the ECR at 6.87 for 2023-12-06: nothing is withheld; "
                  "give --ecr TONNES",
                  "rggi has no size of the CCR at 14.88 for 2023-12-06: nothing is added; "
                  "give --ccr TONNES"));
}

TEST(AuctionSetup, RefusesWhatCannotBeHeld) {
  EXPECT_EQ(set_up_auction(rulebook("rggi"), request("2031-03-03", 1'000)).fault,
            "rggi has no reserve price for 2031-03-03; give --reserve PRICE");
  AuctionRequest undated = request("", 1'000);
  EXPECT_EQ(set_up_auction(rulebook("rggi"), undated).fault,
            "the reserve price of rggi depends on the day; give --date YYYY-MM-DD or --reserve "
            "PRICE");
  EXPECT_EQ(set_up_auction(AuctionRulebook{}, request("", 0)).fault,
            "nothing is offered; give --offer TONNES");
  undated.ccr = {{Tonnes(5), std::nullopt}};
  EXPECT_EQ(set_up_auction(AuctionRulebook{}, undated).fault,
            "no trigger of CCR tier 1 without --date YYYY-MM-DD; give --ccr TONNES@PRICE");
  undated.ccr = {{kMaxAuctionQuantity, Price(5)}};
  EXPECT_EQ(set_up_auction(AuctionRulebook{}, undated).fault,
            "more than 100_000_000_000 t in all are offered");
}

// ---- Bids --------------------------------------------------------------------------------------

TEST(BidStack, ReadsBidsInTheOrderOfTheirLinesOrByArrival) {
  AuctionRules rules;
  rules.lot = Tonnes(500);
  Names names;
  std::vector<Problem> problems;

  const auto stack = read_bids("price,bidder,quantity\n12.50,A,1_000\n\n3,B,500\n9,A,500\n",
                               "b.csv", rules, names, problems);
  const auto timed =
      read_bids("price,bidder,quantity,arrival\n1,A,500,9\n", "b.csv", rules, names, problems);

  ASSERT_TRUE(stack);
  EXPECT_THAT(stack->bids, ElementsAre(Bid{AccountId{1}, Price(1'250), Tonnes(1'000), 0},
                                       Bid{AccountId{2}, Price(300), Tonnes(500), 1},
                                       Bid{AccountId{1}, Price(900), Tonnes(500), 2}));
  EXPECT_THAT(stack->lines, ElementsAre(2, 4, 5));
  EXPECT_EQ(names.name_of(AccountId{2}), "B");
  EXPECT_EQ(timed->bids[0].arrival, 9);
}

TEST(BidStack, RefusesBadBidsAtTheirCells) {
  AuctionRules rules;
  rules.lot = Tonnes(500);
  Names names;
  std::vector<Problem> problems;

  EXPECT_FALSE(read_bids("bidder,price,quantity\nA,-5,750\n,1.001,500\nC,1,0\n", "b.csv", rules,
                         names, problems));

  std::vector<std::string> lines;
  for (const Problem& problem : problems) lines.push_back(to_string(problem));
  EXPECT_THAT(
      lines,
      ElementsAre("b.csv:2:3: price: is '-5'; must be a number of at most 2 decimals (money/t), "
                  "0.01 to 100_000.00",
                  "b.csv:2:6: quantity: is 750; must be a multiple of the lot, 500 t",
                  "b.csv:3:1: bidder: is text of 0 bytes; must be 1 to 64",
                  "b.csv:3:2: price: is '1.001'; must be a number of at most 2 decimals (money/t), "
                  "0.01 to 100_000.00",
                  "b.csv:4:5: quantity: is '0'; must be a whole number (t), 1 to 1_000_000_000"));
}

TEST(BidStack, AsksAreConsignedSteps) {
  Names names;
  std::vector<Problem> problems;

  const auto asks = read_asks("seller,price,quantity\nCity,0,70\n", "a.csv", names, problems);

  ASSERT_TRUE(asks);
  EXPECT_THAT(*asks,
              ElementsAre(SupplyStep{SupplyClass::kConsigned, Price(0), Tonnes(70), AccountId{1}}));
}

}  // namespace
}  // namespace tanshi
