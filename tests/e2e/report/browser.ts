// The reports of write_reports.cc in Debian's Chromium, watched for anything that should not happen.
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
