#include "tools/bench/echo_server.h"

#include <grpcpp/grpcpp.h>

#include "tanshi/v1/trading_service.grpc.pb.h"

namespace tanshi {

namespace {

// As large as the answer to an order that rests.
void answer(const v1::SubmitOrderRequest& order, v1::CommandResult& result) {
  result.set_command_number(1'000'000 + order.order_id());
  result.set_order_id(order.order_id());
  result.set_open_quantity_t(order.quantity_t());
}

class EchoStream final : public grpc::ServerBidiReactor<v1::TradeRequest, v1::TradeResponse> {
 public:
  EchoStream() { StartRead(&request_); }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    response_.Clear();
    for (const v1::OrderCommand& command : request_.commands()) {
      answer(command.submit(), *response_.add_results());
    }
    StartWrite(&response_);
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    StartRead(&request_);
  }
  void OnDone() override { delete this; }

 private:
  v1::TradeRequest request_;
  v1::TradeResponse response_;
};

class EchoService final : public v1::TradingService::CallbackService {
  grpc::ServerUnaryReactor* SubmitOrder(grpc::CallbackServerContext* context,
                                        const v1::SubmitOrderRequest* request,
                                        v1::SubmitOrderResponse* response) override {
    answer(*request, *response->mutable_result());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
  grpc::ServerBidiReactor<v1::TradeRequest, v1::TradeResponse>* Trade(
      grpc::CallbackServerContext*) override {
    return new EchoStream;
  }
};

}  // namespace

struct EchoServer::Impl {
  EchoService service;
  int port = 0;
  std::unique_ptr<grpc::Server> server;
};

EchoServer::EchoServer() : impl_(std::make_unique<Impl>()) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &impl_->port);
  builder.RegisterService(&impl_->service);
  impl_->server = builder.BuildAndStart();
}

EchoServer::~EchoServer() = default;

int EchoServer::port() const {
  return impl_->port;
}

}  // namespace tanshi
