// One `Trade` stream: commands in as fast as they come, results out as they become durable.
//
// The thread of gRPC that read a request submits its commands; the thread that committed them adds
// their results to the next response and sends it if none is under way. So one response carries
// whatever became durable while the one before was written, and a busy stream needs few of them.
//
// Memory is bounded: with kMaxDue results due, the stream stops reading until the client has taken
// some; the rest waits in the client.
#pragma once

#include <grpcpp/grpcpp.h>

#include "exchange/service/exchange_parts.h"
#include "exchange/service/raw_stream.h"

namespace tanshi {

// Takes the call over; deletes itself when it is done.
[[nodiscard]] RawReactor* open_trade_stream(const ExchangeParts& parts,
                                            const grpc::CallbackServerContext& context);

}  // namespace tanshi
