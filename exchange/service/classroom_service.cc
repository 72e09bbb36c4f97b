#include <grpcpp/grpcpp.h>

#include <string>
#include <vector>

#include "exchange/classroom/classroom.h"
#include "exchange/service/class_stream.h"
#include "exchange/service/local_channel.h"
#include "exchange/service/paging.h"
#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "tanshi/v1/classroom_service.grpc.pb.h"

namespace tanshi {

namespace {

constexpr std::int64_t kDays = 2'000;

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

// Calls are parsed by gRPC; screens go out as bytes, of which most are the same for all.
template <class Base>
using WithCalls = v1::ClassroomService::WithCallbackMethod_GetClass<
    v1::ClassroomService::WithCallbackMethod_EnterClass<
        v1::ClassroomService::WithCallbackMethod_SetPlan<
            v1::ClassroomService::WithCallbackMethod_ListDays<
                v1::ClassroomService::WithCallbackMethod_RecordStep<
                    v1::ClassroomService::WithCallbackMethod_GetDebrief<Base>>>>>>;
using Methods = WithCalls<
    v1::ClassroomService::WithRawCallbackMethod_FollowSeat<v1::ClassroomService::Service>>;

// The machine that calls, without the port. Of calls that the gateway passes on, it says so: those
// come from within this process, and from no address; nobody else's do.
std::string machine_of(const Context& context) {
  const std::string peer = context.peer();
  const std::size_t port = peer.rfind(':');
  if (port != std::string::npos) return peer.substr(0, port);
  const auto found = context.client_metadata().find(kClientAddressKey);
  if (found == context.client_metadata().end()) return peer;
  return {found->second.data(), found->second.size()};
}

class ClassroomService final : public Methods {
 public:
  explicit ClassroomService(const ExchangeParts& parts) : parts_(parts) {}

  Reactor* GetClass(Context* context, const v1::GetClassRequest*,
                    v1::GetClassResponse* response) override {
    if (const absl::Status error = check_class(parts_); !error.ok()) return finish(context, error);
    *response = parts_.classroom->describe();
    const auto identity = authenticate(*context, parts_.identities);
    if (!identity.ok() || !identity->is_operator) response->clear_treatment();
    return finish(context, absl::OkStatus());
  }

  Reactor* EnterClass(Context* context, const v1::EnterClassRequest* request,
                      v1::EnterClassResponse* response) override {
    if (const absl::Status error = check_class(parts_); !error.ok()) return finish(context, error);
    auto entered = parts_.classroom->enter(*request, machine_of(*context));
    if (!entered.ok()) return finish(context, entered.status());
    *response = *std::move(entered);
    return finish_when_durable(parts_, context);
  }

  grpc::ServerWriteReactor<grpc::ByteBuffer>* FollowSeat(Context* context,
                                                         const grpc::ByteBuffer* request) override {
    return open_seat_stream(parts_, *context, *request);
  }

  Reactor* SetPlan(Context* context, const v1::SetPlanRequest* request,
                   v1::SetPlanResponse* response) override {
    const auto identity = participant(*context);
    if (!identity.ok()) return finish(context, identity.status());
    if (const absl::Status error = check_plays(); !error.ok()) return finish(context, error);
    auto plan = parts_.classroom->set_plan(*identity, *request);
    if (!plan.ok()) return finish(context, plan.status());
    *response = *std::move(plan);
    return finish_when_durable(parts_, context);
  }

  // Page tokens are places among the days.
  Reactor* ListDays(Context* context, const v1::ListDaysRequest* request,
                    v1::ListDaysResponse* response) override {
    if (const absl::Status error = check_class(parts_); !error.ok()) return finish(context, error);
    const auto book = instrument_from_wire("instrument_id", request->instrument_id());
    if (!book.ok()) return finish(context, book.status());
    const auto page = read_page(request->page_size(), request->page_token(), kDays, kDays);
    if (!page.ok()) return finish(context, page.status());
    std::int64_t total = 0;
    for (v1::MarketDay& day :
         parts_.classroom->record().days(*book, page->after, page->size, total)) {
      *response->add_days() = std::move(day);
    }
    const std::int64_t end = page->after + page->size;
    if (end < total) response->set_next_page_token(std::to_string(end));
    return finish(context, absl::OkStatus());  // the record holds what is durable
  }

  Reactor* RecordStep(Context* context, const v1::RecordStepRequest* request,
                      v1::RecordStepResponse*) override {
    const auto identity = participant(*context);
    if (!identity.ok()) return finish(context, identity.status());
    const absl::Status recorded = parts_.classroom->record_step(*identity, *request);
    if (!recorded.ok()) return finish(context, recorded);
    return finish_when_durable(parts_, context);
  }

  Reactor* GetDebrief(Context* context, const v1::GetDebriefRequest* request,
                      v1::GetDebriefResponse* response) override {
    const auto identity = participant(*context);
    if (!identity.ok()) return finish(context, identity.status());
    const auto seat = seat_to_see(parts_, *identity, request->seat());
    if (!seat.ok()) return finish(context, seat.status());
    if (seat->empty()) {
      return finish(context, identity->is_operator
                                 ? absl::InvalidArgumentError("seat is absent; must name a seat")
                                 : absl::PermissionDeniedError(
                                       "the caller has no seat to look back on (seat_absent)"));
    }
    auto debrief = parts_.classroom->debrief(*seat);
    if (!debrief.ok()) return finish(context, debrief.status());
    *response->mutable_debrief() = *std::move(debrief);
    return finish(context, absl::OkStatus());  // the session is over: all of it is durable
  }

 private:
  absl::StatusOr<Identity> participant(const Context& context) const {
    auto identity = authenticate(context, parts_.identities);
    if (!identity.ok()) return identity;
    if (absl::Status error = check_class(parts_); !error.ok()) return error;
    return identity;
  }

  [[nodiscard]] absl::Status check_plays() const {
    const SessionPhase phase = parts_.classroom->status().phase;
    if (phase != SessionPhase::kFinished && phase != SessionPhase::kStopped) {
      return absl::OkStatus();
    }
    return absl::FailedPreconditionError("the session is over (session_over)");
  }

  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_classroom_service(const ExchangeParts& parts) {
  return std::make_unique<ClassroomService>(parts);
}

}  // namespace tanshi
