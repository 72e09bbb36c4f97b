// A path of ours against the published one.
import { base, tooltip, tooltipBody, unitAxis, valueAxis } from '../axes.ts';
import type { Maybe } from '../data.ts';
import type { Figure, Option, View } from '../figure.ts';
import { tick } from '../format.ts';
import type { Cell } from '../table.ts';
import { niceTicks } from '../ticks.ts';
import type { Path } from './gallery.ts';

export function pathFigure(path: Path, id: string): Figure {
  const { name, x_name, y_name, points } = path;
  const reference = path.reference ?? [];
  const all = [...points, ...reference].filter(([, y]) => y !== null) as [number, number][];

  function option(view: View): Option {
    const { palette } = view;
    const xs = all.map(([x]) => x);
    const ys = all.map(([, y]) => y);
    const line = { type: 'line' as const, symbol: 'circle', symbolSize: 6, showAllSymbol: true };
    return {
      ...base(view),
      grid: { left: 4, right: view.compact ? 18 : 24, top: 34, bottom: 36 },
      xAxis: {
        ...valueAxis(view, x_name, label(xs)),
        ...niceTicks(Math.min(...xs), Math.max(...xs), view.compact ? 4 : 8),
      },
      yAxis: {
        ...unitAxis(view, y_name, tick),
        ...niceTicks(Math.min(...ys), Math.max(...ys), 5),
      },
      tooltip: {
        trigger: 'item',
        ...tooltip(view, (params) => {
          const value = params[0]?.value as [number, number] | undefined;
          if (value === undefined) return '';
          const ours = params[0]?.seriesIndex === 0;
          return tooltipBody(`${x_name} ${label(xs)(value[0])}`, [
            {
              name: ours ? 'Ours' : 'Theory',
              value: tick(value[1]),
              colour: ours ? palette.run : palette.benchmark,
            },
          ]);
        }),
      },
      series: [
        {
          ...line,
          id: 'walk ours',
          name: 'Ours',
          data: points,
          lineStyle: { color: palette.run, width: 2.5 },
          itemStyle: { color: palette.run },
        },
        {
          ...line,
          id: 'walk published',
          name: 'Theory',
          symbol: 'diamond',
          symbolSize: 8,
          data: reference,
          lineStyle: { color: palette.benchmark, width: 2, type: [6, 4] },
          itemStyle: { color: palette.benchmark },
        },
      ],
    } as Option;
  }

  const told = (list: readonly [number, Maybe][]) =>
    list.map(([x, y]) => `${tick(x)}: ${y === null ? 'none' : tick(y)}`).join('; ');
  return {
    id,
    title: name,
    heading: 'h3',
    note: reference.length === 0 ? 'Theory says nothing of it.' : 'Dashed: in theory.',
    selectors: [],
    marks: () => [
      { name: 'Ours', form: 'line', colour: (p) => p.run, toggles: true },
      ...(reference.length === 0
        ? []
        : [
            {
              name: 'Theory',
              form: 'dashed' as const,
              colour: (p: View['palette']) => p.benchmark,
              toggles: true,
            },
          ]),
    ],
    summary: () =>
      `${y_name} by ${x_name}. Ours ${told(points)}.` +
      (reference.length === 0 ? '' : ` In theory ${told(reference)}.`),
    absent: () => (all.length === 0 ? 'There is no point of it.' : null),
    option,
    table: () => ({
      columns: [x_name, 'path', y_name],
      rows: [
        ...points.map(([x, y]): Cell[] => [x, 'ours', y]),
        ...reference.map(([x, y]): Cell[] => [x, 'theory', y]),
      ],
    }),
  };
}

// Years have no thousands separator.
function label(xs: readonly number[]): (value: number) => string {
  const years = xs.every((x) => Number.isInteger(x) && x >= 1900 && x <= 2100);
  return years ? String : tick;
}
