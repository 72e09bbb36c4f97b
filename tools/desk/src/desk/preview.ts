// What an order would do, before it is sent: what trades at once and at which price, what it costs
// and binds, and where it leaves the firm at the year's end. Pure; whole cents and tonnes.
//
// The book may move on before the order arrives: the limit price holds, the rest is an estimate.
import type { PlantView } from '#proto/classroom_service_pb';

import { least, most, mulDiv } from '../shared/units.ts';
import type { Level } from './book.ts';
import { costAt, costBetween } from './mac.ts';

export interface Draft {
  readonly buys: boolean;
  readonly price: bigint; // a tonne; of a market order its protection
  readonly quantity: bigint;
  // Whether what does not trade at once may wait.
  readonly waits: boolean;
  // Whether the book matches at once; by call and by listing nothing does.
  readonly matches: boolean;
}

export interface Means {
  readonly cash: bigint; // available
  readonly allowances: bigint; // available
  readonly taker_fee_bps: bigint;
  readonly maker_fee_bps: bigint;
}

export interface Preview {
  readonly at_once: bigint; // tonnes
  readonly waiting: bigint;
  readonly dropped: bigint;
  readonly average: bigint | undefined; // cents a tonne of what trades at once
  readonly paid: bigint; // for what trades at once, without fee; of a sale: got
  readonly fee: bigint; // of what trades at once
  // All of it at its limit, with fees: what may be bound or got at most or at least.
  readonly whole: bigint;
  readonly cash_after: bigint; // when all of it has traded as said
  readonly allowances_after: bigint;
  readonly worst: bigint | undefined; // dearest, or cheapest, price of what trades at once
}

export function previewOf(draft: Draft, levels: readonly Level[], means: Means): Preview {
  const taken: Taken = draft.matches ? take(draft, levels) : { quantity: 0n, paid: 0n };
  const fee = draft.matches ? takerFee(draft, levels, means.taker_fee_bps) : 0n;
  const rest = draft.quantity - taken.quantity;
  const waiting = draft.waits ? rest : 0n;
  const rest_paid = draft.price * waiting;
  const rest_fee = mulDivFloor(rest_paid, means.maker_fee_bps);
  const traded = taken.quantity + waiting;
  const sign = draft.buys ? -1n : 1n;
  return {
    at_once: taken.quantity,
    waiting,
    dropped: rest - waiting,
    average: taken.quantity > 0n ? mulDiv(taken.paid, 1n, taken.quantity) : undefined,
    paid: taken.paid,
    fee,
    whole: taken.paid + rest_paid - sign * (fee + rest_fee),
    cash_after: means.cash + sign * (taken.paid + rest_paid) - fee - rest_fee,
    allowances_after: means.allowances - sign * traded,
    worst: taken.worst,
  };
}

interface Taken {
  readonly quantity: bigint;
  readonly paid: bigint;
  readonly worst?: bigint;
}

function reaches(draft: Draft, level: Level): boolean {
  return draft.buys ? level.price <= draft.price : level.price >= draft.price;
}

function take(draft: Draft, levels: readonly Level[]): Taken {
  let [quantity, paid] = [0n, 0n];
  let worst: bigint | undefined;
  for (const level of levels) {
    if (!reaches(draft, level) || quantity === draft.quantity) break;
    const part = least(level.quantity, draft.quantity - quantity);
    quantity += part;
    paid += part * level.price;
    worst = level.price;
  }
  return worst === undefined ? { quantity, paid } : { quantity, paid, worst };
}

// The exchange rounds the fee of each trade down; here it is that of each price.
function takerFee(draft: Draft, levels: readonly Level[], bps: bigint): bigint {
  let [left, fee] = [draft.quantity, 0n];
  for (const level of levels) {
    if (!reaches(draft, level) || left === 0n) break;
    const part = least(level.quantity, left);
    left -= part;
    fee += mulDivFloor(part * level.price, bps);
  }
  return fee;
}

function mulDivFloor(amount: bigint, bps: bigint): bigint {
  return (amount * bps) / 10_000n;
}

// Allowances left over at the year's end if all stays as decided; below 0: missing.
export function positionOf(plant: PlantView): bigint {
  return plant.coveredT - plant.obligationT;
}

// What the firm's own abatement would cost in the order's place.
export interface Comparison {
  // What a tonne of the order's is worth to the firm this year, in cents: by its own curve.
  readonly own: bigint;
  // How much better (above 0) or worse the order's price is, in cents a tonne.
  readonly gain: bigint;
  // Whether a part of it lies beyond what can be abated, so that the penalty counts.
  readonly beyond: boolean;
  // How much of the order that is about: what is bought beyond it is not needed this year.
  readonly needed: bigint;
  // Whether it buys what the firm does not need this year even if it abates nothing.
  readonly idle: boolean;
}

// A bought tonne spares the dearest tonne of abatement; a sold one asks for the next. From where
// the firm is balanced, as `next_tonne_cents` is. Undefined: there is no plant, or nothing to say.
export function compare(
  draft: Draft,
  plant: PlantView | undefined,
  price: bigint,
): Comparison | undefined {
  if (!plant || plant.curve.length === 0 || draft.quantity <= 0n) return undefined;
  const balanced = plant.balancingAbatementT;
  const needed = draft.buys ? least(draft.quantity, most(balanced, 0n)) : draft.quantity;
  const from = draft.buys ? balanced - needed : balanced;
  const { cost, beyond } = costBetween(plant.curve, most(from, 0n), most(from + needed, 0n));
  const total = cost + beyond * plant.penaltyCentsPerTonne;
  const own = needed > 0n ? mulDiv(total, 1n, needed) : 0n;
  const gain = draft.buys ? own - price : price - own;
  return { own, gain, needed, beyond: beyond > 0n, idle: needed === 0n };
}

// What a plan of so much abatement would come to.
export interface PlanPreview {
  readonly cost: bigint;
  readonly marginal: bigint | undefined;
  readonly position: bigint;
}

export function previewPlan(plant: PlantView, abatement: bigint): PlanPreview {
  const decided = plant.abatementT ?? 0n;
  return {
    cost: costBetween(plant.curve, 0n, abatement).cost,
    marginal: costAt(plant.curve, abatement),
    position: positionOf(plant) + (abatement - decided),
  };
}
