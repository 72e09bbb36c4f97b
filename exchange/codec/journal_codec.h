// Commands and market states to the bytes that the journal keeps, and back: the messages of
// proto/tanshi/journal/v1, written canonically (canonical_proto.h), so that equal values are equal
// bytes and any bytes that decode at all encode to themselves.
//
// Pure: memory in, memory out. Bytes are not trusted: whatever they are, decoding ends, stays
// within a small multiple of their size, and either succeeds or says so. What the values mean is
// for the market to judge (a journaled command may well have been refused).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/market/command.h"
#include "exchange/market/market_state.h"

namespace tanshi {

// Appends `command` to the bytes of a CommandGroup. "" is an empty group.
void append_command(const Command& command, std::string& group);

// Appends the group's commands to `commands`.
// Errors: false when `group` is no canonical CommandGroup; what came before the damage is appended.
[[nodiscard]] bool decode_commands(std::string_view group, std::vector<Command>& commands);

// The bytes of a MarketSnapshot.
[[nodiscard]] std::string encode_state(const MarketState& state);

// Errors: nullopt when `bytes` are no canonical MarketSnapshot.
[[nodiscard]] std::optional<MarketState> decode_state(std::string_view bytes);

}  // namespace tanshi
