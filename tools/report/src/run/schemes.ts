// What a unit of a scheme cost in each year, against theory; and in the table all of its account.
import { base, fromZero, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import type { Figure, Option, View } from '../figure.ts';
import { money, tick } from '../format.ts';
import { listSelector, type Chosen } from '../selector.ts';
import { columnUnit } from '../table.ts';
import type { Run, SchemeYear } from './run.ts';

export function schemesFigure(run: Run): Figure {
  const names = [...new Set(run.schemes.map((row) => row.scheme))];
  const chosenName = (chosen: Chosen) => names[chosen[0] ?? 0] ?? '';
  const rowsOf = (chosen: Chosen): SchemeYear[] =>
    run.schemes.filter((row) => row.scheme === chosenName(chosen));
  const unitOf = (chosen: Chosen) => `${run.currency} a ${rowsOf(chosen)[0]?.unit ?? 'unit'}`;

  function option(view: View): Option {
    const { palette } = view;
    const rows = rowsOf(view.chosen);
    return {
      ...base(view),
      xAxis: yearAxis(
        view,
        rows.map((row) => row.year),
      ),
      yAxis: { ...unitAxis(view, unitOf(view.chosen), tick), min: fromZero },
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, rows[params[0]?.dataIndex ?? 0])),
      },
      series: [
        {
          type: 'bar',
          name: 'Mean price',
          data: rows.map((row) => row.price_mean),
          barMaxWidth: 44,
          itemStyle: { color: palette.run_fill, borderColor: palette.run },
        },
        {
          type: 'line',
          name: 'Benchmark',
          data: rows.map((row) => row.price_benchmark),
          symbol: 'circle',
          symbolSize: 6,
          lineStyle: { color: palette.benchmark, width: 2, type: [6, 4] },
          itemStyle: { color: palette.benchmark },
        },
      ],
    };
  }

  function body(view: View, row: SchemeYear | undefined): HTMLElement | string {
    if (row === undefined) return '';
    const { palette } = view;
    return tooltipBody(`${row.scheme}, ${row.year}`, [
      { name: 'Mean price', value: money(row.price_mean), colour: palette.run },
      { name: 'Benchmark', value: money(row.price_benchmark), colour: palette.benchmark },
      { name: `Owed, ${row.unit}`, value: tick(row.owed) },
      { name: 'Saved', value: tick(row.saved) },
      { name: 'Made', value: tick(row.made) },
      { name: 'Missing', value: tick(row.shortfall) },
    ]);
  }

  return {
    id: 'schemes',
    title: 'Other schemes',
    note:
      'What firms owe beside emissions: the mean price of a unit in each year, against that of ' +
      'the competitive equilibrium.',
    selectors: [listSelector('Scheme', names, { always: true })],
    marks: () => [
      {
        name: 'Mean price',
        form: 'bar',
        colour: (p) => p.run_fill,
        edge: (p) => p.run,
        toggles: true,
      },
      { name: 'Benchmark', form: 'dashed', colour: (p) => p.benchmark, toggles: true },
    ],
    summary: (chosen) =>
      rowsOf(chosen)
        .map((r) => `${r.year}: ${money(r.price_mean)}, benchmark ${money(r.price_benchmark)}`)
        .join('; ') + ` (${unitOf(chosen)}).`,
    option,
    table: () => ({
      columns: [
        'year',
        'scheme',
        'unit',
        `price_mean_${columnUnit(run.currency)}`,
        `price_benchmark_${columnUnit(run.currency)}`,
        'used',
        'saved',
        'made',
        'owed',
        'surrendered',
        'shortfall',
        `cost_${columnUnit(run.currency)}`,
        `cost_least_${columnUnit(run.currency)}`,
        'spared_t',
      ],
      rows: run.schemes.map((row) => [
        row.year,
        row.scheme,
        row.unit,
        row.price_mean,
        row.price_benchmark,
        row.used,
        row.saved,
        row.made,
        row.owed,
        row.surrendered,
        row.shortfall,
        row.cost,
        row.cost_least,
        row.spared_t,
      ]),
    }),
  };
}
