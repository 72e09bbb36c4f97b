// A house of a class's sessions on a real socket, and the calls of its people and its operator.
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
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

// A market of so many power plants.
inline std::string market_of(int plants) {
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

inline ReadScenario read(const std::string& yaml) {
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

}  // namespace tanshi
