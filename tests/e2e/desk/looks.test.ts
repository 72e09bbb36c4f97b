// Proves that axe finds nothing wrong in any part, theme and language, and takes the pictures that
// a person is to look at: build/tests/e2e/desk/pictures.
import { expect, test } from 'vitest';
import { create } from '@bufbuild/protobuf';
import { SeatScreenSchema } from '#proto/classroom_service_pb';
import { SessionPhase } from '#proto/session_service_pb';
import { ForwardSchema, Side } from '#proto/types_pb';

import { barriers, desktop, enter, laptop, open, phone, picture, type Room } from './browser.ts';

import { type FakeExchange, kOwn } from './fake_exchange.ts';

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

test('each tab of the own trading, with all that it can hold', () =>
  open({ ...desktop, bypassCSP: true }, async (room) => {
    const { page, exchange } = room;
    fillUp(exchange);
    await enter(page);
    await trade(room);
    await page.locator('#ticket-price').fill('50.00');
    await page.locator('#ticket-send').click();
    await page.locator('#orders tbody tr').waitFor();
    for (const tab of ['Orders', 'Trades', 'Auction', 'Offers', 'Years']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForTimeout(100);
      await picture(page, `tab ${tab}`);
      expect(await barriers(page)).toEqual([]);
    }
    await page.locator('.chart-table summary').first().click();
    await page.locator('.one-click input').first().check();
    await page.locator('#ticket-price').fill('rubbish');
    await picture(page, 'everything');
    expect(await barriers(page)).toEqual([]);
  }));

// An auction, bids, offers in both directions, trades, a ranking, and more than one market.
function fillUp(exchange: FakeExchange): void {
  const { auction, bids, offers, ranking } = create(SeatScreenSchema, {
    auction: { auctionId: 3n, supplyT: 9000n, lotT: 100n, reservePriceCentsPerTonne: 3000n },
    bids: [{ bidId: 1n, priceCentsPerTonne: 5200n, quantityT: 300n }],
    offers: [
      { ...offer, accountId: 5n, toAccountId: kOwn, orderId: 9n, side: Side.SELL },
      { ...offer, accountId: kOwn, toAccountId: 9n, orderId: 11n, side: Side.SELL },
    ],
    ranking: [
      { place: 1, name: 'Grace', gainCents: 2_410_000n },
      { place: 2, name: 'Ada', own: true, gainCents: 1_902_050n },
      { place: 3, gainCents: -30_000n },
    ],
  });
  Object.assign(exchange.screen, { auction, bids, offers, ranking });
  exchange.forwards = [create(ForwardSchema, { instrumentId: 2n, deliveryYear: 2028 })];
  exchange.changed();
}

const offer = { instrumentId: 1n, priceCentsPerTonne: 5050n, quantityT: 400n };

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
