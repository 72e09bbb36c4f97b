#include <grpcpp/grpcpp.h>

#include <vector>

#include "exchange/service/services.h"
#include "exchange/service/unary.h"
#include "fmt/format.h"
#include "tanshi/v1/registry_service.grpc.pb.h"

namespace tanshi {

namespace {

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

void add_holding(const Market& market, AccountId account, InstrumentId instrument,
                 v1::GetAccountResponse& response) {
  std::vector<VintageHolding> lots;
  market.vintages(account, instrument, lots);
  if (lots.empty()) return;
  v1::Holding& holding = *response.add_holdings();
  const AllowanceBalance balance = market.allowances(account, instrument);
  holding.set_instrument_id(raw_id(instrument));
  holding.set_available_t(balance.available.raw());
  holding.set_escrowed_t(balance.escrowed.raw());
  for (const VintageHolding& lot : lots) {
    v1::VintageHolding& wire = *holding.add_vintages();
    wire.set_vintage_year(raw(lot.vintage));
    wire.set_quantity_t(lot.quantity.raw());
  }
}

void add_position(const Market& market, AccountId account, InstrumentId instrument,
                  v1::GetAccountResponse& response) {
  if (!market.forward(instrument)) return;
  const PositionView held = market.position(account, instrument);
  if (held.position != Position{}) to_wire(instrument, held, *response.add_positions());
}

void add_obligation(const Market& market, AccountId account, SchemeId scheme,
                    v1::GetAccountResponse& response) {
  const Tonnes owed = market.obligation(account, scheme);
  if (owed == Tonnes()) return;
  v1::Obligation& obligation = *response.add_obligations();
  obligation.set_scheme_id(raw_id(scheme));
  obligation.set_obligation_t(owed.raw());
}

void fill_account(const Market& market, AccountId account, v1::GetAccountResponse& response) {
  const CashBalance cash = market.cash(account);
  response.set_account_id(raw_id(account));
  response.set_available_cents(cash.available.raw());
  response.set_escrowed_cents(cash.escrowed.raw());
  for (std::int64_t id = 1; id <= raw_id(kMaxInstrumentId); ++id) {
    const auto instrument = static_cast<InstrumentId>(id);
    if (!market.has_instrument(instrument)) continue;
    add_holding(market, account, instrument, response);
    add_position(market, account, instrument, response);
  }
  response.set_obligation_t(market.obligation(account).raw());
  for (std::int64_t id = raw_id(kEmissionsScheme); id <= raw_id(kMaxSchemeId); ++id) {
    add_obligation(market, account, static_cast<SchemeId>(id), response);
  }
  response.set_last_order_id(raw_id(market.last_order_id(account)));
}

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
      if (is_open) fill_account(market, *account, *response);
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
