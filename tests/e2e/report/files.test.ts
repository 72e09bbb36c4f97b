// Proves, in a browser, that the downloads of all pages hold what was given and can be read by other
// programs: CSV, SVG, PNG and the archive of all.
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import type { Gallery } from '../../../tools/report/src/gallery/gallery.ts';
import type { Sweep } from '../../../tools/report/src/sweep/sweep.ts';
import { desktop, download, fixture, look, phone, xmlError } from './browser.ts';

// What a stock reader makes of a CSV file: a record a row.
function records(csv: Buffer): Record<string, string>[] {
  const script = 'import csv,json,sys; print(json.dumps(list(csv.DictReader(sys.stdin))))';
  return JSON.parse(execFileSync('python3', ['-c', script], { input: csv }).toString());
}

async function figuresOf(page: Page): Promise<string[]> {
  return page.$$eval('.figure:not(.nothing)', (all) => all.map(({ id }) => id));
}

test.each([['sweep'], ['hypercube'], ['bare'], ['gallery'], ['comparison']])(
  '%s: every figure is a well-formed SVG, of its own colours on a phone in the dark too',
  (name) =>
    look(name, { ...phone, colorScheme: 'dark' }, async (page) => {
      const figures = await figuresOf(page);
      expect(figures.length).toBeGreaterThan(0);
      for (const figure of figures) {
        const svg = (await download(page, figure, 'SVG')).toString();

        expect(await xmlError(page, svg)).toBeNull();
        expect(svg).toMatch(/<rect width="640" height="\d+" x="0" y="0"[^>]* fill="#ffffff"/);
        expect(svg).toContain((await page.textContent(`#${figure}-title`))!.split(',')[0]);
        expect(svg).not.toMatch(/<(script|foreignObject|image|a) /);
      }
    }),
);

test.each([['sweep'], ['gallery']])('%s: every figure is a PNG of 300 dots an inch', (name) =>
  look(name, desktop, async (page) => {
    for (const figure of await figuresOf(page)) {
      const png = await download(page, figure, 'PNG');

      expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
      expect(png.readUInt32BE(16)).toBe(2000);
      expect(png.subarray(37, 41).toString()).toBe('pHYs');
      expect(png.readUInt32BE(41)).toBe(11811);
      // The browser, which checks the sums of the chunks, reads it again.
      const width = await page.evaluate(
        async (data) => {
          const image = new Image();
          image.src = data;
          await image.decode();
          return image.width;
        },
        `data:image/png;base64,${png.toString('base64')}`,
      );
      expect(width).toBe(2000);
    }
  }),
);

test('the paths as CSV are those of the sweep', () =>
  look('sweep', desktop, async (page) => {
    const { fan, points } = fixture<Sweep>('sweep');

    const rows = records(await download(page, 'paths', 'CSV'));

    expect(rows).toHaveLength(fan.reduce((sum, { years }) => sum + years.length, 0));
    for (const { point, metric, years } of fan) {
      const { treatment, values } = points[point]!;
      for (const year of years) {
        const row = rows.find(
          (one) =>
            one['measure'] === metric &&
            one['treatment'] === treatment &&
            one['year'] === String(year.year) &&
            Object.entries(values).every(([key, value]) => one[key] === String(value)),
        );
        expect(Number(row?.['p05'])).toBe(year.p05);
        expect(Number(row?.['p95'])).toBe(year.p95);
        expect(Number(row?.['n'])).toBe(year.n);
      }
    }
  }));

test('the differences as CSV are those of the sweep, p-values included', () =>
  look('sweep', desktop, async (page) => {
    const { differences } = fixture<Sweep>('sweep');

    const rows = records(await download(page, 'differences', 'CSV'));

    expect(rows).toHaveLength(differences.length);
    differences.forEach((one, i) => {
      expect(rows[i]?.['year']).toBe(one.year === null ? '' : String(one.year));
      for (const key of ['mean', 'low', 'high', 'p_t', 'p_wilcoxon'] as const) {
        expect(rows[i]?.[key]).toBe(one[key] === null ? '' : String(one[key]));
      }
    });
  }));

test('the rows of the gallery as CSV are those of its file', () =>
  look('gallery', desktop, async (page) => {
    const { entries } = fixture<Gallery>('gallery');
    const given = entries.flatMap(({ name, rows }) => rows.map((row) => ({ name, ...row })));

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByLabel('Download all rows of the gallery as CSV').click(),
    ]);
    const rows = records(execFileSync('cat', [await file.path()]));

    expect(rows).toHaveLength(given.length);
    given.forEach((row, i) => {
      expect(rows[i]?.['entry']).toBe(row.name);
      expect(rows[i]?.['published']).toBe(row.published === null ? '' : String(row.published));
      expect(Number(rows[i]?.['ours'])).toBe(row.ours);
      expect(rows[i]?.['passed']).toBe(row.passed ? '1' : '0');
    });
  }));

test('the measures of a run are shown, and the same as CSV', () =>
  look('typical', desktop, async (page) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByLabel('Download the measures as CSV').click(),
    ]);
    const rows = records(execFileSync('cat', [await file.path()]));

    const shown = page.locator('#measures tbody tr');
    expect(rows[0]).toMatchObject({ measure: 'efficiency', of: 'run', value: '0.9731' });
    expect(await shown.first().locator('td').textContent()).toBe('0.9731');
    expect(rows.map(({ measure }) => measure)).toContain('loss_untraded');
    expect(await shown.count()).toBe(rows.length);
  }));

test('names made to break a spreadsheet are disarmed', () =>
  look('bare', desktop, async (page) => {
    const rows = records(await download(page, 'paths', 'CSV'));

    expect(new Set(rows.map((row) => row['treatment']))).toEqual(new Set(["'=1+1"]));
  }));

// Names the files of an archive, and fails where a check sum of it, or of a PNG in it, is wrong.
const archiveNames = `
import struct, sys, zipfile, zlib
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for name in archive.namelist():
    print(name)
    bytes = archive.read(name)
    at = 8 if name.endswith('.png') else len(bytes)
    while at < len(bytes):
        length = struct.unpack('>I', bytes[at:at + 4])[0]
        chunk, given = bytes[at + 4:at + 8 + length], bytes[at + 8 + length:at + 12 + length]
        assert struct.unpack('>I', given)[0] == zlib.crc32(chunk), chunk[:4]
        at += 12 + length
`;

test('all figures come in one archive that a stock reader reads', () =>
  look('sweep', desktop, async (page) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByLabel('Download all figures').click(),
    ]);

    expect(file.suggestedFilename()).toBe('tightening-cap-sweep-figures.zip');
    const path = await file.path();
    const names = execFileSync('python3', ['-c', archiveNames, path]).toString().trim().split('\n');
    for (const form of ['csv', 'svg', 'png']) {
      expect(names.filter((name) => name.endsWith(`.${form}`))).toHaveLength(5);
    }
    expect(new Set(names).size).toBe(names.length);
  }));
