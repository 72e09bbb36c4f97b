// Wakes reach the holder and wait for its answer; a seat without one falls to its robot at once;
// what does not fit the turn under way is refused and leaves it as it was.
#include "exchange/service/seat_broker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <thread>

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr Identity kHolderOf5{.is_operator = false, .account = AccountId{5}};
constexpr Identity kOperatorIdentity{.is_operator = true, .account = AccountId{}};

SeatBrief brief_of(const std::string& name, AccountId account) {
  SeatBrief brief;
  brief.seat = name;
  brief.account = account;
  return brief;
}

// Does at each wake what the test says.
struct FakeHolder : SeatHolder {
  std::function<void(std::int64_t turn)> on_wake = [](std::int64_t) {};
  std::vector<std::int64_t> expired_turns;
  std::string over;

  void wake(const SeatBrief&, std::int64_t turn, const Observation&) override { on_wake(turn); }
  void expired(const SeatBrief&, std::int64_t turn) override { expired_turns.push_back(turn); }
  void session_over(const std::string& reason) override { over = reason; }
};

class SeatBrokerTest : public ::testing::Test {
 protected:
  SeatBrokerTest() {
    broker.offer(brief_of("power", AccountId{5}), "token-5");
    broker.offer(brief_of("steel", AccountId{6}), "token-6");
  }

  std::optional<Decision> wake(std::chrono::milliseconds patience = 10s) {
    return broker.wake("power", Observation{}, SeatBroker::Clock::now() + patience);
  }
  absl::Status answer(std::int64_t turn, Decision decision = {}) {
    return broker.answer("power", holder.get(), turn, std::move(decision));
  }
  void join() { ASSERT_TRUE(broker.join("power", kHolderOf5, holder).ok()); }

  Identities identities;
  SeatBroker broker{identities};
  std::shared_ptr<FakeHolder> holder = std::make_shared<FakeHolder>();
};

TEST_F(SeatBrokerTest, AnOfferedSeatsTokenActsForItsAccount) {
  EXPECT_EQ(identities.find("token-6")->account, AccountId{6});
}

TEST_F(SeatBrokerTest, ASeatWithoutHolderIsItsRobots) {
  EXPECT_FALSE(wake().has_value());
  EXPECT_EQ(broker.seats().at(0).turns, 0);
}

TEST_F(SeatBrokerTest, AWakeGivesTheHoldersDecision) {
  join();
  Decision decision;
  decision.intents.emplace_back(CancelOrder{.account = AccountId{5}, .order = OrderId{1}});
  decision.abatement = Tonnes(3);
  holder->on_wake = [&](std::int64_t turn) { EXPECT_TRUE(answer(turn, decision).ok()); };

  const auto got = wake();

  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(got->intents.size(), 1U);
  EXPECT_EQ(got->abatement, Tonnes(3));
}

TEST_F(SeatBrokerTest, AnAnswerFromAnotherThreadEndsTheWait) {
  join();
  std::jthread answering;
  holder->on_wake = [&](std::int64_t turn) {
    answering = std::jthread([this, turn] { EXPECT_TRUE(answer(turn).ok()); });
  };

  EXPECT_TRUE(wake().has_value());
}

TEST_F(SeatBrokerTest, ASilentHolderKeepsItsSeatAndLosesItsTurn) {
  join();

  EXPECT_FALSE(wake(1ms).has_value());

  EXPECT_EQ(holder->expired_turns, std::vector<std::int64_t>{1});
  const absl::Status late = answer(1);
  EXPECT_EQ(late.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(late.message()),
              HasSubstr("turn_number is 1; it was answered or its time"));
  EXPECT_TRUE(broker.seats().at(0).held);
}

TEST_F(SeatBrokerTest, ALeavingHolderEndsTheWaitAndTheRobotTakesOver) {
  join();
  std::jthread leaving;
  holder->on_wake = [&](std::int64_t) {
    leaving = std::jthread([this] { broker.leave_all(holder.get()); });
  };

  EXPECT_FALSE(wake().has_value());
  EXPECT_TRUE(holder->expired_turns.empty());
  EXPECT_FALSE(broker.seats().at(0).held);
  EXPECT_FALSE(answer(1).ok());
}

TEST_F(SeatBrokerTest, WrongAndRepeatedTurnsAreRefusedAndChangeNothing) {
  join();
  EXPECT_THAT(std::string(answer(1).message()), HasSubstr("there is no such turn"));
  holder->on_wake = [&](std::int64_t turn) {
    EXPECT_THAT(std::string(answer(turn + 1).message()), HasSubstr("there is no such turn"));
    Decision decision;
    decision.abatement = Tonnes(1);
    EXPECT_TRUE(answer(turn, decision).ok());
    EXPECT_EQ(answer(turn).code(), absl::StatusCode::kFailedPrecondition);
  };

  EXPECT_EQ(wake()->abatement, Tonnes(1));
}

TEST_F(SeatBrokerTest, AnOrderForAnotherAccountIsRefusedAndTheTurnWaitsOn) {
  join();
  holder->on_wake = [&](std::int64_t turn) {
    Decision decision;
    decision.intents.emplace_back(CancelOrder{.account = AccountId{6}, .order = OrderId{1}});
    EXPECT_EQ(answer(turn, decision).code(), absl::StatusCode::kPermissionDenied);
    EXPECT_TRUE(answer(turn).ok());
  };

  EXPECT_TRUE(wake()->intents.empty());
}

TEST_F(SeatBrokerTest, SeatsAreForTheirHolderAndTheOperator) {
  EXPECT_EQ(broker.join("steel", kHolderOf5, holder).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(broker.join("none", kHolderOf5, holder).status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(broker.join("steel", kOperatorIdentity, holder).ok());
  EXPECT_EQ(broker.join("steel", kOperatorIdentity, holder).status().code(),
            absl::StatusCode::kAlreadyExists);
}

TEST_F(SeatBrokerTest, ASeatGivenBackCanBeTakenAgain) {
  join();
  const auto other = std::make_shared<FakeHolder>();

  EXPECT_FALSE(broker.leave("power", other.get()).ok());
  EXPECT_TRUE(broker.leave("power", holder.get()).ok());

  EXPECT_TRUE(broker.join("power", kHolderOf5, other).ok());
}

TEST_F(SeatBrokerTest, WaitingForAllHoldersEndsWithTheLast) {
  join();
  EXPECT_FALSE(broker.wait_until_held(SeatBroker::Clock::now() + 1ms));
  std::jthread joining(
      [this] { EXPECT_TRUE(broker.join("steel", kOperatorIdentity, holder).ok()); });

  EXPECT_TRUE(broker.wait_until_held(SeatBroker::Clock::now() + 10s));
}

TEST_F(SeatBrokerTest, ClosingEndsWakesAndTellsEachHolderOnce) {
  join();
  ASSERT_TRUE(broker.join("steel", kOperatorIdentity, holder).ok());
  holder->on_wake = [&](std::int64_t) { broker.close("the last year is settled"); };

  EXPECT_FALSE(wake().has_value());
  EXPECT_EQ(holder->over, "the last year is settled");
  EXPECT_THAT(std::string(broker.join("power", kHolderOf5, holder).status().message()),
              HasSubstr("the last year is settled"));
  EXPECT_FALSE(wake().has_value());
}

}  // namespace
}  // namespace tanshi
