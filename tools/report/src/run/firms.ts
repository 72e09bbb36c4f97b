// Every firm's abatement in a year against what the least-cost equilibrium asks of it, both as a
// share of what the firm would have emitted, so that large firms do not hide the small.
import { base, tooltip, tooltipBody, unitAxis, valueAxis } from '../axes.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { percent, tick, tonneScale, withUnit } from '../format.ts';
import { groupsOf } from './groups.ts';
import { groupColour, type Palette } from '../palette.ts';
import type { Firm, Run } from './run.ts';
import { yearSelector } from '../selector.ts';
import { columnUnit } from '../table.ts';
import { niceEnd } from '../ticks.ts';

export interface FirmYear {
  firm: Firm;
  baseline_t: number;
  abated_t: number;
  benchmark_t: number;
  share: number; // abated, of the baseline; 0 for a firm that would have emitted nothing
  benchmark_share: number;
}

export function firmYear(firm: Firm, yearIndex: number): FirmYear {
  const abated_t = firm.abatement_t[yearIndex] ?? 0;
  const benchmark_t = firm.abatement_benchmark_t[yearIndex] ?? 0;
  const baseline_t = (firm.emissions_t[yearIndex] ?? 0) + abated_t;
  const share = (part: number) => (baseline_t > 0 ? part / baseline_t : 0);
  return {
    firm,
    baseline_t,
    abated_t,
    benchmark_t,
    share: share(abated_t),
    benchmark_share: share(benchmark_t),
  };
}

// Diameters of dots, in pixels: the area is as the firm's baseline.
const kLargestDot = 22;
const kSmallestDot = 6;

export function firmsFigure(run: Run): Figure {
  const years = run.years.map((year) => year.year);
  const { selectors, yearOf } = yearSelector(years);
  const groups = groupsOf(run);
  const all = run.firms.flatMap((firm) => years.map((_, i) => firmYear(firm, i)));
  const scale = tonneScale(all.flatMap(({ abated_t, benchmark_t }) => [abated_t, benchmark_t]));
  // The same axes and sizes for all years, so that the years can be compared.
  const end = niceEnd(100 * Math.max(0, ...all.flatMap((f) => [f.share, f.benchmark_share])));
  const largest = Math.max(1, ...all.map((f) => f.baseline_t));
  const diameter = ({ baseline_t }: FirmYear) =>
    Math.max(kSmallestDot, kLargestDot * Math.sqrt(Math.max(0, baseline_t) / largest));
  const inYear = (firms: Firm[], year: number) =>
    firms.map((firm) => firmYear(firm, years.indexOf(year)));

  function option(view: View): Option {
    const { palette } = view;
    return {
      ...base(view),
      grid: { left: 4, right: view.compact ? 14 : 20, top: 34, bottom: 34 },
      xAxis: { ...valueAxis(view, 'Benchmark, % of the baseline abated', tick), min: 0, max: end },
      yAxis: { ...unitAxis(view, 'This run, % of the baseline abated', tick), min: 0, max: end },
      tooltip: {
        trigger: 'item',
        ...tooltip(view, (params) => {
          const point = params[0];
          return point === undefined ? '' : body(view, point.seriesIndex, point.dataIndex);
        }),
      },
      series: [
        ...groups.map(
          (group): Series => ({
            type: 'scatter',
            name: group.name,
            data: inYear(group.firms, yearOf(view.chosen)).map((firm) => ({
              value: [100 * firm.benchmark_share, 100 * firm.share],
              symbolSize: diameter(firm),
            })),
            itemStyle: {
              color: groupColour(palette, group.index),
              opacity: 0.8,
              borderColor: palette.ground,
              borderWidth: 0.5,
            },
          }),
        ),
        {
          type: 'line',
          name: 'Benchmark',
          data: [
            [0, 0],
            [end, end],
          ],
          symbol: 'none',
          silent: true,
          lineStyle: { color: palette.benchmark, width: 1.5, type: [6, 4] },
          itemStyle: { color: palette.benchmark },
          z: 1,
        },
      ],
    };
  }

  function body(view: View, series: number, index: number): HTMLElement | string {
    const group = groups[series];
    const firm = group && inYear(group.firms, yearOf(view.chosen))[index];
    if (group === undefined || firm === undefined) return '';
    const amount = (tonnes: number, share: number) =>
      `${withUnit(tonnes, scale)}, ${percent(share)}`;
    return tooltipBody(`${firm.firm.name}, ${yearOf(view.chosen)}`, [
      { name: group.name, value: '', colour: groupColour(view.palette, group.index) },
      { name: 'Abated', value: amount(firm.abated_t, firm.share) },
      { name: 'Benchmark', value: amount(firm.benchmark_t, firm.benchmark_share) },
      { name: 'Baseline', value: withUnit(firm.baseline_t, tonneScale([firm.baseline_t])) },
    ]);
  }

  function summary(year: number): string {
    const firms = inYear(run.firms, year);
    const near = firms.filter((f) => Math.abs(f.abated_t - f.benchmark_t) <= 0.1 * f.benchmark_t);
    const count = `${near.length} of ${firms.length} firms`;
    return `${count} abated in ${year} within 10 % of the benchmark.`;
  }

  return {
    id: 'firms',
    title: 'Abatement firm by firm',
    note:
      'Each dot is a firm in the chosen year, its area as its baseline. On the dashed line it ' +
      'abated what the least-cost equilibrium asks of it; above the line more, below it less.',
    selectors,
    marks: () => [
      ...groups.map((group) => ({
        name: group.name,
        form: 'point' as const,
        colour: (palette: Palette) => groupColour(palette, group.index),
        toggles: true,
      })),
      { name: 'Benchmark', form: 'dashed', colour: (p) => p.benchmark, toggles: true },
    ],
    summary: (chosen) => summary(yearOf(chosen)),
    absent: () => (run.firms.length === 0 ? 'The run has no firms.' : null),
    option,
    table: () => ({
      columns: [
        'year',
        'group',
        'firm',
        'allocation_t',
        'auctioned_t',
        'emissions_t',
        'abatement_t',
        'abatement_benchmark_t',
        'banked_t',
        `abatement_cost_${columnUnit(run.currency)}`,
      ],
      rows: years.flatMap((year, i) =>
        run.firms.map((f) => [
          year,
          f.group,
          f.name,
          f.allocation_t[i] ?? null,
          f.auctioned_t[i] ?? null,
          f.emissions_t[i] ?? null,
          f.abatement_t[i] ?? null,
          f.abatement_benchmark_t[i] ?? null,
          f.banked_t[i] ?? null,
          f.abatement_cost[i] ?? null,
        ]),
      ),
    }),
  };
}
