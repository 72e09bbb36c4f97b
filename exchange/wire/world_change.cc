#include "exchange/wire/world_change.h"

namespace tanshi {
namespace {

void to_wire(const DemandShock& shock, v1::ApplyShockRequest& wire) {
  wire.mutable_demand()->set_factor_bps(static_cast<std::int32_t>(shock.factor.raw()));
  wire.mutable_demand()->set_first_year(raw(shock.first));
  wire.mutable_demand()->set_year_count(shock.years);
  wire.set_surprise(shock.surprise);
}

void to_wire(const CostShock& shock, v1::ApplyShockRequest& wire) {
  wire.mutable_cost()->set_factor_bps(static_cast<std::int32_t>(shock.factor.raw()));
}

void to_wire(const CapChange& change, v1::ApplyShockRequest& wire) {
  wire.mutable_cap()->set_factor_bps(static_cast<std::int32_t>(change.factor.raw()));
  wire.mutable_cap()->set_first_year(raw(change.first));
}

}  // namespace

absl::StatusOr<WorldChange> from_wire(const v1::ApplyShockRequest& wire) {
  switch (wire.shock_case()) {
    case v1::ApplyShockRequest::kDemand:
      return DemandShock{BasisPoints(wire.demand().factor_bps()), Year{wire.demand().first_year()},
                         wire.demand().year_count(), wire.surprise()};
    case v1::ApplyShockRequest::kCost:
      return CostShock{BasisPoints(wire.cost().factor_bps())};
    case v1::ApplyShockRequest::kCap:
      return CapChange{BasisPoints(wire.cap().factor_bps()), Year{wire.cap().first_year()}};
    case v1::ApplyShockRequest::SHOCK_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("shock is absent; must be demand, cost or cap");
}

std::string bytes_of(const WorldChange& change) {
  v1::ApplyShockRequest wire;
  std::visit([&](const auto& kind) { to_wire(kind, wire); }, change);
  return wire.SerializeAsString();
}

absl::StatusOr<WorldChange> world_change_from(std::string_view bytes) {
  v1::ApplyShockRequest wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return absl::InvalidArgumentError("the bytes are no ApplyShockRequest");
  return from_wire(wire);
}

}  // namespace tanshi
