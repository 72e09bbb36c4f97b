#include <grpcpp/grpcpp.h>

#include "exchange/service/agent_stream.h"
#include "exchange/service/services.h"
#include "tanshi/v1/agent_service.grpc.pb.h"

namespace tanshi {

namespace {

using Methods = v1::AgentService::WithRawCallbackMethod_Attach<v1::AgentService::Service>;

class AgentService final : public Methods {
 public:
  explicit AgentService(const ExchangeParts& parts) : parts_(parts) {}

  RawReactor* Attach(grpc::CallbackServerContext* context) override {
    return open_agent_stream(parts_, *context);
  }

 private:
  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_agent_service(const ExchangeParts& parts) {
  return std::make_unique<AgentService>(parts);
}

}  // namespace tanshi
