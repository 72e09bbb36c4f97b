// The keys of how the book of allowances trades.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

void tell_rate(Fields& fields, const Key& key, BasisPoints& rate, BasisPoints most) {
  std::int64_t exact = rate.raw();
  fields.exact(key, exact, {.least = 0, .most = most.raw(), .decimals = 4});
  rate = BasisPoints(exact);
}

void tell_book(Fields& fields, Scenario& scenario) {
  fields.price({.name = "tick", .doc = "Prices are multiples of it."}, scenario.tick, Price(1),
               Price(1'000'000));
  fields.tonnes({.name = "lot_t", .doc = "Quantities are multiples of it."}, scenario.lot,
                Tonnes(1), Tonnes(1'000'000));
  const bool given =
      fields.price({.name = "max_price",
                    .doc = "Highest price that an order may carry, a multiple of the tick.",
                    .default_doc = "ten times the penalty, at most 100_000.00, on the tick"},
                   scenario.max_price, Price(1), kMaxPrice);
  if (!fields.ok() || scenario.penalty == Price()) return;
  const std::int64_t above_tick = scenario.max_price.raw() % scenario.tick.raw();
  if (given && above_tick != 0) fields.refuse("max_price", "is not on the tick; a multiple of it");
  scenario.max_price -= Price(above_tick);
  if (scenario.max_price < scenario.tick)
    fields.refuse("tick", "is above ten times the penalty; at most that, or give max_price");
}

void tell_calls(Fields& fields, Scenario& scenario) {
  fields.boolean(
      {.name = "opening_call",
       .doc = "Whether the orders of a day's first turn wait, and trade at one price when "
              "it is over."},
      scenario.opening_call);
  fields.boolean(
      {.name = "closing_call", .doc = "The same of its last turn, whose price is the day's close."},
      scenario.closing_call);
  const TradingRules& rules = scenario.trading;
  for (const auto& [key, calls] : {std::pair("opening_call", scenario.opening_call),
                                   std::pair("closing_call", scenario.closing_call)}) {
    if (calls && rules.mode == TradingMode::kCall)
      fields.refuse(key, "stands beside mode: call, in which each turn is one; one only");
  }
  if (scenario.closing_call && rules.close_rule != CloseRule::kLast)
    fields.refuse("closing_call",
                  "stands beside close: volume_weighted_mean; the close is its price or the mean");
  const int calls = (scenario.opening_call ? 1 : 0) + (scenario.closing_call ? 1 : 0);
  if (calls > 0 && scenario.horizon.turns_per_day <= calls)
    fields.refuse(scenario.opening_call ? "opening_call" : "closing_call",
                  "leaves no turn without a call; needs horizon.turns_per_day of " +
                      std::to_string(calls + 1) + " or more");
}

void tell_mode(Fields& fields, Scenario& scenario) {
  TradingRules& rules = scenario.trading;
  // In the order of TradingMode.
  static constexpr std::array kModes = {
      Word{"continuous", "orders trade as soon as they meet"},
      Word{"posted_listing",
           "orders wait, and whoever takes chooses among those of the best five "
           "levels (China's gua pai); robots take the best first"},
      Word{"call", "orders wait, and trade at one price when a turn is over"}};
  static constexpr std::array kCloses = {
      Word{"last", "the last price"},
      Word{"volume_weighted_mean", "the mean of the day's trades, by volume"}};
  std::string mode(kModes[0].name);
  fields.word({.name = "mode", .doc = "How orders meet."}, mode, kModes);
  rules.mode =
      static_cast<TradingMode>(std::ranges::find(kModes, mode, &Word::name) - kModes.begin() + 1);
  std::string close(kCloses[0].name);
  fields.word({.name = "close", .doc = "What becomes the close of a day."}, close, kCloses);
  rules.close_rule = close == kCloses[0].name ? CloseRule::kLast : CloseRule::kVolumeWeightedMean;
  tell_calls(fields, scenario);
}

void tell_limits(Fields& fields, Scenario& scenario) {
  TradingRules& rules = scenario.trading;
  tell_rate(fields,
            {.name = "daily_band",
             .doc = "How far from the close before an order may be; 0.1 is 10 %. 0: any price."},
            rules.band, kWhole);
  tell_rate(fields,
            {.name = "circuit_breaker",
             .doc = "A trade so far from the close before ends the day's trading. 0: never."},
            rules.breaker, kMaxBand);
  fields.price({.name = "reference_price",
                .doc = "Stands for the close before the first day; 0: no band on it."},
               rules.reference, Price(), kMaxPrice);
  fields.tonnes({.name = "order_limit_t", .doc = "The most in one order; 0: no limit."},
                rules.order_limit, Tonnes(), kMaxOrderQuantity);
  fields.tonnes({.name = "block_minimum_t",
                 .doc = "The least in a block trade between two accounts; 0: no block trades."},
                rules.block_minimum, Tonnes(), kMaxOrderQuantity);
  tell_rate(fields, {.name = "block_band", .doc = "The band of block trades; 0: any price."},
            rules.block_band, kWhole);
  tell_rate(fields, {.name = "taker_fee", .doc = "Of what is paid, from whoever comes second."},
            rules.taker_fee, kWhole);
  tell_rate(fields, {.name = "maker_fee", .doc = "And from whoever came first."}, rules.maker_fee,
            kWhole);
  fields.boolean(
      {.name = "t_plus_one", .doc = "Whether what was bought today cannot be sold today."},
      rules.t_plus_one);
  fields.tonnes({.name = "holding_limit_t",
                 .doc = "The most that an account may hold, with what its orders may bring; what "
                        "it is given may be more. 0: no limit."},
                scenario.holding_limit, Tonnes(), kMaxQuantity);
  const auto below_lot = [&](Tonnes limit) { return limit > Tonnes() && limit < scenario.lot; };
  if (below_lot(rules.order_limit))
    fields.refuse("order_limit_t", "is less than lot_t; at least that, or 0");
  if (below_lot(scenario.holding_limit))
    fields.refuse("holding_limit_t", "is less than lot_t; at least that, or 0");
  if (rules.reference > scenario.max_price && fields.ok())
    fields.refuse("reference_price", "is above max_price; at most that");
}

}  // namespace

void tell_market(Fields& fields, Scenario& scenario) {
  tell_book(fields, scenario);
  tell_mode(fields, scenario);
  tell_limits(fields, scenario);
}

}  // namespace tanshi
