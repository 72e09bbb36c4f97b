// The registry and the session over the wire: what is held and owed, who may move it, what an
// operator may do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tanshi/v1/registry_service.grpc.pb.h"
#include "tanshi/v1/session_service.grpc.pb.h"
#include "tests/e2e/exchange_fixture.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;

// ---- Registry ----------------------------------------------------------------------------------

class RegistryTest : public ExchangeTest {
 protected:
  void SetUp() override {
    serve();
    stub = v1::RegistryService::NewStub(channel);
  }
  v1::GetAccountResponse account_of(const std::string& token) {
    v1::GetAccountResponse response;
    const grpc::Status status = stub->GetAccount(call_as(token).get(), {}, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  std::unique_ptr<v1::RegistryService::Stub> stub;
};

TEST_F(RegistryTest, AnAccountTellsWhatItHoldsAndOwes) {
  const Action actions[] = {IssueAllowances{kSeller, kBook, Year{2026}, Tonnes(50)},
                            ReportEmissions{kSeller, Year{2025}, Tonnes(300)},
                            ReportEmissions{kSeller, Year{2025}, Tonnes(40), SchemeId{2}},
                            SubmitOrder{.account = kSeller,
                                        .order = OrderId{7},
                                        .instrument = kBook,
                                        .side = Side::kSell,
                                        .limit = Price(70'00),
                                        .quantity = Tonnes(20)}};
  sequencer.submit(actions, [](auto) {});

  const auto account = account_of("seller");

  EXPECT_EQ(account.account_id(), 2);
  EXPECT_EQ(account.obligation_t(), 300);
  ASSERT_EQ(account.obligations_size(), 2);
  EXPECT_EQ(account.obligations(0).scheme_id(), 0);
  EXPECT_EQ(account.obligations(0).obligation_t(), 300);
  EXPECT_EQ(account.obligations(1).scheme_id(), 2);
  EXPECT_EQ(account.obligations(1).obligation_t(), 40);
  EXPECT_EQ(account.last_order_id(), 7);
  ASSERT_EQ(account.holdings_size(), 1);
  EXPECT_EQ(account.holdings(0).available_t(), 1'000'030);
  EXPECT_EQ(account.holdings(0).escrowed_t(), 20);
  ASSERT_EQ(account.holdings(0).vintages_size(), 2);
  EXPECT_EQ(account.holdings(0).vintages(1).vintage_year(), 2026);
  EXPECT_EQ(account.holdings(0).vintages(1).quantity_t(), 50);
  EXPECT_EQ(account_of("buyer").available_cents(), 100'000'000'00);
}

TEST_F(RegistryTest, AHolderTransfersCancelsAndSurrenders) {
  v1::TransferAllowancesRequest transfer;
  transfer.set_to_account_id(raw_id(kBuyer));
  transfer.set_instrument_id(1);
  transfer.set_quantity_t(400);
  v1::TransferAllowancesResponse transferred;
  ASSERT_TRUE(stub->TransferAllowances(call_as("seller").get(), transfer, &transferred).ok());
  v1::ReportEmissionsRequest report;
  report.set_account_id(raw_id(kBuyer));
  report.set_year(2025);
  report.set_emissions_t(300);
  v1::ReportEmissionsResponse reported;
  ASSERT_TRUE(stub->ReportEmissions(call_as("operator").get(), report, &reported).ok());
  v1::SurrenderAllowancesRequest surrender;
  surrender.set_instrument_id(1);
  surrender.set_year(2025);
  surrender.set_quantity_t(301);
  v1::SurrenderAllowancesResponse too_much;
  v1::SurrenderAllowancesResponse surrendered;
  ASSERT_TRUE(stub->SurrenderAllowances(call_as("buyer").get(), surrender, &too_much).ok());
  surrender.set_quantity_t(300);
  ASSERT_TRUE(stub->SurrenderAllowances(call_as("buyer").get(), surrender, &surrendered).ok());
  v1::CancelAllowancesRequest cancel;
  cancel.set_instrument_id(1);
  cancel.set_quantity_t(1);
  v1::CancelAllowancesResponse cancelled;
  ASSERT_TRUE(stub->CancelAllowances(call_as("buyer").get(), cancel, &cancelled).ok());

  EXPECT_EQ(too_much.result().refusal(), v1::REJECT_REASON_ABOVE_OBLIGATION);
  EXPECT_EQ(too_much.result().detail(),
            "quantity_t must be at most 300, what the account owes (above_obligation)");
  EXPECT_EQ(surrendered.result().refusal(), v1::REJECT_REASON_UNSPECIFIED);
  EXPECT_EQ(account_of("buyer").holdings(0).available_t(), 99);
  EXPECT_EQ(account_of("buyer").obligation_t(), 0);
}

TEST_F(RegistryTest, OnlyTheOperatorMakesMoneyAllowancesAndAccounts) {
  const std::uint64_t before = events_hash();
  const auto code = [&](auto method, auto request, auto response) {
    return ((*stub).*method)(call_as("buyer").get(), request, &response).error_code();
  };
  using Stub = v1::RegistryService::Stub;
  v1::DepositCashRequest deposit;
  deposit.set_account_id(1);
  deposit.set_amount_cents(100);
  v1::OpenAccountRequest open;
  open.set_account_id(9);
  v1::IssueAllowancesRequest issue;
  issue.set_account_id(1);
  issue.set_instrument_id(1);
  issue.set_vintage_year(2025);
  issue.set_quantity_t(1);
  v1::SettleComplianceRequest settle;
  settle.set_year(2025);
  settle.set_penalty_cents_per_tonne(1);

  constexpr auto kDenied = grpc::StatusCode::PERMISSION_DENIED;
  EXPECT_EQ(code(&Stub::DepositCash, deposit, v1::DepositCashResponse()), kDenied);
  EXPECT_EQ(code(&Stub::OpenAccount, open, v1::OpenAccountResponse()), kDenied);
  EXPECT_EQ(code(&Stub::IssueAllowances, issue, v1::IssueAllowancesResponse()), kDenied);
  EXPECT_EQ(code(&Stub::SettleCompliance, settle, v1::SettleComplianceResponse()), kDenied);
  EXPECT_EQ(events_hash(), before);
}

TEST_F(RegistryTest, AnothersAccountIsPrivate) {
  v1::GetAccountRequest request;
  request.set_account_id(raw_id(kSeller));
  v1::GetAccountResponse response;

  EXPECT_EQ(stub->GetAccount(call_as("buyer").get(), request, &response).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  request.set_account_id(99);
  EXPECT_EQ(stub->GetAccount(call_as("operator").get(), request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

// ---- Session -----------------------------------------------------------------------------------

class FakeSession final : public SessionControl {
 public:
  [[nodiscard]] SessionStatus status() const override {
    SessionStatus status;
    status.scenario = "fake";
    status.phase = SessionPhase::kPaused;
    status.year = Year{2027};
    status.years = 6;
    return status;
  }
  absl::Status start() override { return absl::FailedPreconditionError("it runs already"); }
  absl::Status pause() override { return note("pause"); }
  absl::Status resume() override { return note("resume"); }
  absl::Status step(std::int32_t turns) override { return note(fmt::format("step {}", turns)); }
  absl::Status stop() override { return note("stop"); }
  absl::Status set_pace(std::chrono::milliseconds day_takes) override {
    return note(fmt::format("pace {}", day_takes.count()));
  }
  absl::Status extend_year(std::chrono::milliseconds more) override {
    return note(fmt::format("extend {}", more.count()));
  }
  absl::Status end_year() override { return note("end year"); }
  absl::Status change_world(const WorldChange& change) override {
    return note(fmt::format("change {}", change.index()));
  }
  [[nodiscard]] SessionClock clock() const override { return {}; }

  std::string done;

 private:
  absl::Status note(const std::string& what) {
    done += what + ";";
    return absl::OkStatus();
  }
};

class SessionTest : public ExchangeTest {
 protected:
  void SetUp() override {
    for (int i = 3; i < 8; ++i) {
      SeatBrief brief;
      brief.seat = fmt::format("seat-{}", i);
      brief.account = AccountId{i};
      broker.offer(brief, brief.seat);
    }
    serve({}, &session);
    stub = v1::SessionService::NewStub(channel);
  }

  FakeSession session;
  std::unique_ptr<v1::SessionService::Stub> stub;
};

TEST_F(SessionTest, AnyoneMaySeeHowItStands) {
  v1::GetSessionResponse response;

  ASSERT_TRUE(stub->GetSession(call_as("").get(), {}, &response).ok());

  EXPECT_EQ(response.scenario(), "fake");
  EXPECT_EQ(response.phase(), v1::SESSION_PHASE_PAUSED);
  EXPECT_EQ(response.year(), 2027);
  EXPECT_EQ(response.trading_phase(), v1::TRADING_PHASE_OPEN);
  EXPECT_EQ(response.events_hash(), fmt::format("{:016x}", events_hash()));
  EXPECT_EQ(response.version(), "test");
}

TEST_F(SessionTest, SeatsAreListedPageByPage) {
  v1::ListSeatsRequest request;
  request.set_page_size(3);
  std::string names;
  do {
    v1::ListSeatsResponse response;
    ASSERT_TRUE(stub->ListSeats(call_as("").get(), request, &response).ok());
    for (const auto& seat : response.seats()) names += seat.seat() + " ";
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());

  EXPECT_EQ(names, "seat-3 seat-4 seat-5 seat-6 seat-7 ");
}

TEST_F(SessionTest, TheOperatorControlsAndOthersDoNot) {
  v1::PauseSessionResponse paused;
  v1::StopSessionResponse stopped;
  v1::StepSessionRequest step;
  v1::StepSessionResponse stepped;

  EXPECT_EQ(stub->StopSession(call_as("buyer").get(), {}, &stopped).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(stub->StopSession(call_as("").get(), {}, &stopped).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_TRUE(stub->PauseSession(call_as("operator").get(), {}, &paused).ok());
  EXPECT_TRUE(stub->StepSession(call_as("operator").get(), step, &stepped).ok());
  step.set_turn_count(5);
  EXPECT_TRUE(stub->StepSession(call_as("operator").get(), step, &stepped).ok());
  step.set_turn_count(-5);
  EXPECT_EQ(stub->StepSession(call_as("operator").get(), step, &stepped).error_message(),
            "turn_count is -5; must be in [1, 1000000]");

  EXPECT_EQ(session.done, "pause;step 1;step 5;");
}

TEST_F(SessionTest, WhatThePhaseDoesNotAllowIsSaid) {
  v1::StartSessionResponse response;

  const grpc::Status status = stub->StartSession(call_as("operator").get(), {}, &response);

  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(status.error_message(), "it runs already");
}

TEST_F(SessionTest, TheOperatorClosesTradingByHand) {
  v1::SetTradingPhaseRequest request;
  v1::SetTradingPhaseResponse response;
  request.set_phase(v1::TRADING_PHASE_CLOSED);
  v1::CloseDayResponse closed;

  ASSERT_TRUE(stub->SetTradingPhase(call_as("operator").get(), request, &response).ok());
  ASSERT_TRUE(stub->CloseDay(call_as("operator").get(), {}, &closed).ok());

  sequencer.read([](const Market& market) { EXPECT_EQ(market.phase(), TradingPhase::kClosed); });
  request.set_phase(v1::TRADING_PHASE_UNSPECIFIED);
  EXPECT_EQ(stub->SetTradingPhase(call_as("operator").get(), request, &response).error_message(),
            "phase is 0; must be in [1, 2]");
}

}  // namespace
}  // namespace tanshi
