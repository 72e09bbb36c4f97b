// People come with a code, sit down, see their firm and decide for it; nobody else does it for them
// or sees it. Real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "exchange/classroom/access_codes.h"
#include "exchange/service/local_channel.h"
#include "tests/e2e/class_fixture.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using enum grpc::StatusCode;

// ---- Entering ----------------------------------------------------------------------------------

TEST_F(ClassTest, ACodeGivesASeatOfAnEmitterAndItsToken) {
  hold();

  const auto entered = enter(code().code());

  EXPECT_EQ(entered.role(), v1::ROLE_TRADER);
  EXPECT_EQ(entered.seat(), "cheap-1");
  EXPECT_EQ(entered.account_id(), 1);
  EXPECT_GE(entered.token().size(), 32U);
}

TEST_F(ClassTest, CaseHyphensAndBlanksOfACodeDoNotMatter) {
  hold();
  std::string typed = code().code();
  for (char& c : typed) c = static_cast<char>(std::tolower(c));

  EXPECT_EQ(enter(" " + typed.substr(0, 3) + " " + typed.substr(4)).role(), v1::ROLE_TRADER);
}

TEST_F(ClassTest, ADoubleClickTakesOneSeat) {
  hold();
  const std::string good = code().code();
  std::vector<v1::EnterClassResponse> entered(4);
  {
    std::vector<std::jthread> clicks;
    for (auto& response : entered) {
      clicks.emplace_back(
          [&] { EXPECT_TRUE(try_enter(good, "the-very-same-request", &response).ok()); });
    }
  }

  std::set<std::string> tokens;
  for (const auto& response : entered) tokens.insert(response.token());
  EXPECT_EQ(tokens.size(), 1U);
  EXPECT_EQ(entered[0].seat(), entered[3].seat());
  v1::ListParticipantsResponse participants;
  ASSERT_TRUE(steering->ListParticipants(as("operator").get(), {}, &participants).ok());
  EXPECT_EQ(participants.participants_size(), 1);
}

TEST_F(ClassTest, BadCodesAreRefusedAlike) {
  hold();
  v1::CreateCodeRequest once;
  once.set_use_count(1);
  const std::string used = code(once).code();
  enter(used);
  v1::CreateCodeRequest brief;
  brief.set_expires_in_ms(1'000);
  const std::string expired = code(brief).code();
  std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
  std::set<std::string> messages;

  for (const std::string& bad : {std::string("AAA-AAA"), used, expired, std::string("?")}) {
    v1::EnterClassResponse response;
    const grpc::Status status = try_enter(bad, "another-request-" + bad, &response);
    EXPECT_EQ(status.error_code(), PERMISSION_DENIED) << bad;
    EXPECT_THAT(status.error_message(), Not(HasSubstr(bad)));
    messages.insert(status.error_message());
  }

  EXPECT_EQ(messages.size(), 1U);
}

TEST_F(ClassTest, WhoGuessesCodesIsNotHeardForAWhile) {
  ExchangeOptions options;
  options.classroom.emplace().guesses = {.of_peer = {.per_second = 0.01, .burst = 5}};
  hold(options);
  const std::string good = code().code();
  v1::EnterClassResponse response;

  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(try_enter("AAAAAA", "a-long-request-id", &response).error_code(), PERMISSION_DENIED);
  }

  EXPECT_EQ(try_enter(good, "a-long-request-id", &response).error_code(), RESOURCE_EXHAUSTED);
}

// All browsers call through the gateway, which says for whom; nobody else can say so.
TEST_F(ClassTest, WhoGuessesIsToldApartBehindTheGateway) {
  ExchangeOptions options;
  options.classroom.emplace().guesses = {.of_peer = {.per_second = 0.01, .burst = 2}};
  hold(options);
  v1::EnterClassRequest request;
  request.set_code("AAAAAA");
  request.set_name("Eve");
  request.set_request_id("a-long-request-id");
  const auto guess = [&](const std::shared_ptr<grpc::Channel>& way, const std::string& address) {
    v1::EnterClassResponse response;
    const auto context = as("");
    context->AddMetadata(kClientAddressKey, address);
    return v1::ClassroomService::NewStub(way)
        ->EnterClass(context.get(), request, &response)
        .error_code();
  };
  std::shared_ptr<grpc::Channel> inside;
  ASSERT_TRUE(exchange->local_channel()->use([&](const auto& way) { inside = way; }));

  for (int i = 0; i < 2; ++i) EXPECT_EQ(guess(inside, "192.0.2.1"), PERMISSION_DENIED);
  EXPECT_EQ(guess(inside, "192.0.2.1"), RESOURCE_EXHAUSTED);
  EXPECT_EQ(guess(inside, "192.0.2.2"), PERMISSION_DENIED);

  for (int i = 0; i < 2; ++i) EXPECT_EQ(guess(channel, "192.0.2.3"), PERMISSION_DENIED);
  EXPECT_EQ(guess(channel, "192.0.2.4"), RESOURCE_EXHAUSTED);
}

TEST_F(ClassTest, WhenNoSeatIsLeftThatIsSaid) {
  hold();
  const auto good = code();
  v1::GetClassResponse before;
  ASSERT_TRUE(room->GetClass(as("").get(), {}, &before).ok());
  std::set<std::string> seats;
  for (int i = 0; i < before.free_seat_count(); ++i) seats.insert(enter(good.code()).seat());
  v1::CreateCodeRequest more;
  more.set_use_count(5);
  v1::EnterClassResponse response;

  const grpc::Status status = try_enter(code(more).code(), "the-one-too-many-request", &response);

  EXPECT_EQ(std::ssize(seats), before.free_seat_count());
  EXPECT_EQ(status.error_code(), RESOURCE_EXHAUSTED);
  EXPECT_THAT(status.error_message(), HasSubstr("seats_taken"));
}

TEST_F(ClassTest, ConsentIsAskedWhereThereIsOne) {
  hold();
  v1::SetClassOptionsRequest options;
  options.set_consent("I take part.");
  v1::SetClassOptionsResponse set;
  ASSERT_TRUE(steering->SetClassOptions(as("operator").get(), options, &set).ok());
  v1::EnterClassRequest request;
  request.set_code(code().code());
  request.set_name("Ada");
  request.set_request_id("a-long-request-id");
  v1::EnterClassResponse response;

  const grpc::Status refused = room->EnterClass(as("").get(), request, &response);
  request.set_consents(true);
  const grpc::Status let_in = room->EnterClass(as("").get(), request, &response);

  EXPECT_EQ(refused.error_code(), INVALID_ARGUMENT);
  EXPECT_TRUE(let_in.ok()) << let_in.error_message();
  // What was agreed on stands.
  EXPECT_TRUE(steering->SetClassOptions(as("operator").get(), options, &set).ok());
  options.set_consent("I sell my soul.");
  const grpc::Status late = steering->SetClassOptions(as("operator").get(), options, &set);
  EXPECT_EQ(late.error_code(), FAILED_PRECONDITION);
  EXPECT_THAT(late.error_message(), HasSubstr("consent_late"));
}

TEST_F(ClassTest, NamesThatAreNoneAreRefused) {
  hold();
  const std::string good = code().code();
  v1::EnterClassResponse response;
  const std::string forty_one(41, 'x');
  for (const std::string& name : {std::string(), std::string("a\nb"), forty_one}) {
    const grpc::Status status = try_enter(good, "a-long-request-id", &response, name);
    EXPECT_EQ(status.error_code(), INVALID_ARGUMENT) << name;
    EXPECT_THAT(status.error_message(), HasSubstr("name"));
  }
  EXPECT_EQ(try_enter(good, "short", &response).error_code(), INVALID_ARGUMENT);
}

// ---- Screens -----------------------------------------------------------------------------------

TEST_F(ClassTest, AScreenHasTheFirmAtOnceAndItsOrdersSoonAfter) {
  hold();
  const auto ada = enter(code().code());
  Screen screen = follow(ada.token());

  ASSERT_TRUE(screen.read_until([](const auto& r) { return r.has_brief(); }));
  EXPECT_EQ(screen.latest.brief().seat(), ada.seat());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.has_plant(); }));
  EXPECT_EQ(screen.latest.screen().clock().phase(), v1::SESSION_PHASE_WAITING);
  EXPECT_GT(screen.latest.screen().plant().baseline_t(), 0);
  EXPECT_GT(screen.latest.screen().plant().curve_size(), 1);
  play();
  v1::SubmitOrderResponse response;
  ASSERT_TRUE(order(ada.token(), 1'000, v1::SIDE_BUY, &response).ok());
  EXPECT_EQ(response.result().refusal(), v1::REJECT_REASON_UNSPECIFIED)
      << response.result().detail();
  const std::int64_t command = response.result().command_number();

  ASSERT_TRUE(
      screen.read_screen([&](const auto& s) { return s.clock().command_number() >= command; }));

  ASSERT_EQ(screen.latest.screen().orders_size(), 1);
  EXPECT_EQ(screen.latest.screen().orders(0).order_id(), 1'000);
  EXPECT_GT(screen.latest.screen().account().escrowed_cents(), 0);
  EXPECT_EQ(screen.latest.screen().books(0).instrument_id(), 1);
}

TEST_F(ClassTest, AScreenIsOfTheCallersSeatAlone) {
  hold();
  const std::string good = code().code();
  const auto ada = enter(good);
  const auto bob = enter(good, "Bob");
  const auto eve = enter(observer_code().code(), "Eve");

  EXPECT_EQ(follow(bob.token(), ada.seat()).finish().error_code(), PERMISSION_DENIED);
  EXPECT_EQ(follow(eve.token(), ada.seat()).finish().error_code(), PERMISSION_DENIED);
  EXPECT_EQ(follow("").finish().error_code(), UNAUTHENTICATED);
  EXPECT_EQ(follow("operator", "nobody").finish().error_code(), NOT_FOUND);
  Screen of_operator = follow("operator", ada.seat());
  EXPECT_TRUE(of_operator.read_screen([](const auto& s) { return s.has_plant(); }));
  Screen of_observer = follow(eve.token());
  ASSERT_TRUE(of_observer.read_screen([](const auto&) { return true; }));
  EXPECT_FALSE(of_observer.latest.screen().has_plant());
  EXPECT_FALSE(of_observer.latest.screen().has_account());
  of_operator.context->TryCancel();
  of_observer.context->TryCancel();
}

TEST_F(ClassTest, NamesOfSeatsThatAreAskedForApartComeFirstAndWhenTheyChange) {
  hold();
  const std::string good = code().code();
  const auto ada = enter(good);
  Screen screen = follow(ada.token(), "", /*seats_apart=*/true);
  ASSERT_TRUE(screen.read_until([](const auto& r) { return r.has_seats() || r.has_screen(); }));
  ASSERT_TRUE(screen.latest.has_seats());
  const auto robots = [](const v1::SeatNames& seats) {
    return std::ranges::count_if(seats.seats(), &v1::SeatName::robot_plays);
  };
  const auto before = robots(screen.latest.seats());
  EXPECT_EQ(before, screen.latest.seats().seats_size() - 1);  // all but Ada's

  play();
  int told = 0;
  ASSERT_TRUE(screen.read_until([&](const auto& r) {
    told += r.has_seats() ? 1 : 0;
    EXPECT_EQ(r.screen().seats_size(), 0);
    return r.has_screen() && r.screen().has_account();
  }));
  EXPECT_EQ(told, 0);
  const auto bob = enter(good, "Bob");
  ASSERT_TRUE(screen.read_until([](const auto& r) { return r.has_seats(); }));
  EXPECT_EQ(robots(screen.latest.seats()), before - 1);

  Screen again = follow(ada.token(), "", /*seats_apart=*/true);  // comes back
  ASSERT_TRUE(again.read_until([](const auto& r) { return r.has_seats(); }));
  EXPECT_EQ(robots(again.latest.seats()), before - 1);
  Screen whole = follow(ada.token());  // asks for no parts
  ASSERT_TRUE(whole.read_screen([](const auto&) { return true; }));
  EXPECT_EQ(whole.latest.screen().seats_size(), again.latest.seats().seats_size());
  for (Screen* open : {&screen, &again, &whole}) open->context->TryCancel();
}

TEST_F(ClassTest, AnObserverCannotTradeNorPlan) {
  hold();
  const auto eve = enter(observer_code().code(), "Eve");
  EXPECT_EQ(eve.role(), v1::ROLE_OBSERVER);
  EXPECT_EQ(eve.seat(), "");
  play();
  v1::SubmitOrderResponse response;
  v1::SetPlanResponse plan;

  EXPECT_EQ(order(eve.token(), 1, v1::SIDE_BUY, &response, 1).error_code(), PERMISSION_DENIED);
  EXPECT_EQ(order(eve.token(), 1, v1::SIDE_BUY, &response).error_code(), PERMISSION_DENIED);
  EXPECT_EQ(room->SetPlan(as(eve.token()).get(), {}, &plan).error_code(), PERMISSION_DENIED);
}

// ---- Plans -------------------------------------------------------------------------------------

TEST_F(ClassTest, WhatIsPlannedIsWhatThePlantDoes) {
  hold();
  const auto ada = enter(code().code());
  v1::SetPlanRequest request;
  request.set_abatement_t(1'234);
  v1::SetPlanResponse plan;
  ASSERT_TRUE(room->SetPlan(as(ada.token()).get(), request, &plan).ok());
  EXPECT_EQ(plan.abatement_t(), 1'234);
  Screen screen = follow(ada.token());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.plant().has_abatement_t(); }));
  EXPECT_EQ(screen.latest.screen().plant().abatement_t(), 1'234);

  ASSERT_TRUE(exchange->session().start().ok());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.years_size() > 0; }));

  EXPECT_EQ(screen.latest.screen().years(0).abated_t(), 1'234);
  EXPECT_TRUE(screen.read_until([](const auto& r) { return r.has_session_over(); }));
  EXPECT_TRUE(screen.finish().ok());
  EXPECT_EQ(room->SetPlan(as(ada.token()).get(), request, &plan).error_code(), FAILED_PRECONDITION);
}

TEST_F(ClassTest, APlanIsWithinWhatThePlantCanDo) {
  hold();
  const auto ada = enter(code().code());
  v1::SetPlanRequest request;
  request.set_abatement_t(1'000'000'000);
  v1::SetPlanResponse plan;
  ASSERT_TRUE(room->SetPlan(as(ada.token()).get(), request, &plan).ok());
  EXPECT_LT(plan.abatement_t(), 1'000'000'000);
  request.set_abatement_t(-1);
  EXPECT_EQ(room->SetPlan(as(ada.token()).get(), request, &plan).error_code(), INVALID_ARGUMENT);
}

}  // namespace
}  // namespace tanshi
