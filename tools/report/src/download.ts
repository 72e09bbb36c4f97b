// A figure as a file: its data as CSV, its picture as SVG or PNG with title and legend, always on a
// light ground and of one size, so that a figure in a paper does not depend on the reader's screen.
import { kFont } from './axes.ts';
import { element } from './dom.ts';
import { init } from './echarts.ts';
import type { Figure, Option } from './figure.ts';
import type { Shown } from './legend.ts';
import { kLight } from './palette.ts';
import { toCsv } from './table.ts';

const kWidth = 960;
const kHeight = 540;
const kLegendTop = 44;
const kPixelRatio = 2; // of a PNG

export function save(name: string, contents: Blob): void {
  const url = URL.createObjectURL(contents);
  element('a', { href: url, download: name }).click();
  // Firefox reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function saveCsv(figure: Figure, stem: string): void {
  save(`${stem}-${figure.id}.csv`, new Blob([toCsv(figure.table())], { type: 'text/csv' }));
}

export function saveSvg(figure: Figure, stem: string, year: number, shown: Shown): void {
  const svg = picture(figure, stem, year, shown);
  save(`${fileStem(figure, stem, year)}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
}

export async function savePng(figure: Figure, stem: string, year: number, shown: Shown) {
  const image = new Image();
  const svg = picture(figure, stem, year, shown);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = element('canvas', {
    width: String(kWidth * kPixelRatio),
    height: String(kHeight * kPixelRatio),
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob !== null) save(`${fileStem(figure, stem, year)}.png`, blob);
}

function fileStem(figure: Figure, stem: string, year: number): string {
  return year === 0 ? `${stem}-${figure.id}` : `${stem}-${figure.id}-${year}`;
}

function picture(figure: Figure, stem: string, year: number, shown: Shown): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: kWidth, height: kHeight });
  const option = figure.option({ palette: kLight, compact: false, still: true, year });
  const title = year === 0 ? figure.title : `${figure.title}, ${year}`;
  chart.setOption({
    ...option,
    title: {
      text: title,
      subtext: stem,
      left: 12,
      top: 8,
      itemGap: 4,
      textStyle: { color: kLight.ink, fontFamily: kFont, fontSize: 18 },
      subtextStyle: { color: kLight.muted, fontFamily: kFont },
    },
    legend: { selected: shown, right: 12, top: 12, width: 640, textStyle: { color: kLight.ink } },
    grid: below(option.grid),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

// The grids moved down, to leave room for title and legend.
function below(grid: Option['grid']): Option['grid'] {
  const grids = Array.isArray(grid) ? grid : [grid ?? {}];
  return grids.map((one) => ({
    ...one,
    ...(one.outerBoundsMode === 'none' ? {} : { left: 16, right: 24 }),
    ...(typeof one.top === 'number' ? { top: one.top + kLegendTop } : {}),
  }));
}
