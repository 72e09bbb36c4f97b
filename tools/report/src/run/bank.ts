// Allowances in circulation after each year's surrender, against the benchmark's bank.
import { base, fromZero, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import type { Figure, Option, View } from '../figure.ts';
import { tick, tonneScale, withUnit } from '../format.ts';
import type { Run } from './run.ts';

export function bankFigure(run: Run): Figure {
  const { years } = run;
  const scale = tonneScale(years.flatMap((year) => [year.banked_t, year.banked_benchmark_t]));

  function option(view: View): Option {
    const { palette } = view;
    return {
      ...base(view),
      xAxis: yearAxis(
        view,
        years.map((year) => year.year),
      ),
      yAxis: { ...unitAxis(view, `${scale.unit} in circulation`, tick), min: fromZero },
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, params[0]?.dataIndex ?? 0)),
      },
      series: [
        {
          type: 'bar',
          name: 'Bank',
          data: years.map((year) => year.banked_t / scale.divisor),
          barMaxWidth: 44,
          itemStyle: { color: palette.run_fill, borderColor: palette.run },
        },
        {
          type: 'line',
          name: 'Benchmark',
          data: years.map((year) => year.banked_benchmark_t / scale.divisor),
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
    const difference = year.banked_t - year.banked_benchmark_t;
    return tooltipBody(`End of ${year.year}`, [
      { name: 'Bank', value: withUnit(year.banked_t, scale), colour: palette.run },
      {
        name: 'Benchmark',
        value: withUnit(year.banked_benchmark_t, scale),
        colour: palette.benchmark,
      },
      { name: 'Difference', value: withUnit(difference, scale) },
    ]);
  }

  return {
    id: 'bank',
    title: 'Bank',
    note:
      'Allowances that remain in circulation after the surrender of each year. While the ' +
      'benchmark holds a bank, its price rises at the discount rate.',
    selectors: [],
    marks: () => [
      { name: 'Bank', form: 'bar', colour: (p) => p.run_fill, edge: (p) => p.run, toggles: true },
      { name: 'Benchmark', form: 'dashed', colour: (p) => p.benchmark, toggles: true },
    ],
    summary: () =>
      years
        .map(
          (y) =>
            `${y.year}: ${withUnit(y.banked_t, scale)}, ` +
            `benchmark ${withUnit(y.banked_benchmark_t, scale)}`,
        )
        .join('; ') + '.',
    option,
    table: () => ({
      columns: ['year', 'banked_t', 'banked_benchmark_t'],
      rows: years.map((year) => [year.year, year.banked_t, year.banked_benchmark_t]),
    }),
  };
}
