// The yardstick, what gRPC alone costs: a TradingService that does nothing. It answers each request
// by one response of the same form and size as the exchange's, keeps nothing and checks nobody.
#pragma once

#include "tools/bench/server_process.h"

namespace tanshi {

// Runs until the parent wants the end. Has no log.
LogPosition serve_echo(const ParentPipe& parent);

}  // namespace tanshi
