// Proves how the page of a sweep finds and writes its figures: designs, units, panels, selectors.
import { expect, test } from 'vitest';

import { scaled } from '../../../../tools/report/src/format.ts';
import { heatColour, kLight, luminance } from '../../../../tools/report/src/palette.ts';
import { choose, chosenAtFirst, chosenWords } from '../../../../tools/report/src/selector.ts';
import { designOf, levels } from '../../../../tools/report/src/sweep/design.ts';
import {
  clear,
  differencesFigure,
  probability,
} from '../../../../tools/report/src/sweep/differences.ts';
import { fanFigure } from '../../../../tools/report/src/sweep/fan.ts';
import { heatFigure } from '../../../../tools/report/src/sweep/heat.ts';
import { linesFigure } from '../../../../tools/report/src/sweep/lines.ts';
import { Lookup } from '../../../../tools/report/src/sweep/lookup.ts';
import { columnsFor, layout } from '../../../../tools/report/src/sweep/panels.ts';
import { axisTitle, metricScale } from '../../../../tools/report/src/sweep/unit.ts';
import { treatmentsFigure } from '../../../../tools/report/src/sweep/treatments.ts';
import { difference, sweep } from './sweep_builder.ts';

const grid = [
  { a: 1, b: 'x' },
  { a: 2, b: 'x' },
  { a: 1, b: 'y' },
  { a: 2, b: 'y' },
];

test('a design is a grid where values come with each other, also where a point is missing', () => {
  expect(designOf(sweep(grid)).grid).toBe(true);
  expect(designOf(sweep(grid.slice(0, 3))).grid).toBe(true);
  expect(designOf(sweep([{ a: 1 }, { a: 3 }, { a: 2 }])).grid).toBe(true);
  const hypercube = [0, 1, 2, 3, 4].map((i) => ({ a: i, b: (i * 2) % 5 }));
  expect(designOf(sweep(hypercube)).grid).toBe(false);
});

test('points that differ only in treatment are one of the design', () => {
  const { points } = designOf(sweep(grid));

  expect(points.map(({ label }) => label)).toEqual([
    'a = 1, b = x',
    'a = 2, b = x',
    'a = 1, b = y',
    'a = 2, b = y',
  ]);
  expect(levels(points, 'a')).toEqual([1, 2]);
});

test('numbers are in their order, words in that of the design', () => {
  expect(levels(designOf(sweep([{ a: 10 }, { a: 2 }, { a: 9 }])).points, 'a')).toEqual([2, 9, 10]);
  expect(levels(designOf(sweep([{ a: 'z' }, { a: 'b' }])).points, 'a')).toEqual(['z', 'b']);
});

test('a figure is found by design point, treatment, metric and year', () => {
  const lookup = new Lookup(sweep(grid));

  // Point 5: the third of the design, second treatment.
  expect(lookup.point(2, 'rule')).toBe(5);
  expect(lookup.path(2, 'rule', 'price')[1]?.p50).toBe(50 + 5 + 1);
  expect(lookup.figure(2, 'rule', 'efficiency')?.mean).toBeCloseTo(0.95);
  expect(lookup.measure(2, 'rule', 'price', 2026)?.low).toBeNull();
  expect(lookup.measure(2, 'rule', 'efficiency', null)?.low).toBeCloseTo(0.94);
  expect(lookup.figure(2, 'none', 'efficiency')).toBeNull();
});

test('metrics without any figure are not offered; others are in the order of the sweep', () => {
  const made = sweep([{}]);
  for (const fan of made.fan) {
    if (fan.metric === 'emissions_t') for (const year of fan.years) year.p50 = null;
  }

  expect(new Lookup(made).pathMetrics.map(({ name }) => name)).toEqual(['price']);
});

test('units are those of the words', () => {
  const unit = (name: string, what: string, values: number[]) => {
    const metric = { name, what };
    return axisTitle(metric, metricScale(metric, 'EUR', values));
  };

  expect(unit('emissions_t', 'verified emissions, t', [82e6])).toBe('Emissions, Mt');
  expect(unit('price', 'mean of the daily closing prices, money/t', [20])).toBe('Price, EUR/t');
  expect(unit('abatement_cost', 'cost of what was abated, money', [3e9])).toBe(
    'Abatement cost, EUR bn',
  );
  expect(unit('smith_alpha', 'deviation of prices from the benchmark, % of it', [3])).toBe(
    'Smith alpha, %',
  );
  expect(unit('efficiency', 'share, 1 is all', [1])).toBe('Efficiency');
});

test('values that differ little have the decimals to tell them apart', () => {
  const metric = { name: 'efficiency', what: '' };

  expect(metricScale(metric, 'EUR', [0.9978, 0.9981]).digits).toBe(6);
  expect(metricScale(metric, 'EUR', [10, 250]).digits).toBe(0);
  expect(metricScale(metric, 'EUR', [null]).digits).toBe(2);
});

test('values that are zeros at first sight are counted in millionths', () => {
  const metric = { name: 'loss_abated', what: 'share of the saving' };

  const scale = metricScale(metric, 'EUR', [0.00000601, 0.0000041]);

  expect(axisTitle(metric, scale)).toBe('Loss abated, ×10⁻⁶');
  expect(scaled(0.00000601, scale)).toBe('6.01');
  expect(metricScale(metric, 'EUR', [0, 0]).divisor).toBe(1);
});

test('panels fill their rows, and are never narrower than their labels', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((count) => columnsFor(count, 1000))).toEqual([
    1, 2, 3, 4, 3, 3, 4,
  ]);
  expect(columnsFor(20, 360)).toBe(2);
  expect(columnsFor(3, 300)).toBe(1);
  const { panels, height } = layout(6, 600, 50);
  for (const { left, top, width, height: own } of panels) {
    expect(left + width).toBeLessThanOrEqual(600);
    expect(top + own).toBeLessThan(height);
  }
});

test('walking through design points keeps measure and treatment', () => {
  const { selectors } = fanFigure(new Lookup(sweep(grid)))!;
  let chosen: readonly number[] = chosenAtFirst(selectors);

  expect(chosenWords(selectors, chosen)).toEqual(['Price', 'a = 1, b = x']);
  chosen = choose(selectors, chosen, 1, 2);
  chosen = choose(selectors, chosen, 2, 3);
  expect(chosenWords(selectors, chosen)).toEqual(['Price', 'rule', 'a = 2, b = y']);
});

test('a choice that the new measure does not have gives way to one that it has', () => {
  const { selectors } = linesFigure(new Lookup(sweep([{ a: 1 }, { a: 2 }])))!;
  const first = chosenAtFirst(selectors);

  expect(selectors[1]!.options(first)).toEqual(['Whole run']);
  const price = choose(selectors, first, 0, 1);
  expect(selectors[1]!.options(price)).toEqual(['2025', '2026']);
  expect(selectors[1]!.options(price)[price[1]!]).toBe('2026');
  expect(choose(selectors, price, 0, 0)).toEqual(first);
});

test('figures that the sweep has no data for are left out', () => {
  const plain = new Lookup(sweep([{}]));
  expect(heatFigure(plain)).toBeNull();
  expect(linesFigure(plain)).toBeNull();
  expect(heatFigure(new Lookup(sweep([{ a: 1 }, { a: 2 }])))).toBeNull();
  expect(heatFigure(new Lookup(sweep(grid)))).not.toBeNull();
  const nothing = new Lookup({ ...sweep([{}]), fan: [], figures: [], differences: [] });
  for (const make of [fanFigure, treatmentsFigure, differencesFigure, linesFigure]) {
    expect(make(nothing)).toBeNull();
  }
});

test('the data of a figure has all points; on the page what is chosen', () => {
  const lookup = new Lookup(sweep(grid));
  const fan = fanFigure(lookup)!;

  expect(fan.table().columns.slice(0, 4)).toEqual(['measure', 'treatment', 'a', 'b']);
  expect(fan.table().rows).toHaveLength(2 * 8 * 2); // metrics, points, years
  expect(fan.shownTable!([0, 2, 3]).rows).toEqual([
    ['price', 'rule', 2, 'y', 2025, 8, 57, 1, 47, 52, 57, 62, 67],
    ['price', 'rule', 2, 'y', 2026, 8, 58, 1, 48, 53, 58, 63, 68],
  ]);
});

test('differences are told with their p-values, by year or all years together', () => {
  const made = sweep([{}]);
  made.differences = [
    difference('efficiency', null, { mean: 0.01, low: 0.005, high: 0.015 }),
    difference('price', 2025, { mean: 2 }),
    difference('price', 2026, { mean: 3 }),
  ];
  const { selectors, shownTable } = differencesFigure(new Lookup(made))!;
  const first = chosenAtFirst(selectors);

  expect(chosenWords(selectors, first)).toEqual(['Price', 'All years']);
  expect(shownTable!(first).rows.map((row) => row[1])).toEqual([2025, 2026]);
  const { columns, rows } = shownTable!(choose(selectors, first, 0, 0));
  expect(rows[0]?.[columns.indexOf('p_t')]).toBe(0.03);
  expect(rows[0]?.[columns.indexOf('p_wilcoxon')]).toBe(0.04);
});

test('an interval is clear where zero is not in it', () => {
  expect(clear(difference('price', null, { low: 0.1, high: 2 }))).toBe(true);
  expect(clear(difference('price', null, { low: -2, high: -0.1 }))).toBe(true);
  expect(clear(difference('price', null, { low: -1, high: 1 }))).toBe(false);
  expect(clear(difference('price', null, { low: null, high: null }))).toBe(false);
});

test('p-values are written as in papers', () => {
  expect(probability(0.0312)).toBe('0.031');
  expect(probability(0.00001)).toBe('< 0.0001');
  expect(probability(null)).toBe('–');
});

test('words on a heat map can be read on every colour', () => {
  for (let share = 0; share <= 1; share += 0.02) {
    const { colour, ink } = heatColour(kLight, share);
    const of = (hex: string) =>
      luminance([1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16)));
    const [light, dark] = [of(colour), of(ink)].sort((a, b) => b - a);
    expect((light! + 0.05) / (dark! + 0.05)).toBeGreaterThan(4.5);
  }
});
