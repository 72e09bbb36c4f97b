// One figure of both runs over the years, each with its benchmark.
import { base, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import type { Maybe } from '../data.ts';
import type { Figure, Option, View } from '../figure.ts';
import { scaled, type Scale, tick, tonneScale, withUnit } from '../format.ts';
import { groupColour, type Palette } from '../palette.ts';
import type { Run, Year } from '../run/run.ts';
import { columnUnit } from '../table.ts';
import { niceTicks } from '../ticks.ts';
import type { Comparison } from './page.ts';

const kKinds = {
  price: {
    title: 'Price',
    note: 'The mean of the daily closing prices of each year.',
    of: 'price_mean',
    benchmark: 'price_benchmark',
  },
  emissions: {
    title: 'Emissions',
    note: 'Verified emissions of each year.',
    of: 'emissions_t',
    benchmark: 'emissions_benchmark_t',
  },
  bank: {
    title: 'Bank',
    note: 'Allowances that remain in circulation after the surrender of each year.',
    of: 'banked_t',
    benchmark: 'banked_benchmark_t',
  },
} as const;

export function yearsOf({ a, b }: Comparison): number[] {
  return [...new Set([...a.years, ...b.years].map(({ year }) => year))].sort((x, y) => x - y);
}

export function valueOf(run: Run, year: number, key: keyof Year): Maybe {
  return run.years.find((one) => one.year === year)?.[key] ?? null;
}

export function pathsFigure(
  comparison: Comparison,
  names: readonly [string, string],
  kind: keyof typeof kKinds,
): Figure {
  const { title, note, of, benchmark } = kKinds[kind];
  const { a, b } = comparison;
  const runs = [a, b] as const;
  const years = yearsOf(comparison);
  const values = runs.flatMap((run) =>
    years.flatMap((year) => [valueOf(run, year, of), valueOf(run, year, benchmark)]),
  );
  const known = values.filter((value) => value !== null);
  const currency = a.currency === b.currency ? a.currency : `${a.currency} or ${b.currency}`;
  const scale: Scale =
    kind === 'price' ? { divisor: 1, unit: `${currency}/t`, digits: 2 } : tonneScale(values);

  const colours = [(p: Palette) => p.run, (p: Palette) => groupColour(p, 1)] as const;
  const lines = runs.flatMap((run, i) => [
    { run, name: names[i]!, key: of, colour: colours[i]!, dashed: false, i },
    { run, name: `Benchmark of ${names[i]}`, key: benchmark, colour: colours[i]!, dashed: true, i },
  ]);

  function option(view: View): Option {
    return {
      ...base(view),
      xAxis: yearAxis(view, years),
      yAxis: {
        ...unitAxis(view, scale.unit, tick),
        ...niceTicks(Math.min(...known) / scale.divisor, Math.max(...known) / scale.divisor, 5),
      },
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, years[params[0]?.dataIndex ?? 0] ?? 0)),
      },
      series: lines.map(({ run, name, key, colour, dashed, i }) => ({
        type: 'line',
        name,
        data: years.map((year) => {
          const value = valueOf(run, year, key);
          return value === null ? null : value / scale.divisor;
        }),
        symbol: i === 0 ? 'circle' : 'rect',
        symbolSize: dashed ? 4 : i === 0 ? 10 : 7,
        lineStyle: {
          color: colour(view.palette),
          // The first is wide, to be seen where the second lies on it.
          width: dashed ? 1.5 : i === 0 ? 5 : 2.5,
          ...(dashed ? { type: [6, 4] } : {}),
        },
        itemStyle: { color: colour(view.palette) },
      })),
    } as Option;
  }

  function body(view: View, year: number): HTMLElement {
    const difference = minus(valueOf(b, year, of), valueOf(a, year, of));
    return tooltipBody(String(year), [
      ...lines.map(({ run, name, key, colour }) => ({
        name,
        value: withUnit(valueOf(run, year, key), scale),
        colour: colour(view.palette),
      })),
      { name: 'Second less first', value: withUnit(difference, scale) },
    ]);
  }

  const suffix = kind === 'price' ? `_${columnUnit(currency)}_per_t` : '';
  return {
    id: kind,
    title,
    note: `${note} Dashed: the least-cost equilibrium of each run.`,
    selectors: [],
    marks: () =>
      lines.map(({ name, colour, dashed }) => ({
        name,
        form: dashed ? 'dashed' : 'line',
        colour,
        toggles: true,
      })),
    summary: () =>
      years
        .map((year) => {
          const [first, second] = runs.map((run) => scaled(valueOf(run, year, of), scale));
          return `${year}: ${names[0]} ${first}, ${names[1]} ${second}`;
        })
        .join('; ') + ` (${scale.unit}).`,
    absent: () => (values.every((value) => value === null) ? 'Neither run has any.' : null),
    option,
    table: () => ({
      columns: ['year', 'run', `${of}${suffix}`, `${benchmark}${suffix}`],
      rows: runs.flatMap((run, i) =>
        run.years.map((year) => [year.year, names[i]!, year[of], year[benchmark]]),
      ),
    }),
  };
}

export function minus(value: Maybe, less: Maybe): Maybe {
  return value === null || less === null ? null : value - less;
}
