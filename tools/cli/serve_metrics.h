// What `tanshi serve --web` tells Prometheus at /metrics.
#pragma once

#include <memory>
#include <string>

#include "exchange/gateway/gateway.h"
#include "exchange/telemetry/market_meter.h"
#include "tools/cli/served_exchange.h"

namespace tanshi {

// What counts, shared by those who are counted and the page.
struct ServeMeters {
  MarketMeter market;
  std::shared_ptr<GatewayCounts> gateway = std::make_shared<GatewayCounts>();
};

// The page, for GatewayOptions::pages. Where it is not `is_public`, only for who shows the
// operator's token. `exchange` outlives the gateway; while there is none, the page is 503.
[[nodiscard]] Page metrics_page(ServedExchange& exchange, std::shared_ptr<const ServeMeters> meters,
                                bool is_public);

}  // namespace tanshi
