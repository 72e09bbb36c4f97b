// When a day's orders are gathered and trade at one price: in each turn, or in its first or last
// one (opening and closing call), and in the market's own mode between.
//
// Decides, and hands out the commands; the session carries them out. It goes by the mode that the
// market is in, for a call that a halt kept from being held is held when the next day begins.
#pragma once

#include <cstdint>
#include <vector>

#include "exchange/market/command.h"
#include "exchange/policy/trading_rules.h"

namespace tanshi {

class CallCalendar {
 public:
  struct Calls {
    bool opening = false;
    bool closing = false;
  };

  // `rules` are those of a turn without a call; `turns` are of a day.
  CallCalendar(InstrumentId instrument, const TradingRules& rules, Calls calls, std::int32_t turns)
      : instrument_(instrument), rules_(rules), calls_(calls), turns_(turns) {}

  // Of a turn.
  [[nodiscard]] TradingMode mode_in(std::int32_t turn) const;

  // Before a turn, when the market is in the mode `now`.
  [[nodiscard]] std::vector<Action> begin_turn(std::int32_t turn, TradingMode now) const;
  [[nodiscard]] std::vector<Action> end_turn(std::int32_t turn) const;

 private:
  InstrumentId instrument_;
  TradingRules rules_;
  Calls calls_;
  std::int32_t turns_;
};

}  // namespace tanshi
