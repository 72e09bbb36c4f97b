#include "tools/bench/fleet.h"

#include <time.h>

#include <chrono>
#include <span>
#include <utility>

#include "tools/bench/statistics.h"

namespace tanshi {

namespace {

using Clock = std::chrono::steady_clock;

double own_cpu_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

}  // namespace

// Runs from its construction.
class Fleet::Meter {
 public:
  explicit Meter(const ServerProcess& server)
      : server_(server), server_cpu_(server.cpu_seconds()) {}

  [[nodiscard]] Figures figures(std::int64_t orders, std::vector<double> latencies_us) const {
    const std::chrono::duration<double> elapsed = Clock::now() - start_;
    const auto count = static_cast<double>(orders);
    return {.orders_per_second = count / elapsed.count(),
            .latency_us = median(std::move(latencies_us)),
            .client_cpu_us = (own_cpu_seconds() - client_cpu_) / count * 1e6,
            .server_cpu_us = (server_.cpu_seconds() - server_cpu_) / count * 1e6};
  }

 private:
  const ServerProcess& server_;
  const double server_cpu_;
  const double client_cpu_ = own_cpu_seconds();
  const Clock::time_point start_ = Clock::now();
};

Fleet::Fleet(Venue venue, const ServerProcess& server, int clients)
    : server_(server), caller_(venue, server.port(), AccountId{clients + 1}) {
  for (int i = 1; i <= clients; ++i) {
    clients_.push_back(std::make_unique<LoadClient>(venue, server.port(), AccountId{i}));
  }
}

Figures Fleet::run(const Load& load) {
  const Meter meter(server_);
  for (const auto& client : clients_) client->start(load);
  for (const auto& client : clients_) client->wait();
  std::vector<double> latencies_us;
  for (const auto& client : clients_) {
    const std::vector<double>& more = client->latencies_us();
    latencies_us.insert(latencies_us.end(), more.begin(), more.end());
  }
  return meter.figures(load.messages * load.batch * std::ssize(clients_), std::move(latencies_us));
}

Figures Fleet::run_one_at_a_time(std::int64_t orders) {
  const Meter meter(server_);
  clients_.front()->start({.messages = orders, .batch = 1, .window = 1});
  clients_.front()->wait();
  return meter.figures(orders, clients_.front()->latencies_us());
}

Figures Fleet::run_unary(std::int64_t orders) {
  const Meter meter(server_);
  return meter.figures(orders, caller_.run(orders));
}

double Fleet::request_bytes() const {
  std::int64_t orders = 0;
  std::int64_t bytes = 0;
  for (const auto& client : clients_) {
    orders += client->flow().answered();
    bytes += client->bytes_sent();
  }
  return static_cast<double>(bytes) / static_cast<double>(orders);
}

double Fleet::response_bytes() const {
  std::int64_t orders = 0;
  std::int64_t bytes = 0;
  for (const auto& client : clients_) {
    orders += client->flow().answered();
    bytes += client->bytes_received();
  }
  return static_cast<double>(bytes) / static_cast<double>(orders);
}

std::vector<Told> Fleet::told() const {
  std::vector<Told> all;
  for (const auto& client : clients_) {
    all.push_back({client->flow().answered(), client->flow().taken()});
  }
  all.push_back({caller_.flow().answered(), caller_.flow().taken()});
  return all;
}

}  // namespace tanshi
