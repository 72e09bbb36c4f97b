// The streams of a class: `FollowSeat`, a screen as it changes, and `FollowClass`.
#pragma once

#include <grpcpp/grpcpp.h>

#include <string>

#include "absl/status/statusor.h"
#include "exchange/service/exchange_parts.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

// Each takes the call over, and deletes itself when it is done.
[[nodiscard]] grpc::ServerWriteReactor<grpc::ByteBuffer>* open_seat_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context,
    const grpc::ByteBuffer& request);
[[nodiscard]] grpc::ServerWriteReactor<v1::FollowClassResponse>* open_class_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context);

// The seat that the caller may look at; `wanted` empty: his own. Empty: he has none.
// Errors: NOT_FOUND there is no such seat; PERMISSION_DENIED it is another's.
[[nodiscard]] absl::StatusOr<std::string> seat_to_see(const ExchangeParts& parts,
                                                      const Identity& identity,
                                                      const std::string& wanted);

// FAILED_PRECONDITION where no class is held.
[[nodiscard]] absl::Status check_class(const ExchangeParts& parts);

}  // namespace tanshi
