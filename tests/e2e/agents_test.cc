// Seats held over the wire: a session's wakes reach agents in another process and their decisions
// come back as they were; what does not fit the turn is refused and changes nothing; whoever leaves
// gives the seat back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "agents/sdk/agent_host.h"
#include "exchange/market/command_fields.h"
#include "tanshi/v1/agent_service.grpc.pb.h"
#include "tests/e2e/exchange_fixture.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

// Bids at a price of its stream and the day; abates what it is told to emit.
class Bidder final : public Agent {
 public:
  explicit Bidder(const SeatBrief& brief) : brief_(brief) {}

  void decide(const Observation& observation, RandomStream& random, Decision& decision) override {
    decision.intents.emplace_back(SubmitOrder{.account = brief_.account,
                                              .order = observation.next_order,
                                              .instrument = brief_.instrument,
                                              .limit = Price(random.uniform_int(1, 1'000)),
                                              .quantity = Tonnes(10 * (observation.day + 1))});
    decision.abatement = observation.baseline;
  }

 private:
  SeatBrief brief_;
};

HostedAgent make_bidder(const SeatBrief& brief) {
  return {std::make_unique<Bidder>(brief),
          RandomStream(7, static_cast<std::uint32_t>(brief.account), 3)};
}

class AgentsTest : public ExchangeTest {
 protected:
  void SetUp() override {
    for (const char* name : {"power", "steel"}) {
      SeatBrief brief;
      brief.seat = name;
      brief.account = AccountId{11 + static_cast<std::int32_t>(briefs.size())};
      brief.instrument = kBook;
      brief.emitter = true;
      briefs.push_back(brief);
      broker.offer(brief, std::string("token-") + name);
    }
    serve();
    stub = v1::AgentService::NewStub(channel);
  }
  void TearDown() override { broker.close("the test is over"); }

  std::optional<Decision> wake(const std::string& seat, std::int32_t day,
                               std::chrono::milliseconds patience = 10s) {
    Observation observation;
    observation.day = day;
    observation.next_order = OrderId{day + 1};
    observation.baseline = Tonnes(100 + day);
    return broker.wake(seat, observation, SeatBroker::Clock::now() + patience);
  }

  std::vector<SeatBrief> briefs;
  std::unique_ptr<v1::AgentService::Stub> stub;
};

TEST_F(AgentsTest, HostedAgentsDecideAsInProcess) {
  const std::vector<std::string> seats = {"power", "steel"};
  auto hosting = std::async(std::launch::async, [&] {
    return host_agents({.address = address(), .token = "operator"}, seats, make_bidder);
  });
  ASSERT_TRUE(broker.wait_until_held(SeatBroker::Clock::now() + 10s));
  std::vector<HostedAgent> here;
  for (const SeatBrief& brief : briefs) here.push_back(make_bidder(brief));

  for (std::int32_t day = 0; day < 50; ++day) {
    for (std::size_t i = 0; i < seats.size(); ++i) {
      const auto there = wake(seats[i], day);
      Observation observation;
      observation.day = day;
      observation.next_order = OrderId{day + 1};
      observation.baseline = Tonnes(100 + day);
      Decision decision;
      here[i].agent->decide(observation, here[i].random, decision);
      ASSERT_TRUE(there.has_value());
      EXPECT_TRUE(there->intents == decision.intents);
      EXPECT_EQ(there->abatement, decision.abatement);
    }
  }
  broker.close("the last year is settled");

  const auto report = hosting.get();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->turns, 100);
  EXPECT_EQ(report->reason, "the last year is settled");
}

TEST_F(AgentsTest, AHostIsToldWhyItCannotSit) {
  const std::vector<std::string> unknown = {"nobody"};
  const std::vector<std::string> anothers = {"steel"};

  const auto missing = host_agents({address(), "token-power"}, unknown, make_bidder);
  const auto foreign = host_agents({address(), "token-power"}, anothers, make_bidder);
  const auto stranger = host_agents({address(), "guess"}, anothers, make_bidder);
  const auto nowhere = host_agents({"127.0.0.1:1", "guess"}, anothers, make_bidder);

  EXPECT_THAT(missing.status().ToString(), HasSubstr("the session has no such seat"));
  EXPECT_THAT(foreign.status().ToString(), HasSubstr("token is not of the holder of seat"));
  EXPECT_EQ(stranger.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(nowhere.status().code(), absl::StatusCode::kUnavailable);
}

// ---- By hand, message by message ---------------------------------------------------------------

class AttachTest : public AgentsTest {
 protected:
  using Stream = grpc::ClientReaderWriter<v1::AttachRequest, v1::AttachResponse>;

  void SetUp() override {
    AgentsTest::SetUp();
    context = call_as("token-power");
    stream = stub->Attach(context.get());
  }

  void join(bool with_events = false) {
    v1::AttachRequest request;
    request.mutable_join()->set_seat("power");
    request.mutable_join()->set_with_events(with_events);
    stream->Write(request);
    ASSERT_TRUE(next().has_joined());
  }
  v1::AttachResponse next() {
    v1::AttachResponse response;
    EXPECT_TRUE(stream->Read(&response));
    return response;
  }
  // What the exchange says to a turn that it refuses.
  v1::AttachRefused refused(const v1::Turn& turn) {
    v1::AttachRequest request;
    *request.mutable_turn() = turn;
    stream->Write(request);
    return next().refused();
  }
  static v1::Turn turn(std::int64_t number) {
    v1::Turn turn;
    turn.set_seat("power");
    turn.set_turn_number(number);
    return turn;
  }
  void send(const v1::Turn& turn) {
    v1::AttachRequest request;
    *request.mutable_turn() = turn;
    stream->Write(request);
  }

  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<Stream> stream;
};

TEST_F(AttachTest, WrongMalformedAndRepeatedTurnsAreRefusedAndTheTurnWaitsOn) {
  join();
  auto woken = std::async(std::launch::async, [&] { return wake("power", 0); });
  ASSERT_EQ(next().wake().turn_number(), 1);

  EXPECT_EQ(refused(turn(2)).reason(), v1::ATTACH_REFUSAL_TURN_NOT_UNDER_WAY);
  v1::Turn malformed = turn(1);
  malformed.add_commands();
  EXPECT_EQ(refused(malformed).reason(), v1::ATTACH_REFUSAL_MALFORMED);
  v1::Turn foreign = turn(1);
  foreign.add_commands()->mutable_cancel()->set_account_id(raw_id(kSeller));
  EXPECT_EQ(refused(foreign).reason(), v1::ATTACH_REFUSAL_ACCOUNT_NOT_OF_SEAT);
  v1::Turn elsewhere = turn(1);
  elsewhere.set_seat("steel");
  EXPECT_EQ(refused(elsewhere).reason(), v1::ATTACH_REFUSAL_SEAT_NOT_HELD);
  v1::Turn right = turn(1);
  right.set_abatement_t(5);
  send(right);

  EXPECT_EQ(woken.get()->abatement, Tonnes(5));
  EXPECT_THAT(refused(turn(1)).detail(), HasSubstr("it was answered or its time is over"));
}

TEST_F(AttachTest, ALateAnswerIsToldThatItsTimeIsOver) {
  join();
  EXPECT_FALSE(wake("power", 0, 1ms).has_value());

  EXPECT_EQ(next().wake().turn_number(), 1);
  EXPECT_EQ(next().expired().turn_number(), 1);
  EXPECT_EQ(refused(turn(1)).reason(), v1::ATTACH_REFUSAL_TURN_NOT_UNDER_WAY);
  EXPECT_TRUE(broker.seats().at(0).held);
}

TEST_F(AttachTest, ARequestThatSaysNothingIsRefused) {
  stream->Write(v1::AttachRequest());

  EXPECT_EQ(next().refused().reason(), v1::ATTACH_REFUSAL_MALFORMED);
}

TEST_F(AttachTest, ASeatIsHeldOnceAndCanBeGivenBack) {
  join();
  v1::AttachRequest request;
  request.mutable_join()->set_seat("power");
  stream->Write(request);
  EXPECT_EQ(next().refused().reason(), v1::ATTACH_REFUSAL_SEAT_TAKEN);

  request.mutable_leave()->set_seat("power");
  stream->Write(request);
  EXPECT_EQ(next().left().seat(), "power");
  EXPECT_FALSE(broker.seats().at(0).held);
  join();
}

TEST_F(AttachTest, AHolderThatVanishesGivesTheSeatBackInTheMiddleOfATurn) {
  join();
  auto woken = std::async(std::launch::async, [&] { return wake("power", 0); });
  ASSERT_TRUE(next().has_wake());

  context->TryCancel();

  EXPECT_FALSE(woken.get().has_value());
  EXPECT_FALSE(broker.seats().at(0).held);
}

TEST_F(AttachTest, TheEndOfTheSessionIsToldAndEndsTheStream) {
  join();
  broker.close("the last year is settled");

  EXPECT_EQ(next().session_over().reason(), "the last year is settled");
  v1::AttachResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(AttachTest, EventsOfTheSeatsAccountComeToWhoAskedAndNobodyElses) {
  join(true);
  const Action actions[] = {OpenAccount{AccountId{11}}, OpenAccount{AccountId{12}},
                            DepositCash{AccountId{12}, Cash(1)},
                            DepositCash{AccountId{11}, Cash(2)}};
  sequencer.submit(actions, [](auto) {});

  std::vector<v1::Event> events;
  while (events.size() < 2) {
    const v1::AttachResponse response = next();
    ASSERT_TRUE(response.has_events());
    for (const auto& event : response.events().events()) events.push_back(event);
  }

  EXPECT_EQ(events.at(0).account_opened().account_id(), 11);
  EXPECT_EQ(events.at(1).cash_deposited().amount_cents(), 2);
  EXPECT_EQ(events.at(1).event_number() - events.at(0).event_number(), 3);
}

TEST_F(AttachTest, ShuttingDownGivesTheSeatsBack) {
  join();
  server->stop(5s);

  EXPECT_FALSE(broker.seats().at(0).held);
  v1::AttachResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace tanshi
