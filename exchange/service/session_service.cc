#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/service/paging.h"
#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "fmt/format.h"
#include "tanshi/v1/session_service.grpc.pb.h"

namespace tanshi {

namespace {

constexpr std::int64_t kPageSize = 100;
constexpr std::int64_t kPageSizeMax = 1'000;
constexpr std::int32_t kTurnsMax = 1'000'000;

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

void fill_session(const SessionStatus& status, v1::GetSessionResponse& response) {
  response.set_scenario(status.scenario);
  response.set_phase(static_cast<v1::SessionPhase>(status.phase));
  response.set_year(raw(status.year));
  response.set_day(status.day);
  response.set_turn(status.turn);
  response.set_first_year(raw(status.first_year));
  response.set_year_count(status.years);
  response.set_days_per_year(status.days_per_year);
  response.set_turns_per_day(status.turns_per_day);
}

class SessionService final : public v1::SessionService::CallbackService {
 public:
  explicit SessionService(const ExchangeParts& parts) : parts_(parts) {}

  Reactor* GetSession(Context* context, const v1::GetSessionRequest*,
                      v1::GetSessionResponse* response) override {
    if (parts_.session != nullptr) fill_session(parts_.session->status(), *response);
    response->set_version(parts_.version);
    parts_.sequencer.read([&](const Market& market) {
      response->set_command_count(market.command_count());
      response->set_event_count(market.event_count());
      response->set_events_hash(fmt::format("{:016x}", market.events_hash()));
      response->set_trading_phase(static_cast<v1::TradingPhase>(market.phase()));
      response->set_sim_time_ns(market.time().raw());
    });
    return finish_when_durable(parts_, context);
  }

  Reactor* ListSeats(Context* context, const v1::ListSeatsRequest* request,
                     v1::ListSeatsResponse* response) override {
    const auto page =
        read_page(request->page_size(), request->page_token(), kPageSize, kPageSizeMax);
    if (!page.ok()) return finish(context, page.status());
    if (parts_.broker == nullptr) return finish(context, absl::OkStatus());
    const std::vector<SeatStatus> seats = parts_.broker->seats();
    const std::int64_t count = std::ssize(seats);
    const std::int64_t end = std::min(count, page->after + page->size);
    for (std::int64_t i = page->after; i < end; ++i) {
      const SeatStatus& seat = seats[static_cast<std::size_t>(i)];
      v1::Seat& wire = *response->add_seats();
      wire.set_seat(seat.seat);
      wire.set_account_id(raw_id(seat.account));
      wire.set_emitter(seat.emitter);
      wire.set_held(seat.held);
      wire.set_turn_count(seat.turns);
    }
    if (end < count) response->set_next_page_token(std::to_string(end));
    return finish(context, absl::OkStatus());
  }

  Reactor* StartSession(Context* context, const v1::StartSessionRequest*,
                        v1::StartSessionResponse*) override {
    return control(context, [](SessionControl& session) { return session.start(); });
  }
  Reactor* PauseSession(Context* context, const v1::PauseSessionRequest*,
                        v1::PauseSessionResponse*) override {
    return control(context, [](SessionControl& session) { return session.pause(); });
  }
  Reactor* ResumeSession(Context* context, const v1::ResumeSessionRequest*,
                         v1::ResumeSessionResponse*) override {
    return control(context, [](SessionControl& session) { return session.resume(); });
  }
  Reactor* StepSession(Context* context, const v1::StepSessionRequest* request,
                       v1::StepSessionResponse*) override {
    const std::int32_t turns = request->turn_count() == 0 ? 1 : request->turn_count();
    return control(context, [turns](SessionControl& session) -> absl::Status {
      if (turns < 1 || turns > kTurnsMax) {
        return absl::InvalidArgumentError(
            fmt::format("turn_count is {}; must be in [1, {}]", turns, kTurnsMax));
      }
      return session.step(turns);
    });
  }
  Reactor* StopSession(Context* context, const v1::StopSessionRequest*,
                       v1::StopSessionResponse*) override {
    return control(context, [](SessionControl& session) { return session.stop(); });
  }

  Reactor* SetTradingPhase(Context* context, const v1::SetTradingPhaseRequest* request,
                           v1::SetTradingPhaseResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* CloseDay(Context* context, const v1::CloseDayRequest* request,
                    v1::CloseDayResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* SetTradingRules(Context* context, const v1::SetTradingRulesRequest* request,
                           v1::SetTradingRulesResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* SetHalt(Context* context, const v1::SetHaltRequest* request,
                   v1::SetHaltResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* SetHoldingLimit(Context* context, const v1::SetHoldingLimitRequest* request,
                           v1::SetHoldingLimitResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* Uncross(Context* context, const v1::UncrossRequest* request,
                   v1::UncrossResponse* response) override {
    return run_command(parts_, context, request, response);
  }

 private:
  // Does `order` to the session, if the caller is the operator and there is one.
  template <class Order>
  Reactor* control(Context* context, const Order& order) const {
    const auto identity = authenticate(*context, parts_.identities);
    if (!identity.ok()) return finish(context, identity.status());
    if (const absl::Status error = check_is_operator(*identity); !error.ok()) {
      return finish(context, error);
    }
    if (parts_.session == nullptr) {
      return finish(context, absl::FailedPreconditionError(
                                 "no session plays on this exchange (session_absent)"));
    }
    return finish(context, order(*parts_.session));
  }

  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_session_service(const ExchangeParts& parts) {
  return std::make_unique<SessionService>(parts);
}

}  // namespace tanshi
