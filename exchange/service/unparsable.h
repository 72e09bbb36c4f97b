// Calls whose request does not parse: gRPC answers these itself, with UNIMPLEMENTED and no message.
// The interceptor turns that into INVALID_ARGUMENT and a sentence.
#pragma once

#include <grpcpp/support/server_interceptor.h>

#include <memory>

namespace tanshi {

// For calls with one request; streams of requests parse their own (raw_stream.h), and pay nothing.
[[nodiscard]] std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
make_unparsable_requests_explained();

}  // namespace tanshi
