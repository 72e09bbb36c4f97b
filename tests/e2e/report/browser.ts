// The reports of write_reports.cc in Debian's Chromium, watched for anything that should not happen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

const reports = process.env['REPORTS'];
const executablePath = process.env['CHROMIUM'];
if (!reports || !executablePath) throw new Error('run by ctest, which sets REPORTS and CHROMIUM');
if (executablePath.endsWith('NOTFOUND')) throw new Error('no chromium: run tools/setup test');

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

export const desktop = { viewport: { width: 1280, height: 900 } };
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

// Opens a report, looks at it, and expects that the browser complained of nothing, asked nothing of
// the network and showed no dialog meanwhile.
export async function look(
  report: string,
  options: BrowserContextOptions,
  at: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const wrong: string[] = [];
    const address = `file://${reports}/${report}.html`;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('dialog', (dialog) => {
      wrong.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const own = request.url() === address || /^(data|blob):/.test(request.url());
      if (!own) wrong.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    await at(page);
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

export interface DrawnPath {
  fill: string | null;
  stroke: string | null;
  points: number; // of a line: its corners
}

export async function drawnPaths(page: Page, figure: string): Promise<DrawnPath[]> {
  return page.$$eval(`#${figure} .chart svg path`, (paths) =>
    paths.map((path) => ({
      fill: path.getAttribute('fill'),
      stroke: path.getAttribute('stroke'),
      points: (path.getAttribute('d') ?? '').match(/[ML]/g)?.length ?? 0,
    })),
  );
}

// How many corners the line of this colour has.
export function lineOf(paths: DrawnPath[], colour: string): number {
  return paths
    .filter(({ fill, stroke }) => fill === 'none' && stroke === colour)
    .reduce((sum, { points }) => sum + points, 0);
}

// How many bars or dots are filled with this colour.
export function filledWith(paths: DrawnPath[], colour: string): number {
  return paths.filter(({ fill }) => fill === colour).length;
}

export const figures = [
  'price',
  'emissions',
  'auctions',
  'bank',
  'mac',
  'abatement',
  'firms',
  'depth',
];

// All that write_reports.cc writes, but for what cannot be drawn.
export const pages = [
  'typical',
  'odd',
  'free',
  'comparison',
  'sweep',
  'hypercube',
  'single',
  'many',
  'large',
  'bare',
  'gallery',
];

// What a fixture of the folder fixtures/ holds.
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(`${process.env['FIXTURES']}/${name}.json`, 'utf8')) as T;
}

export async function download(page: Page, figure: string, form: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.click(`#${figure} [aria-label$="as ${form}"]`),
  ]);
  return readFileSync(await file.path());
}

// What is wrong with an XML text; null: nothing.
export async function xmlError(page: Page, text: string): Promise<string | null> {
  return page.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'image/svg+xml');
    return parsed.querySelector('parsererror')?.textContent ?? null;
  }, text);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// What axe finds wrong with a part of the page. REQUIRES: the page was opened with bypassCSP.
export async function barriers(page: Page, within: string): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(selector, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, within);
}

// Where the dots of this colour stand, in the order in which they were drawn.
export async function dots(page: Page, figure: string, colour: string) {
  return page.$$eval(
    `#${figure} .chart svg path`,
    (paths, fill) =>
      paths.flatMap((path) => {
        const matrix = path.getAttribute('transform')?.match(/matrix\(([^)]+)\)/);
        const [, , , , x, y] = (matrix?.[1] ?? '').split(',').map(Number);
        const is_dot = path.getAttribute('fill') === fill && matrix !== undefined;
        return is_dot && x !== undefined && y !== undefined ? [{ x, y }] : [];
      }),
    colour,
  );
}

// How far places are, at most, from a linear function of the values, in pixels.
export function offLine(places: readonly number[], values: readonly number[]): number {
  const low = values.indexOf(Math.min(...values));
  const high = values.indexOf(Math.max(...values));
  const slope = (places[high]! - places[low]!) / (values[high]! - values[low]!);
  return Math.max(
    ...values.map((value, i) =>
      Math.abs(places[low]! + slope * (value - values[low]!) - places[i]!),
    ),
  );
}
