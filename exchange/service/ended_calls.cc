#include "exchange/service/ended_calls.h"

#include <grpcpp/grpcpp.h>

#include <string>
#include <utility>

namespace tanshi {

namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;
using Tell = std::function<void(const EndedCall&)>;

class Teller final : public Interceptor {
 public:
  Teller(ServerRpcInfo* info, const Tell& tell) : info_(info), tell_(tell) {}

  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      const std::string peer = info_->server_context()->peer();
      tell_(
          {.method = info_->method(), .peer = peer, .code = methods->GetSendStatus().error_code()});
    }
    methods->Proceed();
  }

 private:
  ServerRpcInfo* const info_;
  const Tell& tell_;
};

class Factory final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit Factory(Tell tell) : tell_(std::move(tell)) {}

  Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    return new Teller(info, tell_);
  }

 private:
  const Tell tell_;  // outlives the calls, as the server does
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> make_ended_calls_told(
    std::function<void(const EndedCall&)> tell) {
  return std::make_unique<Factory>(std::move(tell));
}

}  // namespace tanshi
