// A forest plot: what each treatment changes, seed by seed, with the 95 % interval of its mean.
import { tooltipBody } from '../axes.ts';
import { intervals } from '../custom_series.ts';
import type { Maybe } from '../data.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { scaled, type Scale, withUnit } from '../format.ts';
import type { Palette } from '../palette.ts';
import { type Chosen, listSelector, type Selector } from '../selector.ts';
import type { Cell, Table } from '../table.ts';
import { cellOf } from './design.ts';
import { dotPlot, dotPlotHeight } from './dot_plot.ts';
import type { Lookup } from './lookup.ts';
import { metricTitle } from './lookup.ts';
import { designSelector, metricSelector } from './selectors.ts';
import type { Difference, Metric } from './sweep.ts';
import { axisTitle, metricScale } from './unit.ts';

const kClear = 'Interval without zero';
const kUnclear = 'Interval with zero, or none';
const kMostRows = 40; // of all years together

// Null: there is nothing to compare.
export function differencesFigure(lookup: Lookup): Figure | null {
  const metrics = lookup.differenceMetrics;
  if (metrics.length === 0) return null;
  const { currency } = lookup;

  const metricOf = (chosen: Chosen): Metric => metrics[chosen[0] ?? 0]!;
  const allOf = (chosen: Chosen) => lookup.differencesOf(chosen[2] ?? 0, metricOf(chosen).name);

  // The choices of time for a measure: the whole run, all its years, one of them. They are those
  // of all design points, so that walking through these changes nothing else.
  function times(metric: Metric): Maybe[] {
    const found = lookup.sweep.differences.filter((one) => one.metric === metric.name);
    const years = [...new Set(found.map(({ year }) => year))].filter((year) => year !== null);
    const treatments = new Set(found.map(({ treatment }) => treatment)).size;
    return [
      ...(found.some(({ year }) => year === null) ? [null] : []),
      ...(years.length > 1 && years.length * treatments <= kMostRows ? [kAllYears] : []),
      ...years.sort((a, b) => a - b),
    ];
  }
  function rowsOf(chosen: Chosen): Difference[] {
    const time = times(metricOf(chosen))[chosen[1] ?? 0] ?? null;
    return allOf(chosen).filter(({ year }) => (time === kAllYears ? year !== null : year === time));
  }
  const nameOf = (rows: readonly Difference[]) => {
    const several = new Set(rows.map(({ year }) => year)).size > 1;
    return ({ treatment, year }: Difference) => (several ? `${treatment}, ${year}` : treatment);
  };
  const valuesOf = (rows: readonly Difference[]): number[] =>
    rows.flatMap(({ mean, low, high }) => [mean, low, high]).filter((value) => value !== null);
  const scaleOf = (chosen: Chosen, rows: readonly Difference[]): Scale =>
    metricScale(metricOf(chosen), currency, valuesOf(rows));

  function option(view: View): Option {
    const { palette, chosen } = view;
    const rows = rowsOf(chosen);
    const scale = scaleOf(chosen, rows);
    const over = (value: Maybe) => (value === null ? null : value / scale.divisor);
    const dots = (name: string, colour: string, hollow: boolean): Series => ({
      type: 'scatter',
      name,
      symbolSize: 10,
      data: rows.flatMap((one, row) => (clear(one) === hollow ? [] : [[over(one.mean), row]])),
      itemStyle: {
        color: hollow ? palette.ground : colour,
        borderColor: colour,
        borderWidth: 2,
        opacity: 1,
      },
      z: 6,
    });
    const lines = (name: string, colour: string, hollow: boolean) =>
      intervals(
        rows.map((one, at) => ({
          at,
          low: clear(one) === hollow ? null : over(one.low),
          high: clear(one) === hollow ? null : over(one.high),
        })),
        { along: 'x', name, colour, width: 2, cap: 6, opacity: 1 },
      );
    const zero: Series = {
      type: 'line',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        label: { show: false },
        lineStyle: { color: palette.benchmark, width: 1.5, type: 'solid' },
        data: [{ xAxis: 0 }],
      },
    };
    return dotPlot(view, {
      rows: rows.map(nameOf(rows)),
      axis: `Difference in ${axisTitle(metricOf(chosen), scale).replace(/^./, (a) => a.toLowerCase())}`,
      values: [0, ...valuesOf(rows).map((value) => value / scale.divisor)],
      body: (row) => body(view, rows, row),
      series: [
        dots(kClear, palette.run, false),
        dots(kUnclear, palette.muted, true),
        lines(kClear, palette.run, false),
        lines(kUnclear, palette.muted, true),
        zero,
      ],
    });
  }

  function body(view: View, rows: readonly Difference[], row: number): HTMLElement | string {
    const one = rows[row];
    if (one === undefined) return '';
    const scale = scaleOf(view.chosen, rows);
    return tooltipBody(`${nameOf(rows)(one)} less ${one.baseline}`, [
      { name: 'Mean', value: withUnit(one.mean, scale), colour: view.palette.run },
      {
        name: '95 % interval',
        value: `${scaled(one.low, scale)} to ${scaled(one.high, scale)}`,
      },
      { name: 'Median', value: scaled(one.median, scale) },
      { name: 'p, paired t test', value: probability(one.p_t) },
      { name: 'p, Wilcoxon', value: probability(one.p_wilcoxon) },
      { name: 'Pairs', value: String(one.pairs) },
    ]);
  }

  function summary(chosen: Chosen): string {
    const rows = rowsOf(chosen);
    const scale = scaleOf(chosen, rows);
    const told = rows.map(
      (one) =>
        `${nameOf(rows)(one)} less ${one.baseline} ${scaled(one.mean, scale)}, ` +
        `${scaled(one.low, scale)} to ${scaled(one.high, scale)}`,
    );
    return (
      `Mean differences with 95 % intervals of ${axisTitle(metricOf(chosen), scale)}: ` +
      `${told.join('; ')}.`
    );
  }

  const time: Selector = {
    ...listSelector('Time', []),
    options: (chosen) => times(metricOf(chosen)).map(timeText),
  };
  const baselines = [...new Set(lookup.sweep.differences.map(({ baseline }) => baseline))];
  const mark = (name: string, form: 'point' | 'ring', colour: (p: Palette) => string) => ({
    name,
    form,
    colour,
    toggles: true,
  });
  return {
    id: 'differences',
    title: 'What the treatments change',
    note:
      `Each treatment less ${baselines.join(' or ')}, on the same seeds: the mean of the paired ` +
      'differences with its 95 % interval. p-values are in the data below; they are not corrected ' +
      'for how many comparisons there are.',
    selectors: [metricSelector(metrics), time, designSelector(lookup)],
    marks: () => [mark(kClear, 'point', (p) => p.run), mark(kUnclear, 'ring', (p) => p.muted)],
    summary,
    absent: (chosen) =>
      rowsOf(chosen).every(({ mean }) => mean === null)
        ? `There is no difference in ${metricTitle(metricOf(chosen)).toLowerCase()} to show here.`
        : null,
    height: ({ chosen }) => dotPlotHeight(rowsOf(chosen).length),
    option,
    table: () => differencesTable(lookup, lookup.sweep.differences),
    shownTable: (chosen) => differencesTable(lookup, rowsOf(chosen)),
  };
}

const kAllYears = -1;

function timeText(time: Maybe): string {
  if (time === null) return 'Whole run';
  return time === kAllYears ? 'All years' : String(time);
}

// Whether the interval leaves no doubt of the sign.
export function clear({ low, high }: Difference): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

// A p-value as papers write it.
export function probability(p: Maybe): string {
  if (p === null) return '–';
  return p < 0.0001 ? '< 0.0001' : p.toPrecision(2);
}

const kColumns = [
  'baseline',
  'pairs',
  'mean',
  'low',
  'high',
  'median',
  'p_t',
  'p_wilcoxon',
] as const satisfies (keyof Difference)[];

function differencesTable({ design }: Lookup, differences: readonly Difference[]): Table {
  const { keys } = design;
  return {
    columns: ['measure', 'year', 'treatment', ...keys, ...kColumns],
    rows: differences.map((one): Cell[] => [
      one.metric,
      one.year,
      one.treatment,
      ...keys.map((key) => cellOf(one.values[key])),
      ...kColumns.map((column) => one[column]),
    ]),
  };
}
