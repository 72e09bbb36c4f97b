// Events as people read them: units in the names, words for what has one.
#include "scenarios/recording/event_json.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

BookNames names_of_books(const Scenario& scenario) {
  BookNames books(scenario);
  InstrumentListed listed;
  listed.instrument = InstrumentId{1};
  books.see(listed);
  listed.instrument = InstrumentId{2};
  books.see(listed);
  ForwardListed forward;
  forward.instrument = InstrumentId{5};
  forward.delivery = Year{2027};
  books.see(forward);
  return books;
}

class EventJson : public testing::Test {
 protected:
  EventJson() { scenario_.credits.emplace_back().name = "offsets"; }
  [[nodiscard]] std::string json(const Event& event) const {
    return fields_json(event, names_of_books(scenario_));
  }

  Scenario scenario_;
};

TEST_F(EventJson, NamesCarryUnitsAndEnumerationsAreWords) {
  EXPECT_EQ(json(OrderAccepted{AccountId{3}, OrderId{7}, InstrumentId{1}, Side::kSell, Price(7'250),
                               Tonnes(40)}),
            R"({"account":3,"order":7,"instrument":"allowances","side":"sell","limit":72.5,)"
            R"("quantity_t":40})");
  EXPECT_EQ(json(CashDeposited{AccountId{3}, Cash(-5)}), R"({"account":3,"amount_cents":-5})");
  EXPECT_EQ(json(DayClosed{}), "{}");
}

TEST_F(EventJson, ARefusalNamesTheCommandAndTheReason) {
  EXPECT_EQ(json(Refused{0, AccountId{2}, OrderId{4}, RejectReason::kCashInsufficient, 725'000}),
            R"({"command":"submit_order","account":2,"order":4,"reason":"cash_insufficient",)"
            R"("bound":725000})");
}

TEST_F(EventJson, AFieldWithoutAWordIsItsNumber) {
  EXPECT_EQ(json(PhaseChanged{TradingPhase{9}}), R"({"phase":9})");
  EXPECT_EQ(json(Refused{99, {}, {}, RejectReason{254}, 0}),
            R"({"command":99,"account":0,"order":0,"reason":254,"bound":0})");
}

TEST_F(EventJson, BooksAreCalledAsInTheScenario) {
  const BookNames books = names_of_books(scenario_);
  EXPECT_EQ(books.name(InstrumentId{1}), "allowances");
  EXPECT_EQ(books.name(InstrumentId{2}), "offsets");
  EXPECT_EQ(books.name(InstrumentId{5}), "forward-2027");
  EXPECT_EQ(books.name(InstrumentId{9}), "instrument-9");
}

TEST_F(EventJson, AnEventIsOfTheAccountThatItNames) {
  EXPECT_EQ(kind_of(DayClosed{}), "day_closed");
  OrderRested rest;
  rest.account = AccountId{3};
  EXPECT_EQ(account_of(rest), 3);
  DirectTraded direct;
  direct.offer.account = AccountId{4};
  direct.offer.to = AccountId{5};
  EXPECT_EQ(account_of(direct), 4);
  Traded trade;
  trade.maker_account = AccountId{1};
  trade.taker_account = AccountId{2};
  EXPECT_EQ(account_of(trade), std::nullopt);
  EXPECT_EQ(account_of(Refused{}), std::nullopt);
}

}  // namespace
}  // namespace tanshi
