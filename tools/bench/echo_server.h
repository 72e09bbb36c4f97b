// The yardstick, what gRPC alone costs: a TradingService that does nothing. It answers each request
// by one response of the same form and size as the exchange's, keeps nothing and checks nobody.
#pragma once

#include "tools/bench/group_commit.h"
#include "tools/bench/server_process.h"

namespace tanshi {

// Runs until the parent wants the end. Has no log. With `commit`, a group commit comes before each
// answer: the least that a server can take whose answers are durable.
// REQUIRES: with `commit`, one request at a time.
LogPosition serve_echo(const ParentPipe& parent, GroupCommit* commit = nullptr);

}  // namespace tanshi
