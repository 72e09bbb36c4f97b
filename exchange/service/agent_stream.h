// One `Attach` stream: a holder of seats at the other end of a connection.
//
// The session's thread hands a wake over and goes to sleep; the thread of gRPC that reads the
// answer gives it to the broker, which wakes the session. What the client must hear is queued if a
// message is under way; a client that lets kMaxQueued messages pile up loses its stream and its
// seats.
#pragma once

#include <grpcpp/grpcpp.h>

#include "exchange/service/exchange_parts.h"
#include "exchange/service/raw_stream.h"

namespace tanshi {

// Takes the call over; deletes itself when it is done.
[[nodiscard]] RawReactor* open_agent_stream(const ExchangeParts& parts,
                                            const grpc::CallbackServerContext& context);

}  // namespace tanshi
