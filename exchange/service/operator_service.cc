#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "exchange/classroom/screens.h"
#include "exchange/service/class_stream.h"
#include "exchange/service/export_stream.h"
#include "exchange/service/paging.h"
#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "exchange/wire/world_change.h"
#include "fmt/format.h"
#include "tanshi/v1/operator_service.grpc.pb.h"

namespace tanshi {

namespace {

constexpr std::int64_t kPageMax = 100;
constexpr std::int64_t kDayMsMax = 86'400'000;

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

// Answers that a session is loaded, and lets it come only then: it ends all calls.
class LoadReactor final : public Reactor {
 public:
  explicit LoadReactor(ClassHouse& house) : house_(house) { Finish(grpc::Status::OK); }

  void OnDone() override {
    house_.go_over();
    delete this;
  }

 private:
  ClassHouse& house_;
};

class OperatorService final : public v1::OperatorService::CallbackService {
 public:
  explicit OperatorService(const ExchangeParts& parts) : parts_(parts) {}

  Reactor* CreateCode(Context* context, const v1::CreateCodeRequest* request,
                      v1::CreateCodeResponse* response) override {
    return steer(context, [&](Classroom& classroom) -> absl::Status {
      auto code = classroom.create_code(*request);
      if (!code.ok()) return code.status();
      *response->mutable_code() = *std::move(code);
      return absl::OkStatus();
    });
  }

  Reactor* ListCodes(Context* context, const v1::ListCodesRequest*,
                     v1::ListCodesResponse* response) override {
    return steer(context, [&](Classroom& classroom) {
      for (v1::Code& code : classroom.codes()) *response->add_codes() = std::move(code);
      return absl::OkStatus();
    });
  }

  Reactor* RevokeCode(Context* context, const v1::RevokeCodeRequest* request,
                      v1::RevokeCodeResponse*) override {
    return steer(context,
                 [&](Classroom& classroom) { return classroom.revoke_code(request->code()); });
  }

  Reactor* ListParticipants(Context* context, const v1::ListParticipantsRequest*,
                            v1::ListParticipantsResponse* response) override {
    return steer(context, [&](Classroom& classroom) {
      const std::set<std::int64_t> connected = parts_.screens->connected();
      std::set<std::string> by_program;
      for (const SeatStatus& seat : parts_.broker->seats()) {
        if (seat.by_program) by_program.insert(seat.seat);
      }
      for (v1::Participant& one : classroom.participants()) {
        one.set_connected(connected.contains(one.participant_id()) ||
                          by_program.contains(one.seat()));
        *response->add_participants() = std::move(one);
      }
      return absl::OkStatus();
    });
  }

  Reactor* RemoveParticipant(Context* context, const v1::RemoveParticipantRequest* request,
                             v1::RemoveParticipantResponse*) override {
    return steer(context, [&](Classroom& classroom) {
      const std::int64_t id = request->participant_id();
      absl::Status removed = classroom.remove_participant(id);
      if (removed.ok()) {
        parts_.streams.end_of(
            id, absl::UnauthenticatedError("the participant was removed (participant_removed)"));
      }
      return removed;
    });
  }

  Reactor* SetSeatPlayer(Context* context, const v1::SetSeatPlayerRequest* request,
                         v1::SetSeatPlayerResponse*) override {
    return steer(context, [&](Classroom& classroom) {
      return classroom.set_seat_player(request->seat(), request->robot());
    });
  }

  Reactor* Announce(Context* context, const v1::AnnounceRequest* request,
                    v1::AnnounceResponse*) override {
    return steer(context,
                 [&](Classroom& classroom) { return classroom.announce(request->text()); });
  }

  Reactor* SetPace(Context* context, const v1::SetPaceRequest* request,
                   v1::SetPaceResponse*) override {
    return steer_session(context, [&](SessionControl& session) -> absl::Status {
      const std::int64_t ms = request->day_takes_ms();
      if (ms >= 0 && ms <= kDayMsMax) return session.set_pace(std::chrono::milliseconds(ms));
      return absl::InvalidArgumentError(
          fmt::format("day_takes_ms is {}; must be in [0, {}]", ms, kDayMsMax));
    });
  }

  Reactor* ExtendYear(Context* context, const v1::ExtendYearRequest* request,
                      v1::ExtendYearResponse*) override {
    return steer_session(context, [&](SessionControl& session) -> absl::Status {
      const std::int64_t ms = request->more_ms();
      if (ms >= 1 && ms <= kDayMsMax) return session.extend_year(std::chrono::milliseconds(ms));
      return absl::InvalidArgumentError(
          fmt::format("more_ms is {}; must be in [1, {}]", ms, kDayMsMax));
    });
  }

  Reactor* EndYear(Context* context, const v1::EndYearRequest*, v1::EndYearResponse*) override {
    return steer_session(context, [](SessionControl& session) { return session.end_year(); });
  }

  Reactor* ApplyShock(Context* context, const v1::ApplyShockRequest* request,
                      v1::ApplyShockResponse*) override {
    return steer_session(context, [&](SessionControl& session) -> absl::Status {
      const auto change = from_wire(*request);
      if (!change.ok()) return change.status();
      if (absl::Status error = session.change_world(*change); !error.ok()) return error;
      if (!request->surprise()) parts_.classroom->announce_shock(*request);
      return absl::OkStatus();
    });
  }

  Reactor* SetClassOptions(Context* context, const v1::SetClassOptionsRequest* request,
                           v1::SetClassOptionsResponse*) override {
    return steer(context, [&](Classroom& classroom) { return classroom.set_options(*request); });
  }

  // Page tokens are places among the seats.
  Reactor* ListDebriefs(Context* context, const v1::ListDebriefsRequest* request,
                        v1::ListDebriefsResponse* response) override {
    return steer(context, [&](Classroom& classroom) -> absl::Status {
      const auto page = read_page(request->page_size(), request->page_token(), kPageMax, kPageMax);
      if (!page.ok()) return page.status();
      auto debriefs = classroom.debriefs();
      if (!debriefs.ok()) return debriefs.status();
      const std::int64_t end = std::min(page->after + page->size, std::ssize(*debriefs));
      for (std::int64_t i = page->after; i < end; ++i) {
        *response->add_debriefs() = std::move((*debriefs)[static_cast<std::size_t>(i)]);
      }
      if (end < std::ssize(*debriefs)) response->set_next_page_token(std::to_string(end));
      return absl::OkStatus();
    });
  }

  Reactor* ListScenarios(Context* context, const v1::ListScenariosRequest*,
                         v1::ListScenariosResponse* response) override {
    if (const absl::Status error = check_house(*context); !error.ok()) {
      return finish(context, error);
    }
    auto scenarios = parts_.house->scenarios();
    if (!scenarios.ok()) return finish(context, scenarios.status());
    for (v1::ScenarioEntry& one : *scenarios) *response->add_scenarios() = std::move(one);
    return finish(context, absl::OkStatus());
  }

  Reactor* LoadSession(Context* context, const v1::LoadSessionRequest* request,
                       v1::LoadSessionResponse*) override {
    absl::Status loaded = check_house(*context);
    if (loaded.ok()) loaded = parts_.house->load(*request);
    if (!loaded.ok()) return finish(context, loaded);
    return new LoadReactor(*parts_.house);
  }

  grpc::ServerWriteReactor<v1::FollowClassResponse>* FollowClass(
      Context* context, const v1::FollowClassRequest*) override {
    return open_class_stream(parts_, *context);
  }

  grpc::ServerWriteReactor<v1::ExportDataResponse>* ExportData(
      Context* context, const v1::ExportDataRequest*) override {
    return open_export_stream(parts_, *context);
  }

 private:
  // The same to the session that the class plays.
  template <class Order>
  Reactor* steer_session(Context* context, const Order& order) const {
    return steer(context, [&](Classroom&) -> absl::Status {
      if (parts_.session != nullptr) return order(*parts_.session);
      return absl::FailedPreconditionError("no session plays on this exchange (session_absent)");
    });
  }

  // Does `order` to the class, if the caller is the operator and there is one; answers once what it
  // did is durable.
  template <class Order>
  Reactor* steer(Context* context, const Order& order) const {
    if (const absl::Status error = check_steers(*context); !error.ok()) {
      return finish(context, error);
    }
    if (const absl::Status done = order(*parts_.classroom); !done.ok()) {
      return finish(context, done);
    }
    return finish_when_durable(parts_, context);
  }

  // Whether the caller steers a class that is held.
  [[nodiscard]] absl::Status check_steers(const Context& context) const {
    const auto identity = authenticate(context, parts_.identities);
    if (!identity.ok()) return identity.status();
    if (absl::Status error = check_is_operator(*identity); !error.ok()) return error;
    return check_class(parts_);
  }

  // That, and whether its sessions come from a house.
  [[nodiscard]] absl::Status check_house(const Context& context) const {
    if (absl::Status error = check_steers(context); !error.ok()) return error;
    if (parts_.house != nullptr) return absl::OkStatus();
    return absl::FailedPreconditionError(
        "this exchange serves one session and no other (house_absent)");
  }

  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_operator_service(const ExchangeParts& parts) {
  return std::make_unique<OperatorService>(parts);
}

}  // namespace tanshi
