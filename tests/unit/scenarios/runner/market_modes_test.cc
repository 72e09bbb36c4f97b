// How a scenario's market trades in a session: posted listing, opening and closing calls.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "scenarios/runner/call_calendar.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/posted_listing.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

constexpr AccountId kOwn{1};
constexpr InstrumentId kBook{1};

OrderView listed(int account, int order, Side side, int cents, int tonnes) {
  return {AccountId{account}, OrderId{order}, kBook, side, Price(cents), Tonnes(tonnes), {}};
}

SubmitOrder order_of(Side side, int cents, int tonnes) {
  SubmitOrder order;
  order.account = kOwn;
  order.order = OrderId{5};
  order.instrument = kBook;
  order.side = side;
  order.limit = Price(cents);
  order.quantity = Tonnes(tonnes);
  return order;
}

class PostedListing : public testing::Test {
 protected:
  PostedListing() {
    observation_.next_order = OrderId{5};
    observation_.ask = Price(100);
    observation_.ask_quantity = Tonnes(30);
    observation_.bid = Price(90);
    observation_.bid_quantity = Tonnes(10);
  }

  void adapt(Intent intent) {
    decision_.intents = {std::move(intent)};
    meets_ = meets_listings(kBook, observation_, decision_);
    if (meets_) take_listings(kOwn, kBook, observation_, listings_, decision_);
  }

  const std::vector<OrderView> listings_ = {
      listed(2, 7, Side::kBuy, 90, 10), listed(3, 1, Side::kSell, 101, 50),
      listed(4, 2, Side::kSell, 100, 20), listed(5, 9, Side::kSell, 100, 10)};
  const OwnOrder resting_[1] = {{OrderId{3}, Side::kSell, Price(110), Tonnes(40)}};
  Observation observation_;
  Decision decision_;
  bool meets_ = false;
};

TEST_F(PostedListing, AnOrderThatMeetsNothingIsPostedAsItIs) {
  adapt(order_of(Side::kBuy, 99, 60));

  EXPECT_FALSE(meets_);
  ASSERT_EQ(decision_.intents.size(), 1U);
}

TEST_F(PostedListing, OneThatMeetsTakesTheBestFirstAndPostsTheRest) {
  adapt(order_of(Side::kBuy, 100, 60));

  ASSERT_TRUE(meets_);
  ASSERT_EQ(decision_.intents.size(), 3U);
  const auto& first = std::get<TakeListing>(decision_.intents[0]);
  EXPECT_EQ(first.order, OrderId{5});
  EXPECT_EQ(first.maker_account, AccountId{4});
  EXPECT_EQ(first.quantity, Tonnes(20));
  const auto& second = std::get<TakeListing>(decision_.intents[1]);
  EXPECT_EQ(second.order, OrderId{6});
  EXPECT_EQ(second.maker_account, AccountId{5});
  const auto& rest = std::get<SubmitOrder>(decision_.intents[2]);
  EXPECT_EQ(rest.order, OrderId{7});
  EXPECT_EQ(rest.quantity, Tonnes(30));
}

TEST_F(PostedListing, WhatIsTakenWholeIsNotPosted) {
  adapt(order_of(Side::kBuy, 105, 35));

  ASSERT_EQ(decision_.intents.size(), 3U);
  EXPECT_EQ(std::get<TakeListing>(decision_.intents[2]).maker_account, AccountId{3});
  EXPECT_EQ(std::get<TakeListing>(decision_.intents[2]).quantity, Tonnes(5));
}

TEST_F(PostedListing, AMoveThatMeetsIsTakenBackAndTakes) {
  observation_.orders = resting_;
  adapt(ReplaceOrder{kOwn, OrderId{3}, Price(90), Tonnes(40), false});

  ASSERT_EQ(decision_.intents.size(), 3U);
  EXPECT_EQ(std::get<CancelOrder>(decision_.intents[0]).order, OrderId{3});
  EXPECT_EQ(std::get<TakeListing>(decision_.intents[1]).maker_account, AccountId{2});
  const auto& rest = std::get<SubmitOrder>(decision_.intents[2]);
  EXPECT_EQ(rest.side, Side::kSell);
  EXPECT_EQ(rest.instrument, kBook);
  EXPECT_EQ(rest.quantity, Tonnes(30));
}

TEST_F(PostedListing, AMoveThatMeetsNothingStaysAMove) {
  observation_.orders = resting_;
  adapt(ReplaceOrder{kOwn, OrderId{3}, Price(95), Tonnes(40), false});

  EXPECT_FALSE(meets_);
  EXPECT_TRUE(std::holds_alternative<ReplaceOrder>(decision_.intents[0]));
}

TEST_F(PostedListing, APostOnlyOrderTakesNothing) {
  SubmitOrder order = order_of(Side::kBuy, 100, 60);
  order.post_only = true;
  adapt(order);
  EXPECT_TRUE(decision_.intents.empty());

  order.limit = Price(99);
  adapt(order);
  drop_post_only(kBook, observation_, decision_);
  EXPECT_FALSE(std::get<SubmitOrder>(decision_.intents[0]).post_only);
}

// ---- In a session ----

class LoggingVenue final : public Venue {
 public:
  void advance(SimTime time) override { local_.advance(time); }
  void apply(std::span<const Action> actions, std::vector<Event>& events) override {
    const std::size_t from = events.size();
    local_.apply(actions, events);
    log.insert(log.end(), events.begin() + static_cast<std::ptrdiff_t>(from), events.end());
    for (const Action& action : actions) takes += std::holds_alternative<TakeListing>(action);
  }
  void look(const std::function<void(const Market&)>& look) const override { local_.look(look); }

  std::vector<Event> log;
  int takes = 0;

 private:
  LocalVenue local_;
};

RunResult played(const Scenario& scenario, LoggingVenue& venue) {
  const World world = make_world(scenario, 1);
  Session session(scenario, world, 1, venue, nullptr);
  EXPECT_TRUE(session.run([](const SessionPosition&) { return true; }));
  return make_result(scenario, world, session, {});
}

void expect_good(const RunResult& result) {
  for (const YearResult& year : result.years)
    EXPECT_NEAR(year.price_mean.value() / year.price_benchmark, 1, 0.15) << raw(year.year);
  EXPECT_GT(result.efficiency, 0.9);
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(MarketModes, RobotsTradeByPostedListing) {
  Scenario scenario = small_scenario();
  scenario.trading.mode = TradingMode::kPostedListing;
  LoggingVenue venue;
  const RunResult result = played(scenario, venue);

  EXPECT_GT(venue.takes, 50);
  EXPECT_EQ(
      std::ranges::count_if(
          venue.log, [](const Event& event) { return std::holds_alternative<Traded>(event); }),
      venue.takes);
  for (const Event& event : venue.log) {
    const auto* const refused = std::get_if<Refused>(&event);
    EXPECT_TRUE(refused == nullptr || refused->reason == RejectReason::kOrderNotLive)
        << static_cast<int>(refused->reason);
  }
  expect_good(result);
}

// Of three turns a day the first and the last are calls.
TEST(MarketModes, TheDayOpensAndClosesWithACallWhosePriceIsItsClose) {
  Scenario scenario = small_scenario();
  scenario.horizon.turns_per_day = 3;
  scenario.opening_call = scenario.closing_call = true;
  LoggingVenue venue;
  const RunResult result = played(scenario, venue);

  int calls = 0;
  int continuous = 0;
  int closed_by_call = 0;
  std::vector<Uncrossed> closing;
  for (const Event& event : venue.log) {
    continuous += std::holds_alternative<Traded>(event);
    const auto* const call = std::get_if<Uncrossed>(&event);
    if (call == nullptr) continue;
    EXPECT_EQ(call->mode, calls % 2 == 0 ? TradingMode::kContinuous : TradingMode::kCall);
    if (++calls % 2 == 0) closing.push_back(*call);
  }
  ASSERT_EQ(closing.size(), result.days.size());
  for (std::size_t day = 0; day < closing.size(); ++day) {
    if (closing[day].volume == Tonnes()) continue;
    EXPECT_EQ(result.days[day].close, closing[day].price);
    ++closed_by_call;
  }
  EXPECT_GT(closed_by_call, 10);
  EXPECT_EQ(calls, 2 * 3 * 10);
  EXPECT_GT(continuous, 0);
  expect_good(result);
}

// A market maker's orders are post-only, which no call knows.
TEST(MarketModes, InACallNoRobotAsksForWhatTheModeForbids) {
  Scenario scenario = small_scenario();
  scenario.trading.mode = TradingMode::kCall;
  LoggingVenue venue;
  const RunResult result = played(scenario, venue);

  for (const Event& event : venue.log) {
    const auto* const refused = std::get_if<Refused>(&event);
    EXPECT_TRUE(refused == nullptr || refused->reason != RejectReason::kModeForbids);
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(MarketModes, AClosingCallAloneLeavesTheDayContinuous) {
  Scenario scenario = small_scenario();
  scenario.closing_call = true;
  LoggingVenue venue;
  const RunResult result = played(scenario, venue);

  int calls = 0;
  for (const Event& event : venue.log) {
    const auto* const call = std::get_if<Uncrossed>(&event);
    if (call == nullptr) continue;
    ++calls;
    EXPECT_EQ(call->mode, TradingMode::kContinuous);
  }
  EXPECT_EQ(calls, 3 * 10);
  expect_good(result);
}

TEST(CallCalendar, ACallThatAHaltKeptOpenIsHeldWhenTheNextDayBegins) {
  const CallCalendar calendar(kBook, {}, {.opening = false, .closing = true}, 2);

  EXPECT_TRUE(calendar.begin_turn(0, TradingMode::kContinuous).empty());
  const std::vector<Action> late = calendar.begin_turn(0, TradingMode::kCall);
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(std::get<Uncross>(late.front()).mode, TradingMode::kContinuous);
}

}  // namespace
}  // namespace tanshi
