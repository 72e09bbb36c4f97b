// Proves how the page writes numbers, tables and verdicts.
import { expect, test } from 'vitest';

import {
  distance,
  fixed,
  moneyScale,
  percent,
  tick,
  tonneScale,
  withUnit,
} from '../../../../tools/report/src/format.ts';
import { target } from '../../../../tools/report/src/keyboard.ts';
import { columnUnit, toCsv } from '../../../../tools/report/src/table.ts';
import { boundText, metricText, tally, valueText } from '../../../../tools/report/src/verdict.ts';
import type { Expectation } from '../../../../tools/report/src/data.ts';

function expectation(more: Partial<Expectation>): Expectation {
  return {
    metric: 'efficiency',
    what: '',
    year: null,
    value_year: null,
    value: 1,
    absent: '',
    at_least: null,
    at_most: null,
    passed: true,
    ...more,
  };
}

test('numbers that do not exist are a dash', () => {
  expect(fixed(null, 2)).toBe('–');
  expect(percent(null)).toBe('–');
  expect(distance(1, 0)).toBe('–');
});

test('a minus is a minus, and nothing is not negative', () => {
  expect(fixed(-1234.5, 1)).toBe('−1,234.5');
  expect(fixed(-0.004, 2)).toBe('0.00');
  expect(tick(-300)).toBe('−300');
});

test('tonnes are scaled to about four figures', () => {
  expect(withUnit(1_386_051_745, tonneScale([1_386_051_745]))).toBe('1,386 Mt');
  expect(withUnit(62_750_000, tonneScale([62_750_000]))).toBe('62.75 Mt');
  expect(withUnit(950, tonneScale([950]))).toBe('950 t');
  expect(withUnit(0, tonneScale([]))).toBe('0 t');
});

test('costs are scaled with their currency', () => {
  expect(withUnit(2_865_000_000, moneyScale([2_865_000_000], 'EUR'))).toBe('2.865 EUR bn');
  expect(withUnit(12, moneyScale([12], 'USD'))).toBe('12 USD');
});

test('a distance has its sign', () => {
  expect(distance(110, 100)).toBe('+10.0 %');
  expect(distance(90, 100)).toBe('−10.0 %');
  expect(distance(100.01, 100)).toBe('0.0 %');
});

test('CSV quotes what must be quoted and leaves numbers as they are', () => {
  const text = toCsv({ columns: ['a', 'b', 'c'], rows: [[1.5, null, 'say "hi", twice\n']] });

  expect(text).toBe('a,b,c\r\n1.5,,"say ""hi"", twice\n"\r\n');
});

test('CSV disarms names that a spreadsheet would run', () => {
  expect(toCsv({ columns: ['name'], rows: [['=1+1'], ['@x'], [-5]] })).toBe(
    "name\r\n'=1+1\r\n'@x\r\n-5\r\n",
  );
});

test('a column carries the currency as a word', () => {
  expect(columnUnit('EUR')).toBe('eur');
  expect(columnUnit('1985 US$')).toBe('1985_us_');
});

test('a value that does not exist says why', () => {
  expect(valueText(expectation({ value: null, absent: 'no trade' }))).toBe('no trade');
  expect(valueText(expectation({ value: null }))).toBe('–');
});

test('a value keeps the digits that put it on its side of the bound', () => {
  expect(valueText(expectation({ value: 0.97314159, at_least: 0.95 }))).toBe('0.9731');
  expect(valueText(expectation({ value: 0.949999, at_least: 0.95 }))).toBe('0.949999');
  expect(valueText(expectation({ value: 0.95, at_least: 0.95 }))).toBe('0.95');
});

test('bounds are named', () => {
  expect(boundText(expectation({ at_least: 0.9, at_most: 1.1 }))).toBe('0.9 to 1.1');
  expect(boundText(expectation({ at_least: 12000 }))).toBe('at least 12,000');
  expect(boundText(expectation({ at_most: -1 }))).toBe('at most −1');
});

test('a metric reads as words', () => {
  expect(metricText('price_to_benchmark')).toBe('Price to benchmark');
});

test('the tally counts', () => {
  const held = expectation({});
  const failed = expectation({ passed: false });

  expect(tally([])).toBe('The scenario states no expectation.');
  expect(tally([held])).toBe('The expectation holds.');
  expect(tally([held, held])).toBe('All 2 expectations hold.');
  expect(tally([held, failed])).toBe('1 of 2 expectations fails.');
  expect(tally([failed, failed, held])).toBe('2 of 3 expectations fail.');
});

test('arrow keys walk from the first point to the last and stop there', () => {
  expect(target('ArrowRight', -1, 3)).toBe(0);
  expect(target('ArrowRight', 2, 3)).toBe(2);
  expect(target('ArrowLeft', 0, 3)).toBe(0);
  expect(target('End', 0, 3)).toBe(2);
  expect(target('Escape', 1, 3)).toBe(-1);
  expect(target('Tab', 1, 3)).toBeNull();
  expect(target('ArrowRight', -1, 0)).toBeNull();
});
