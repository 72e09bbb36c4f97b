// Proves the files that the page writes itself: the ZIP archive, the PNG's resolution, the SVG of a
// figure, and names fit for any system.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { crc32 } from '../../../../tools/report/src/crc32.ts';
import { picture, plainColours, slug } from '../../../../tools/report/src/picture.ts';
import { withResolution } from '../../../../tools/report/src/png.ts';
import { bankFigure } from '../../../../tools/report/src/run/bank.ts';
import { priceFigure } from '../../../../tools/report/src/run/price.ts';
import { zip } from '../../../../tools/report/src/zip.ts';
import { run } from './run_builder.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the check sum is that of the standard', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes(''))).toBe(0);
});

test('a stock reader finds every file of an archive as it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tanshi-zip-'));
  try {
    const file = join(folder, 'a.zip');
    const large = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
    writeFileSync(
      file,
      zip([
        { name: 'one.csv', bytes: bytes('a,b\r\n1,2\r\n') },
        { name: 'empty.csv', bytes: bytes('') },
        { name: 'two.png', bytes: large },
      ]),
    );

    execFileSync('python3', ['-m', 'zipfile', '-e', file, folder]);
    expect(readFileSync(join(folder, 'one.csv'), 'utf8')).toBe('a,b\r\n1,2\r\n');
    expect(readFileSync(join(folder, 'empty.csv'), 'utf8')).toBe('');
    expect(new Uint8Array(readFileSync(join(folder, 'two.png')))).toEqual(large);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a PNG is given its resolution right behind its header, with a check sum', () => {
  const header = Uint8Array.from({ length: 33 }, (_, i) => i);
  const rest = bytes('the rest');

  const whole = withResolution(new Uint8Array([...header, ...rest]), 300);

  const view = new DataView(whole.buffer);
  expect(whole.slice(0, 33)).toEqual(header);
  expect(view.getUint32(33)).toBe(9);
  expect(new TextDecoder().decode(whole.slice(37, 41))).toBe('pHYs');
  expect(view.getUint32(41)).toBe(11811); // 300 dots an inch, by the metre
  expect(view.getUint32(45)).toBe(11811);
  expect(whole[49]).toBe(1);
  expect(view.getUint32(50)).toBe(crc32(whole.slice(37, 50)));
  expect(whole.slice(54)).toEqual(rest);
});

test('a picture has a white ground, its title, what is chosen and its legend', () => {
  const figure = priceFigure(run());

  const { svg, width, height } = picture(figure, 'small-seed-1', [2], {});

  expect(svg.startsWith('<svg ')).toBe(true);
  expect(svg).toContain(`width="${width}" height="${height}"`);
  expect(svg).toMatch(/<rect width="640" height="\d+" x="0" y="0"[^>]* fill="#ffffff"/);
  for (const words of ['>Price<', '>2026, small-seed-1<', '>Daily close<', '>Volume<']) {
    expect(svg).toContain(words);
  }
});

test('a picture leaves out what was switched off', () => {
  const { svg } = picture(bankFigure(run()), 'small', [], { Benchmark: false });

  expect(svg).toContain('>Bank<');
  expect(svg).not.toContain('>Benchmark<');
});

test('a picture has letters of 9 points or more, and colours that any program reads', () => {
  const { svg } = picture(bankFigure(run()), 'small', [], {});

  const sizes = [...svg.matchAll(/font-size:([\d.]+)px/g)].map(([, size]) => Number(size));
  expect(sizes.length).toBeGreaterThan(5);
  for (const size of sizes) expect((size * 72) / 96).toBeGreaterThanOrEqual(9);
  expect(svg).not.toMatch(/"#[0-9a-f]{8}"/i);
});

test('a colour with an alpha becomes a colour and an opacity', () => {
  expect(plainColours('<path fill="#59626d40" stroke="#59626d"/>')).toBe(
    '<path fill="#59626d" fill-opacity="0.251" stroke="#59626d"/>',
  );
});

test('a name is fit for a file', () => {
  expect(slug('cap.linear_factor = 0.04')).toBe('cap.linear_factor-0.04');
  expect(slug('../</script>')).toBe('..-script');
  expect(slug('电力')).toBe('x');
});
