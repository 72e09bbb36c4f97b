#include "tools/bench/echo_server.h"

#include <grpcpp/grpcpp.h>

#include <memory>

#include "exchange/base/check.h"
#include "tanshi/v1/trading_service.grpc.pb.h"

namespace tanshi {

namespace {

void answer(const v1::SubmitOrderRequest& order, v1::CommandResult& result) {
  result.set_command_number(order.order_id());
  result.set_order_id(order.order_id());
  if (order.time_in_force() != v1::TIME_IN_FORCE_IMMEDIATE_OR_CANCEL) {
    result.set_open_quantity_t(order.quantity_t());
    return;
  }
  v1::Fill& fill = *result.add_fills();
  fill.set_price_cents_per_tonne(order.limit_price_cents_per_tonne());
  fill.set_quantity_t(order.quantity_t());
}

void answer(const v1::OrderCommand& command, v1::CommandResult& result) {
  if (command.has_submit()) {
    answer(command.submit(), result);
    return;
  }
  const std::int64_t order = command.cancel().order_id();
  result.set_command_number(order);
  result.set_order_id(order);
  v1::CancelledOrder& cancelled = *result.add_cancelled_orders();
  cancelled.set_order_id(order);
  cancelled.set_quantity_t(250);
}

void make_durable(GroupCommit* commit) {
  if (commit != nullptr) static_cast<void>(commit->run(1));
}

class EchoStream final : public grpc::ServerBidiReactor<v1::TradeRequest, v1::TradeResponse> {
 public:
  explicit EchoStream(GroupCommit* commit) : commit_(commit) { StartRead(&request_); }

  void OnReadDone(bool ok) override {
    if (!ok) {
      Finish(grpc::Status::OK);
      return;
    }
    response_.Clear();
    for (const v1::OrderCommand& command : request_.commands()) {
      answer(command, *response_.add_results());
    }
    make_durable(commit_);
    StartWrite(&response_);
  }
  void OnWriteDone(bool ok) override {
    if (ok) {
      StartRead(&request_);
    } else {
      Finish(grpc::Status::CANCELLED);
    }
  }
  void OnDone() override { delete this; }

 private:
  GroupCommit* const commit_;
  v1::TradeRequest request_;
  v1::TradeResponse response_;
};

class EchoService final : public v1::TradingService::CallbackService {
 public:
  explicit EchoService(GroupCommit* commit) : commit_(commit) {}

  grpc::ServerBidiReactor<v1::TradeRequest, v1::TradeResponse>* Trade(
      grpc::CallbackServerContext* /*context*/) override {
    return new EchoStream(commit_);
  }
  grpc::ServerUnaryReactor* SubmitOrder(grpc::CallbackServerContext* context,
                                        const v1::SubmitOrderRequest* request,
                                        v1::SubmitOrderResponse* response) override {
    answer(*request, *response->mutable_result());
    make_durable(commit_);
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  GroupCommit* const commit_;
};

}  // namespace

LogPosition serve_echo(const ParentPipe& parent, GroupCommit* commit) {
  EchoService service(commit);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  TANSHI_CHECK(server != nullptr);
  parent.serve_on(port);
  server->Shutdown();
  return {};
}

}  // namespace tanshi
