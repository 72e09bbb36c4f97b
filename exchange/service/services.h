// The services of the wire, one factory each. `parts` must outlive them.
#pragma once

#include <memory>

#include "exchange/service/exchange_parts.h"

namespace grpc {
class Service;
}

namespace tanshi {

[[nodiscard]] std::unique_ptr<grpc::Service> make_auction_service(const ExchangeParts& parts);
[[nodiscard]] std::unique_ptr<grpc::Service> make_trading_service(const ExchangeParts& parts);
[[nodiscard]] std::unique_ptr<grpc::Service> make_market_data_service(const ExchangeParts& parts);
[[nodiscard]] std::unique_ptr<grpc::Service> make_registry_service(const ExchangeParts& parts);
[[nodiscard]] std::unique_ptr<grpc::Service> make_agent_service(const ExchangeParts& parts);
[[nodiscard]] std::unique_ptr<grpc::Service> make_session_service(const ExchangeParts& parts);
[[nodiscard]] std::unique_ptr<grpc::Service> make_classroom_service(const ExchangeParts& parts);
[[nodiscard]] std::unique_ptr<grpc::Service> make_operator_service(const ExchangeParts& parts);

}  // namespace tanshi
