// Abatement of each year, stacked by group, beside the least-cost abatement.
import { base, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { tick, scaled, tonneScale } from '../format.ts';
import { groupsOf, total } from './groups.ts';
import { groupColour, type Palette } from '../palette.ts';
import type { Run } from './run.ts';

export function abatementFigure(run: Run): Figure {
  const years = run.years.map((year) => year.year);
  const groups = groupsOf(run).map((group) => ({
    ...group,
    run_t: years.map((_, i) => total(group, 'abatement_t', i)),
    benchmark_t: years.map((_, i) => total(group, 'abatement_benchmark_t', i)),
  }));
  const sum = (key: 'run_t' | 'benchmark_t', i: number) =>
    groups.reduce((all, group) => all + (group[key][i] ?? 0), 0);
  const scale = tonneScale(years.flatMap((_, i) => [sum('run_t', i), sum('benchmark_t', i)]));

  function stack(view: View, key: 'run_t' | 'benchmark_t'): Series[] {
    const pale = key === 'benchmark_t';
    return groups.map((group) => {
      const colour = groupColour(view.palette, group.index);
      return {
        type: 'bar',
        name: group.name,
        stack: key,
        barMaxWidth: 30,
        barGap: '8%',
        barCategoryGap: view.compact ? '18%' : '28%',
        data: group[key].map((value) => value / scale.divisor),
        itemStyle: pale
          ? { color: `${colour}40`, borderColor: colour, borderWidth: 1, borderType: 'dashed' }
          : { color: colour, borderColor: view.palette.ground, borderWidth: 0.5 },
      };
    });
  }

  // Draw nothing: they are there for the legend of a downloaded picture.
  function keys({ palette }: View): Series[] {
    const pale = {
      color: `${palette.muted}40`,
      borderColor: palette.muted,
      borderType: 'dashed' as const,
    };
    return [
      {
        type: 'bar',
        name: 'This run',
        stack: 'run_t',
        data: [],
        itemStyle: { color: palette.muted },
      },
      { type: 'bar', name: 'Benchmark', stack: 'benchmark_t', data: [], itemStyle: pale },
    ];
  }

  function option(view: View): Option {
    return {
      ...base(view),
      xAxis: yearAxis(view, years),
      yAxis: unitAxis(view, `${scale.unit} CO₂e abated`, tick),
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, params[0]?.dataIndex ?? 0)),
        axisPointer: { type: 'shadow' },
      },
      series: [...stack(view, 'run_t'), ...stack(view, 'benchmark_t'), ...keys(view)],
    };
  }

  function body(view: View, i: number): HTMLElement {
    const both = (a: number | undefined, b: number | undefined) =>
      `${scaled(a ?? null, scale)}  (${scaled(b ?? null, scale)})`;
    return tooltipBody(`${years[i]}, ${scale.unit}: this run (benchmark)`, [
      // As the bars are stacked: the first group at the bottom.
      ...[...groups].reverse().map((group) => ({
        name: group.name,
        value: both(group.run_t[i], group.benchmark_t[i]),
        colour: groupColour(view.palette, group.index),
      })),
      { name: 'All', value: both(sum('run_t', i), sum('benchmark_t', i)) },
    ]);
  }

  return {
    id: 'abatement',
    title: 'Abatement by group',
    note:
      'Emissions avoided in each year. Left, filled: this run. Right, pale with a dashed edge: ' +
      'the least-cost equilibrium.',
    selectors: [],
    marks: () => [
      ...groups.map((group) => ({
        name: group.name,
        form: 'bar' as const,
        colour: (palette: Palette) => groupColour(palette, group.index),
        toggles: true,
      })),
      { name: 'This run', form: 'bar', colour: (p) => p.muted, toggles: false },
      { name: 'Benchmark', form: 'pale', colour: (p) => p.muted, toggles: false },
    ],
    summary: () =>
      years
        .map((year, i) => {
          const benchmark = scaled(sum('benchmark_t', i), scale);
          return `${year}: ${scaled(sum('run_t', i), scale)}, benchmark ${benchmark}`;
        })
        .join('; ') + ` (${scale.unit}).`,
    absent: () => (groups.length === 0 ? 'The run has no firms.' : null),
    option,
    table: () => ({
      columns: ['year', 'group', 'abatement_t', 'abatement_benchmark_t'],
      rows: years.flatMap((year, i) =>
        groups.map((group) => [
          year,
          group.name,
          group.run_t[i] ?? null,
          group.benchmark_t[i] ?? null,
        ]),
      ),
    }),
  };
}
