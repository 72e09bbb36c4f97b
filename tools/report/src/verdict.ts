// An expectation in words.
import type { Expectation, Maybe } from './data.ts';

// A figure with as few decimals as keep it on its side of the bounds: 0.9499 is not shown as 0.95
// where at least 0.95 was expected.
export function shortest(value: Maybe, bounds: readonly Maybe[]): string {
  if (value === null) return '–';
  for (let digits = 4; digits <= 17; ++digits) {
    const rounded = Number(value.toPrecision(digits));
    const same = bounds.every(
      (bound) => bound === null || Math.sign(rounded - bound) === Math.sign(value - bound),
    );
    if (same) return plain(rounded);
  }
  return plain(value);
}

// With all its digits.
function plain(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 17 })
    .format(value)
    .replace('-', '−');
}

// `strictly`: the bounds themselves do not pass.
export function boundText(
  { at_least, at_most }: Pick<Expectation, 'at_least' | 'at_most'>,
  strictly = false,
): string {
  if (at_least !== null && at_most !== null) return `${plain(at_least)} to ${plain(at_most)}`;
  if (at_least !== null) return `${strictly ? 'above' : 'at least'} ${plain(at_least)}`;
  if (at_most !== null) return `${strictly ? 'below' : 'at most'} ${plain(at_most)}`;
  return '';
}

export function valueText({ value, absent, at_least, at_most }: Expectation): string {
  if (value === null && absent !== '') return absent;
  return shortest(value, [at_least, at_most]);
}

// "price_to_benchmark" as a reader says it.
export function metricText(metric: string): string {
  const words = metric.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function tally(expectations: readonly { passed: boolean }[]): string {
  const passed = expectations.filter((expectation) => expectation.passed).length;
  if (expectations.length === 0) return 'The scenario states no expectation.';
  if (passed === expectations.length) {
    return passed === 1 ? 'The expectation holds.' : `All ${passed} expectations hold.`;
  }
  const failed = expectations.length - passed;
  if (expectations.length === 1) return 'The expectation fails.';
  return `${failed} of ${expectations.length} expectations ${failed === 1 ? 'fails' : 'fail'}.`;
}
