// Proves that amounts are written and read exactly, in the figures of several locales.
import { expect, test } from 'vitest';

import {
  figuresOf,
  formatBps,
  formatCents,
  formatCountdown,
  formatShort,
  formatWhole,
  mulDiv,
  parseCents,
  parseWhole,
} from '../../../../tools/desk/src/shared/units.ts';

const en = figuresOf('en-US');
const de = figuresOf('de-DE');
const fr = figuresOf('fr-FR');
const swiss = figuresOf('de-CH');
const ar = figuresOf('ar-EG');

test('cents beyond what a double holds are written exactly', () => {
  expect(formatCents(90_071_992_547_409_931n, en)).toBe('900,719,925,474,099.31');
  expect(formatCents(-5n, en)).toBe('\u22120.05');
  expect(formatCents(123_456n, de)).toBe('1.234,56');
  expect(formatWhole(1_234_567n, ar)).toBe('1,234,567');
});

test.each([
  ['1,234.56', 123_456n],
  ['1234.5', 123_450n],
  ['.5', 50n],
  ['12.', 1200n],
  ['１２．５', 1250n],
  ['12。5', 1250n],
  ['12.3400', 1234n],
  ['-1', -100n],
])('reads %s', (text, value) => expect(parseCents(text, en)).toEqual({ value }));

test('reads what it writes, in each locale', () => {
  for (const figures of [en, de, fr, swiss, ar]) {
    for (const cents of [0n, 1n, 99n, 100n, 123_456n, 98_765_432_101n]) {
      expect(parseCents(formatCents(cents, figures), figures)).toEqual({ value: cents });
    }
  }
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['abc', 'not_a_number'],
  ['1,23', 'not_a_number'],
  ['1.2.3', 'not_a_number'],
  ['1e5', 'not_a_number'],
  ['0x10', 'not_a_number'],
  ['--1', 'not_a_number'],
  ['.', 'not_a_number'],
  ['1.005', 'too_fine'],
  ['9'.repeat(30), 'too_large'],
  ['<b>1</b>', 'not_a_number'],
])('refuses "%s"', (text, wrong) => expect(parseCents(text, en)).toEqual({ wrong }));

test('a decimal comma is no group, and a point no comma', () => {
  expect(parseCents('12,5', de)).toEqual({ value: 1250n });
  expect(parseCents('12.5', de)).toEqual({ wrong: 'not_a_number' });
  expect(parseWhole('1.5', en)).toEqual({ wrong: 'too_fine' });
  expect(parseWhole('1 234', fr)).toEqual({ value: 1234n });
  expect(parseWhole("1'234", swiss)).toEqual({ value: 1234n });
});

test('shortens without losing the size', () => {
  expect(formatShort(9_999n, en)).toBe('9,999');
  expect(formatShort(12_345n, en)).toBe('12.3k');
  expect(formatShort(1_217_000n, en)).toBe('1.2M');
  expect(formatShort(-12_345_678n, en)).toBe('\u221212.3M');
  expect(formatShort(999_960n, en)).toBe('1,000k');
});

test('rates, time and quotients', () => {
  expect(formatBps(1250, en)).toBe('12.5\u00a0%');
  expect(formatBps(5n, en)).toBe('0.05\u00a0%');
  expect(formatCountdown(61_001)).toBe('1:02');
  expect(formatCountdown(3_600_000)).toBe('1:00:00');
  expect(formatCountdown(-5)).toBe('0:00');
  expect(mulDiv(7n, 1n, 2n)).toBe(4n);
  expect(mulDiv(-7n, 1n, 2n)).toBe(-4n);
});
