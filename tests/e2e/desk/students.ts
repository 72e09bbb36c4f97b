// Students with pages of their own, at an exchange as it is served.
import type { Page } from 'playwright-core';

import type { RealExchange } from './real_exchange.ts';

// Comes in by a link with the code in it, and waits in the lobby.
export async function comeIn(
  page: Page,
  { url, code }: { url: string; code: string },
  name: string,
): Promise<void> {
  await page.goto(`${url}/#code=${code}`);
  await page.locator('#name').fill(name);
  await page.locator('.door-form button[type=submit]').click();
  await page.locator('.lobby').waitFor();
}

// The session begins for all who wait; they skip the tour.
export async function begin(exchange: RealExchange, ...pages: Page[]): Promise<void> {
  await exchange.session.startSession({});
  for (const page of pages) {
    await page.locator('.tour').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tour').waitFor({ state: 'detached' });
  }
}

// What the desk tells with this in it.
export const notice = (page: Page, text: string | RegExp) =>
  page.locator('.notice', { hasText: text }).first();
