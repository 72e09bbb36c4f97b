// Events of the market to the wire, as far as a viewer may see them; and whole events back.
#pragma once

#include "absl/status/statusor.h"
#include "exchange/base/ids.h"
#include "exchange/market/event.h"
#include "tanshi/v1/events.pb.h"

namespace tanshi {

// Who looks: the public, the holder of one account, or the operator.
struct Viewer {
  bool sees_all = false;
  AccountId account{};  // 0: none
};

// Fills `wire`, but for the event's number, with what `viewer` may see of the event: trades without
// the others' names, phases, closes, listings, settled years and auctions without their bids for
// all, the rest for the account concerned. False, and `wire` untouched, if it may see nothing of
// it.
[[nodiscard]] bool to_wire(const Event& event, const Viewer& viewer, v1::Event& wire);

// Whether the event is about the account, as taker or maker for a trade.
[[nodiscard]] bool concerns(const Event& event, AccountId account);

// The event that the operator was sent.
// Errors: INVALID_ARGUMENT with the field that no event can have.
[[nodiscard]] absl::StatusOr<Event> from_wire(const v1::Event& wire);

}  // namespace tanshi
