// Emissions of each year against the cap, the baseline and the benchmark.
import { base, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { distance, tick, tonneScale, withUnit } from '../format.ts';
import type { Palette } from '../palette.ts';
import type { Run, Year } from './run.ts';

// A part of a year's allowances; drawn filled where it came to the market, pale where it did not.
interface Part {
  name: string;
  key: 'allocated_t' | 'auctioned_t' | 'withheld_t';
  form: 'bar' | 'pale';
  colour: (palette: Palette) => string;
  edge: (palette: Palette) => string;
}

const kParts: readonly Part[] = [
  {
    name: 'Given free',
    key: 'allocated_t',
    form: 'bar',
    colour: (p) => p.cap_fill,
    edge: (p) => p.cap,
  },
  {
    name: 'Auctioned',
    key: 'auctioned_t',
    form: 'bar',
    colour: (p) => p.auction_fill,
    edge: (p) => p.auction,
  },
  {
    name: 'Withheld',
    key: 'withheld_t',
    form: 'pale',
    colour: (p) => p.muted,
    edge: (p) => p.muted,
  },
];

// Where all is given free, the cap says it all.
function partsOfSupply({ years, auctions }: Run): Part[] {
  if (auctions.length === 0) return [];
  return kParts.filter(({ key }) => years.some((year) => year[key] > 0));
}

export function emissionsFigure(run: Run): Figure {
  const { years } = run;
  const parts = partsOfSupply(run);
  const supply = (year: Year) => parts.reduce((sum, { key }) => sum + year[key], 0);
  const scale = tonneScale(years.flatMap((y) => [y.cap_t, y.baseline_t, y.emissions_t, supply(y)]));
  const column = (key: 'cap_t' | 'baseline_t' | 'emissions_t' | 'emissions_benchmark_t') =>
    years.map((year) => year[key] / scale.divisor);

  function supplySeries({ palette }: View): Series[] {
    return parts.map(({ name, key, form, colour, edge }) => ({
      type: 'bar',
      name,
      stack: 'supply',
      barMaxWidth: 44,
      data: years.map((year) => year[key] / scale.divisor),
      itemStyle: {
        color: form === 'pale' ? `${colour(palette)}40` : colour(palette),
        borderColor: edge(palette),
        borderType: form === 'pale' ? 'dashed' : 'solid',
      },
    }));
  }

  function option(view: View): Option {
    const { palette } = view;
    return {
      ...base(view),
      xAxis: yearAxis(
        view,
        years.map((year) => year.year),
      ),
      yAxis: unitAxis(view, `${scale.unit} CO₂e`, tick),
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, params[0]?.dataIndex ?? 0)),
      },
      series: [
        {
          type: 'bar',
          name: 'Emissions',
          data: column('emissions_t'),
          barMaxWidth: 44,
          itemStyle: { color: palette.run_fill, borderColor: palette.run },
        },
        ...supplySeries(view),
        {
          type: 'line',
          name: 'Cap',
          data: column('cap_t'),
          symbol: 'rect',
          symbolSize: 7,
          lineStyle: { color: palette.cap, width: 2.5 },
          itemStyle: { color: palette.cap },
        },
        {
          type: 'line',
          name: 'Baseline',
          data: column('baseline_t'),
          symbol: 'triangle',
          symbolSize: 7,
          lineStyle: { color: palette.baseline, width: 2, type: 'dotted' },
          itemStyle: { color: palette.baseline },
        },
        {
          type: 'line',
          name: 'Benchmark',
          data: column('emissions_benchmark_t'),
          symbol: 'circle',
          symbolSize: 6,
          lineStyle: { color: palette.benchmark, width: 2, type: [6, 4] },
          itemStyle: { color: palette.benchmark },
        },
      ],
    };
  }

  function body(view: View, index: number): HTMLElement | string {
    const year = years[index];
    if (year === undefined) return '';
    const { palette } = view;
    return tooltipBody(String(year.year), [
      { name: 'Baseline', value: withUnit(year.baseline_t, scale), colour: palette.baseline },
      { name: 'Cap', value: withUnit(year.cap_t, scale), colour: palette.cap },
      ...parts.map(({ name, key, edge }) => ({
        name,
        value: withUnit(year[key], scale),
        colour: edge(palette),
      })),
      { name: 'Emissions', value: withUnit(year.emissions_t, scale), colour: palette.run },
      {
        name: 'Benchmark',
        value: withUnit(year.emissions_benchmark_t, scale),
        colour: palette.benchmark,
      },
      { name: 'From the benchmark', value: distance(year.emissions_t, year.emissions_benchmark_t) },
    ]);
  }

  return {
    id: 'emissions',
    title: 'Emissions and the cap',
    note:
      'Verified emissions of each year. The baseline is what would have been emitted had nobody ' +
      'abated. Emissions may lie above the cap while banked allowances are used.' +
      (parts.length === 0 ? '' : ' The bars beside them are what came to the market.'),
    selectors: [],
    marks: () => [
      {
        name: 'Emissions',
        form: 'bar',
        colour: (p) => p.run_fill,
        edge: (p) => p.run,
        toggles: true,
      },
      ...parts.map(({ name, form, colour, edge }) => ({ name, form, colour, edge, toggles: true })),
      { name: 'Cap', form: 'line', colour: (p) => p.cap, toggles: true },
      { name: 'Baseline', form: 'dotted', colour: (p) => p.baseline, toggles: true },
      { name: 'Benchmark', form: 'dashed', colour: (p) => p.benchmark, toggles: true },
    ],
    summary: () =>
      years
        .map(
          (y) =>
            `${y.year}: emissions ${withUnit(y.emissions_t, scale)}, ` +
            `cap ${withUnit(y.cap_t, scale)}`,
        )
        .join('; ') + '.',
    option,
    table: () => ({
      columns: [
        'year',
        'cap_t',
        ...parts.map(({ key }) => key),
        'baseline_t',
        'emissions_t',
        'emissions_benchmark_t',
      ],
      rows: years.map((y) => [
        y.year,
        y.cap_t,
        ...parts.map(({ key }) => y[key]),
        y.baseline_t,
        y.emissions_t,
        y.emissions_benchmark_t,
      ]),
    }),
  };
}
