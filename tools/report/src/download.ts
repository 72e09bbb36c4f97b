// A figure as a file: its data as CSV, its picture as SVG or PNG; and all figures in one archive.
import { element } from './dom.ts';
import type { Figure } from './figure.ts';
import type { Shown } from './legend.ts';
import { type Picture, picture, pictureStem, slug } from './picture.ts';
import { withResolution } from './png.ts';
import type { Chosen } from './selector.ts';
import { type Table, toCsv } from './table.ts';
import { type File, zip } from './zip.ts';

const kDotsPerInch = 300;
const kPixelRatio = kDotsPerInch / 96; // a CSS pixel is 1/96 inch

// A figure as it is looked at.
export interface Seen {
  figure: Figure;
  chosen: Chosen;
  shown: Shown;
}

export function save(name: string, contents: Blob): void {
  const url = URL.createObjectURL(contents);
  element('a', { href: url, download: name }).click();
  // Firefox reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function saveCsv(name: string, table: Table): void {
  save(`${name}.csv`, new Blob([toCsv(table)], { type: 'text/csv' }));
}

export function saveSvg({ figure, chosen, shown }: Seen, stem: string): void {
  const { svg } = picture(figure, stem, chosen, shown);
  save(`${pictureStem(figure, stem, chosen)}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
}

export async function savePng({ figure, chosen, shown }: Seen, stem: string): Promise<void> {
  const png = await pngOf(picture(figure, stem, chosen, shown));
  save(`${pictureStem(figure, stem, chosen)}.png`, new Blob([png], { type: 'image/png' }));
}

// The data of every figure, and of those that have something to show the pictures.
export async function saveAll(all: readonly Seen[], stem: string): Promise<void> {
  const files: File[] = [];
  const add = (name: string, bytes: Uint8Array) => files.push({ name, bytes });
  const encoder = new TextEncoder();
  for (const { figure, chosen, shown } of all) {
    add(`${slug(stem)}-${slug(figure.id)}.csv`, encoder.encode(toCsv(figure.table())));
    if ((figure.absent?.(chosen) ?? null) !== null) continue;
    const drawn = picture(figure, stem, chosen, shown);
    const name = pictureStem(figure, stem, chosen);
    add(`${name}.svg`, encoder.encode(drawn.svg));
    add(`${name}.png`, await pngOf(drawn));
  }
  save(`${stem}-figures.zip`, new Blob([zip(files)], { type: 'application/zip' }));
}

async function pngOf({ svg, width, height }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = element('canvas', {
    width: String(Math.round(width * kPixelRatio)),
    height: String(Math.round(height * kPixelRatio)),
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new Error('the browser cannot draw so large a picture');
  return withResolution(new Uint8Array(await blob.arrayBuffer()), kDotsPerInch);
}
