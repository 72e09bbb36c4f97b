// The two parts of a screen, as bytes of a v1.SeatScreen each: what all may see, built once for all
// desks, and what is one seat's. One behind the other they are the message.
//
// Thread-safety: functions of their arguments.
#pragma once

#include <string>
#include <vector>

#include "exchange/classroom/classroom.h"
#include "exchange/market/market.h"

namespace tanshi {

// What a ranking is made of.
struct RankedSeat {
  std::string seat;
  std::string name;
  Cash gain;
};

// Those of the participants with a plant, best first; empty while no year has ended.
[[nodiscard]] std::vector<RankedSeat> ranked(Classroom& classroom);

// What all may see but for the market; not to be called under the sequencer's lock, which whoever
// holds the class's may be waiting for.
void fill_common(Classroom& classroom, const SessionStatus& status, std::int64_t command,
                 v1::SeatScreen& screen);

// Of all seats; likewise.
void fill_seats(Classroom& classroom, v1::SeatNames& names);

// What of the market all may see. `brief`: of a seat that trades allowances.
void fill_market(const SeatBrief& brief, const Market& market, v1::SeatScreen& screen);

// What of the market is the seat's.
void fill_own_market(const SeatBrief& brief, const DeskState& desk, const Market& market,
                     Price mean_price, v1::SeatScreen& screen);

// All else that is the seat's; not to be called under the sequencer's lock.
void fill_own(Classroom& classroom, const Classroom::SeatInfo& seat,
              const std::vector<RankedSeat>& ranking, v1::SeatScreen& screen);

// The ranking as the holder of `seat` sees it; empty: an observer.
void fill_ranking(const std::vector<RankedSeat>& ranking, const std::string& seat, bool names,
                  v1::SeatScreen& screen);

// The first seat that trades allowances; null: there is none.
[[nodiscard]] const SeatBrief* of_allowances(const std::vector<Classroom::SeatInfo>& seats);

void fill_clock(const SessionStatus& status, const Classroom& classroom, v1::Clock& clock);

}  // namespace tanshi
