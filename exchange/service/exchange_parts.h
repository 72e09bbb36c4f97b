// What the services of the wire stand on.
#pragma once

#include <string>

#include "exchange/classroom/classroom.h"
#include "exchange/classroom/screens.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/service/class_house.h"
#include "exchange/service/identities.h"
#include "exchange/service/market_feed.h"
#include "exchange/service/open_streams.h"
#include "exchange/service/seat_broker.h"
#include "exchange/service/session_control.h"

namespace tanshi {

// References: all outlive the services.
struct ExchangeParts {
  Sequencer& sequencer;
  const Identities& identities;
  MarketFeed& feed;
  OpenStreams& streams;
  SeatBroker* broker;       // null: no session plays on the exchange
  SessionControl* session;  // null as well then
  Classroom* classroom;     // null: no class is held on the exchange
  Screens* screens;         // null as well then
  ClassHouse* house;        // null: no other session can be loaded
  std::string version;      // of the program
};

}  // namespace tanshi
