#include "exchange/codec/journal_codec.h"

#include "exchange/codec/journal_fields.h"

namespace tanshi {
namespace {

constexpr int kCommandsOfGroup = 1;  // CommandGroup.commands

}  // namespace

void append_command(const Command& command, std::string& group) {
  canonical_proto::append_element(kCommandsOfGroup, command, group);
}

bool decode_commands(std::string_view group, std::vector<Command>& commands) {
  while (!group.empty()) {
    if (!canonical_proto::read_element(kCommandsOfGroup, group, commands.emplace_back())) {
      commands.pop_back();
      return false;
    }
  }
  return true;
}

std::string encode_state(const MarketState& state) {
  std::string bytes;
  canonical_proto::append_message(state, bytes);
  return bytes;
}

std::optional<MarketState> decode_state(std::string_view bytes) {
  std::optional<MarketState> state(std::in_place);
  if (!canonical_proto::read_message(bytes, *state)) state.reset();
  return state;
}

}  // namespace tanshi
