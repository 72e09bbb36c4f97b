// What all connections of a gateway share.
//
// Thread-safety: lives on the gateway's thread.
#pragma once

#include <memory>
#include <set>

#include "exchange/gateway/gateway.h"
#include "exchange/gateway/limits.h"
#include "exchange/gateway/site.h"

namespace tanshi {

class Connection;

struct GatewayState {
  explicit GatewayState(const GatewayLimits& its_limits)
      : limits(its_limits),
        rates(its_limits.requests_of_address_per_second, its_limits.requests_of_address_burst),
        counts(its_limits.connections_max, its_limits.connections_of_address_max) {}

  const GatewayLimits limits;
  Site site;
  RequestRates rates;
  ConnectionCounts counts;
  std::shared_ptr<boost::asio::io_context> thread;
  std::shared_ptr<LocalChannel> channel;  // null: nothing is served behind the gateway now
  std::set<std::shared_ptr<Connection>> connections;
};

}  // namespace tanshi
