// A measure of whole runs, treatment by treatment: its mean with the 95 % interval, and how far
// the replications spread.
import { tooltipBody } from '../axes.ts';
import { intervals } from '../custom_series.ts';
import type { Figure, Option, View } from '../figure.ts';
import { scaled, type Scale, withUnit } from '../format.ts';
import type { Chosen } from '../selector.ts';
import type { Cell, Table } from '../table.ts';
import { cellOf } from './design.ts';
import { dotPlot, dotPlotHeight } from './dot_plot.ts';
import type { Lookup } from './lookup.ts';
import { metricTitle } from './lookup.ts';
import { designSelector, metricSelector } from './selectors.ts';
import type { Metric, RunFigure } from './sweep.ts';
import { axisTitle, metricScale } from './unit.ts';

const kMean = 'Mean';
const kInterval = '95 % interval of the mean';
const kSpread = '5 to 95 % of the runs';

// Null: the sweep has no figure of whole runs.
export function treatmentsFigure(lookup: Lookup): Figure | null {
  const metrics = lookup.runMetrics;
  if (metrics.length === 0) return null;
  const { treatments, currency } = lookup;

  const metricOf = (chosen: Chosen): Metric => metrics[chosen[0] ?? 0]!;
  const figuresOf = (chosen: Chosen): (RunFigure | null)[] =>
    treatments.map((name) => lookup.figure(chosen[1] ?? 0, name, metricOf(chosen).name));
  const valuesOf = (chosen: Chosen): number[] =>
    figuresOf(chosen)
      .flatMap((one) => [one?.mean, one?.low, one?.high, one?.p05, one?.p95])
      .filter((value) => value !== null && value !== undefined);
  const scaleOf = (chosen: Chosen): Scale =>
    metricScale(metricOf(chosen), currency, valuesOf(chosen));

  function option(view: View): Option {
    const { palette, chosen } = view;
    const figures = figuresOf(chosen);
    const scale = scaleOf(chosen);
    const over = (value: number | null | undefined) =>
      value === null || value === undefined ? null : value / scale.divisor;
    const rows = (low: 'low' | 'p05', high: 'high' | 'p95') =>
      figures.map((one, at) => ({ at, low: over(one?.[low]), high: over(one?.[high]) }));
    const look = { along: 'x' as const, colour: palette.run };
    return dotPlot(view, {
      rows: [...treatments],
      axis: axisTitle(metricOf(chosen), scale),
      values: valuesOf(chosen).map((value) => value / scale.divisor),
      body: (row) => body(view, row),
      series: [
        {
          type: 'scatter',
          name: kMean,
          symbolSize: 10,
          data: figures.map((one, row) => [over(one?.mean), row]),
          itemStyle: {
            color: palette.run,
            borderColor: palette.ground,
            borderWidth: 1,
            opacity: 1,
          },
          z: 6,
        },
        intervals(rows('low', 'high'), { ...look, name: kInterval, width: 2, cap: 6, opacity: 1 }),
        intervals(rows('p05', 'p95'), { ...look, name: kSpread, width: 7, cap: 0, opacity: 0.25 }),
      ],
    });
  }

  function body(view: View, row: number): HTMLElement | string {
    const figure = figuresOf(view.chosen)[row];
    if (!figure) return '';
    const scale = scaleOf(view.chosen);
    const range = (low: number | null, high: number | null) =>
      `${scaled(low, scale)} to ${scaled(high, scale)}`;
    return tooltipBody(treatments[row] ?? '', [
      { name: kMean, value: withUnit(figure.mean, scale), colour: view.palette.run },
      { name: '95 % interval', value: range(figure.low, figure.high) },
      { name: 'Median', value: scaled(figure.p50, scale) },
      { name: '5 to 95 %', value: range(figure.p05, figure.p95) },
      { name: 'Standard deviation', value: scaled(figure.sd, scale) },
      { name: 'Runs', value: String(figure.n) },
    ]);
  }

  function summary(chosen: Chosen): string {
    const scale = scaleOf(chosen);
    const told = figuresOf(chosen).map(
      (one, row) =>
        `${treatments[row]} ${scaled(one?.mean ?? null, scale)}, ` +
        `${scaled(one?.low ?? null, scale)} to ${scaled(one?.high ?? null, scale)}`,
    );
    return `Means with 95 % intervals of ${axisTitle(metricOf(chosen), scale)}: ${told.join('; ')}.`;
  }

  return {
    id: 'treatments',
    title: 'Whole runs',
    note: `The mean over the replications with its 95 % interval${
      treatments.length > 1 ? ', treatment by treatment' : ''
    }; pale, where nine of ten replications lie.`,
    selectors: [metricSelector(metrics), designSelector(lookup)],
    marks: () => [
      { name: kMean, form: 'point', colour: (p) => p.run, toggles: true },
      { name: kInterval, form: 'thin', colour: (p) => p.run, toggles: true },
      { name: kSpread, form: 'bar', colour: (p) => `${p.run}40`, toggles: true },
    ],
    summary,
    absent: (chosen) =>
      figuresOf(chosen).every((one) => (one?.mean ?? null) === null)
        ? `There is no figure of ${metricTitle(metricOf(chosen)).toLowerCase()} at this point.`
        : null,
    height: () => dotPlotHeight(treatments.length),
    option,
    table: () => runFiguresTable(lookup),
    shownTable: (chosen) => runFiguresTable(lookup, metricOf(chosen), chosen[1] ?? 0),
  };
}

const kColumns = [
  'n',
  'mean',
  'low',
  'high',
  'sd',
  'p05',
  'p25',
  'p50',
  'p75',
  'p95',
] as const satisfies (keyof RunFigure)[];

// Of one measure at one place of the design, or of all.
export function runFiguresTable(lookup: Lookup, metric?: Metric, design?: number): Table {
  const { keys, points } = lookup.design;
  const rows: Cell[][] = [];
  for (const one of metric === undefined ? lookup.runMetrics : [metric]) {
    for (const treatment of lookup.treatments) {
      for (const [at, { values }] of points.entries()) {
        const figure = lookup.figure(at, treatment, one.name);
        if (figure === null || (design ?? at) !== at) continue;
        rows.push([
          one.name,
          treatment,
          ...keys.map((key) => cellOf(values[key])),
          ...kColumns.map((column) => figure[column]),
        ]);
      }
    }
  }
  return { columns: ['measure', 'treatment', ...keys, ...kColumns], rows };
}
