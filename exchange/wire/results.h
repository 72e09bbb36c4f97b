// What became of a command, its events summed up for who gave it; and views of the market.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "exchange/market/event.h"
#include "exchange/market/market_state.h"
#include "tanshi/v1/registry_service.pb.h"
#include "tanshi/v1/types.pb.h"

namespace tanshi {

// Sums up the events of the command of that number in the log.
// REQUIRES: `wire` is empty; `events` are all events of one command.
void to_wire(std::int64_t command_number, std::span<const Event> events, v1::CommandResult& wire);

// Appends the result to the bytes of a TradeResponse. A response grows with each commit; as bytes
// it is a tenth of what the messages take, and is written once.
void append_result(const v1::CommandResult& result, std::string& response);

void to_wire(const OrderView& order, v1::Order& wire);
void to_wire(const DirectOffer& offer, v1::DirectOffer& wire);
void to_wire(const DepthLevel& level, v1::PriceLevel& wire);
void to_wire(const InstrumentQuote& quote, v1::Quote& wire);
void to_wire(const ListInstrument& listing, v1::Instrument& wire);
void to_wire(const ListForward& listing, v1::Forward& wire);
void to_wire(InstrumentId forward, const PositionView& position, v1::Position& wire);

}  // namespace tanshi
