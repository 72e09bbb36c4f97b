#include "scenarios/runner/call_calendar.h"

namespace tanshi {

TradingMode CallCalendar::mode_in(std::int32_t turn) const {
  const bool calls = (calls_.opening && turn == 0) || (calls_.closing && turn + 1 == turns_);
  return calls ? TradingMode::kCall : rules_.mode;
}

std::vector<Action> CallCalendar::begin_turn(std::int32_t turn, TradingMode now) const {
  if (!calls_.opening && !calls_.closing) return {};  // the mode is the operator's to change
  const TradingMode mode = mode_in(turn);
  if (mode == now) return {};
  // Orders that were gathered may cross.
  if (now == TradingMode::kCall) return {Uncross{instrument_, mode}};
  TradingRules rules = rules_;
  rules.mode = mode;
  return {SetTradingRules{instrument_, rules}};
}

std::vector<Action> CallCalendar::end_turn(std::int32_t turn) const {
  if (mode_in(turn) != TradingMode::kCall) return {};
  return {Uncross{instrument_, mode_in((turn + 1) % turns_)}};
}

}  // namespace tanshi
