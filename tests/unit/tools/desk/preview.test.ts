// Proves what the ticket says before an order is sent: what trades, costs and is left, and how that
// compares with abating; and what it refuses or asks about.
import { create } from '@bufbuild/protobuf';
import { BookTopSchema, PlantViewSchema } from '#proto/classroom_service_pb';
import { Halt, TradingPhase } from '#proto/types_pb';
import { expect, test } from 'vitest';

import { doubtsOf, limitsOf, type Market } from '../../../../tools/desk/src/desk/guards.ts';
import { abatementAt, costAt, costBetween } from '../../../../tools/desk/src/desk/mac.ts';
import {
  compare,
  type Draft,
  previewOf,
  previewPlan,
} from '../../../../tools/desk/src/desk/preview.ts';

// 0 at nothing, 100.00 at 1000 t: a tenth of a unit a tonne.
const plant = create(PlantViewSchema, {
  curve: [
    { abatementT: 0n, costCentsPerTonne: 0n },
    { abatementT: 1000n, costCentsPerTonne: 10_000n },
  ],
  maxAbatementT: 1000n,
  abatementT: 100n,
  obligationT: 900n,
  coveredT: 500n,
  balancingAbatementT: 500n,
  nextTonneCents: 5000n,
  penaltyCentsPerTonne: 20_000n,
});
const asks = [
  { price: 4000n, quantity: 100n },
  { price: 4200n, quantity: 200n },
  { price: 6000n, quantity: 50n },
];
const bids = [{ price: 3900n, quantity: 100n }];
const means = { cash: 5_000_000n, allowances: 500n, taker_fee_bps: 10n, maker_fee_bps: 5n };
const buy: Draft = { buys: true, price: 4200n, quantity: 400n, waits: true, matches: true };
const sell: Draft = { ...buy, buys: false, price: 3900n, quantity: 150n };

test('a purchase takes the cheapest first and lets the rest wait', () => {
  const preview = previewOf(buy, asks, means);
  expect(preview).toMatchObject({
    at_once: 300n,
    waiting: 100n,
    dropped: 0n,
    average: 4133n,
    paid: 1_240_000n,
    fee: 1240n, // 400 + 840: each price's rounded down
    allowances_after: 900n,
    worst: 4200n,
  });
  expect(preview.cash_after).toBe(5_000_000n - 1_240_000n - 1240n - 420_000n - 210n);
});

test('what may not wait is dropped', () => {
  expect(previewOf({ ...buy, waits: false }, asks, means)).toMatchObject({
    waiting: 0n,
    dropped: 100n,
    allowances_after: 800n,
  });
});

test('in a call nothing trades at once', () => {
  expect(previewOf({ ...buy, matches: false }, asks, means)).toMatchObject({
    at_once: 0n,
    waiting: 400n,
    average: undefined,
  });
});

test('a sale brings its price less the fee', () => {
  const preview = previewOf(sell, bids, means);
  expect(preview).toMatchObject({ at_once: 100n, waiting: 50n, allowances_after: 350n });
  expect(preview.cash_after).toBe(5_000_000n + 585_000n - 390n - 97n);
});

test('the curve: cost of a tonne, of a stretch, and what a price pays for', () => {
  expect(costAt(plant.curve, 250n)).toBe(2500n);
  expect(costAt(plant.curve, 1001n)).toBeUndefined();
  expect(costBetween(plant.curve, 400n, 500n)).toEqual({
    cost: 450_000n,
    covered: 100n,
    beyond: 0n,
  });
  expect(costBetween(plant.curve, 900n, 1100n)).toEqual({
    cost: 950_000n,
    covered: 100n,
    beyond: 100n,
  });
  expect(abatementAt(plant.curve, 4200n)).toBe(420n);
  expect(abatementAt(plant.curve, 99_999n)).toBe(1000n);
  expect(abatementAt([], 1n)).toBe(0n);
});

test('a step of the curve is a step', () => {
  const curve = [
    [0n, 10n],
    [100n, 10n],
    [100n, 30n],
    [200n, 30n],
  ].map(([abatementT, costCentsPerTonne]) => ({ abatementT, costCentsPerTonne }) as never);
  expect(costAt(curve, 100n)).toBe(10n);
  expect(costAt(curve, 101n)).toBe(30n);
  expect(costBetween(curve, 50n, 150n).cost).toBe(2000n);
  expect(abatementAt(curve, 20n)).toBe(100n);
});

test('a bought tonne spares the dearest abatement, a sold one asks for the next', () => {
  expect(compare({ ...buy, quantity: 100n }, plant, 4000n)).toEqual({
    own: 4500n,
    gain: 500n,
    needed: 100n,
    beyond: false,
    idle: false,
  });
  expect(compare({ ...sell, quantity: 100n }, plant, 5000n)).toMatchObject({
    own: 5500n,
    gain: -500n,
  });
  expect(compare({ ...sell, quantity: 1000n }, plant, 5000n)).toMatchObject({ beyond: true });
  expect(compare(buy, undefined, 1n)).toBeUndefined();
  // What is bought beyond what is needed makes the own abatement no cheaper.
  const vast = { ...buy, quantity: 1_000_000_000n };
  expect(compare(vast, plant, 4000n)).toMatchObject({ own: 2500n, gain: -1500n, needed: 500n });
  const long = create(PlantViewSchema, { ...plant, balancingAbatementT: -10n });
  expect(compare(buy, long, 1n)).toMatchObject({ own: 0n, idle: true });
});

test('a plan: its cost, the next tonne, and where it leaves the firm', () => {
  expect(previewPlan(plant, 500n)).toEqual({
    cost: 1_250_000n,
    marginal: 5000n,
    position: 0n,
  });
});

const top = create(BookTopSchema, {
  instrument: { tickCentsPerTonne: 10n, lotT: 5n, maxPriceCentsPerTonne: 1_000_000n },
  rules: { orderLimitT: 10_000n, takerFeeBps: 10n },
  halt: Halt.NOT_HALTED,
  quote: { lastPriceCentsPerTonne: 4000n },
});
const market: Market = {
  top,
  phase: TradingPhase.OPEN,
  robot_plays: false,
  lowest: 3000n,
  highest: 9000n,
};
const limits = (draft: Draft, changed: Partial<Market> = {}) =>
  limitsOf(draft, { ...market, ...changed }, means.cash, means.allowances).map(({ kind }) => kind);

test('limits of the exchange are told before it refuses', () => {
  expect(limits(buy)).toEqual([]);
  expect(limits({ ...buy, price: 4205n })).toEqual(['price_off_tick']);
  expect(limits({ ...buy, price: 0n })).toEqual(['price_not_positive', 'price_below_band']);
  expect(limits({ ...buy, price: 9010n })).toEqual(['price_above_band']);
  expect(limits({ ...buy, price: 2_000_000n })).toEqual(['price_above_most', 'price_above_band']);
  expect(limits({ ...buy, quantity: 0n })).toEqual(['quantity_not_positive']);
  expect(limits({ ...buy, quantity: 7n })).toEqual(['quantity_off_lot']);
  expect(limits({ ...buy, quantity: 20_000n })).toEqual(['quantity_above_order_limit']);
  expect(limits({ ...buy, quantity: 5000n })).toEqual(['cash_missing']);
  expect(limits({ ...sell, quantity: 505n })).toEqual(['allowances_missing']);
  expect(limits(buy, { phase: TradingPhase.CLOSED })).toEqual(['closed']);
  expect(limits(buy, { robot_plays: true })).toEqual(['robot_plays']);
});

const doubts = (draft: Draft) => {
  const others = draft.buys ? asks : bids;
  return doubtsOf(draft, previewOf(draft, others, means), others, top, plant).map(
    ({ kind }) => kind,
  );
};

test('what may be a slip of the finger asks', () => {
  expect(doubts(buy)).toEqual([]);
  expect(doubts({ ...buy, price: 4410n })).toEqual(['price_far_above_market']);
  expect(doubts({ ...buy, price: 6000n, quantity: 320n })).toEqual([
    'price_far_above_market',
    'worst_price_far',
  ]);
  expect(doubts({ ...buy, price: 20_010n, quantity: 100n })).toEqual([
    'price_far_above_market',
    'price_above_penalty',
  ]);
  expect(doubts({ ...sell, price: 3500n, quantity: 50n })).toEqual(['price_far_below_market']);
  expect(doubts({ ...buy, quantity: 1500n })).toEqual(['more_than_depth', 'more_than_needed']);
  expect(doubts({ ...sell, quantity: 400n })).toEqual(['more_than_depth', 'more_than_needed']);
  expect(doubts({ ...sell, price: 9000n, quantity: 50n })).toEqual([]);
});
