// What an operator may change of the world while a session plays, and how that is said on the wire.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "absl/status/statusor.h"
#include "exchange/base/units.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

// Emissions without abatement are multiplied by `factor` from `first` for `years`.
struct DemandShock {
  BasisPoints factor;      // 10000: nothing changes
  Year first{};            // 0: the year under way
  std::int32_t years = 0;  // 0: to the end
  bool surprise = false;   // comes to light as its first year passes, not at once
};

// What abatement costs is multiplied by `factor`.
struct CostShock {
  BasisPoints factor;
};

// The cap is multiplied by `factor` from `first` on, and free allocation with it.
struct CapChange {
  BasisPoints factor;
  Year first{};
};

// What an operator may do to the world while a session plays.
using WorldChange = std::variant<DemandShock, CostShock, CapChange>;

// Of the form of the request alone: whether it can be done, the session judges.
// Errors: INVALID_ARGUMENT with the field's name and what is allowed.
[[nodiscard]] absl::StatusOr<WorldChange> from_wire(const v1::ApplyShockRequest& wire);

// The bytes of an ApplyShockRequest, and back.
[[nodiscard]] std::string bytes_of(const WorldChange& change);
[[nodiscard]] absl::StatusOr<WorldChange> world_change_from(std::string_view bytes);

}  // namespace tanshi
