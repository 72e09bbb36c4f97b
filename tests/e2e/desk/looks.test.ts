// Proves that axe finds nothing wrong in any part, theme and language, and takes the pictures that
// a person is to look at: build/tests/e2e/desk/pictures.
import { expect, test } from 'vitest';
import { SessionPhase } from '#proto/session_service_pb';
import { Side } from '#proto/types_pb';

import { barriers, desktop, enter, laptop, open, phone, picture, type Room } from './browser.ts';

const kParts = 5;

async function trade({ page, exchange }: Room): Promise<void> {
  await page.locator('#ticket-price').fill('51.40');
  await page.locator('#ticket-quantity').fill('100');
  exchange.others(Side.BUY, 5120n, 40n);
  exchange.others(Side.SELL, 5080n, 60n);
  await page.locator('.tape li').nth(1).waitFor();
}

test.each([
  ['desktop light', { ...desktop, colorScheme: 'light' as const }],
  ['desktop dark', { ...desktop, colorScheme: 'dark' as const }],
  ['desktop chinese', { ...desktop, locale: 'zh-CN' }],
  ['laptop', laptop],
])('%s', (name, options) =>
  open({ ...options, bypassCSP: true }, async (room) => {
    const { page } = room;
    await page.locator('.consent').waitFor();
    await picture(page, `${name} door`);
    expect(await barriers(page)).toEqual([]);
    await enter(page, true);
    await page.keyboard.press('ArrowRight');
    await picture(page, `${name} tour`);
    expect(await barriers(page, '.tour')).toEqual([]);
    await page.keyboard.press('Escape');
    await trade(room);
    await page.locator('#ticket-send').click();
    await page.waitForTimeout(300);
    await page.locator('#ticket-quantity').fill('250');
    await picture(page, `${name} desk`);
    expect(await barriers(page)).toEqual([]);
    await page.locator('#ticket-price').fill('90');
    await page.locator('#ticket-send').click();
    await picture(page, `${name} doubt`);
    expect(await barriers(page)).toEqual([]);
  }),
);

test.each([
  ['phone', { ...phone, locale: 'en-US' }],
  ['phone chinese', { ...phone, locale: 'zh-CN', colorScheme: 'dark' as const }],
])('%s', (name, options) =>
  open({ ...options, bypassCSP: true }, async (room) => {
    const { page, exchange } = room;
    await enter(page);
    await page.locator('.bottom-bar button').nth(1).tap();
    await page.locator('#ticket-price').fill('51.40');
    await page.locator('#ticket-quantity').fill('100');
    exchange.others(Side.BUY, 5120n, 40n);
    for (let part = 0; part < kParts; ++part) {
      await page.locator('.bottom-bar button').nth(part).tap();
      await page.waitForTimeout(150);
      await picture(page, `${name} ${part}`);
      expect(await barriers(page)).toEqual([]);
    }
  }),
);

test('the debrief', () =>
  open({ ...desktop, bypassCSP: true }, async ({ page, exchange }) => {
    await enter(page);
    exchange.screen.clock!.phase = SessionPhase.FINISHED;
    exchange.changed();
    await page.locator('.mistakes li').first().waitFor();
    await picture(page, 'debrief');
    expect(await barriers(page)).toEqual([]);
  }));

test.each([['keys'], ['quiz'], ['glossary']])('help: %s', (name) =>
  open({ ...desktop, bypassCSP: true }, async ({ page }) => {
    await enter(page);
    await page.keyboard.press('?');
    await page.getByRole('tab', { name, exact: false }).click();
    await picture(page, `help ${name}`);
    expect(await barriers(page)).toEqual([]);
  }),
);
