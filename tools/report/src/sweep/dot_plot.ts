// A horizontal dot plot with intervals: a row a treatment, the first at the top.
import { base, kCompactWidth, tooltip, valueAxis } from '../axes.ts';
import type { Option, Series, View } from '../figure.ts';
import { tick } from '../format.ts';
import { niceTicks } from '../ticks.ts';

const kRow = 30;
const kAround = 74; // of the axis below and what is above

export function dotPlotHeight(rows: number): number {
  return Math.max(3, rows) * kRow + kAround;
}

export interface DotPlot {
  rows: string[];
  axis: string; // with its unit
  values: number[]; // that the axis must hold
  series: Series[];
  body: (row: number) => HTMLElement | string;
}

export function dotPlot(view: View, { rows, axis, values, series, body }: DotPlot): Option {
  const { palette } = view;
  const ticks = niceTicks(Math.min(...values), Math.max(...values), view.compact ? 4 : 7);
  return {
    ...base(view),
    grid: { left: 4, right: view.compact ? 22 : 28, top: 12, bottom: 34 },
    xAxis: {
      ...valueAxis(view, axis, tick),
      ...ticks,
      splitLine: { show: true, lineStyle: { color: palette.rule } },
      axisLine: { onZero: false, lineStyle: { color: palette.muted } },
    },
    yAxis: {
      type: 'category',
      data: rows,
      inverse: true,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: {
        color: palette.ink,
        fontSize: 12,
        interval: 0,
        width: view.width < kCompactWidth ? Math.round(0.36 * view.width) : 210,
        overflow: 'truncate',
      },
    },
    tooltip: {
      trigger: 'item',
      ...tooltip(view, (params) => {
        const value = params[0]?.value;
        return Array.isArray(value) ? body(Number(value[1])) : '';
      }),
    },
    series,
  } as Option;
}
