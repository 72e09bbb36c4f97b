// `ExportData`: the archive of a session's data in pieces, as fast as the client reads them.
#pragma once

#include <grpcpp/grpcpp.h>

#include "exchange/service/exchange_parts.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

// Takes the call over, and deletes itself when it is done.
[[nodiscard]] grpc::ServerWriteReactor<v1::ExportDataResponse>* open_export_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context);

}  // namespace tanshi
