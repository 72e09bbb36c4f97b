// What stands between a slip of the finger and the market. Pure. Limits are those of the exchange,
// told before it refuses; doubts ask, and are sent once the person says so.
import type { BookTop, PlantView } from '#proto/classroom_service_pb';
import { Halt, TradingPhase } from '#proto/types_pb';

import { most } from '../shared/units.ts';
import type { Level } from './book.ts';
import { positionOf, type Draft, type Preview } from './preview.ts';

export type Limit =
  | 'closed'
  | 'halted'
  | 'robot_plays'
  | 'price_not_positive'
  | 'price_off_tick'
  | 'price_above_most'
  | 'price_above_band'
  | 'price_below_band'
  | 'quantity_not_positive'
  | 'quantity_off_lot'
  | 'quantity_above_order_limit'
  | 'cash_missing'
  | 'allowances_missing';

export type Doubt =
  | 'price_far_above_market'
  | 'price_far_below_market'
  | 'price_above_penalty'
  | 'more_than_needed'
  | 'more_than_depth'
  | 'worst_price_far';

export interface Finding<Kind> {
  readonly kind: Kind;
  // The figure to say with it, in the unit that the kind has: cents, tonnes, or basis points.
  readonly figure: bigint;
}

export interface Market {
  readonly top: BookTop;
  readonly phase: TradingPhase;
  readonly robot_plays: boolean;
  // 0: none.
  readonly lowest: bigint;
  readonly highest: bigint;
}

// Quantities of an order that no rule limits.
const kMostTonnes = 1_000_000_000n;

export function limitsOf(
  draft: Draft,
  market: Market,
  cash: bigint,
  allowances: bigint,
): Finding<Limit>[] {
  const found: Finding<Limit>[] = [];
  const say = (wrong: boolean, kind: Limit, figure: bigint) => {
    if (wrong) found.push({ kind, figure });
  };
  const { instrument, rules, halt } = market.top;
  const tick = most(1n, instrument?.tickCentsPerTonne ?? 1n);
  const lot = most(1n, instrument?.lotT ?? 1n);
  const dearest = instrument?.maxPriceCentsPerTonne ?? 0n;
  const largest = rules?.orderLimitT || kMostTonnes;
  const { price, quantity } = draft;

  say(market.robot_plays, 'robot_plays', 0n);
  say(market.phase !== TradingPhase.OPEN, 'closed', 0n);
  say(halt === Halt.BY_OPERATOR || halt === Halt.BY_BREAKER, 'halted', 0n);
  say(price <= 0n, 'price_not_positive', tick);
  say(price % tick !== 0n, 'price_off_tick', tick);
  say(dearest > 0n && price > dearest, 'price_above_most', dearest);
  say(market.highest > 0n && price > market.highest, 'price_above_band', market.highest);
  say(market.lowest > 0n && price < market.lowest, 'price_below_band', market.lowest);
  say(quantity <= 0n, 'quantity_not_positive', lot);
  say(quantity % lot !== 0n, 'quantity_off_lot', lot);
  say(quantity > largest, 'quantity_above_order_limit', largest);
  if (found.length > 0) return found;
  // The exchange binds the limit price, not what is likely to be paid.
  const bound = price * quantity;
  const fee = (bound * mostFee(market.top)) / 10_000n;
  say(draft.buys && bound + fee > cash, 'cash_missing', bound + fee - cash);
  say(!draft.buys && quantity > allowances, 'allowances_missing', quantity - allowances);
  return found;
}

function mostFee({ rules }: BookTop): bigint {
  return most(rules?.takerFeeBps ?? 0n, rules?.makerFeeBps ?? 0n);
}

// How much worse than the best price makes one ask, in per cent.
const kFarPerCent = 10n;
// How many times what is needed, or what the other side has.
const kManyTimes = 3n;

export function doubtsOf(
  draft: Draft,
  preview: Preview,
  others: readonly Level[],
  top: BookTop,
  plant: PlantView | undefined,
): Finding<Doubt>[] {
  const found: Finding<Doubt>[] = [];
  const say = (doubtful: boolean, kind: Doubt, figure: bigint) => {
    if (doubtful) found.push({ kind, figure });
  };
  const { price, quantity, buys } = draft;
  const best = others[0]?.price ?? top.quote?.lastPriceCentsPerTonne ?? 0n;
  if (best > 0n) {
    const above = (price - best) * 100n > best * kFarPerCent;
    const below = (best - price) * 100n > best * kFarPerCent;
    say(buys && above, 'price_far_above_market', best);
    say(!buys && below, 'price_far_below_market', best);
    const { worst } = preview;
    const away = worst === undefined ? 0n : buys ? worst - best : best - worst;
    // Told apart from the above by what would really be paid.
    say(away * 100n > best * kFarPerCent, 'worst_price_far', worst ?? 0n);
  }
  const penalty = plant?.penaltyCentsPerTonne ?? 0n;
  say(buys && penalty > 0n && price > penalty, 'price_above_penalty', penalty);
  const depth = others.reduce((sum, level) => sum + level.quantity, 0n);
  say(
    depth > 0n && preview.at_once > 0n && quantity > depth * kManyTimes,
    'more_than_depth',
    depth,
  );
  if (plant) {
    const position = positionOf(plant);
    const needed = buys ? most(0n, -position) : most(0n, position);
    const much = quantity > needed * kManyTimes && quantity * 4n > plant.obligationT;
    say(much, 'more_than_needed', needed);
  }
  return found;
}
