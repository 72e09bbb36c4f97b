// Numbers and their units as text. One locale, so that a report reads the same everywhere.
import type { Maybe } from './data.ts';

const kMissing = '–';

export function fixed(value: Maybe, digits: number): string {
  if (value === null) return kMissing;
  const text = new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
  return text.replace(/^-(?=[0.,]*$)/, '').replace('-', '−');
}

export function percent(share: Maybe, digits = 1): string {
  return share === null ? kMissing : `${fixed(share * 100, digits)} %`;
}

// A price or a mean of prices, to the cent.
export function money(value: Maybe): string {
  return fixed(value, 2);
}

// How a figure writes amounts of one kind: divided by `divisor`, named `unit`.
export interface Scale {
  divisor: number;
  unit: string;
  digits: number;
}

const kSteps: readonly { divisor: number; mass: string; count: string }[] = [
  { divisor: 1e9, mass: 'Gt', count: 'bn' },
  { divisor: 1e6, mass: 'Mt', count: 'm' },
  { divisor: 1e3, mass: 'kt', count: 'k' },
  { divisor: 1, mass: 't', count: '' },
];

// The largest step at which the largest value still has at least one digit before the point; then
// as many decimals as give it about four figures.
function scaleOf(
  values: Iterable<Maybe>,
  unitOf: (step: (typeof kSteps)[number]) => string,
): Scale {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value ?? 0));
  const step = kSteps.find(({ divisor }) => largest >= divisor) ?? {
    divisor: 1,
    mass: 't',
    count: '',
  };
  const whole = Math.floor(Math.log10(Math.max(1, largest / step.divisor))) + 1;
  const digits = step.divisor === 1 ? 0 : Math.max(0, 4 - whole);
  return { divisor: step.divisor, unit: unitOf(step), digits };
}

export function tonneScale(values: Iterable<Maybe>): Scale {
  // A cap of 1,386 Mt is what its readers know: gigatonnes only where megatonnes lose the view.
  const list = [...values];
  const largest = Math.max(0, ...list.map((value) => Math.abs(value ?? 0)));
  if (largest >= 1e9 && largest < 1e11) return { divisor: 1e6, unit: 'Mt', digits: 0 };
  return scaleOf(list, (step) => step.mass);
}

export function moneyScale(values: Iterable<Maybe>, currency: string): Scale {
  return scaleOf(values, (step) => `${currency}${step.count === '' ? '' : ` ${step.count}`}`);
}

export function scaled(value: Maybe, scale: Scale): string {
  return value === null ? kMissing : fixed(value / scale.divisor, scale.digits);
}

export function withUnit(value: Maybe, scale: Scale): string {
  return value === null ? kMissing : `${scaled(value, scale)} ${scale.unit}`;
}

// Signed relative distance of `value` from `reference`: "+1.2 %".
export function distance(value: Maybe, reference: Maybe): string {
  if (value === null || reference === null || reference === 0) return kMissing;
  const text = percent(value / reference - 1);
  return text.startsWith('−') || text === '0.0 %' ? text : `+${text}`;
}

// A number on an axis: as short as it can be.
export function tick(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 6 })
    .format(value)
    .replace('-', '−');
}
