// A heat map: a measure's mean over two parameters of a grid, for one treatment.
import { base, kFont, tooltip, tooltipBody } from '../axes.ts';
import type { Maybe } from '../data.ts';
import type { Figure, Option, View } from '../figure.ts';
import { scaled, tick, withUnit } from '../format.ts';
import { heatColour } from '../palette.ts';
import { type Chosen, listSelector } from '../selector.ts';
import { levels, valueText } from './design.ts';
import type { Lookup } from './lookup.ts';
import { metricTitle } from './lookup.ts';
import { Others, othersSelector } from './others.ts';
import { Response } from './response.ts';
import { axisTitle } from './unit.ts';

const kRow = 34;
const kScale = 104; // the axis and the scale of colours below

// Null: the design is no grid of two parameters or more.
export function heatFigure(lookup: Lookup): Figure | null {
  const { design, treatments } = lookup;
  const varied = design.keys.filter((key) => levels(design.points, key).length > 1);
  if (!design.grid || varied.length < 2) return null;
  const response = new Response(lookup);
  if (response.metrics.length === 0) return null;
  const pairs = varied.flatMap((x, i) => varied.slice(i + 1).map((y) => [x, y] as const));
  const others = pairs.map((pair) => new Others(design, pair));

  // Measure, time, treatment, pair, the others.
  const treatmentOf = (chosen: Chosen) => treatments[chosen[2] ?? 0]!;
  const pairOf = (chosen: Chosen) => pairs[chosen[3] ?? 0]!;

  interface Cell {
    column: number;
    row: number;
    mean: Maybe;
    at: number; // in the design
  }
  function cells(chosen: Chosen): { columns: string[]; rows: string[]; cells: Cell[] } {
    const [x, y] = pairOf(chosen);
    const xs = levels(design.points, x);
    const ys = levels(design.points, y);
    const place = (list: readonly unknown[], value: unknown) =>
      list.findIndex((one) => JSON.stringify(one) === JSON.stringify(value ?? null));
    const made = others[chosen[3] ?? 0]!.points(chosen[4] ?? 0).map(({ at, values }) => ({
      column: place(xs, values[x]),
      row: place(ys, values[y]),
      mean: response.at(chosen, at, treatmentOf(chosen))?.mean ?? null,
      at,
    }));
    return { columns: xs.map(valueText), rows: ys.map(valueText), cells: made };
  }

  // Of all treatments and the whole design, so that a colour means the same wherever one looks.
  function range(chosen: Chosen, divisor: number): [number, number] {
    const means = design.points
      .flatMap((_, at) => treatments.map((name) => response.at(chosen, at, name)?.mean ?? null))
      .filter((mean) => mean !== null)
      .map((mean) => mean / divisor);
    return [Math.min(...means), Math.max(...means)];
  }

  function option(view: View): Option {
    const { palette, chosen } = view;
    const { columns, rows, cells: all } = cells(chosen);
    const scale = response.scale(chosen);
    const [low, high] = range(chosen, scale.divisor);
    const [x, y] = pairOf(chosen);
    const room = (view.width - 110) / columns.length;
    const labelled = room >= 7 * scaled(high * scale.divisor, scale).length + 6;
    const axis = {
      type: 'category' as const,
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: false },
      axisLabel: { color: palette.muted, fontSize: 12, hideOverlap: true },
      nameTextStyle: { color: palette.muted, fontSize: 12 },
    };
    return {
      ...base(view),
      grid: { left: 8, right: 16, top: 30, bottom: 74 },
      xAxis: { ...axis, data: columns, name: x, nameLocation: 'middle', nameGap: 28 },
      yAxis: {
        ...axis,
        data: rows,
        name: y,
        nameLocation: 'end',
        nameGap: 10,
        nameTextStyle: { ...axis.nameTextStyle, align: 'left', padding: [0, 0, 0, -24] },
      },
      visualMap: {
        type: 'continuous',
        min: low,
        max: high > low ? high : low + 1,
        calculable: false,
        orient: 'horizontal',
        left: 'center',
        bottom: 2,
        itemWidth: 12,
        itemHeight: Math.min(260, view.width * 0.45),
        text: [withUnit(high * scale.divisor, scale), withUnit(low * scale.divisor, scale)],
        textStyle: { color: palette.ink, fontFamily: kFont, fontSize: 12 },
        inRange: { color: [...palette.heat] },
      },
      tooltip: {
        trigger: 'item',
        ...tooltip(view, (params) => body(view, params[0]?.dataIndex ?? -1)),
      },
      series: [
        {
          type: 'heatmap',
          name: metricTitle(response.metric(chosen)),
          data: all.map(({ column, row, mean }) => {
            if (mean === null) return { value: [column, row, NaN] };
            const value = mean / scale.divisor;
            const share = high > low ? (value - low) / (high - low) : 0;
            const { ink } = heatColour(palette, share);
            return { value: [column, row, value], label: { color: ink } };
          }),
          label: {
            show: labelled,
            fontSize: 12,
            fontFamily: kFont,
            formatter: ({ value }: { value: unknown }) =>
              scaled(Number((value as number[])[2]) * scale.divisor, scale),
          },
          itemStyle: { borderColor: palette.ground, borderWidth: 1.5 },
        },
      ],
    } as Option;
  }

  function body(view: View, index: number): HTMLElement | string {
    const cell = cells(view.chosen).cells[index];
    if (cell === undefined) return '';
    const { chosen } = view;
    const scale = response.scale(chosen);
    const found = response.at(chosen, cell.at, treatmentOf(chosen));
    return tooltipBody(`${treatmentOf(chosen)}, ${design.points[cell.at]?.label}`, [
      { name: axisTitle(response.metric(chosen), scale), value: scaled(cell.mean, scale) },
      ...(found === null || found.low === null
        ? []
        : [
            {
              name: '95 % interval',
              value: `${scaled(found.low, scale)} to ${scaled(found.high, scale)}`,
            },
          ]),
      { name: 'Runs', value: String(found?.n ?? 0) },
    ]);
  }

  function summary(chosen: Chosen): string {
    const scale = response.scale(chosen);
    const [x, y] = pairOf(chosen);
    const told = cells(chosen).cells.map(({ at, mean }) => {
      const values = design.points[at]?.values ?? {};
      return `${tickOf(values[x])} and ${tickOf(values[y])}: ${scaled(mean, scale)}`;
    });
    return `${axisTitle(response.metric(chosen), scale)} by ${x} and ${y}. ${told.join('; ')}.`;
  }

  return {
    id: 'heat',
    title: 'Over two parameters',
    note:
      'The mean over the replications at each place of the grid. A colour means the same for all ' +
      'treatments.',
    selectors: [
      ...response.selectors,
      listSelector('Treatment', [...treatments]),
      listSelector(
        'Parameters',
        pairs.map(([x, y]) => `${x} and ${y}`),
      ),
      othersSelector(others, 3),
    ],
    marks: () => [],
    summary,
    absent: (chosen) =>
      cells(chosen).cells.every(({ mean }) => mean === null) ? 'There is no figure of it.' : null,
    height: ({ chosen }) =>
      30 + kScale + Math.max(3, levels(design.points, pairOf(chosen)[1]).length) * kRow,
    layout: 'by width',
    option,
    table: () => response.table(),
    shownTable: (chosen) => response.table(chosen),
  };
}

function tickOf(value: unknown): string {
  return typeof value === 'number' ? tick(value) : valueText(value as string);
}
