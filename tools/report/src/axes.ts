// The parts that all charts share: axes, grid, zoom, tooltip.
import type { Option, View } from './figure.ts';
import { element } from './dom.ts';

// Without double quotes: it stands in attributes of downloaded SVG files.
export const kFont = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

// Width below which a chart is laid out for a phone, in CSS pixels.
export const kCompactWidth = 560;

type XAxis = Exclude<Option['xAxis'], readonly unknown[] | undefined>;
type YAxis = Exclude<Option['yAxis'], readonly unknown[] | undefined>;

function common(view: View) {
  const { palette } = view;
  return {
    nameTextStyle: { color: palette.muted, fontSize: 12 },
    axisLabel: { color: palette.muted, fontSize: 12, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: palette.muted } },
    splitLine: { lineStyle: { color: palette.rule } },
  };
}

export function yearAxis(view: View, years: number[]): XAxis {
  return {
    ...common(view),
    type: 'category',
    data: years.map(String),
    axisTick: { show: false },
    splitLine: { show: false },
  } as XAxis;
}

// A horizontal axis of numbers, its unit written below.
export function valueAxis(view: View, name: string, label: (value: number) => string): XAxis {
  const shared = common(view);
  return {
    ...shared,
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 30,
    axisLabel: { ...shared.axisLabel, formatter: label },
    splitLine: { show: false },
    axisTick: { show: true, lineStyle: { color: view.palette.muted } },
  } as XAxis;
}

// A vertical axis of numbers, its unit written above it.
export function unitAxis(view: View, name: string, label: (value: number) => string): YAxis {
  const shared = common(view);
  return {
    ...shared,
    type: 'value',
    name,
    nameLocation: 'end',
    nameGap: 12,
    nameTextStyle: { ...shared.nameTextStyle, align: 'left' },
    axisLabel: { ...shared.axisLabel, formatter: label },
    axisLine: { show: false },
    axisTick: { show: false },
  } as YAxis;
}

// The lower end of an axis of amounts: zero, unless one is really below it. A benchmark that was
// rounded to -1 t among millions is not.
export function fromZero({ min, max }: { min: number; max: number }): number | undefined {
  return min >= -0.001 * Math.abs(max) ? 0 : undefined;
}

export function base(view: View): Option {
  return {
    animation: false,
    backgroundColor: view.palette.ground,
    textStyle: { fontFamily: kFont, color: view.palette.ink },
    aria: { enabled: false }, // the figure's own summary is its label
    grid: { left: 4, right: view.compact ? 8 : 16, top: 34, bottom: 20 },
  };
}

export function tooltip(view: View, body: (params: TooltipPoint[]) => HTMLElement | string) {
  return {
    confine: true,
    backgroundColor: view.palette.ground,
    borderColor: view.palette.muted,
    textStyle: { color: view.palette.ink, fontSize: 13, fontFamily: kFont },
    axisPointer: { lineStyle: { color: view.palette.muted, type: 'solid' as const } },
    formatter: (params: unknown) =>
      body((Array.isArray(params) ? params : [params]) as TooltipPoint[]),
  };
}

// What a chart tells of a point under the pointer.
export interface TooltipPoint {
  dataIndex: number;
  seriesIndex: number;
  seriesName: string;
  value: unknown;
  axisValue?: number | string;
}

export interface TooltipRow {
  name: string;
  value: string;
  colour?: string;
}

export function tooltipBody(title: string, rows: TooltipRow[]): HTMLElement {
  const list = element('table', { class: 'tip' });
  for (const { name, value, colour } of rows) {
    const key = element('span', { class: 'tip-key' });
    if (colour !== undefined) key.style.background = colour;
    list.append(
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, colour === undefined ? null : key, name),
        element('td', {}, value),
      ),
    );
  }
  return element('div', {}, element('strong', {}, title), list);
}
