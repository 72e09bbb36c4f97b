#include "exchange/service/unary.h"

#include <variant>

namespace tanshi {

grpc::ServerUnaryReactor* finish_when_durable(const ExchangeParts& parts,
                                              grpc::CallbackServerContext* context) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  parts.sequencer.submit(
      {}, [reactor](std::span<const Committed>) { reactor->Finish(grpc::Status::OK); });
  return reactor;
}

absl::StatusOr<AccountId> readable_account(const ExchangeParts& parts,
                                           const grpc::CallbackServerContext& context,
                                           std::int64_t account_id) {
  const auto identity = authenticate(context, parts.identities);
  if (!identity.ok()) return identity.status();
  const auto account = account_from_wire("account_id", account_id, identity->account);
  if (!account.ok()) return account;
  if (absl::Status error = check_may_act_for(*identity, *account); !error.ok()) return error;
  return account;
}

void add_known_order(const Sequencer& sequencer, std::span<const Event> events,
                     v1::CommandResult& result) {
  if (result.refusal() != v1::REJECT_REASON_ORDER_ID_NOT_RISING) return;
  const Refused& refused = std::get<Refused>(events.front());
  sequencer.read([&](const Market& market) {
    if (const auto order = market.find_order(refused.account, refused.order)) {
      to_wire(*order, *result.mutable_known_order());
    }
  });
}

}  // namespace tanshi
