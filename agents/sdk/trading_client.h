// Trades for an account from another process.
//
// Thread-safety: calls may come from any thread; a stream is for one thread that sends and one that
// receives.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agents/sdk/connection.h"
#include "agents/seat/agent.h"
#include "tanshi/v1/types.pb.h"

namespace tanshi {

// Many commands on the way at a time; each is answered once, in order, when it is durable.
class TradingStream {
 public:
  virtual ~TradingStream() = default;

  // Sends commands to be carried out together. Blocks while the exchange holds the sender back.
  // False: the stream has ended; finish() says why. REQUIRES: 1 to kMaxCommands commands.
  virtual bool send(std::span<const Intent> commands) = 0;

  // Says that no more will be sent; the results that are due still come.
  virtual void send_done() = 0;

  // Replaces `results` by those that have come, at least one; blocks until there are any.
  // False: the stream has ended.
  virtual bool receive(std::vector<v1::CommandResult>& results) = 0;

  // Why the stream ended. Call once, after receive() was false.
  virtual absl::Status finish() = 0;
};

class TradingClient {
 public:
  // Does not wait for the exchange to answer.
  explicit TradingClient(const Connection& connection);
  ~TradingClient();

  // Carries out one command and waits for its result.
  // Errors: those of the call; a refusal by the market is a result.
  [[nodiscard]] absl::StatusOr<v1::CommandResult> execute(const Intent& command);

  [[nodiscard]] std::unique_ptr<TradingStream> open_stream();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
