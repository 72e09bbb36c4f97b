// Tells of every call that has ended: by whom, what, and how.
#pragma once

#include <grpcpp/support/server_interceptor.h>

#include <functional>
#include <memory>

#include "exchange/service/server.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
make_ended_calls_told(std::function<void(const EndedCall&)> tell);

}  // namespace tanshi
