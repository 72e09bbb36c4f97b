// How much of the gateway one address may use.
//
// Pure: time is given. Thread-safety: none.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

namespace tanshi {

// A token bucket for each address: `per_second` requests on average, `burst` at once. A bucket is
// kept as the time at which it will be full again, and dropped when that has come.
class RequestRates {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  // REQUIRES: both at least 1.
  RequestRates(int per_second, int burst);

  // Counts a request at `now`. Zero: it may be served; else it is not counted, and another may be
  // after that time.
  [[nodiscard]] Duration take(const std::string& address, Time now);

  // Forgets the buckets that are full.
  void drop_full(Time now);

  [[nodiscard]] std::size_t size() const { return full_at_.size(); }

 private:
  const Duration interval_;  // in which one token grows
  const Duration depth_;     // in which an empty bucket fills
  std::map<std::string, Time> full_at_;
};

// Counts connections, in all and by address.
class ConnectionCounts {
 public:
  ConnectionCounts(std::size_t most, std::size_t most_of_address)
      : most_(most), most_of_address_(most_of_address) {}

  // False, and nothing is counted, where that would be too many.
  [[nodiscard]] bool add(const std::string& address);
  void remove(const std::string& address);

 private:
  const std::size_t most_;
  const std::size_t most_of_address_;
  std::size_t count_ = 0;
  std::map<std::string, std::size_t> of_address_;
};

}  // namespace tanshi
