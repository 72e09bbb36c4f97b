#include <grpcpp/grpcpp.h>

#include <set>
#include <string>

#include "exchange/classroom/screens.h"
#include "exchange/service/class_stream.h"
#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "tanshi/v1/operator_service.grpc.pb.h"

namespace tanshi {

namespace {

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

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

  Reactor* SetClassOptions(Context* context, const v1::SetClassOptionsRequest* request,
                           v1::SetClassOptionsResponse*) override {
    return steer(context, [&](Classroom& classroom) { return classroom.set_options(*request); });
  }

  grpc::ServerWriteReactor<v1::FollowClassResponse>* FollowClass(
      Context* context, const v1::FollowClassRequest*) override {
    return open_class_stream(parts_, *context);
  }

 private:
  // Does `order` to the class, if the caller is the operator and there is one; answers once what it
  // did is durable.
  template <class Order>
  Reactor* steer(Context* context, const Order& order) const {
    const auto identity = authenticate(*context, parts_.identities);
    if (!identity.ok()) return finish(context, identity.status());
    if (const absl::Status error = check_is_operator(*identity); !error.ok()) {
      return finish(context, error);
    }
    if (const absl::Status error = check_class(parts_); !error.ok()) return finish(context, error);
    if (const absl::Status done = order(*parts_.classroom); !done.ok()) {
      return finish(context, done);
    }
    return finish_when_durable(parts_, context);
  }

  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_operator_service(const ExchangeParts& parts) {
  return std::make_unique<OperatorService>(parts);
}

}  // namespace tanshi
