// What all connections of a gateway share.
//
// Thread-safety: lives on the gateway's thread.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

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
  std::shared_ptr<GatewayCounts> counted = std::make_shared<GatewayCounts>();
  std::function<void(std::string_view address, std::string_view reason)> on_refused;

  void refused(const std::string& shown_address, GatewayRefusal why) {
    const auto index = static_cast<std::size_t>(why);
    ++counted->refusals[index];
    if (on_refused) on_refused(shown_address, kGatewayRefusals[index]);
  }
};

}  // namespace tanshi
