// The table of years.
import { distance, moneyScale, money, percent, scaled, tonneScale } from '../format.ts';
import { numbersSection } from '../page/numbers.ts';
import type { Run, Year } from './run.ts';
import { columnUnit, type Table } from '../table.ts';

export function yearsSection(run: Run, stem: string): HTMLElement {
  const { years, currency } = run;
  const tonnes = tonneScale(years.flatMap((y) => [y.cap_t, y.emissions_t, y.banked_t, y.volume_t]));
  const costs = moneyScale(
    years.flatMap((y) => [y.abatement_cost, y.abatement_cost_least]),
    currency,
  );
  type Column = [string, string, (year: Year) => string];
  const sold: Column[] = [
    ['Auctioned', tonnes.unit, (y) => scaled(y.auctioned_t, tonnes)],
    ['Auction price', `${currency}/t`, (y) => money(y.auction_price)],
  ];
  const reserve: Column[] = [['Reserve', tonnes.unit, (y) => scaled(y.reserve_t, tonnes)]];
  const columns: Column[] = [
    ['Cap', tonnes.unit, (y) => scaled(y.cap_t, tonnes)],
    ['Emissions', tonnes.unit, (y) => scaled(y.emissions_t, tonnes)],
    ['Mean price', `${currency}/t`, (y) => money(y.price_mean)],
    ['Bench­mark', `${currency}/t`, (y) => money(y.price_benchmark)],
    ['Distance', '', (y) => distance(y.price_mean, y.price_benchmark)],
    ['Last price', `${currency}/t`, (y) => money(y.price_last)],
    ...(run.auctions.length > 0 ? sold : []),
    ...(years.some((y) => y.reserve_t > 0) ? reserve : []),
    ['Volume', tonnes.unit, (y) => scaled(y.volume_t, tonnes)],
    ['Bank', tonnes.unit, (y) => scaled(y.banked_t, tonnes)],
    ['Cost of abatement', costs.unit, (y) => scaled(y.abatement_cost, costs)],
    ['Least cost', costs.unit, (y) => scaled(y.abatement_cost_least, costs)],
    ['Compli­ance', '', (y) => percent(y.compliance_rate)],
  ];
  return numbersSection({
    title: 'Years',
    what: 'years',
    note: '',
    years: years.map(({ year }) => year),
    columns: columns.map(([name, unit, text]) => ({ name, unit, cells: years.map(text) })),
    stem,
    csv: () => yearsTable(run),
  });
}

export function yearsTable({ years, currency }: Run): Table {
  const money = columnUnit(currency);
  const keys: [keyof Year, string][] = [
    ['year', ''],
    ['cap_t', ''],
    ['baseline_t', ''],
    ['emissions_t', ''],
    ['emissions_benchmark_t', ''],
    ['price_mean', `_${money}_per_t`],
    ['price_last', `_${money}_per_t`],
    ['price_benchmark', `_${money}_per_t`],
    ['allocated_t', ''],
    ['auctioned_t', ''],
    ['auction_price', `_${money}_per_t`],
    ['withheld_t', ''],
    ['released_t', ''],
    ['reserve_t', ''],
    ['volume_t', ''],
    ['banked_t', ''],
    ['banked_benchmark_t', ''],
    ['abatement_cost', `_${money}`],
    ['abatement_cost_least', `_${money}`],
    ['obligation_t', ''],
    ['surrendered_t', ''],
    ['shortfall_t', ''],
    ['penalties', `_${money}`],
    ['compliance_rate', ''],
  ];
  return {
    columns: keys.map(([key, unit]) => `${key}${unit}`),
    rows: years.map((year) => keys.map(([key]) => year[key])),
  };
}
