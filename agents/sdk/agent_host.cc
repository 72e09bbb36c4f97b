#include "agents/sdk/agent_host.h"

#include <grpcpp/grpcpp.h>

#include <map>
#include <utility>

#include "agents/sdk/channel.h"
#include "exchange/wire/seats.h"
#include "fmt/format.h"
#include "tanshi/v1/agent_service.grpc.pb.h"

namespace tanshi {

namespace {

// Seats asked for before the first of them is answered; bounds what the exchange must queue.
constexpr std::size_t kJoinsAhead = 64;

class Host {
 public:
  Host(const Connection& connection, std::span<const std::string> seats,
       const MakeAgent& make_agent)
      : address_(connection.address),
        stub_(v1::AgentService::NewStub(open_channel(connection))),
        seats_(seats),
        make_agent_(make_agent) {
    add_token(connection, context_);
    stream_ = stub_->Attach(&context_);
  }

  absl::StatusOr<HostReport> run() {
    while (asked_ < seats_.size() && asked_ < kJoinsAhead) ask_for_next();
    // Ends with the stream, which the exchange ends when the session is over.
    while (error_.ok() && !is_over_ && stream_->Read(&response_)) handle();
    if (!error_.ok() || is_over_) context_.TryCancel();
    const grpc::Status status = stream_->Finish();
    if (!error_.ok()) return error_;
    if (is_over_) return std::move(report_);
    if (status.error_code() == grpc::StatusCode::UNAVAILABLE) {
      return absl::UnavailableError(
          fmt::format("no exchange answers at {}: {}", address_, status.error_message()));
    }
    if (!status.ok()) return from_grpc(status);
    return absl::UnavailableError("the exchange ended the stream before the session was over");
  }

 private:
  void ask_for_next() {
    request_.mutable_join()->set_seat(seats_[asked_++]);
    stream_->Write(request_);  // a failed write ends the reads, which tell why
  }

  void handle() {
    switch (response_.response_case()) {
      case v1::AttachResponse::kJoined:
        return take_seat(response_.joined().brief());
      case v1::AttachResponse::kWake:
        return decide(response_.wake());
      case v1::AttachResponse::kRefused:
        return hear_refusal(response_.refused());
      case v1::AttachResponse::kSessionOver:
        is_over_ = true;
        report_.reason = response_.session_over().reason();
        return;
      case v1::AttachResponse::kExpired:
        ++report_.expired;
        return;
      default:
        return;
    }
  }

  void take_seat(const v1::SeatBrief& wire) {
    const auto brief = from_wire(wire);
    if (!brief.ok()) {
      error_ = brief.status();
      return;
    }
    agents_.emplace(brief->seat, make_agent_(*brief));
    if (asked_ < seats_.size()) ask_for_next();
  }

  void decide(const v1::Wake& wake) {
    HostedAgent& hosted = agents_.at(wake.seat());
    decision_.clear();
    hosted.agent->decide(observation_.read(wake.observation()), hosted.random, decision_);

    v1::Turn& turn = *request_.mutable_turn();
    turn.Clear();
    turn.set_seat(wake.seat());
    turn.set_turn_number(wake.turn_number());
    to_wire(decision_, turn);
    stream_->Write(request_);
    ++report_.turns;
  }

  void hear_refusal(const v1::AttachRefused& refused) {
    // That the answer came too late is told by `expired`, and is no mistake of the agent's.
    if (refused.reason() == v1::ATTACH_REFUSAL_TURN_NOT_UNDER_WAY) return;
    error_ = absl::FailedPreconditionError(refused.detail());
  }

  const std::string address_;
  std::unique_ptr<v1::AgentService::Stub> stub_;
  std::span<const std::string> seats_;
  const MakeAgent& make_agent_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::AttachRequest, v1::AttachResponse>> stream_;

  std::size_t asked_ = 0;
  std::map<std::string, HostedAgent> agents_;
  HostReport report_;
  absl::Status error_;
  bool is_over_ = false;

  // Used again for each message.
  v1::AttachRequest request_;
  v1::AttachResponse response_;
  ReceivedObservation observation_;
  Decision decision_;
};

}  // namespace

absl::StatusOr<HostReport> host_agents(const Connection& connection,
                                       std::span<const std::string> seats,
                                       const MakeAgent& make_agent) {
  return Host(connection, seats, make_agent).run();
}

}  // namespace tanshi
