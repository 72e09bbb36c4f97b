// Emissions of each year against the cap, the baseline and the benchmark.
import { base, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import type { Figure, Option, View } from '../figure.ts';
import { distance, tick, tonneScale, withUnit } from '../format.ts';
import type { Run } from '../run.ts';

export function emissionsFigure(run: Run): Figure {
  const { years } = run;
  const scale = tonneScale(years.flatMap((y) => [y.cap_t, y.baseline_t, y.emissions_t]));
  const column = (key: 'cap_t' | 'baseline_t' | 'emissions_t' | 'emissions_benchmark_t') =>
    years.map((year) => year[key] / scale.divisor);

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
      'abated. Emissions may lie above the cap while banked allowances are used.',
    years: [],
    marks: [
      {
        name: 'Emissions',
        form: 'bar',
        colour: (p) => p.run_fill,
        edge: (p) => p.run,
        toggles: true,
      },
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
      columns: ['year', 'cap_t', 'baseline_t', 'emissions_t', 'emissions_benchmark_t'],
      rows: years.map((y) => [
        y.year,
        y.cap_t,
        y.baseline_t,
        y.emissions_t,
        y.emissions_benchmark_t,
      ]),
    }),
  };
}
