// The streams of a class: `FollowSeat`, a screen as it changes, and `FollowClass`.
#pragma once

#include <grpcpp/grpcpp.h>

#include "exchange/service/exchange_parts.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

// Each takes the call over, and deletes itself when it is done.
[[nodiscard]] grpc::ServerWriteReactor<grpc::ByteBuffer>* open_seat_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context,
    const grpc::ByteBuffer& request);
[[nodiscard]] grpc::ServerWriteReactor<v1::FollowClassResponse>* open_class_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context);

// FAILED_PRECONDITION where no class is held.
[[nodiscard]] absl::Status check_class(const ExchangeParts& parts);

}  // namespace tanshi
