// Units of metrics, of which a sweep holds only the words.
import type { Maybe } from '../data.ts';
import { moneyScale, type Scale, tonneScale } from '../format.ts';
import type { Metric } from './sweep.ts';
import { metricTitle } from './lookup.ts';

// How values of the metric are written, so that all of `values` can be told apart.
export function metricScale(metric: Metric, currency: string, values: readonly Maybe[]): Scale {
  if (metric.name.endsWith('_t')) return tonneScale(values);
  if (/\bmoney$/.test(metric.what)) return moneyScale(values, currency);
  const unit = unitOf(metric, currency);
  const divisor = tiny(values);
  if (divisor === 1) return { divisor, unit, digits: digitsFor(values) };
  const power = `×10${superscript(Math.log10(divisor))}`;
  const over = values.map((value) => (value === null ? null : value / divisor));
  return { divisor, unit: unit === '' ? power : `${power} ${unit}`, digits: digitsFor(over) };
}

export function axisTitle(metric: Metric, scale: Scale): string {
  return scale.unit === '' ? metricTitle(metric) : `${metricTitle(metric)}, ${scale.unit}`;
}

function unitOf({ what }: Metric, currency: string): string {
  if (/\bmoney\/t\b/.test(what)) return `${currency}/t`;
  return /, %/.test(what) ? '%' : '';
}

// Enough decimals for a hundredth of what the values span.
function digitsFor(values: readonly Maybe[]): number {
  const known = values.filter((value) => value !== null);
  const span = Math.max(...known) - Math.min(...known);
  const size = span > 0 ? span : Math.max(...known.map(Math.abs));
  if (!(size > 0)) return 2;
  return Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(size))));
}

// What to divide figures by that are zeros at first sight, a power of a thousand; else 1.
function tiny(values: readonly Maybe[]): number {
  const largest = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  if (largest === 0 || largest >= 1e-3) return 1;
  return 10 ** (3 * Math.floor(Math.log10(largest) / 3));
}

function superscript(power: number): string {
  return [...String(Math.round(power))]
    .map((letter) => (letter === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(letter)]))
    .join('');
}
