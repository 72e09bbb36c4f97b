// Proves how the charts shape a run: where days stand, how far axes reach, what the book adds up to.
import { expect, test } from 'vitest';

import { added, auctionsFigure, unsold } from '../../../../tools/report/src/run/auctions.ts';
import { cumulate, steps, window } from '../../../../tools/report/src/run/depth.ts';
import { emissionsFigure } from '../../../../tools/report/src/run/emissions.ts';
import { firmYear } from '../../../../tools/report/src/run/firms.ts';
import { highestPrice, macFigure } from '../../../../tools/report/src/run/mac.ts';
import {
  dayPositions,
  priceFigure,
  priceTable,
  salesAt,
  tickStep,
} from '../../../../tools/report/src/run/price.ts';
import { measuresTable } from '../../../../tools/report/src/run/measures.ts';
import { measuresByYearFigure } from '../../../../tools/report/src/run/measures_by_year.ts';
import { schemesFigure } from '../../../../tools/report/src/run/schemes.ts';
import { yearsTable } from '../../../../tools/report/src/run/years.ts';
import { niceEnd, niceTicks } from '../../../../tools/report/src/ticks.ts';
import { auction, firm, run, year } from './run_builder.ts';

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

test('what projects abate stands on no cost curve', () => {
  const built = firm('a', 'x', { abatement_t: [5, 10], project_abatement_t: [4, 0] });
  const figure = macFigure(run({ firms: [built] }));

  expect(figure.summary([])).toContain('x abated 1 t.');
  expect(figure.note).toContain('What projects abate is left out.');
  expect(macFigure(run()).note).not.toContain('projects');
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

const names = (marks: { name: string }[]) => marks.map(({ name }) => name);

test('a sale stands at the day of its auction; an auction without a price has none', () => {
  const held = auction(2026, 2);
  const cancelled = auction(2026, 3, { status: 'cancelled', sold_t: 0, clearing_price: null });
  const made = run({ auctions: [held, cancelled] });

  expect(salesAt(made, dayPositions(made.days.year))).toEqual([{ x: 2026.5, auction: held }]);
});

test('what containment adds is no part of the offer', () => {
  const both = auction(2025, 1, { sold_t: 75, sold_ccr_t: 10, sold_ceiling_t: 5 });

  expect(added(both)).toBe(15);
  expect(unsold(both)).toBe(0);
  expect(unsold(auction(2025, 1, { sold_t: 20, sold_ccr_t: 10 }))).toBe(50);
});

test('a run without auctions shows nothing of them', () => {
  expect(auctionsFigure(run())).toBeNull();
  expect(names(priceFigure(run()).marks([]))).not.toContain('Auctions');
  expect(names(emissionsFigure(run()).marks([]))).toEqual([
    'Emissions',
    'Cap',
    'Baseline',
    'Benchmark',
  ]);
});

test('parts of the supply that there are stand beside the emissions', () => {
  const years = [year(2025, { allocated_t: 40, auctioned_t: 60 })];
  const auctions = [auction(2025, 1)];

  const figure = emissionsFigure(run({ years, auctions }));
  const withheld = emissionsFigure(
    run({ years: [year(2025, { auctioned_t: 50, withheld_t: 10 })], auctions }),
  );

  expect(names(figure.marks([])).slice(0, 3)).toEqual(['Emissions', 'Given free', 'Auctioned']);
  expect(names(figure.marks([]))).not.toContain('Withheld');
  expect(names(withheld.marks([]))).toContain('Withheld');
  expect(figure.table().columns.slice(1, 4)).toEqual(['cap_t', 'allocated_t', 'auctioned_t']);
  expect(figure.table().rows[0]?.slice(1, 4)).toEqual([100, 40, 60]);
});

test('the data of auctions has a row each', () => {
  const figure = auctionsFigure(run({ auctions: [auction(2025, 1), auction(2026, 2)] }));
  const { columns, rows } = figure!.table();

  expect(figure!.selectors[0]!.options([])).toEqual(['All years', '2025', '2026']);
  expect(rows).toHaveLength(2);
  expect(columns[10]).toBe('clearing_price_eur_per_t');
  expect(rows[1]).toEqual([2026, 2, 'held', 60, 90, 60, 0, 0, 0, 20, 45, 4, 2700]);
});

test('the data of measures says which are means of years', () => {
  const measures = [
    { name: 'efficiency', what: 'share', of_years: false, value: 0.97, by_year: [null] },
    { name: 'auction_price', what: 'money/t', of_years: true, value: null, by_year: [null] },
  ];

  expect(measuresTable(run({ measures })).rows).toEqual([
    ['efficiency', 'share', 'run', 0.97],
    ['auction_price', 'money/t', 'mean of years', null],
  ]);
});

test('the data of years has what each brought', () => {
  const years = [year(2025, { auctioned_t: 60, auction_price: 45, reserve_t: 7 })];
  const { columns, rows } = yearsTable(run({ years }));

  expect(rows[0]?.[columns.indexOf('auctioned_t')]).toBe(60);
  expect(rows[0]?.[columns.indexOf('auction_price_eur_per_t')]).toBe(45);
  expect(rows[0]?.[columns.indexOf('reserve_t')]).toBe(7);
});

test('measures by year are those that some year has, the first of a climate plan chosen', () => {
  const measures = [
    { name: 'efficiency', what: '', of_years: false, value: 0.9, by_year: [null, null] },
    { name: 'price', what: '', of_years: true, value: 21, by_year: [20, 22] },
    {
      name: 'carbon_intensity_change',
      what: '',
      of_years: true,
      value: -0.5,
      by_year: [-0.4, null],
    },
  ];
  const figure = measuresByYearFigure(run({ years: [year(2025), year(2026)], measures }));

  expect(figure.table()).toEqual({
    columns: ['year', 'price', 'carbon_intensity_change'],
    rows: [
      [2025, 20, -0.4],
      [2026, 22, null],
    ],
  });
  expect(figure.selectors[0]?.first([])).toBe(1);
  expect(figure.summary([0])).toContain('2026: 22');
  expect(measuresByYearFigure(run()).absent?.([])).toBe('No year has a measure.');
});

test('the price of a unit of the chosen scheme stands beside that of theory', () => {
  const row = (scheme: string, price_mean: number | null) => ({
    ...{ year: 2025, scheme, unit: 'MWh', used: 9, saved: 1, made: 2, owed: 8, surrendered: 7 },
    ...{ shortfall: 1, price_mean, price_benchmark: 5, cost: 3, cost_least: 2, spared_t: 4 },
  });
  const figure = schemesFigure(run({ schemes: [row('green', 4), row('energy', null)] }));

  expect(figure.selectors[0]?.options([])).toEqual(['green', 'energy']);
  expect(figure.summary([0])).toContain('2025: 4.00, benchmark 5.00');
  expect(figure.summary([1])).toContain('2025: –, benchmark 5.00');
  expect(figure.table().rows).toHaveLength(2);
});
