// The yardstick: a TradingService that does nothing. It reads each request, answers with messages
// of the same types and sizes as the exchange's, one for one, and keeps no state.
#pragma once

#include <memory>

namespace tanshi {

class EchoServer {
 public:
  // Serves on a free port of this machine until it is destroyed.
  EchoServer();
  ~EchoServer();
  [[nodiscard]] int port() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
