// The paths of an entry, one at a time: ours against that of theory.
import { base, tooltip, tooltipBody, unitAxis, valueAxis } from '../axes.ts';
import type { Maybe } from '../data.ts';
import type { Figure, Mark, Option, View } from '../figure.ts';
import { type Scale, tick, tonneScale } from '../format.ts';
import { type Chosen, listSelector } from '../selector.ts';
import type { Cell } from '../table.ts';
import { niceTicks, type Ticks } from '../ticks.ts';
import type { Entry, Path } from './gallery.ts';

type Points = readonly [number, Maybe][];

// Null: the entry has no path.
export function pathsFigure({ name, series: paths }: Entry, id: string): Figure | null {
  if (paths.length === 0) return null;

  const pathOf = (chosen: Chosen): Path => paths[chosen[0] ?? 0]!;
  const theoryOf = (chosen: Chosen): Points => pathOf(chosen).reference ?? [];
  const knownOf = (chosen: Chosen) =>
    [...pathOf(chosen).points, ...theoryOf(chosen)].filter(
      (point): point is [number, number] => point[1] !== null,
    );

  function option(view: View): Option {
    const { palette, chosen } = view;
    const { points, x_name } = pathOf(chosen);
    const known = knownOf(chosen);
    const { scale, title } = unitOf(pathOf(chosen));
    const xs = known.map(([x]) => x);
    const ys = known.map(([, y]) => y / scale.divisor);
    const over = (list: Points) => list.map(([x, y]) => [x, y === null ? null : y / scale.divisor]);
    const line = { type: 'line' as const, symbol: 'circle', symbolSize: 6, showAllSymbol: true };
    return {
      ...base(view),
      grid: { left: 4, right: view.compact ? 18 : 24, top: 34, bottom: 36 },
      xAxis: { ...valueAxis(view, x_name, label(xs)), ...wholeTicks(xs, view.compact ? 4 : 8) },
      yAxis: {
        ...unitAxis(view, title, tick),
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
          data: over(points),
          lineStyle: { color: palette.run, width: 2.5 },
          itemStyle: { color: palette.run },
        },
        {
          ...line,
          id: 'walk theory',
          name: 'Theory',
          symbol: 'diamond',
          symbolSize: 8,
          data: over(theoryOf(chosen)),
          lineStyle: { color: palette.benchmark, width: 2, type: [6, 4] },
          itemStyle: { color: palette.benchmark },
        },
      ],
    } as Option;
  }

  function marks(chosen: Chosen): Mark[] {
    const ours: Mark = { name: 'Ours', form: 'line', colour: (p) => p.run, toggles: true };
    if (theoryOf(chosen).length === 0) return [ours];
    return [ours, { name: 'Theory', form: 'dashed', colour: (p) => p.benchmark, toggles: true }];
  }

  const told = (list: Points) =>
    list.map(([x, y]) => `${tick(x)}: ${y === null ? 'none' : tick(y)}`).join('; ');
  return {
    id,
    title: `Paths, ${name}`,
    heading: 'h3',
    note: 'Dashed: in theory, where theory tells of it.',
    selectors: [
      listSelector(
        'Path',
        paths.map(({ name }) => name),
        { always: true, steps: paths.length > 1 },
      ),
    ],
    marks,
    summary: (chosen) => {
      const { points, x_name, y_name } = pathOf(chosen);
      const theory = theoryOf(chosen);
      return (
        `${y_name} by ${x_name}. Ours ${told(points)}.` +
        (theory.length === 0 ? '' : ` In theory ${told(theory)}.`)
      );
    },
    absent: (chosen) => (knownOf(chosen).length === 0 ? 'There is no point of it.' : null),
    option,
    table: () => tableOf(paths),
    shownTable: (chosen) => tableOf([pathOf(chosen)]),
  };
}

function tableOf(paths: readonly Path[]) {
  const rows = (path: Path, of: string, points: Points) =>
    points.map(([x, y]): Cell[] => [path.name, of, path.x_name, x, path.y_name, y]);
  return {
    columns: ['path', 'of', 'x_name', 'x', 'y_name', 'y'],
    rows: paths.flatMap((path) => [
      ...rows(path, 'ours', path.points),
      ...rows(path, 'theory', path.reference ?? []),
    ]),
  };
}

// Of tonnes, "bank, t", such as are read at a glance.
function unitOf({ y_name, points, reference }: Path): { scale: Scale; title: string } {
  if (!y_name.endsWith(', t')) return { scale: { divisor: 1, unit: '', digits: 0 }, title: y_name };
  const scale = tonneScale([...points, ...(reference ?? [])].map(([, y]) => y));
  return { scale, title: y_name.replace(/t$/, scale.unit) };
}

// No ticks between whole numbers, as years and periods are.
function wholeTicks(xs: readonly number[], count: number): Ticks {
  const ticks = niceTicks(Math.min(...xs), Math.max(...xs), count);
  if (ticks.interval >= 1 || !xs.every(Number.isInteger)) return ticks;
  const min = Math.min(...xs);
  return { min, max: Math.max(min + 1, ...xs), interval: 1 };
}

// Years have no thousands separator.
function label(xs: readonly number[]): (value: number) => string {
  const years = xs.every((x) => Number.isInteger(x) && x >= 1900 && x <= 2100);
  return years ? String : tick;
}
