// Fan charts: the median of a measure over the years and how far the replications spread around
// it, a panel a treatment, all of one scale.
import { base, kFont, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import { band } from '../custom_series.ts';
import type { Figure, Mark, Option, Series, View } from '../figure.ts';
import { scaled, type Scale, tick, withUnit } from '../format.ts';
import type { Chosen } from '../selector.ts';
import { listSelector } from '../selector.ts';
import type { Cell, Table } from '../table.ts';
import { niceTicks } from '../ticks.ts';
import { cellOf } from './design.ts';
import type { Lookup } from './lookup.ts';
import { metricTitle } from './lookup.ts';
import { layout } from './panels.ts';
import { designSelector, metricSelector } from './selectors.ts';
import type { FanYear, Metric } from './sweep.ts';
import { axisTitle, metricScale } from './unit.ts';

const kOuter = '5 to 95 % of the runs';
const kInner = '25 to 75 %';
const kMedian = 'Median';

interface Panel {
  treatment: string;
  years: FanYear[];
}

// Null: the sweep has no figure of a year.
export function fanFigure(lookup: Lookup): Figure | null {
  const metrics = lookup.pathMetrics;
  if (metrics.length === 0) return null;
  const { treatments, currency } = lookup;
  const years = [...lookup.sweep.years];
  const reference = treatments.length > 1 ? lookup.baseline : null;
  const kReference = `Median of ${reference}`;

  const metricOf = (chosen: Chosen): Metric => metrics[chosen[0] ?? 0]!;
  function panelsOf(chosen: Chosen): Panel[] {
    const [metric = 0, treatment = 0, design = 0] = chosen;
    const shown = treatment === 0 ? treatments : [treatments[treatment - 1]!];
    return shown.map((name) => ({
      treatment: name,
      years: lookup.path(design, name, metrics[metric]!.name),
    }));
  }
  // The same for all treatments of a design point, so that one alone can be compared with them.
  function all(chosen: Chosen): FanYear[] {
    const design = chosen[2] ?? 0;
    return treatments.flatMap((name) => lookup.path(design, name, metricOf(chosen).name));
  }
  const scaleOf = (chosen: Chosen): Scale =>
    metricScale(
      metricOf(chosen),
      currency,
      all(chosen).flatMap((year) => [year.p05, year.p95]),
    );

  function arranged(view: View) {
    const scale = scaleOf(view.chosen);
    const seen = all(view.chosen)
      .flatMap(({ p05, p50, p95 }) => [p05, p50, p95])
      .filter((value) => value !== null)
      .map((value) => value / scale.divisor);
    const ticks = niceTicks(Math.min(...seen), Math.max(...seen), 4);
    const widest = Math.max(tick(ticks.min).length, tick(ticks.max).length, 3);
    const panels = panelsOf(view.chosen);
    return { scale, ticks, panels, at: layout(panels.length, view.width, 14 + 7.2 * widest) };
  }

  function option(view: View): Option {
    const { palette } = view;
    const { scale, ticks, panels, at } = arranged(view);
    return {
      ...base(view),
      title: [
        {
          text: axisTitle(metricOf(view.chosen), scale),
          left: 4,
          top: 2,
          padding: 0,
          textStyle: {
            color: palette.muted,
            fontFamily: kFont,
            fontSize: 12,
            fontWeight: 'normal' as const,
          },
        },
        ...panels.map(({ treatment }, i) => ({
          text: treatment,
          left: at.panels[i]!.left,
          top: at.panels[i]!.top - 22,
          padding: 0,
          textStyle: {
            color: palette.ink,
            fontFamily: kFont,
            fontSize: 12,
            width: at.panels[i]!.width,
            overflow: 'truncate' as const,
          },
        })),
      ],
      grid: at.panels.map((place) => ({ ...place, outerBoundsMode: 'none' as const })),
      xAxis: panels.map((_, i) => ({ ...yearAxis(view, years), gridIndex: i })),
      yAxis: panels.map((_, i) => {
        const axis = unitAxis(view, '', tick);
        const first = i % at.columns === 0;
        return {
          ...axis,
          ...ticks,
          gridIndex: i,
          axisLabel: { ...axis?.axisLabel, show: first },
        };
      }),
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => {
          const point = params[0];
          const panel = panels[Math.floor((point?.seriesIndex ?? 0) / seriesPerPanel)];
          return panel === undefined ? '' : body(view, panel, Number(point?.axisValue), scale);
        }),
      },
      series: panels.flatMap((panel, i) => seriesOf(view, panel, i, scale)),
    } as Option;
  }

  const seriesPerPanel = reference === null ? 3 : 4;

  function seriesOf(view: View, panel: Panel, axis: number, scale: Scale): Series[] {
    const { palette } = view;
    const of = (key: 'p05' | 'p25' | 'p50' | 'p75' | 'p95', path: FanYear[]) =>
      years.map((year) => {
        const value = path.find((one) => one.year === year)?.[key] ?? null;
        return value === null ? null : value / scale.divisor;
      });
    const rows = (low: 'p05' | 'p25', high: 'p75' | 'p95') => {
      const [lows, highs] = [of(low, panel.years), of(high, panel.years)];
      return years.map((_, x) => ({ x, low: lows[x] ?? null, high: highs[x] ?? null }));
    };
    const line = {
      type: 'line' as const,
      xAxisIndex: axis,
      yAxisIndex: axis,
      symbol: 'circle',
      connectNulls: false,
    };
    const design = view.chosen[2] ?? 0;
    return [
      {
        ...line,
        id: `walk ${axis}`,
        name: kMedian,
        data: of('p50', panel.years),
        showSymbol: true,
        symbolSize: years.length === 1 ? 8 : 4,
        lineStyle: { color: palette.run, width: 2.5 },
        itemStyle: { color: palette.run },
        z: 5,
      },
      { ...band(rows('p05', 'p95'), { name: kOuter, colour: palette.run, opacity: 0.2, axis }) },
      { ...band(rows('p25', 'p75'), { name: kInner, colour: palette.run, opacity: 0.35, axis }) },
      ...(reference === null
        ? []
        : [
            {
              ...line,
              name: kReference,
              data:
                panel.treatment === reference
                  ? []
                  : of('p50', lookup.path(design, reference, metricOf(view.chosen).name)),
              showSymbol: years.length === 1,
              silent: true,
              lineStyle: { color: palette.benchmark, width: 2, type: [6, 4] as number[] },
              itemStyle: { color: palette.benchmark },
              z: 6,
            },
          ]),
    ];
  }

  function body(view: View, panel: Panel, year: number, scale: Scale): HTMLElement | string {
    const found = panel.years.find((one) => one.year === year);
    if (found === undefined) return '';
    const range = (low: number | null, high: number | null) =>
      `${scaled(low, scale)} to ${scaled(high, scale)}`;
    return tooltipBody(`${panel.treatment}, ${year}`, [
      { name: kMedian, value: withUnit(found.p50, scale), colour: view.palette.run },
      { name: kInner, value: range(found.p25, found.p75) },
      { name: '5 to 95 %', value: range(found.p05, found.p95) },
      { name: 'Mean', value: scaled(found.mean, scale) },
      { name: 'Runs', value: String(found.n) },
    ]);
  }

  function marks(chosen: Chosen): Mark[] {
    const others = panelsOf(chosen).some(({ treatment }) => treatment !== reference);
    return [
      { name: kMedian, form: 'line', colour: (p) => p.run, toggles: true },
      { name: kInner, form: 'bar', colour: (p) => `${p.run}85`, toggles: true },
      { name: kOuter, form: 'bar', colour: (p) => `${p.run}33`, toggles: true },
      ...(reference !== null && others
        ? [
            {
              name: kReference,
              form: 'dashed' as const,
              colour: (p: View['palette']) => p.benchmark,
              toggles: true,
            },
          ]
        : []),
    ];
  }

  function summary(chosen: Chosen): string {
    const scale = scaleOf(chosen);
    const paths = panelsOf(chosen).map(({ treatment, years: path }) => {
      const told = path.map(
        ({ year, p05, p50, p95 }) =>
          `${year} median ${scaled(p50, scale)}, ${scaled(p05, scale)} to ${scaled(p95, scale)}`,
      );
      return `${treatment}: ${told.join('; ')}`;
    });
    return `${axisTitle(metricOf(chosen), scale)}. ${paths.join('. ')}.`;
  }

  const columns = ['year', 'n', 'mean', 'sd', 'p05', 'p25', 'p50', 'p75', 'p95'] as const;
  const { keys, points } = lookup.design;
  function rowsOf(metric: Metric, treatment: string, design: number): Cell[][] {
    const values = keys.map((key) => cellOf(points[design]?.values[key]));
    return lookup
      .path(design, treatment, metric.name)
      .map((year) => [metric.name, treatment, ...values, ...columns.map((column) => year[column])]);
  }
  const tableOf = (rows: Cell[][]): Table => ({
    columns: ['measure', 'treatment', ...keys, ...columns],
    rows,
  });

  return {
    id: 'paths',
    title: 'Over the years',
    note:
      'What the replications did: half of them lie in the darker band, nine of ten in the paler. ' +
      (reference === null ? '' : `Dashed: the median of ${reference}, for comparison.`),
    selectors: [
      metricSelector(metrics),
      listSelector(
        'Treatment',
        treatments.length > 1 ? ['All treatments', ...treatments] : [...treatments],
        { unsaid: 0 },
      ),
      designSelector(lookup),
    ],
    marks,
    summary,
    absent: (chosen) =>
      all(chosen).every(({ p50 }) => p50 === null)
        ? `There is no figure of ${metricTitle(metricOf(chosen)).toLowerCase()} at this point.`
        : null,
    height: (view) => arranged(view).at.height,
    layout: 'by width',
    option,
    table: () =>
      tableOf(
        metrics.flatMap((metric) =>
          treatments.flatMap((treatment) =>
            points.flatMap((_, design) => rowsOf(metric, treatment, design)),
          ),
        ),
      ),
    shownTable: (chosen) =>
      tableOf(
        panelsOf(chosen).flatMap(({ treatment }) =>
          rowsOf(metricOf(chosen), treatment, chosen[2] ?? 0),
        ),
      ),
  };
}
