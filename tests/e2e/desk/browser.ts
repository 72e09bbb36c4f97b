// The desk in Debian's Chromium against an exchange, watched for anything that should not happen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

import { type Served, serveFake } from './serve_fake.ts';

const folder = process.env['DESK'];
const executablePath = process.env['CHROMIUM'];
const pictures = process.env['PICTURES'];
if (!folder || !executablePath) throw new Error('run by ctest, which sets DESK and CHROMIUM');
if (executablePath.endsWith('NOTFOUND')) throw new Error('no chromium: run tools/setup test');

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

export const desktop = { viewport: { width: 1440, height: 900 } };
export const laptop = { viewport: { width: 1100, height: 760 } };
export const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

export interface Room extends Served {
  readonly page: Page;
}

// Opens the desk of a fake exchange.
export async function open(
  options: BrowserContextOptions,
  at: (room: Room) => Promise<void>,
  address = '/',
): Promise<void> {
  const served = await serveFake(folder!);
  try {
    await visit(options, async (page) => {
      await page.goto(served.url + address);
      await at({ ...served, page });
      expect(served.asked.filter((url) => url.includes('token-'))).toEqual([]);
    });
  } finally {
    await served.close();
  }
}

// Opens a browser's window and expects that it complained of nothing meanwhile, but for what it
// says of connections that a test broke, and asked nothing of other places.
export async function visit(
  options: BrowserContextOptions,
  at: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(40_000); // machines that test are busy
    const wrong: string[] = [];
    page.on('console', (message) => {
      const broken = /Failed to load resource|ERR_/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !broken) wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('request', (request) => {
      if (!/^(http:\/\/127\.0\.0\.1:|data:)/.test(request.url())) wrong.push(request.url());
    });
    await at(page);
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

// Comes in by the door, and skips the tour.
export async function enter(page: Page, tour = false): Promise<void> {
  await page.locator('#code').fill('abcd efgh');
  await page.locator('#name').fill('Ada');
  await page.locator('.consent input').check();
  await page.locator('.door-form button[type=submit]').click();
  await page.locator('.tour').waitFor();
  if (!tour) {
    await page.keyboard.press('Escape');
    await page.locator('.tour').waitFor({ state: 'detached' });
  }
}

export async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// What axe finds wrong with a part of the page. REQUIRES: it was opened with bypassCSP.
export async function barriers(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(selector, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'],
    });
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`,
    );
  }, within);
}
