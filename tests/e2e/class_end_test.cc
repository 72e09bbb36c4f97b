// What a class has once its session is over. Real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/e2e/class_fixture.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

using enum grpc::StatusCode;

class ClassEndTest : public ClassTest {
 protected:
  void play_to_the_end() {
    ASSERT_TRUE(exchange->session().start().ok());
    ASSERT_TRUE(exchange->session().wait().has_value());
  }
  void play_on() {
    ASSERT_TRUE(exchange->session().resume().ok());
    ASSERT_TRUE(exchange->session().wait().has_value());
  }
  grpc::Status debrief(const std::string& token, v1::Debrief* debrief,
                       const std::string& seat = "") {
    v1::GetDebriefRequest request;
    request.set_seat(seat);
    v1::GetDebriefResponse response;
    const grpc::Status status = room->GetDebrief(as(token).get(), request, &response);
    *debrief = response.debrief();
    return status;
  }
  void pay(std::int64_t cents_per_100, std::int64_t fee) {
    v1::SetClassOptionsRequest options;
    options.set_paid_cents_per_million(cents_per_100 * 10'000);
    options.set_show_up_fee_cents(fee);
    v1::SetClassOptionsResponse set;
    ASSERT_TRUE(steering->SetClassOptions(as("operator").get(), options, &set).ok());
  }
};

TEST_F(ClassEndTest, AParticipantSeesHowHeDidOnceItIsOver) {
  hold();
  pay(100, 5'00);
  const std::string good = code().code();
  const auto ada = enter(good);
  const auto bob = enter(good, "Bob");
  const auto eve = enter(observer_code().code(), "Eve");
  v1::Debrief seen;
  EXPECT_EQ(debrief(ada.token(), &seen).error_code(), FAILED_PRECONDITION);
  v1::SetPlanRequest plan;
  plan.set_abatement_t(0);
  v1::SetPlanResponse planned;
  ASSERT_TRUE(room->SetPlan(as(ada.token()).get(), plan, &planned).ok());

  play_to_the_end();

  ASSERT_TRUE(debrief(ada.token(), &seen).ok());
  EXPECT_EQ(seen.seat(), ada.seat());
  EXPECT_EQ(seen.name(), "Ada");
  EXPECT_EQ(seen.years_size(), 3);
  EXPECT_GT(seen.cost_alone_cents(), 0);
  // Who planned nothing, and traded nothing, was fined.
  ASSERT_GT(seen.mistakes_size(), 0);
  EXPECT_EQ(seen.mistakes(0).kind(), v1::MISTAKE_KIND_SHORT);
  EXPECT_GT(seen.mistakes(0).cost_cents(), 0);
  EXPECT_GE(seen.payment().paid_cents(), 5'00);
  EXPECT_EQ(debrief(ada.token(), &seen, bob.seat()).error_code(), PERMISSION_DENIED);
  EXPECT_EQ(debrief(eve.token(), &seen).error_code(), PERMISSION_DENIED);
  EXPECT_EQ(debrief("", &seen).error_code(), UNAUTHENTICATED);
  EXPECT_EQ(debrief("operator", &seen).error_code(), INVALID_ARGUMENT);
  EXPECT_EQ(debrief("operator", &seen, "nobody").error_code(), NOT_FOUND);
  EXPECT_TRUE(debrief("operator", &seen, bob.seat()).ok());
  EXPECT_EQ(seen.name(), "Bob");
}

TEST_F(ClassEndTest, TheOperatorSeesHowAllDidInPages) {
  hold();
  const auto ada = enter(code().code());
  v1::ListDebriefsRequest request;
  v1::ListDebriefsResponse page;
  EXPECT_EQ(steering->ListDebriefs(as("operator").get(), request, &page).error_code(),
            FAILED_PRECONDITION);
  play_to_the_end();
  EXPECT_EQ(steering->ListDebriefs(as(ada.token()).get(), request, &page).error_code(),
            PERMISSION_DENIED);
  request.set_page_size(101);
  EXPECT_EQ(steering->ListDebriefs(as("operator").get(), request, &page).error_code(),
            INVALID_ARGUMENT);

  request.set_page_size(4);
  ASSERT_TRUE(steering->ListDebriefs(as("operator").get(), request, &page).ok());
  ASSERT_EQ(page.debriefs_size(), 4);
  EXPECT_EQ(page.debriefs(0).name(), "Ada");
  EXPECT_TRUE(page.debriefs(1).name().empty());
  EXPECT_EQ(page.debriefs(1).mistakes_size(), 0);
  EXPECT_FALSE(page.debriefs(0).has_payment());  // nothing is paid
  request.set_page_token(page.next_page_token());
  ASSERT_TRUE(steering->ListDebriefs(as("operator").get(), request, &page).ok());
  EXPECT_EQ(page.debriefs_size(), 3);
  EXPECT_TRUE(page.next_page_token().empty());
}

TEST_F(ClassEndTest, WhoRunsNoPlantIsPaidForComingAsWell) {
  hold();
  pay(100, 5'00);
  v1::CreateCodeRequest of_maker;
  of_maker.set_seat("maker");
  const auto bo = enter(code(of_maker).code(), "Bo");
  ASSERT_EQ(bo.seat(), "maker");

  play_to_the_end();

  v1::Debrief seen;
  ASSERT_TRUE(debrief(bo.token(), &seen).ok());
  EXPECT_GE(seen.payment().paid_cents(), 5'00);
  EXPECT_EQ(seen.mistakes_size(), 0);
}

TEST_F(ClassEndTest, PracticePaysNothing) {
  ExchangeOptions options;
  options.classroom.emplace().practice = true;
  hold(options);
  pay(100, 5'00);
  const auto ada = enter(code().code());
  play_to_the_end();
  v1::Debrief seen;
  ASSERT_TRUE(debrief(ada.token(), &seen).ok());
  EXPECT_FALSE(seen.has_payment());
}

// What is looked back on is in the journal.
TEST_F(ClassEndTest, ServedAgainHeSeesTheSame) {
  const ScratchDirectory folder;
  ExchangeOptions options;
  options.journal = folder.path() / "journal";
  hold(options);
  pay(100, 5'00);
  const auto ada = enter(code().code());
  play(8);
  v1::SetPlanRequest plan;
  plan.set_abatement_t(20'000);
  v1::SetPlanResponse planned;
  ASSERT_TRUE(room->SetPlan(as(ada.token()).get(), plan, &planned).ok());
  play_on();
  v1::Debrief before;
  ASSERT_TRUE(debrief(ada.token(), &before).ok());
  exchange.reset();

  hold(options);

  v1::Debrief after;
  ASSERT_TRUE(debrief(ada.token(), &after).ok());
  before.clear_cost_best_cents();  // theory may not have been computed yet
  after.clear_cost_best_cents();
  EXPECT_EQ(after.DebugString(), before.DebugString());
}

}  // namespace
}  // namespace tanshi
