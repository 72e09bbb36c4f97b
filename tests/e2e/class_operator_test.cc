// What an instructor does to a class reaches those it should, and nobody else can do it. Real
// sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tanshi/v1/agent_service.grpc.pb.h"
#include "tanshi/v1/market_data_service.grpc.pb.h"
#include "tests/e2e/class_fixture.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using enum grpc::StatusCode;

class OperatorTest : public ClassTest {
 protected:
  grpc::Status set_player(const std::string& seat, bool robot,
                          const std::string& token = "operator") {
    v1::SetSeatPlayerRequest request;
    request.set_seat(seat);
    request.set_robot(robot);
    v1::SetSeatPlayerResponse response;
    return steering->SetSeatPlayer(as(token).get(), request, &response);
  }

  grpc::Status remove(std::int64_t id) {
    v1::RemoveParticipantRequest request;
    request.set_participant_id(id);
    v1::RemoveParticipantResponse response;
    return steering->RemoveParticipant(as("operator").get(), request, &response);
  }

  std::vector<v1::Participant> participants() {
    v1::ListParticipantsResponse response;
    EXPECT_TRUE(steering->ListParticipants(as("operator").get(), {}, &response).ok());
    return {response.participants().begin(), response.participants().end()};
  }

  // The state of the class, of which `good` holds.
  v1::FollowClassResponse class_when(
      const std::function<bool(const v1::FollowClassResponse&)>& good) {
    const auto context = as("operator");
    const auto reader = steering->FollowClass(context.get(), {});
    v1::FollowClassResponse response;
    bool found = false;
    while (!found && reader->Read(&response)) found = good(response);
    EXPECT_TRUE(found);
    context->TryCancel();
    return response;
  }
};

TEST_F(OperatorTest, OnlyTheOperatorSteers) {
  hold();
  const auto ada = enter(code().code());
  for (const auto& [token, refused] :
       {std::pair{std::string(), UNAUTHENTICATED}, {ada.token(), PERMISSION_DENIED}}) {
    v1::CreateCodeResponse made;
    v1::ListCodesResponse codes;
    v1::AnnounceResponse announced;
    v1::SetClassOptionsResponse options;
    v1::ListParticipantsResponse listed;
    EXPECT_EQ(steering->CreateCode(as(token).get(), {}, &made).error_code(), refused);
    EXPECT_EQ(steering->ListCodes(as(token).get(), {}, &codes).error_code(), refused);
    EXPECT_EQ(steering->Announce(as(token).get(), {}, &announced).error_code(), refused);
    EXPECT_EQ(steering->SetClassOptions(as(token).get(), {}, &options).error_code(), refused);
    EXPECT_EQ(steering->ListParticipants(as(token).get(), {}, &listed).error_code(), refused);
    EXPECT_EQ(set_player("cheap-1", true, token).error_code(), refused);
    const auto context = as(token);
    EXPECT_EQ(steering->FollowClass(context.get(), {})->Finish().error_code(), refused);
  }
}

// ---- Codes -------------------------------------------------------------------------------------

TEST_F(OperatorTest, ACodeIsListedUntilItIsRevoked) {
  hold();
  v1::CreateCodeRequest wanted;
  wanted.set_seat("dear-2");
  const v1::Code made = code(wanted);
  EXPECT_EQ(made.uses_left(), 1);
  v1::ListCodesResponse codes;
  ASSERT_TRUE(steering->ListCodes(as("operator").get(), {}, &codes).ok());
  ASSERT_EQ(codes.codes_size(), 1);
  EXPECT_EQ(codes.codes(0).code(), made.code());
  EXPECT_LE(codes.codes(0).expires_in_ms(), 7'200'000);

  EXPECT_EQ(enter(made.code()).seat(), "dear-2");
  const v1::Code other = code();
  v1::RevokeCodeRequest revoke;
  revoke.set_code(other.code());
  v1::RevokeCodeResponse revoked;
  ASSERT_TRUE(steering->RevokeCode(as("operator").get(), revoke, &revoked).ok());

  v1::EnterClassResponse response;
  EXPECT_EQ(try_enter(other.code(), "a-long-request-id", &response).error_code(),
            PERMISSION_DENIED);
  EXPECT_EQ(steering->RevokeCode(as("operator").get(), revoke, &revoked).error_code(), NOT_FOUND);
}

TEST_F(OperatorTest, ASeatThatACodeNamesIsKeptForIt) {
  hold();
  v1::CreateCodeRequest wanted;
  wanted.set_seat("cheap-1");
  const std::string reserved = code(wanted).code();

  EXPECT_EQ(enter(code().code()).seat(), "cheap-2");
  EXPECT_EQ(enter(reserved).seat(), "cheap-1");
}

TEST_F(OperatorTest, CodesThatCannotBeAreRefused) {
  hold();
  v1::CreateCodeResponse response;
  v1::CreateCodeRequest bad;
  bad.set_role(v1::ROLE_OPERATOR);
  EXPECT_EQ(steering->CreateCode(as("operator").get(), bad, &response).error_code(),
            INVALID_ARGUMENT);
  bad = {};
  bad.set_seat("nobody");
  EXPECT_EQ(steering->CreateCode(as("operator").get(), bad, &response).error_code(),
            INVALID_ARGUMENT);
  bad = {};
  bad.set_expires_in_ms(999);
  EXPECT_EQ(steering->CreateCode(as("operator").get(), bad, &response).error_code(),
            INVALID_ARGUMENT);
  bad = {};
  bad.set_use_count(10'001);
  EXPECT_EQ(steering->CreateCode(as("operator").get(), bad, &response).error_code(),
            INVALID_ARGUMENT);
}

// ---- Robots ------------------------------------------------------------------------------------

TEST_F(OperatorTest, ARobotTakesOverAndGivesBack) {
  hold();
  const auto ada = enter(code().code());
  play();
  Screen screen = follow(ada.token());
  v1::SubmitOrderResponse response;
  v1::SetPlanRequest plan;
  plan.set_abatement_t(5);
  v1::SetPlanResponse planned;

  ASSERT_TRUE(set_player(ada.seat(), true).ok());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.robot_plays(); }));
  const grpc::Status refused = order(ada.token(), 2'000, v1::SIDE_BUY, &response);
  EXPECT_EQ(refused.error_code(), FAILED_PRECONDITION);
  EXPECT_THAT(refused.error_message(), HasSubstr("robot_plays"));
  EXPECT_EQ(room->SetPlan(as(ada.token()).get(), plan, &planned).error_code(), FAILED_PRECONDITION);
  EXPECT_TRUE(participants()[0].robot_plays());

  ASSERT_TRUE(set_player(ada.seat(), false).ok());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return !s.robot_plays(); }));
  EXPECT_TRUE(order(ada.token(), 2'000, v1::SIDE_BUY, &response).ok());
  EXPECT_FALSE(participants()[0].robot_plays());
  EXPECT_EQ(set_player("nobody", true).error_code(), NOT_FOUND);
  screen.context->TryCancel();
}

// The robot trades while it plays, and holds still when the person is back.
TEST_F(OperatorTest, ThePersonsSeatSendsNoOrdersByItself) {
  hold();
  const auto ada = enter(code().code());
  play(6);
  Screen screen = follow("operator", ada.seat());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.has_account(); }));
  EXPECT_EQ(screen.latest.screen().account().last_order_id(), 0);

  ASSERT_TRUE(set_player(ada.seat(), true).ok());
  play(6);

  EXPECT_TRUE(screen.read_screen([](const auto& s) { return s.account().last_order_id() > 0; }));
  screen.context->TryCancel();
}

TEST_F(OperatorTest, AParticipantsProgramTakesOverFromTheScreenAndGivesBack) {
  hold();
  const auto ada = enter(code().code());
  const auto agents = v1::AgentService::NewStub(channel);
  const auto context = as(ada.token());
  const auto stream = agents->Attach(context.get());
  v1::AttachRequest join;
  join.mutable_join()->set_seat(ada.seat());
  ASSERT_TRUE(stream->Write(join));
  v1::AttachResponse told;
  ASSERT_TRUE(stream->Read(&told));
  ASSERT_TRUE(told.has_joined()) << told.ShortDebugString();
  EXPECT_TRUE(participants()[0].connected());

  ASSERT_TRUE(exchange->session().step(1).ok());
  ASSERT_TRUE(stream->Read(&told));
  ASSERT_TRUE(told.has_wake());
  ASSERT_TRUE(set_player(ada.seat(), true).ok());  // in the middle of its turn
  ASSERT_TRUE(stream->Read(&told));
  EXPECT_TRUE(told.has_left()) << told.ShortDebugString();

  ASSERT_TRUE(stream->Write(join));
  ASSERT_TRUE(stream->Read(&told));
  EXPECT_TRUE(told.has_refused());
  ASSERT_TRUE(set_player(ada.seat(), false).ok());
  ASSERT_TRUE(stream->Write(join));
  ASSERT_TRUE(stream->Read(&told));
  EXPECT_TRUE(told.has_joined()) << told.ShortDebugString();
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  play(2);  // the person answers at once
}

// ---- Removing ----------------------------------------------------------------------------------

TEST_F(OperatorTest, WhoIsRemovedIsOutAndTheSeatIsFree) {
  hold();
  const auto ada = enter(code().code());
  play();
  Screen screen = follow(ada.token());
  ASSERT_TRUE(screen.read_screen([](const auto&) { return true; }));
  const auto market = v1::MarketDataService::NewStub(channel);
  const auto context = as(ada.token());
  const auto events = market->StreamEvents(context.get(), {});
  const auto trade_context = as(ada.token());
  const auto trades = trading->Trade(trade_context.get());
  EXPECT_TRUE(participants()[0].connected());

  ASSERT_TRUE(remove(1).ok());

  EXPECT_EQ(screen.finish().error_code(), UNAUTHENTICATED);
  v1::StreamEventsResponse event;
  while (events->Read(&event)) {
  }
  EXPECT_EQ(events->Finish().error_code(), UNAUTHENTICATED);
  v1::TradeResponse result;
  EXPECT_FALSE(trades->Read(&result));
  EXPECT_EQ(trades->Finish().error_code(), UNAUTHENTICATED);
  EXPECT_EQ(follow(ada.token()).finish().error_code(), UNAUTHENTICATED);
  v1::SubmitOrderResponse response;
  EXPECT_EQ(order(ada.token(), 1, v1::SIDE_BUY, &response).error_code(), UNAUTHENTICATED);
  EXPECT_EQ(remove(1).error_code(), NOT_FOUND);
  EXPECT_EQ(enter(code().code(), "Bob").seat(), ada.seat());
}

// ---- What all are told -------------------------------------------------------------------------

TEST_F(OperatorTest, AnnouncementsReachEveryScreen) {
  hold();
  const auto eve = enter(observer_code().code(), "Eve");
  Screen screen = follow(eve.token());
  v1::AnnounceRequest request;
  request.set_text("Five more minutes");
  v1::AnnounceResponse response;
  ASSERT_TRUE(steering->Announce(as("operator").get(), request, &response).ok());

  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.announcements_size() > 0; }));

  EXPECT_EQ(screen.latest.screen().announcements(0).text(), "Five more minutes");
  EXPECT_EQ(screen.latest.screen().announcements(0).source(), v1::ANNOUNCEMENT_SOURCE_INSTRUCTOR);
  request.set_text(std::string(501, 'x'));
  EXPECT_EQ(steering->Announce(as("operator").get(), request, &response).error_code(),
            INVALID_ARGUMENT);
  screen.context->TryCancel();
}

TEST_F(OperatorTest, TheClassIsBesideTheBenchmark) {
  hold();
  const auto ada = enter(code().code());
  play(4);

  const auto seen = class_when([](const v1::FollowClassResponse& view) {
    return view.years_size() > 0 && view.years(0).benchmark_cents_per_tonne() > 0;
  });

  EXPECT_EQ(seen.scenario(), "small");
  ASSERT_EQ(seen.seats_size(), 7);
  EXPECT_EQ(seen.seats(0).name(), "Ada");
  EXPECT_FALSE(seen.seats(0).robot_plays());
  EXPECT_FALSE(seen.seats(0).connected());
  EXPECT_TRUE(seen.seats(1).robot_plays());
  EXPECT_GT(seen.seats(0).obligation_t(), 0);
  EXPECT_EQ(seen.years(0).cap_t(), 180'000);
  EXPECT_GT(seen.years(0).emissions_t(), 180'000);
  EXPECT_GT(seen.counts(0), 0);
}

TEST_F(OperatorTest, TheRankingIsShownIfItIsToBeWithNamesOnlyIfTheyAre) {
  hold();
  const std::string good = code().code();
  const auto ada = enter(good);
  enter(good, "Bob");
  v1::SetClassOptionsRequest options;
  options.set_ranking(true);
  v1::SetClassOptionsResponse set;
  ASSERT_TRUE(steering->SetClassOptions(as("operator").get(), options, &set).ok());
  Screen screen = follow(ada.token());
  play(21);  // past the first year's end
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.ranking_size() == 2; }));
  for (const auto& line : screen.latest.screen().ranking()) {
    EXPECT_EQ(line.name(), line.own() ? "Ada" : "");
  }

  options.set_ranking_names(true);
  ASSERT_TRUE(steering->SetClassOptions(as("operator").get(), options, &set).ok());

  EXPECT_TRUE(screen.read_screen([](const auto& s) {
    return s.ranking_size() == 2 && !s.ranking(0).name().empty() && !s.ranking(1).name().empty();
  }));
  screen.context->TryCancel();
}

TEST_F(OperatorTest, DaysAreListedForAChart) {
  hold();
  play(10);
  v1::ListDaysRequest request;
  request.set_instrument_id(1);
  v1::ListDaysResponse all;
  ASSERT_TRUE(room->ListDays(as("").get(), request, &all).ok());
  ASSERT_GE(all.days_size(), 5);
  request.set_page_size(2);
  v1::ListDaysResponse page;
  ASSERT_TRUE(room->ListDays(as("").get(), request, &page).ok());
  EXPECT_EQ(page.days_size(), 2);
  request.set_page_token(page.next_page_token());
  ASSERT_TRUE(room->ListDays(as("").get(), request, &page).ok());
  EXPECT_EQ(page.days(0).day(), 2);
  request.set_instrument_id(65);
  EXPECT_EQ(room->ListDays(as("").get(), request, &page).error_code(), INVALID_ARGUMENT);
}

// ---- Load --------------------------------------------------------------------------------------

TEST_F(OperatorTest, AParticipantWhoSendsTooMuchIsHeldBack) {
  ExchangeOptions options;
  options.classroom.emplace().commands = {.per_second = 0.1, .burst = 3};
  hold(options);
  const auto ada = enter(code().code());
  play();
  v1::SubmitOrderResponse response;
  for (int i = 1; i <= 3; ++i) EXPECT_TRUE(order(ada.token(), i, v1::SIDE_BUY, &response).ok());

  EXPECT_EQ(order(ada.token(), 4, v1::SIDE_BUY, &response).error_code(), RESOURCE_EXHAUSTED);
  EXPECT_TRUE(order("operator", 4, v1::SIDE_BUY, &response, ada.account_id()).ok());
  EXPECT_EQ(participants()[0].command_count(), 3);
}

TEST_F(OperatorTest, ThePaceIsSetAndSeenAndAYearIsEnded) {
  hold();
  const auto ada = enter(code().code());
  Screen screen = follow(ada.token());
  v1::SetPaceRequest pace;
  v1::SetPaceResponse paced;
  pace.set_day_takes_ms(-1);
  EXPECT_EQ(steering->SetPace(as("operator").get(), pace, &paced).error_code(), INVALID_ARGUMENT);
  EXPECT_EQ(steering->SetPace(as(ada.token()).get(), pace, &paced).error_code(), PERMISSION_DENIED);
  pace.set_day_takes_ms(60'000);
  ASSERT_TRUE(steering->SetPace(as("operator").get(), pace, &paced).ok());
  ASSERT_TRUE(exchange->session().start().ok());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.clock().year_left_ms() > 0; }));

  v1::EndYearResponse ended;
  ASSERT_TRUE(steering->EndYear(as("operator").get(), {}, &ended).ok());

  ASSERT_TRUE(screen.read_screen([](const auto& s) {
    return s.clock().phase() == v1::SESSION_PHASE_PAUSED && s.years_size() == 1;
  }));
  screen.context->TryCancel();
}

TEST_F(OperatorTest, AShockIsToldUnlessItIsASurprise) {
  hold();
  const auto ada = enter(code().code());
  play();
  Screen screen = follow(ada.token());
  v1::ApplyShockRequest shock;
  v1::ApplyShockResponse applied;
  EXPECT_EQ(steering->ApplyShock(as("operator").get(), shock, &applied).error_code(),
            INVALID_ARGUMENT);
  shock.mutable_demand()->set_factor_bps(12'000);
  ASSERT_TRUE(steering->ApplyShock(as("operator").get(), shock, &applied).ok());

  ASSERT_TRUE(screen.read_screen([](const auto& s) {
    return s.announcements_size() > 0 &&
           s.announcements(s.announcements_size() - 1).kind() == v1::ANNOUNCEMENT_KIND_DEMAND_SHOCK;
  }));

  EXPECT_EQ(screen.latest.screen()
                .announcements(screen.latest.screen().announcements_size() - 1)
                .figures(0),
            12'000);
  screen.context->TryCancel();
}

// The firm and the benchmark are those of the world as it is now.
TEST_F(OperatorTest, AShockReachesTheFirmAndTheBenchmark) {
  hold();
  const auto ada = enter(code().code());
  play();
  Screen screen = follow(ada.token());
  ASSERT_TRUE(screen.read_until([](const auto& response) { return response.has_brief(); }));
  const double slope = std::stod(screen.latest.brief().firm().curve().linear().slope());
  const auto has_benchmark = [](const v1::FollowClassResponse& view) {
    return view.years_size() > 0 && view.years(0).benchmark_cents_per_tonne() > 0;
  };
  const std::int64_t before = class_when(has_benchmark).years(0).benchmark_cents_per_tonne();
  v1::ApplyShockRequest shock;
  v1::ApplyShockResponse applied;
  shock.mutable_cost()->set_factor_bps(20'000);
  ASSERT_TRUE(steering->ApplyShock(as("operator").get(), shock, &applied).ok());
  play();

  ASSERT_TRUE(screen.read_until([](const auto& response) { return response.has_brief(); }));
  EXPECT_DOUBLE_EQ(std::stod(screen.latest.brief().firm().curve().linear().slope()), 2 * slope);
  class_when([&](const v1::FollowClassResponse& view) {
    return view.years(0).benchmark_cents_per_tonne() > before * 3 / 2;
  });
  screen.context->TryCancel();
}

// Who does not read costs the others nothing, and then gets the latest.
TEST_F(OperatorTest, ASlowReaderIsSparedWhatIsOutOfDate) {
  hold();
  const std::string good = code().code();
  const auto ada = enter(good);
  const auto bob = enter(good, "Bob");
  Screen slow = follow(ada.token());
  Screen quick = follow(bob.token());
  play();
  std::int64_t last = 0;
  for (int i = 1; i <= 40; ++i) {
    v1::SubmitOrderResponse response;
    ASSERT_TRUE(order(bob.token(), i, v1::SIDE_BUY, &response).ok());
    last = response.result().command_number();
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
  }
  ASSERT_TRUE(quick.read_screen([&](const auto& s) { return s.clock().command_number() >= last; }));

  int messages = 0;
  ASSERT_TRUE(slow.read_screen([&](const auto& s) {
    ++messages;
    return s.clock().command_number() >= last;
  }));

  EXPECT_LE(messages, 20);  // 1.2 seconds at ten a second, and those of the start
  slow.context->TryCancel();
  quick.context->TryCancel();
}

// ---- Restart -----------------------------------------------------------------------------------

TEST_F(OperatorTest, AClassThatIsServedAgainIsTheSameClass) {
  const ScratchDirectory folder;
  ExchangeOptions options;
  options.journal = folder.path() / "journal";
  hold(options);
  play();
  const std::string good = code().code();
  v1::EnterClassResponse ada;
  ASSERT_TRUE(try_enter(good, "the-request-of-ada", &ada).ok());
  const auto bob = enter(good, "Bob");
  v1::SetPlanRequest plan;
  plan.set_abatement_t(77);
  v1::SetPlanResponse planned;
  ASSERT_TRUE(room->SetPlan(as(ada.token()).get(), plan, &planned).ok());
  ASSERT_TRUE(set_player(bob.seat(), true).ok());
  v1::RecordStepRequest step;
  step.set_kind("quiz");
  step.set_detail("3: b");
  v1::RecordStepResponse stepped;
  ASSERT_TRUE(room->RecordStep(as(ada.token()).get(), step, &stepped).ok());
  exchange.reset();

  hold(options);

  Screen screen = follow(ada.token());
  ASSERT_TRUE(screen.read_screen([](const auto& s) { return s.plant().has_abatement_t(); }));
  EXPECT_EQ(screen.latest.screen().plant().abatement_t(), 77);
  v1::EnterClassResponse again;
  ASSERT_TRUE(try_enter(good, "the-request-of-ada", &again).ok());
  EXPECT_EQ(again.seat(), ada.seat());
  EXPECT_NE(again.token(), ada.token());  // the old one is kept nowhere, and still good
  ASSERT_EQ(participants().size(), 2U);
  EXPECT_TRUE(participants()[1].robot_plays());
  v1::EnterClassResponse carl;
  ASSERT_TRUE(try_enter(good, "the-request-of-carl", &carl, "Carl").ok());
  EXPECT_EQ(carl.seat(), "cheap-3");
  screen.context->TryCancel();
}

TEST_F(OperatorTest, WhatIsPlannedAsAYearBeginsIsOfThatYearAlsoAfterARestart) {
  const ScratchDirectory folder;
  ExchangeOptions options;
  options.journal = folder.path() / "journal";
  hold(options);
  const auto ada = enter(code().code());
  play();
  v1::EndYearResponse ended;
  ASSERT_TRUE(steering->EndYear(as("operator").get(), {}, &ended).ok());
  const auto begins = [](const v1::SeatScreen& s) {
    return s.clock().phase() == v1::SESSION_PHASE_PAUSED && s.years_size() == 1 &&
           s.plant().emitted_t() == 0;
  };
  Screen before = follow(ada.token());
  ASSERT_TRUE(before.read_screen(begins));
  before.context->TryCancel();
  v1::SetPlanRequest plan;
  plan.set_abatement_t(77);
  v1::SetPlanResponse planned;
  ASSERT_TRUE(room->SetPlan(as(ada.token()).get(), plan, &planned).ok());
  exchange.reset();

  hold(options);

  Screen after = follow(ada.token());
  ASSERT_TRUE(after.read_screen(begins));
  EXPECT_EQ(after.latest.screen().plant().abatement_t(), 77);
  play();
  ASSERT_TRUE(after.read_screen([](const auto& s) { return s.clock().turn() > 0; }));
  EXPECT_EQ(after.latest.screen().plant().abatement_t(), 77);
  after.context->TryCancel();
}

}  // namespace
}  // namespace tanshi
