// The second writing of the journal's format, by hand through protobuf's generated classes, for
// journal_codec_test to compare the codec with.
#pragma once

#include "exchange/market/command.h"
#include "exchange/market/market_state.h"
#include "tanshi/journal/v1/command.pb.h"
#include "tanshi/journal/v1/snapshot.pb.h"

namespace tanshi {

[[nodiscard]] journal::v1::Command message_of(const Command& command);
[[nodiscard]] journal::v1::MarketSnapshot message_of(const MarketState& state);

}  // namespace tanshi
