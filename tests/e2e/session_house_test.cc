// One session of a class after the other, on one address: who stays, who does not, what is refused,
// and what is served after a restart. Real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/house_fixture.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using enum grpc::StatusCode;

TEST_F(HouseTest, PeopleKeepTheSeatsThatTheNextSessionHas) {
  open();
  const std::string good = code();
  const auto ada = enter(good, "Ada");
  enter(good, "Bob");
  const auto carl = enter(good, "Carl");
  ASSERT_EQ(carl.seat(), "power-3");
  v1::LoadSessionRequest next = of(market_of(2));
  next.set_practice(true);
  next.set_treatment("dear");

  ASSERT_TRUE(load(next).ok());

  const v1::GetClassResponse now = class_of(2);
  EXPECT_EQ(now.title(), "A market of 2");
  EXPECT_TRUE(now.practice());
  EXPECT_EQ(now.treatment(), "dear");
  v1::GetClassResponse told;
  ASSERT_TRUE(room->GetClass(as(ada.token()).get(), {}, &told).ok());
  EXPECT_EQ(told.treatment(), "");
  EXPECT_EQ(now.free_seat_count(), 0);
  v1::FollowSeatResponse screen;
  ASSERT_TRUE(first_of_screen(ada.token(), &screen).ok());
  EXPECT_EQ(screen.brief().seat(), "power-1");
  const grpc::Status gone = first_of_screen(carl.token(), &screen);
  EXPECT_EQ(gone.error_code(), PERMISSION_DENIED);
  EXPECT_THAT(gone.error_message(), HasSubstr("seat_gone"));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "data/journal"));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "data/session-2/journal"));
}

TEST_F(HouseTest, WhatIsWrongIsSaidAndChangesNothing) {
  open();
  const auto ada = enter(code(), "Ada");
  std::string bad = market_of(2);
  bad.replace(bad.find("cap:"), 4, "cup:");
  bad.replace(bad.find("penalty: 100"), 12, "penalty: -10");

  const grpc::Status refused = load(of(bad));

  EXPECT_EQ(refused.error_code(), INVALID_ARGUMENT);
  EXPECT_THAT(refused.error_message(), HasSubstr("scenario.yaml:6:1"));
  EXPECT_THAT(refused.error_message(), HasSubstr("scenario.yaml:10:"));
  EXPECT_EQ(load({}).error_code(), INVALID_ARGUMENT);
  v1::LoadSessionRequest request = of(market_of(2));
  request.set_treatment("none-such");
  EXPECT_EQ(load(request).error_code(), INVALID_ARGUMENT);
  request = of(market_of(20'000));
  EXPECT_THAT(load(request).error_message(), HasSubstr("has 20000 firms and traders; a class at"));
  request = of(market_of(2));
  request.set_seed(-1);
  EXPECT_EQ(load(request).error_code(), INVALID_ARGUMENT);
  request.set_scenario("../../etc/passwd");
  EXPECT_EQ(load(request).error_code(), INVALID_ARGUMENT);
  EXPECT_EQ(load(of("rulebook: /etc/passwd\n")).error_code(), INVALID_ARGUMENT);
  EXPECT_EQ(load(of(market_of(2)), ada.token()).error_code(), PERMISSION_DENIED);
  EXPECT_EQ(class_of(1).title(), "A market of 3");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "data/session-2"));
}

TEST_F(HouseTest, ASessionThatPlaysIsNotReplacedAndOneThatIsOverIs) {
  open();
  const auto ada = enter(code(), "Ada");
  ASSERT_TRUE(house->exchange().session().step(1).ok());
  EXPECT_EQ(load(of(market_of(2))).error_code(), FAILED_PRECONDITION);
  ASSERT_TRUE(house->exchange().session().stop().ok());
  ASSERT_FALSE(house->exchange().session().wait());

  ASSERT_TRUE(load(of(market_of(2))).ok());

  EXPECT_EQ(class_of(2).phase(), v1::SESSION_PHASE_WAITING);
  EXPECT_FALSE(tokens.empty());
}

TEST_F(HouseTest, ServedAgainItIsTheLatestSession) {
  open();
  const std::string good = code();
  const auto ada = enter(good, "Ada");
  ASSERT_TRUE(load(of(market_of(2))).ok());
  class_of(2);
  const auto bob = enter(good, "Bob");
  ASSERT_TRUE(load(of(market_of(2))).ok());
  class_of(3);
  house.reset();

  open();

  EXPECT_EQ(class_of(3).title(), "A market of 2");
  v1::FollowSeatResponse screen;
  EXPECT_TRUE(first_of_screen(ada.token(), &screen).ok());
  EXPECT_TRUE(first_of_screen(bob.token(), &screen).ok());
  EXPECT_EQ(screen.brief().seat(), bob.seat());
}

TEST_F(HouseTest, PeopleOutlastASessionInWhichNothingHappens) {
  open();
  const std::string good = code();
  const auto ada = enter(good, "Ada");
  for (std::int32_t number = 2; number <= 4; ++number) {
    // Nobody calls but who loads, and that is no command.
    grpc::Status loaded = load(of(market_of(2)));
    for (int i = 0; i < 200 && !loaded.ok(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      loaded = load(of(market_of(2)));
    }
    ASSERT_TRUE(loaded.ok()) << loaded.error_message();
  }

  class_of(4);

  v1::FollowSeatResponse screen;
  EXPECT_TRUE(first_of_screen(ada.token(), &screen).ok());
  EXPECT_EQ(screen.brief().seat(), ada.seat());
  EXPECT_EQ(enter(good, "Bob").seat(), "power-2");
}

TEST_F(HouseTest, ATreatmentIsDrawnByTheSeed) {
  open();
  std::set<std::string> drawn;
  for (int seed = 1; seed <= 4; ++seed) {
    v1::LoadSessionRequest next = of(market_of(2));
    next.set_treatment("random");
    next.set_seed(seed);
    ASSERT_TRUE(load(next).ok());
    drawn.insert(class_of(seed + 1).treatment());
  }
  EXPECT_GT(drawn.size(), 1U);
  EXPECT_FALSE(drawn.contains(""));
}

TEST_F(HouseTest, OfAScenarioWithoutTreatmentsTheBaselineIsDrawn) {
  open();
  const std::string yaml = market_of(2);
  v1::LoadSessionRequest next = of(yaml.substr(0, yaml.find("treatments:")));
  next.set_treatment("random");

  ASSERT_TRUE(load(next).ok());

  EXPECT_EQ(class_of(2).treatment(), "baseline");
}

TEST_F(HouseTest, TheScenariosOfTheProgramAreNamed) {
  open();
  v1::ListScenariosResponse response;
  ASSERT_TRUE(steering->ListScenarios(as("operator").get(), {}, &response).ok());
  ASSERT_GT(response.scenarios_size(), 3);
  bool has_classroom = false;
  for (const v1::ScenarioEntry& one : response.scenarios()) {
    EXPECT_FALSE(one.title().empty());
    EXPECT_GT(one.seat_count(), 0);
    if (one.scenario() == "classroom") {
      has_classroom = true;
      EXPECT_TRUE(one.treatments().empty());
    }
  }
  EXPECT_TRUE(has_classroom);
}

}  // namespace
}  // namespace tanshi
