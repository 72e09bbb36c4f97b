// Proves, in a browser, that the report can be read on a phone and on paper, by anyone, that its
// downloads are sound, and that no name in a run breaks it.
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { barriers, desktop, download, figures, look, pages, phone, xmlError } from './browser.ts';

// Paper between the margins of the print style, in CSS pixels.
const paperWidth = 688;
const paperHeight = 1017;

test.each(pages.map((name) => [name]))('%s: a phone never scrolls sideways', (name) =>
  look(name, phone, async (page) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(390);
    const charts = await page.$$eval('.chart:not([hidden]) svg', (all) =>
      all.map((chart) => chart.getBoundingClientRect().right),
    );
    expect(charts.length).toBeGreaterThan(0);
    for (const right of charts) expect(right).toBeLessThanOrEqual(390);
  }),
);

// Words of the page that go on in the next line, but for those that say where they may.
async function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const broken: string[] = [];
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const word of node.textContent!.matchAll(/[^\s-]+/g)) {
        if (word[0].includes('\u00ad')) continue;
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
        if (new Set(boxes.map(({ top }) => Math.round(top))).size > 1) broken.push(word[0]);
      }
    }
    return broken;
  });
}

test.each([
  ['a phone', phone],
  ['a small phone', { ...phone, viewport: { width: 320, height: 568 } }],
  ['a desk', desktop],
])('on %s no word is broken and no label of a chart is cut', (_, device) =>
  look('typical', device, async (page) => {
    expect(await brokenWords(page)).toEqual([]);
    const cut = await page.$$eval('.chart svg', (charts) =>
      charts.flatMap((chart) => {
        const { left, right, top, bottom } = chart.getBoundingClientRect();
        return [...chart.querySelectorAll('text')]
          .filter((label) => {
            const box = label.getBoundingClientRect();
            const inside =
              box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
            return !inside;
          })
          .map((label) => label.textContent);
      }),
    );
    expect(cut).toEqual([]);
  }),
);

test('on a phone an expectation reads as a sentence, and is still a table', () =>
  look('typical', { ...phone, bypassCSP: true }, async (page) => {
    const row = page.locator('#expectations tbody tr').first();
    expect((await row.innerText()).replace(/\s+/g, ' ')).toMatch(
      /Efficiency .* Bound at least [\d.]+ Found [\d.]+ Verdict ✓ holds/,
    );
    expect(await barriers(page, '#expectations')).toEqual([]);
    await expect(
      page.getByRole('table').first().getByRole('cell').count(),
    ).resolves.toBeGreaterThan(0);
  }));

test('on paper every chart is whole, light and without controls', () =>
  look('typical', { ...desktop, colorScheme: 'dark' }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: paperWidth, height: paperHeight });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));

    for (const figure of figures) {
      const box = await page.locator(`#${figure}`).boundingBox();
      const chart = await page.locator(`#${figure} .chart svg`).boundingBox();
      const ground = page.locator(`#${figure} .chart svg rect`).first();
      expect(box!.height).toBeLessThan(paperHeight);
      expect(chart!.width).toBeGreaterThan(paperWidth * 0.9);
      expect(chart!.x + chart!.width).toBeLessThanOrEqual(paperWidth);
      expect(chart!.y + chart!.height).toBeLessThanOrEqual(box!.y + box!.height + 1);
      expect(await ground.getAttribute('fill')).toBe('#ffffff');
    }
    for (const control of await page.locator('select, .downloads').all()) {
      expect(await control.isVisible()).toBe(false);
    }
  }));

test('the printed report has no empty page and all its figures', () =>
  look('typical', desktop, async (page) => {
    const pdf = await page.pdf({ preferCSSPageSize: true });

    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();
    const pages = text.split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThanOrEqual(4);
    expect(pages.length).toBeLessThanOrEqual(8);
    for (const one of pages) expect(one.trim().split(/\s+/).length).toBeGreaterThan(30);
    for (const words of [
      'Order book at the close, 2030',
      'Abated in a year',
      'Mt an auction',
      'Distance',
    ]) {
      expect(text).toContain(words);
    }
    // After printing the page is as it was.
    expect(await page.locator('#price .chart svg').getAttribute('width')).toBe('1000');
  }));

test.each(
  ['typical', 'sweep', 'gallery', 'comparison'].flatMap((name) => [
    [name, 'light' as const] as const,
    [name, 'dark' as const] as const,
  ]),
)('%s, %s: no barrier that axe can find', (name, colorScheme) =>
  look(name, { ...desktop, colorScheme, bypassCSP: true }, async (page) => {
    expect(await barriers(page, 'html')).toEqual([]);
  }),
);

test('every chart tells its figures to those who cannot see it', () =>
  look('typical', desktop, async (page) => {
    for (const figure of figures) {
      const chart = page.locator(`#${figure} .chart`);
      expect(await chart.getAttribute('role')).toBe('img');
      expect(await chart.getAttribute('aria-label')).toMatch(/\d{2}/);
    }
  }));

test('the data of a figure opens as a table', () =>
  look('typical', desktop, async (page) => {
    await page.click('#emissions summary');

    // The browser tells the page a moment after the click.
    const rows = page.locator('#emissions .data tbody tr');
    await expect.poll(() => rows.count()).toBe(10);
    expect(await page.locator('#emissions .data thead').textContent()).toContain('cap_t');
  }));

test('downloads hold the data, a well-formed drawing and a picture', () =>
  look('typical', desktop, async (page) => {
    const csv = (await download(page, 'price', 'CSV')).toString();
    const svg = (await download(page, 'abatement', 'SVG')).toString();
    const png = await download(page, 'mac', 'PNG');
    const auctions = (await download(page, 'auctions', 'CSV')).toString().split('\r\n');

    expect(auctions).toHaveLength(42); // a heading, 40 auctions, the end
    expect(auctions[12]).toMatch(/^2023,44,held,\d+,\d+,\d+,0,42000000,0,[\d.]+,[\d.]+,44,[\d.]+$/);
    expect(csv.split('\r\n')).toHaveLength(502); // a heading, 500 days, the end
    expect(csv.split('\r\n')[1]).toMatch(/^2021,1,\d+\.?\d*,/);
    expect(await xmlError(page, svg)).toBeNull();
    expect(svg).toContain('Abatement by group');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2000);
    expect(png.length).toBeGreaterThan(20_000);
  }));

test('names made to break the page are shown as they are', () =>
  look('odd', desktop, async (page) => {
    expect(await page.textContent('h1')).toContain('</script><img src=x onerror=alert(1)>');
    expect(await page.locator('img').count()).toBe(0);
    await page.locator('#firms .chart').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#firms .spoken')).toContain('<img src=x');
    expect(await page.locator('img').count()).toBe(0);

    const svg = (await download(page, 'firms', 'SVG')).toString();
    expect(await xmlError(page, svg)).toBeNull();
  }));

test('what is not there is said', () =>
  look('odd', desktop, async (page) => {
    expect(await page.textContent('#price .absent')).toBe('Nothing was traded.');
    expect(await page.textContent('#depth .absent')).toBe(
      'The book was empty at the close of 2030.',
    );
    expect(await page.getAttribute('#auctions .chart', 'aria-label')).toContain('sold 0 t');
    expect(await page.locator('#price .chart').isVisible()).toBe(false);
    expect(await page.locator('#emissions .chart').isVisible()).toBe(true);
  }));
