// Proves how the charts shape a run: where days stand, how far axes reach, what the book adds up to.
import { expect, test } from 'vitest';

import { cumulate, steps, window } from '../../../../tools/report/src/charts/depth.ts';
import { firmYear } from '../../../../tools/report/src/charts/firms.ts';
import { highestPrice } from '../../../../tools/report/src/charts/mac.ts';
import { dayPositions, priceTable, tickStep } from '../../../../tools/report/src/charts/price.ts';
import { niceEnd, niceTicks } from '../../../../tools/report/src/ticks.ts';
import { firm, run, year } from './run_builder.ts';

test('the days of a year share it equally, each at the middle of its share', () => {
  expect(dayPositions([2025, 2025, 2026])).toEqual([2025.25, 2025.75, 2026.5]);
});

test('ticks are whole years over a decade, days within a year, single days within a few', () => {
  expect(tickStep(10, 50)).toBe(1);
  expect(tickStep(1, 50)).toBeCloseTo(0.1);
  expect(tickStep(0.1, 50)).toBeCloseTo(0.02);
});

test('an axis from zero ends at a round number that holds the largest value', () => {
  expect(niceEnd(0)).toBe(1);
  expect(niceEnd(0.3)).toBeCloseTo(0.3);
  expect(niceEnd(11)).toBe(12);
  expect(niceEnd(8100)).toBe(10000);
});

test('an axis around values starts and ends on a tick', () => {
  expect(niceTicks(24.3, 26.7, 6)).toEqual({ min: 24, max: 27, interval: 0.5 });
  expect(niceTicks(0, 95, 6)).toEqual({ min: 0, max: 100, interval: 20 });
});

test('an axis of a single value has a width', () => {
  const { min, max } = niceTicks(50, 50, 6);

  expect(min).toBeLessThanOrEqual(50);
  expect(max).toBeGreaterThan(50);
});

test('cost curves are drawn well past every price', () => {
  expect(highestPrice([year(2025, { price_mean: 80, price_benchmark: 100 })])).toBe(150);
  expect(
    highestPrice([year(2025, { price_mean: null, price_last: null, price_benchmark: null })]),
  ).toBe(100);
});

test('depth counts all that is better', () => {
  const bids = { price: [50, 49, 45], quantity_t: [10, 5, 1], orders: [2, 1, 1] };

  expect(cumulate(bids)).toEqual([
    { price: 50, cumulative_t: 10 },
    { price: 49, cumulative_t: 15 },
    { price: 45, cumulative_t: 16 },
  ]);
});

test('a side of the book starts from nothing and reaches the edge of the window', () => {
  const asks = [
    { price: 51, cumulative_t: 10 },
    { price: 53, cumulative_t: 12 },
  ];

  expect(steps(asks, 60)).toEqual([
    { price: 51, cumulative_t: 0 },
    ...asks,
    { price: 60, cumulative_t: 12 },
  ]);
  expect(steps(asks, 52)).toHaveLength(3);
  expect(steps([], 60)).toEqual([]);
});

test('orders far from the market do not stretch the window', () => {
  const { from, to } = window(
    {
      year: 2025,
      bids: { price: [50, 40, 1], quantity_t: [1, 1, 1], orders: [1, 1, 1] },
      asks: { price: [52, 60, 900], quantity_t: [1, 1, 1], orders: [1, 1, 1] },
    },
    [],
  );

  expect(from).toBeGreaterThan(35);
  expect(from).toBeLessThan(40);
  expect(to).toBeGreaterThan(60);
  expect(to).toBeLessThan(65);
});

test('the window holds the price and the benchmark, if they are near', () => {
  const book = {
    year: 2025,
    bids: { price: [50], quantity_t: [1], orders: [1] },
    asks: { price: [52], quantity_t: [1], orders: [1] },
  };

  expect(window(book, [null, 60]).to).toBeGreaterThan(60);
  expect(window(book, [51, 600]).to).toBeLessThan(60);
});

test('a book with one side has a window', () => {
  const { from, to } = window(
    {
      year: 2025,
      bids: { price: [50], quantity_t: [1], orders: [1] },
      asks: { price: [], quantity_t: [], orders: [] },
    },
    [],
  );

  expect(from).toBeLessThan(50);
  expect(to).toBeGreaterThan(50);
});

test('a firm’s abatement is a share of what it would have emitted', () => {
  const made = firmYear(firm('a', 'x', { emissions_t: [75], abatement_t: [25] }), 0);

  expect(made.baseline_t).toBe(100);
  expect(made.share).toBe(0.25);
  expect(made.benchmark_share).toBe(0.06);
});

test('a firm that would have emitted nothing has a share of nothing', () => {
  const idle = firm('a', 'x', { emissions_t: [0], abatement_t: [0], abatement_benchmark_t: [0] });

  expect(firmYear(idle, 0).share).toBe(0);
});

test('the data of prices has a row a day, with its year’s mean and benchmark', () => {
  const table = priceTable(run());

  expect(table.columns.slice(-2)).toEqual(['price_mean_eur_per_t', 'price_benchmark_eur_per_t']);
  expect(table.rows).toHaveLength(6);
  expect(table.rows[1]).toEqual([2025, 2, 49, 50, 48, 50, 2, 50, 40]);
  expect(table.rows[0]?.slice(2, 6)).toEqual([null, null, null, null]);
});
