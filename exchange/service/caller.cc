#include "exchange/service/caller.h"

#include <string>
#include <string_view>

#include "fmt/format.h"

namespace tanshi {

namespace {

constexpr std::string_view kScheme = "Bearer ";

// nullopt: the call carries no authorization at all.
std::optional<std::string_view> authorization_of(const grpc::CallbackServerContext& context) {
  const auto found = context.client_metadata().find("authorization");
  if (found == context.client_metadata().end()) return std::nullopt;
  return std::string_view(found->second.data(), found->second.size());
}

}  // namespace

absl::StatusOr<Identity> authenticate(const grpc::CallbackServerContext& context,
                                      const Identities& identities) {
  const auto authorization = authorization_of(context);
  if (!authorization) {
    return absl::UnauthenticatedError(
        "no token: send the metadata `authorization: Bearer TOKEN` (token_absent)");
  }
  if (!authorization->starts_with(kScheme)) {
    return absl::UnauthenticatedError(
        "the metadata `authorization` must be `Bearer TOKEN` (token_malformed)");
  }
  const auto identity = identities.find(authorization->substr(kScheme.size()));
  if (!identity) {
    return absl::UnauthenticatedError("the token is not known here (token_unknown)");
  }
  return *identity;
}

absl::StatusOr<Viewer> viewer_of(const grpc::CallbackServerContext& context,
                                 const Identities& identities) {
  if (!authorization_of(context)) return Viewer{};
  const auto identity = authenticate(context, identities);
  if (!identity.ok()) return identity.status();
  return Viewer{.sees_all = identity->is_operator, .account = identity->account};
}

absl::Status check_may_act_for(const Identity& identity, AccountId account) {
  if (identity.may_act_for(account)) return absl::OkStatus();
  return absl::PermissionDeniedError(
      fmt::format("account_id is {}; the token is of account {} (account_not_yours)",
                  raw_id(account), raw_id(identity.account)));
}

absl::Status check_may_trade(const Identity& identity) {
  if (!identity.is_observer) return absl::OkStatus();
  return absl::PermissionDeniedError("an observer has no account to trade for (observer_only)");
}

absl::Status check_is_operator(const Identity& identity) {
  if (identity.is_operator) return absl::OkStatus();
  return absl::PermissionDeniedError("only the operator may do this (operator_only)");
}

absl::Status check_may_regulate(const Identity& identity) {
  return identity.is_regulator ? absl::OkStatus() : check_is_operator(identity);
}

absl::Status unparsable(std::string_view message) {
  return absl::InvalidArgumentError(
      fmt::format("the bytes are not {} as proto/tanshi/v1 says (message_malformed)", message));
}

grpc::Status to_grpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message())};
}

}  // namespace tanshi
