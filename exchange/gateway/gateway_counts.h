// What a gateway has done so far.
//
// Thread-safety: lives on the gateway's thread; pages (GatewayOptions::pages) run there too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/telemetry/latency_histogram.h"

namespace tanshi {

// Why the gateway itself turned somebody away.
enum class GatewayRefusal : std::uint8_t {
  kTooManyConnections,
  kTooManyRequests,  // new connections included
  kMalformed,        // no HTTP, or too large
  kOrigin,           // a page of another origin called
};
inline constexpr std::array<std::string_view, 4> kGatewayRefusals = {
    "too_many_connections", "too_many_requests", "malformed", "origin"};

struct GatewayCounts {
  std::int64_t connections = 0;  // that were let in
  std::int64_t open_connections = 0;
  std::int64_t requests = 0;
  std::int64_t bytes_read = 0;
  std::int64_t bytes_written = 0;
  std::array<std::int64_t, kGatewayRefusals.size()> refusals{};
  LatencyHistogram calls;  // unary: from the request's last byte to the answer's first
};

}  // namespace tanshi
