// The second run less the first, year by year.
import { moneyScale, percent, type Scale, scaled, tonneScale } from '../format.ts';
import { numbersSection } from '../page/numbers.ts';
import type { Year } from '../run/run.ts';
import type { Table } from '../table.ts';
import type { Comparison } from './page.ts';
import { minus, valueOf, yearsOf } from './paths.ts';

const kKeys = [
  'price_mean',
  'price_benchmark',
  'cap_t',
  'emissions_t',
  'banked_t',
  'volume_t',
  'auctioned_t',
  'auction_price',
  'abatement_cost',
  'shortfall_t',
  'compliance_rate',
] as const satisfies (keyof Year)[];

const kTitles: Record<(typeof kKeys)[number], string> = {
  price_mean: 'Mean price',
  price_benchmark: 'Bench­mark',
  cap_t: 'Cap',
  emissions_t: 'Emissions',
  banked_t: 'Bank',
  volume_t: 'Volume',
  auctioned_t: 'Auctioned',
  auction_price: 'Auction price',
  abatement_cost: 'Cost of abatement',
  shortfall_t: 'Shortfall',
  compliance_rate: 'Compli­ance',
};

export function differencesSection(
  comparison: Comparison,
  names: readonly [string, string],
  stem: string,
): HTMLElement {
  const years = yearsOf(comparison);
  const columns = kKeys.map((key) => {
    const values = years.map((year) => difference(comparison, year, key));
    return { key, values, scale: scaleOf(key, values, comparison.a.currency) };
  });
  return numbersSection({
    title: 'Differences by year',
    what: 'differences by year',
    note: `${names[1]} less ${names[0]}.`,
    years,
    columns: columns.map(({ key, values, scale }) => ({
      name: kTitles[key],
      unit: scale.unit,
      cells: values.map((value) => text(key, value, scale)),
    })),
    stem,
    csv: () => differencesTable(comparison),
  });
}

function difference({ a, b }: Comparison, year: number, key: keyof Year): number | null {
  return minus(valueOf(b, year, key), valueOf(a, year, key));
}

function scaleOf(key: string, values: readonly (number | null)[], currency: string): Scale {
  if (key.endsWith('_t')) return tonneScale(values);
  if (key === 'abatement_cost') return moneyScale(values, currency);
  return { divisor: 1, unit: key === 'compliance_rate' ? '' : `${currency}/t`, digits: 2 };
}

function text(key: string, value: number | null, scale: Scale): string {
  const words = key === 'compliance_rate' ? percent(value) : scaled(value, scale);
  return value !== null && value > 0 && !/^[0.,]+( %)?$/.test(words) ? `+${words}` : words;
}

export function differencesTable(comparison: Comparison): Table {
  const { a, b } = comparison;
  return {
    columns: ['year', ...kKeys.flatMap((key) => [`${key}_a`, `${key}_b`, `${key}_difference`])],
    rows: yearsOf(comparison).map((year) => [
      year,
      ...kKeys.flatMap((key) => [
        valueOf(a, year, key),
        valueOf(b, year, key),
        difference(comparison, year, key),
      ]),
    ]),
  };
}
