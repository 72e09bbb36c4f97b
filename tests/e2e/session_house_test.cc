// One session of a class after the other, on one address: who stays, who does not, what is refused,
// and what is served after a restart. Real sockets.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "scenarios/hosting/session_house.h"
#include "tanshi/v1/classroom_service.grpc.pb.h"
#include "tanshi/v1/operator_service.grpc.pb.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using enum grpc::StatusCode;

// A market of so many power plants.
std::string market_of(int plants) {
  return fmt::format(R"(name: small-market
title: A market of {0}
source: Made for tests
currency: EUR
horizon: {{first_year: 2025, years: 2, days_per_year: 4, turns_per_day: 2}}
cap: {{path_t: [60_000_000, 55_000_000]}}
initial_bank_t: 3_000_000
discount_rate: 0.05
allocation: {{method: grandfathering}}
compliance: {{penalty: 100}}
market: {{tick: 0.05, lot_t: 1_000}}
firms:
  - name: power
    count: {0}
    baseline: {{start_t: 50_000_000, growth: 0.01, volatility: 0.02}}
    abatement: {{curve: linear, slope_per_mt: 3}}
    strategy: zip
treatments:
  dear: {{compliance: {{penalty: 200}}}}
  cheap: {{compliance: {{penalty: 50}}}}
)",
                     plants);
}

ReadScenario read(const std::string& yaml) {
  std::vector<Problem> problems;
  auto found = read_scenario(yaml, "test.yaml", {}, problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  return *std::move(found);
}

class HouseTest : public ::testing::Test {
 protected:
  void open() {
    HouseOptions options;
    options.data = folder.path() / "data";
    std::filesystem::create_directories(options.data);
    options.exchange.operator_token = "operator";
    options.served = [this](const LoadedSession&, HostedExchange& served) {
      tokens.clear();
      for (const auto& seat : served.session().tokens()) tokens.push_back(seat.token);
    };
    auto opened = SessionHouse::open(read(market_of(3)), std::move(options));
    ASSERT_TRUE(opened.ok()) << opened.status();
    house = *std::move(opened);
    const int port = house->exchange().port();
    channel =
        grpc::CreateChannel(fmt::format("127.0.0.1:{}", port), grpc::InsecureChannelCredentials());
    room = v1::ClassroomService::NewStub(channel);
    steering = v1::OperatorService::NewStub(channel);
  }

  static std::unique_ptr<grpc::ClientContext> as(const std::string& token) {
    auto context = std::make_unique<grpc::ClientContext>();
    if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    context->set_wait_for_ready(true);
    return context;
  }

  std::string code() {
    v1::CreateCodeResponse response;
    EXPECT_TRUE(steering->CreateCode(as("operator").get(), {}, &response).ok());
    return response.code().code();
  }
  v1::EnterClassResponse enter(const std::string& good, const std::string& name) {
    v1::EnterClassRequest request;
    request.set_code(good);
    request.set_name(name);
    request.set_request_id("the-request-of-" + name);
    v1::EnterClassResponse response;
    const grpc::Status status = room->EnterClass(as("").get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  grpc::Status load(const v1::LoadSessionRequest& request, const std::string& token = "operator") {
    v1::LoadSessionResponse response;
    return steering->LoadSession(as(token).get(), request, &response);
  }
  static v1::LoadSessionRequest of(const std::string& yaml) {
    v1::LoadSessionRequest request;
    request.set_yaml(yaml);
    return request;
  }
  // What the class is, once the session of that number is served.
  v1::GetClassResponse class_of(std::int32_t number) {
    v1::GetClassResponse response;
    for (int i = 0; i < 500; ++i) {
      if (room->GetClass(as("operator").get(), {}, &response).ok() &&
          response.session_number() == number)
        return response;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ADD_FAILURE() << "no session " << number;
    return response;
  }
  grpc::Status first_of_screen(const std::string& token, v1::FollowSeatResponse* response) {
    const auto context = as(token);
    const auto reader = room->FollowSeat(context.get(), {});
    const bool has_read = reader->Read(response);
    if (has_read) context->TryCancel();
    const grpc::Status status = reader->Finish();
    return has_read ? grpc::Status::OK : status;
  }

  const ScratchDirectory folder;
  std::unique_ptr<SessionHouse> house;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::ClassroomService::Stub> room;
  std::unique_ptr<v1::OperatorService::Stub> steering;
  std::vector<std::string> tokens;
};

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
  EXPECT_THAT(gone.error_message(), HasSubstr("power-3"));
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
