// Shapes that ECharts leaves to us: a band between two lines, and intervals with caps.
import type { CustomSeriesOption } from 'echarts/charts';

import type { Maybe } from './data.ts';

export interface BandRow {
  x: number; // on a category axis its index
  low: Maybe;
  high: Maybe;
}

interface Look {
  name: string;
  colour: string;
  opacity: number;
  axis?: number; // index of both axes
}

const kLoneWidth = 10; // of a year between gaps, which has no neighbour to make a band with

// The area from `low` to `high`, in pieces where a figure is missing. The whole of a piece is drawn
// for its first row.
export function band(rows: readonly BandRow[], look: Look): CustomSeriesOption {
  const known = (i: number) => {
    const row = rows[i];
    return row !== undefined && row.low !== null && row.high !== null;
  };
  return {
    type: 'custom',
    name: look.name,
    xAxisIndex: look.axis ?? 0,
    yAxisIndex: look.axis ?? 0,
    silent: true,
    encode: { x: 0, y: [1, 2] },
    data: rows.map(({ x, low, high }) => [x, low ?? NaN, high ?? NaN]),
    itemStyle: { color: look.colour, opacity: look.opacity }, // of the legend
    renderItem: (params, api) => {
      const from = params.dataIndex;
      if (!known(from) || known(from - 1)) return null;
      let end = from;
      while (known(end)) ++end;
      const piece = rows.slice(from, end);
      const corner = (x: number, value: Maybe) => api.coord([x, value ?? 0]) as [number, number];
      const style = { fill: look.colour, opacity: look.opacity };
      if (piece.length === 1) {
        const [x, top] = corner(piece[0]!.x, piece[0]!.high);
        const bottom = corner(piece[0]!.x, piece[0]!.low)[1];
        const shape = { x: x - kLoneWidth / 2, y: top, width: kLoneWidth, height: bottom - top };
        return { type: 'rect', shape, style };
      }
      const points = [
        ...piece.map(({ x, high }) => corner(x, high)),
        ...piece.map(({ x, low }) => corner(x, low)).reverse(),
      ];
      return { type: 'polygon', shape: { points }, style };
    },
  };
}

export interface Interval {
  at: number; // on the other axis
  low: Maybe;
  high: Maybe;
}

interface IntervalLook extends Look {
  along: 'x' | 'y'; // the axis of low and high
  width: number; // of the line, in pixels
  cap: number; // half the length of the strokes at its ends; 0: none
  shift?: number; // across, in pixels, where several stand at one place
}

// A line from `low` to `high` at each place.
export function intervals(rows: readonly Interval[], look: IntervalLook): CustomSeriesOption {
  const flat = look.along === 'x';
  return {
    type: 'custom',
    name: look.name,
    silent: true,
    encode: flat ? { x: [0, 1], y: 2 } : { x: 2, y: [0, 1] },
    data: rows.map(({ at, low, high }) => [low ?? NaN, high ?? NaN, at]),
    itemStyle: { color: look.colour, opacity: look.opacity },
    renderItem: (params, api) => {
      const row = rows[params.dataIndex];
      if (row === undefined || row.low === null || row.high === null) return null;
      const place = (value: number) => {
        const [x, y] = api.coord(flat ? [value, row.at] : [row.at, value]) as [number, number];
        const shift = look.shift ?? 0;
        return flat ? { x, y: y + shift } : { x: x + shift, y };
      };
      const ends = [place(row.low), place(row.high)] as const;
      const style = {
        stroke: look.colour,
        lineWidth: look.width,
        opacity: look.opacity,
        fill: 'none',
      };
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style,
      });
      const { cap } = look;
      return {
        type: 'group',
        children: [
          line(ends[0].x, ends[0].y, ends[1].x, ends[1].y),
          ...(cap === 0
            ? []
            : ends.map(({ x, y }) =>
                flat ? line(x, y - cap, x, y + cap) : line(x - cap, y, x + cap, y),
              )),
        ],
      };
    },
  };
}
