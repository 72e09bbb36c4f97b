// What `tanshi serve --web` tells Prometheus at /metrics.
#pragma once

#include <memory>
#include <string>

#include "exchange/gateway/gateway.h"
#include "exchange/telemetry/market_meter.h"
#include "scenarios/hosting/hosted_exchange.h"

namespace tanshi {

// What counts, shared by those who are counted and the page.
struct ServeMeters {
  MarketMeter market;
  std::shared_ptr<GatewayCounts> gateway = std::make_shared<GatewayCounts>();
};

// The page, for GatewayOptions::pages. Where it is not `is_public`, only for who shows the
// operator's token. `exchange` outlives the gateway.
[[nodiscard]] Page metrics_page(HostedExchange& exchange, std::shared_ptr<const ServeMeters> meters,
                                bool is_public);

}  // namespace tanshi
