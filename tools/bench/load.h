// Clients that put load on a TradingService and measure it. They do the same to the exchange and to
// the echo.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tanshi {

struct StreamLoad {
  int streams = 8;                // each with a connection and an account of its own
  int batch = 1;                  // orders in a message
  int window = 256;               // messages on the way in each stream
  std::int64_t orders = 200'000;  // of all streams together
};

struct StreamResult {
  double seconds = 0;
  std::int64_t answered = 0;
  std::int64_t refused = 0;
  std::int64_t responses = 0;  // messages that carried the answers
};

// Account i + 1 trades over stream i with token "account-<i + 1>"; order ids go on from
// `first_order`.
[[nodiscard]] StreamResult run_streams(const std::string& address, const StreamLoad& load,
                                       std::int64_t first_order);

// Round-trip times in microseconds of orders that are sent one after another, in rising order.
[[nodiscard]] std::vector<double> run_calls(const std::string& address, int count,
                                            std::int64_t first_order);
[[nodiscard]] std::vector<double> run_ping_pong(const std::string& address, int count,
                                                std::int64_t first_order);

}  // namespace tanshi
