// The clients of one server, and what they measure together.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tools/bench/load_client.h"
#include "tools/bench/log_check.h"
#include "tools/bench/server_process.h"
#include "tools/bench/unary_client.h"

namespace tanshi {

// What a load took. An order's time of processors is that of its process alone.
struct Figures {
  double orders_per_second = 0;
  double latency_us = 0;  // median over the messages
  double client_cpu_us = 0;
  double server_cpu_us = 0;
};

class Fleet {
 public:
  // Connects clients as the holders of the accounts 1 to `clients`, and one more for single calls;
  // `server` must outlive the fleet.
  Fleet(Venue venue, const ServerProcess& server, int clients);

  // Has every client send the load, and waits for all answers.
  [[nodiscard]] Figures run(const Load& load);

  // Has one client send one order at a time: over its stream, or in unary calls.
  [[nodiscard]] Figures run_one_at_a_time(std::int64_t orders);
  [[nodiscard]] Figures run_unary(std::int64_t orders);

  // Mean bytes of an order's share of the requests and of the responses over the streams so far.
  [[nodiscard]] double request_bytes() const;
  [[nodiscard]] double response_bytes() const;

  // What the accounts' holders were told.
  [[nodiscard]] std::vector<Told> told() const;

 private:
  class Meter;

  const ServerProcess& server_;
  std::vector<std::unique_ptr<LoadClient>> clients_;
  UnaryClient caller_;
};

}  // namespace tanshi
