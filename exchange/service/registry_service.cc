#include <grpcpp/grpcpp.h>

#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "exchange/wire/accounts.h"
#include "fmt/format.h"
#include "tanshi/v1/registry_service.grpc.pb.h"

namespace tanshi {

namespace {

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

class RegistryService final : public v1::RegistryService::CallbackService {
 public:
  explicit RegistryService(const ExchangeParts& parts) : parts_(parts) {}

  Reactor* GetAccount(Context* context, const v1::GetAccountRequest* request,
                      v1::GetAccountResponse* response) override {
    const auto account = readable_account(parts_, *context, request->account_id());
    if (!account.ok()) return finish(context, account.status());
    bool is_open = false;
    parts_.sequencer.read([&](const Market& market) {
      is_open = market.has_account(*account);
      if (is_open) account_to_wire(market, *account, *response);
    });
    if (!is_open) {
      return finish(context, absl::NotFoundError(fmt::format("account {} is not open "
                                                             "(account_unknown)",
                                                             raw_id(*account))));
    }
    return finish_when_durable(parts_, context);
  }

  Reactor* TransferAllowances(Context* context, const v1::TransferAllowancesRequest* request,
                              v1::TransferAllowancesResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* CancelAllowances(Context* context, const v1::CancelAllowancesRequest* request,
                            v1::CancelAllowancesResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* SurrenderAllowances(Context* context, const v1::SurrenderAllowancesRequest* request,
                               v1::SurrenderAllowancesResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* OpenAccount(Context* context, const v1::OpenAccountRequest* request,
                       v1::OpenAccountResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* ListInstrument(Context* context, const v1::ListInstrumentRequest* request,
                          v1::ListInstrumentResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* ListForward(Context* context, const v1::ListForwardRequest* request,
                       v1::ListForwardResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* DeliverForward(Context* context, const v1::DeliverForwardRequest* request,
                          v1::DeliverForwardResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* DepositCash(Context* context, const v1::DepositCashRequest* request,
                       v1::DepositCashResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* WithdrawCash(Context* context, const v1::WithdrawCashRequest* request,
                        v1::WithdrawCashResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* IssueAllowances(Context* context, const v1::IssueAllowancesRequest* request,
                           v1::IssueAllowancesResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* ReportEmissions(Context* context, const v1::ReportEmissionsRequest* request,
                           v1::ReportEmissionsResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* SetSurrenderTerms(Context* context, const v1::SetSurrenderTermsRequest* request,
                             v1::SetSurrenderTermsResponse* response) override {
    return run_command(parts_, context, request, response);
  }
  Reactor* SettleCompliance(Context* context, const v1::SettleComplianceRequest* request,
                            v1::SettleComplianceResponse* response) override {
    return run_command(parts_, context, request, response);
  }

 private:
  const ExchangeParts& parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_registry_service(const ExchangeParts& parts) {
  return std::make_unique<RegistryService>(parts);
}

}  // namespace tanshi
