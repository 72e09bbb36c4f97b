// Who makes a call, what it may do, and how it is told that it may not. Pure, but for the metadata
// that it reads.
#pragma once

#include <grpcpp/grpcpp.h>

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/service/identities.h"
#include "exchange/wire/events.h"

namespace tanshi {

// The identity that the call's token names.
// Errors: UNAUTHENTICATED no token, or one that the exchange does not know.
[[nodiscard]] absl::StatusOr<Identity> authenticate(const grpc::CallbackServerContext& context,
                                                    const Identities& identities);

// Whom the call may see as. Without a token: the public.
// Errors: UNAUTHENTICATED a token that the exchange does not know.
[[nodiscard]] absl::StatusOr<Viewer> viewer_of(const grpc::CallbackServerContext& context,
                                               const Identities& identities);

// Errors: PERMISSION_DENIED.
[[nodiscard]] absl::Status check_may_act_for(const Identity& identity, AccountId account);
[[nodiscard]] absl::Status check_may_trade(const Identity& identity);
[[nodiscard]] absl::Status check_is_operator(const Identity& identity);
// The operator may do all that the regulator may.
[[nodiscard]] absl::Status check_may_regulate(const Identity& identity);

// INVALID_ARGUMENT: the bytes that came are not `message`.
[[nodiscard]] absl::Status unparsable(std::string_view message);

// The codes of both are the same numbers.
[[nodiscard]] grpc::Status to_grpc(const absl::Status& status);

}  // namespace tanshi
