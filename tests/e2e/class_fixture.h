// A class on a real socket: a small session with people's seats, and the calls that a browser, the
// console and a program make.
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "fmt/format.h"
#include "scenarios/hosting/hosted_exchange.h"
#include "tanshi/v1/classroom_service.grpc.pb.h"
#include "tanshi/v1/operator_service.grpc.pb.h"
#include "tanshi/v1/trading_service.grpc.pb.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {

class ClassTest : public ::testing::Test {
 protected:
  // A session that waits for its operator.
  void hold(ExchangeOptions options = {}) {
    options.operator_token = "operator";
    if (!options.classroom) options.classroom.emplace();
    options.classroom->title = "A small class";
    options.classroom->currency = "EUR";
    auto started = HostedExchange::start(scenario, options);
    ASSERT_TRUE(started.ok()) << started.status();
    exchange = *std::move(started);
    channel = grpc::CreateChannel(fmt::format("127.0.0.1:{}", exchange->port()),
                                  grpc::InsecureChannelCredentials());
    room = v1::ClassroomService::NewStub(channel);
    steering = v1::OperatorService::NewStub(channel);
    trading = v1::TradingService::NewStub(channel);
  }

  // A call with a token and ten seconds to live.
  static std::unique_ptr<grpc::ClientContext> as(const std::string& token) {
    auto context = std::make_unique<grpc::ClientContext>();
    if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return context;
  }

  v1::Code code(const v1::CreateCodeRequest& request = {}) {
    v1::CreateCodeResponse response;
    const grpc::Status status = steering->CreateCode(as("operator").get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.code();
  }

  v1::Code observer_code() {
    v1::CreateCodeRequest request;
    request.set_role(v1::ROLE_OBSERVER);
    return code(request);
  }

  grpc::Status try_enter(const std::string& typed, const std::string& request_id,
                         v1::EnterClassResponse* response, const std::string& name = "Ada") {
    v1::EnterClassRequest request;
    request.set_code(typed);
    request.set_name(name);
    request.set_request_id(request_id);
    return room->EnterClass(as("").get(), request, response);
  }

  v1::EnterClassResponse enter(const std::string& typed, const std::string& name = "Ada") {
    v1::EnterClassResponse response;
    const grpc::Status status =
        try_enter(typed, fmt::format("request-number-{:04}", ++requests), &response, name);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // A screen that is followed.
  struct Screen {
    std::unique_ptr<grpc::ClientContext> context;
    std::unique_ptr<grpc::ClientReader<v1::FollowSeatResponse>> reader;
    v1::FollowSeatResponse latest;

    // Reads until a message is as it should be; false if the stream ends before.
    bool read_until(const std::function<bool(const v1::FollowSeatResponse&)>& good) {
      while (reader->Read(&latest)) {
        if (good(latest)) return true;
      }
      return false;
    }
    bool read_screen(const std::function<bool(const v1::SeatScreen&)>& good) {
      return read_until([&](const v1::FollowSeatResponse& response) {
        return response.has_screen() && good(response.screen());
      });
    }
    grpc::Status finish() {
      while (reader->Read(&latest)) {
      }
      return reader->Finish();
    }
  };
  Screen follow(const std::string& token, const std::string& seat = "", bool seats_apart = false) {
    Screen screen{as(token), nullptr, {}};
    v1::FollowSeatRequest request;
    request.set_seat(seat);
    request.set_seats_apart(seats_apart);
    screen.reader = room->FollowSeat(screen.context.get(), request);
    return screen;
  }

  grpc::Status order(const std::string& token, std::int64_t id, v1::Side side,
                     v1::SubmitOrderResponse* response, std::int64_t account = 0) {
    v1::SubmitOrderRequest request;
    request.set_order_id(id);
    request.set_account_id(account);
    request.set_instrument_id(1);
    request.set_side(side);
    request.set_type(v1::ORDER_TYPE_LIMIT);
    request.set_limit_price_cents_per_tonne(1'00);
    request.set_quantity_t(1'000);
    return trading->SubmitOrder(as(token).get(), request, response);
  }

  // Opens the market: plays the first turn, and is paused.
  void play(int turns = 1) {
    ASSERT_TRUE(exchange->session().step(turns).ok());
    for (int i = 0; i < 1'000; ++i) {
      if (exchange->session().status().phase != SessionPhase::kRunning) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL() << "the session does not pause";
  }

  Scenario scenario = small_scenario();
  std::unique_ptr<HostedExchange> exchange;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::ClassroomService::Stub> room;
  std::unique_ptr<v1::OperatorService::Stub> steering;
  std::unique_ptr<v1::TradingService::Stub> trading;
  int requests = 0;
};

}  // namespace tanshi
