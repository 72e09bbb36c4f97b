// A figure as it stands in a paper: an SVG drawing with title and legend, always on a white ground
// and of one width, so that it does not depend on the reader's screen. A CSS pixel is 1/96 inch:
// the drawing is 6.67 inches wide, the text of a page, and its letters are 9 points.
import { kFont } from './axes.ts';
import { init } from './echarts.ts';
import type { Figure, Mark, Option } from './figure.ts';
import { shownAtFirst, type Shown } from './legend.ts';
import { kLight } from './palette.ts';
import { type Chosen, chosenWords } from './selector.ts';

export const kPictureWidth = 640;
const kPictureHeight = 340; // of the chart, without title and legend
const kMargin = 12;
const kTitleHeight = 50;
const kLegendRow = 22;
const kLongestName = 200; // of a file; systems take 255 bytes

export interface Picture {
  svg: string;
  width: number;
  height: number;
}

// What a legend's entries take; letters are about this wide at 12 pixels.
function legendRows(marks: readonly Mark[]): number {
  let rows = 1;
  let x = 0;
  for (const { name } of marks) {
    const width = 25 + 5 + 6.6 * name.length + 10;
    if (x > 0 && x + width > kPictureWidth - 2 * kMargin) {
      ++rows;
      x = 0;
    }
    x += width;
  }
  return rows;
}

export function picture(figure: Figure, stem: string, chosen: Chosen, given: Shown): Picture {
  const shown = { ...shownAtFirst(figure, chosen), ...given };
  const marks = figure.marks(chosen).filter(({ name }) => shown[name] !== false);
  const view = { palette: kLight, width: kPictureWidth, compact: false, still: true, chosen };
  const option = figure.option(view);
  const top = kTitleHeight + (marks.length === 0 ? 0 : legendRows(marks) * kLegendRow);
  const height = top + (figure.height?.(view) ?? kPictureHeight);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: kPictureWidth, height });
  chart.setOption({
    ...option,
    title: [
      headline(figure.title, 8, { color: kLight.ink, fontSize: 15 }),
      headline([...chosenWords(figure.selectors, chosen), stem].join(', '), 28, {
        color: kLight.muted,
        fontSize: 12,
        fontWeight: 'normal',
      }),
      ...lowered(option.title, top),
    ],
    legend: {
      show: marks.length > 0,
      data: marks.map(({ name }) => name),
      selected: shown,
      left: kMargin,
      right: kMargin,
      top: kTitleHeight - 2,
      padding: 0,
      itemGap: 10,
      textStyle: { color: kLight.ink, fontFamily: kFont, fontSize: 12 },
    },
    grid: lowered(option.grid, top).map((one) => ({
      ...one,
      ...(one.outerBoundsMode === 'none' ? {} : { left: kMargin, right: 20 }),
    })),
  } as Option);
  const svg = plainColours(chart.renderToSVGString());
  chart.dispose();
  return { svg, width: kPictureWidth, height };
}

function headline(text: string, top: number, style: object) {
  const width = kPictureWidth - 2 * kMargin;
  const textStyle = { fontFamily: kFont, width, overflow: 'truncate', ...style };
  return { text, left: kMargin, top, padding: 0, textStyle };
}

// What stands from the top, moved down to leave room for title and legend.
function lowered<T extends { top?: unknown }>(parts: T | T[] | undefined, by: number): T[] {
  const list = Array.isArray(parts) ? parts : parts === undefined ? [] : [parts];
  return list.map((part) =>
    typeof part.top === 'number' ? { ...part, top: part.top + by } : part,
  );
}

export function pictureStem(figure: Figure, stem: string, chosen: Chosen): string {
  const parts = [stem, figure.id, ...chosenWords(figure.selectors, chosen)];
  return parts.map(slug).join('-').slice(0, kLongestName);
}

// Fit to be part of a file's name on any system.
export function slug(text: string): string {
  return (
    text
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'x'
  );
}

// Colours with an alpha of their own, which many programs for drawings do not read, as a colour and
// an opacity.
export function plainColours(svg: string): string {
  return svg.replace(
    /\b(fill|stroke)="(#[0-9a-f]{6})([0-9a-f]{2})"/gi,
    (_, name: string, colour: string, alpha: string) =>
      `${name}="${colour}" ${name}-opacity="${(parseInt(alpha, 16) / 255).toFixed(3)}"`,
  );
}
