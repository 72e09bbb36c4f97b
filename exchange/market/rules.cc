// Carries out what concerns the rules of trading and the day that they are measured by.
#include <algorithm>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"
#include "exchange/market/settlement.h"

namespace tanshi {

namespace {

// Ends the resting orders of which `is_unfit` says so, by priority.
template <class IsUnfit>
void end_unfit(MarketCore& core, Instrument& instrument, const IsUnfit& is_unfit, Events& events) {
  core.resting_orders.clear();
  instrument.book.all_orders(core.resting_orders);
  for (const RestingOrder& order : core.resting_orders) {
    if (is_unfit(order)) {
      end_resting(core, instrument, order.handle, CancelReason::kRulesChanged, events);
    }
  }
}

bool has_other_fees(const TradingRules& a, const TradingRules& b) {
  return std::max(a.taker_fee, a.maker_fee) != std::max(b.taker_fee, b.maker_fee);
}

Price close_of(const Instrument& instrument) {
  if (instrument.rules.close_rule == CloseRule::kLast) return instrument.last;
  if (instrument.volume == Tonnes()) return instrument.close;
  return Price(div_nearest(instrument.value.raw(), instrument.volume.raw()));
}

void change_halt(Instrument& instrument, Halt halt, Events& events) {
  instrument.halt = halt;
  instrument.note_rules();
  events.emplace_back(HaltChanged{.instrument = instrument.id, .halt = halt});
}

void close_day(MarketCore& core, Instrument& instrument, Events& events) {
  instrument.close = close_of(instrument);
  events.emplace_back(InstrumentClosed{
      .instrument = instrument.id, .close = instrument.close, .volume = instrument.volume});
  instrument.volume = Tonnes();
  instrument.value = Cash();
  if (!instrument.has_rules) return;
  instrument.bought_today = {};
  if (instrument.halt == Halt::kByBreaker) change_halt(instrument, Halt::kNotHalted, events);
  end_outside_band(core, instrument, events);
}

}  // namespace

void end_outside_band(MarketCore& core, Instrument& instrument, Events& events) {
  if (instrument.rules.band == BasisPoints()) return;
  const PriceRange band = instrument.band();
  end_unfit(
      core, instrument, [&](const RestingOrder& order) { return !is_within(order.limit, band); },
      events);
}

void carry_out(MarketCore& core, const SetTradingRules& command, Events& events) {
  Instrument& instrument = core.instrument(command.instrument);
  events.emplace_back(TradingRulesSet{.instrument = instrument.id, .rules = command.rules});
  // They give back what they bind under the rules of before.
  end_offers(core, instrument, CancelReason::kRulesChanged, events);
  if (has_other_fees(instrument.rules, command.rules)) {
    const bool both_bind = instrument.forward.has_value();
    end_unfit(
        core, instrument,
        [&](const RestingOrder& order) { return both_bind || order.side == Side::kBuy; }, events);
  }
  instrument.rules = command.rules;
  if (!command.rules.t_plus_one) instrument.bought_today = {};
  instrument.note_rules();
  end_outside_band(core, instrument, events);
}

void carry_out(MarketCore& core, const SetHalt& command, Events& events) {
  change_halt(core.instrument(command.instrument),
              command.halted ? Halt::kByOperator : Halt::kNotHalted, events);
}

void carry_out(MarketCore& core, const SetHoldingLimit& command, Events& events) {
  Instrument& instrument = core.instrument(command.instrument);
  std::vector<HoldingLimit>& limits = instrument.holding_limits;
  const auto place = std::ranges::lower_bound(limits, command.account, {}, &HoldingLimit::account);
  const bool is_there = place != limits.end() && place->account == command.account;
  if (is_there && command.limit == Tonnes()) {
    limits.erase(place);
  } else if (is_there) {
    place->limit = command.limit;
  } else if (command.limit > Tonnes()) {
    limits.insert(place, {.account = command.account, .limit = command.limit});
  }
  instrument.note_rules();
  events.emplace_back(HoldingLimitSet{
      .instrument = command.instrument, .account = command.account, .limit = command.limit});
}

void carry_out(MarketCore& core, const CloseDay&, Events& events) {
  for (auto& instrument : core.instruments) {
    if (!instrument || instrument->is_delivered) continue;
    core.resting_orders.clear();
    instrument->book.day_orders(core.resting_orders);
    for (const RestingOrder& order : core.resting_orders) {
      end_resting(core, *instrument, order.handle, CancelReason::kDayEnded, events);
    }
    end_offers(core, *instrument, CancelReason::kDayEnded, events);
    close_day(core, *instrument, events);
  }
  events.emplace_back(DayClosed{});
}

}  // namespace tanshi
