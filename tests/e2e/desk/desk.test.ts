// Proves, in a browser, that one can come in, trade by keyboard, mouse and touch, and that a lost
// connection, a reload and a double click neither lose an order nor send it twice.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { create } from '@bufbuild/protobuf';
import { SeatScreenSchema } from '#proto/classroom_service_pb';
import { SessionPhase } from '#proto/session_service_pb';
import { ForwardSchema, Side } from '#proto/types_pb';

import { desktop, enter, open, phone, picture } from './browser.ts';

async function writeTicket(page: Page, price: string, quantity: string): Promise<void> {
  await page.locator('#ticket-price').fill(price);
  await page.locator('#ticket-quantity').fill(quantity);
}

const notice = (page: Page, text: string) => page.locator('.notice', { hasText: text }).first();

test('a code in the fragment fills the door and leaves the address', () =>
  open(
    desktop,
    async ({ page, exchange }) => {
      expect(await page.locator('#code').inputValue()).toBe('ABCD-EFGH');
      expect(page.url()).not.toContain('ABCD');
      await page.locator('#name').fill('Ada');
      await page.locator('.door-form button[type=submit]').click();
      await page.locator('.wrong', { hasText: 'tick the box' }).waitFor();
      expect(exchange.tokens.size).toBe(0);
    },
    '/#code=ABCD-EFGH',
  ));

test('a wrong code is told of in words, and rubbish does no harm', () =>
  open(desktop, async ({ page }) => {
    await page.locator('.consent').waitFor();
    await page.locator('#code').fill('<img src=x onerror=alert(1)>');
    await page.locator('#name').fill('Bobby"; drop table');
    await page.locator('.consent input').check();
    await page.keyboard.press('Enter');
    await page.locator('.door-form button[type=submit]').click();
    await page.locator('.wrong', { hasText: 'No such code' }).waitFor();
  }));

test('what happens is read out: own trades, refusals, announcements', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await writeTicket(page, '51.20', '10');
    await page.locator('#ticket-send').click();
    await page
      .locator('[role=status]', { hasText: '10 t traded at 51.20' })
      .waitFor({ state: 'attached' });
    exchange.screen.announcements.push({
      ...exchange.screen.announcements[2]!,
      number: 4n,
      text: 'Ten minutes to go.',
    });
    exchange.changed();
    await page.locator('[role=status]', { hasText: 'Ten minutes' }).waitFor({ state: 'attached' });
    exchange.refuse_next = true;
    await writeTicket(page, '51.20', '11');
    await page.locator('#ticket-send').click();
    await page
      .locator('[role=alert]', { hasText: 'trading is halted' })
      .waitFor({ state: 'attached' });
    await notice(page, 'refused').getByRole('button', { name: 'Close' }).click();
  }));

test('the order of focus follows the page, and is always in sight', () =>
  open(desktop, async ({ page }) => {
    await enter(page);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const parts: string[] = [];
    for (let press = 0; press < 90; ++press) {
      await page.keyboard.press('Tab');
      const { part, seen } = await page.evaluate(() => {
        const focused = document.activeElement!;
        const part = focused.closest('.top-bar, .panel')?.id || focused.className;
        const ring = getComputedStyle(focused).outlineStyle;
        const checked = focused.matches('[type=radio]');
        return { part, seen: ring !== 'none' || checked };
      });
      expect([part, seen]).toEqual([part, true]);
      if (parts.at(-1) !== part) parts.push(part);
      if (part === 'firm') break;
    }
    expect(
      parts.filter((part) => ['book', 'chart', 'orders', 'ticket', 'news', 'firm'].includes(part)),
    ).toEqual(['book', 'chart', 'orders', 'ticket', 'news', 'firm']);
  }));

test('by keyboard alone: buy, see it filled, look at the trades', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await page.keyboard.press('b');
    await page.keyboard.type('51.20');
    await page.keyboard.press('Tab');
    await page.keyboard.type('100');
    await page.locator('.preview', { hasText: '100 t at 51.20' }).waitFor();
    await page.keyboard.press('Enter');
    await notice(page, '100 t traded at 51.20').waitFor();
    expect(exchange.carried_out).toEqual(['BUY 100 at 5120']);

    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('f');
    await page.locator('#orders tbody tr', { hasText: '51.20' }).waitFor();
  }));

test('the preview tells cost, position and the own abatement, exactly', () =>
  open(desktop, async ({ page }) => {
    await enter(page);
    await writeTicket(page, '51.20', '100');
    const text = (await page.locator('#ticket .preview').innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('Costs, fee included 5,125.12 (fee 5.12)');
    expect(text).toContain('148,200.00 → becomes 143,074.88');
    expect(text).toContain('1,100 t short → becomes 1,000 t short');
    expect(text).toMatch(/this is [\d.]+ a tonne cheaper/);
  }));

test('a double click sends once; the same a moment later is another order', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await writeTicket(page, '50.00', '10');
    await page.locator('#ticket-send').dblclick();
    await page.locator('#orders tbody tr', { hasText: '50.00' }).waitFor();
    await page.waitForTimeout(900);
    expect(exchange.carried_out).toEqual(['BUY 10 at 5000']);

    await page.locator('#ticket-send').click();
    await page.locator('#orders tbody tr').nth(1).waitFor();
    expect(exchange.carried_out).toHaveLength(2);
  }));

test('a slip of the finger asks first', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await writeTicket(page, '75.00', '100');
    await page.locator('#ticket-send').click();
    const dialog = page.locator('dialog.doubt');
    await dialog.getByText('46 % above the best seller').waitFor();
    // Enter goes back.
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(exchange.carried_out).toEqual([]);

    await page.waitForTimeout(50);
    await page.locator('#ticket-send').click();
    await dialog.getByText('Send it anyway').click();
    await notice(page, 'traded').waitFor();
    expect(exchange.carried_out).toEqual(['BUY 100 at 7500']);
  }));

test.each([
  ['letters', 'abc', '10', 'not a number'],
  ['a stray group', '1,23', '10', 'not a number'],
  ['half a cent', '50.005', '10', 'Too many digits'],
  ['off the tick', '50.03', '10', 'multiple of 0.05'],
  ['nothing', '50', '0', 'above 0'],
  ['a fraction of a tonne', '50', '1.5', 'Too many digits'],
  ['too much', '50', '6000', 'at most 5,000'],
  ['more than cash', '50', '4000', 'You lack'],
  ['a number beyond all', '9'.repeat(40), '10', 'too large'],
])('rubbish in the ticket is refused with a reason: %s', (_, price, quantity, reason) =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await writeTicket(page, price, quantity);
    await page.locator('#ticket .wrong', { hasText: reason }).first().waitFor();
    await page.locator('#ticket-quantity').press('Enter');
    await page.waitForTimeout(100);
    expect(exchange.carried_out).toEqual([]);
  }),
);

test('a click on a level fills the ticket; one click trades once it is armed', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await page.locator('.level-sell .level-price').last().click();
    expect(await page.locator('#ticket-price').inputValue()).toBe('51.20');
    expect(await page.locator('.sides input[value=buy]').isChecked()).toBe(true);

    await page.locator('.one-click input[type=checkbox]').check();
    await page.locator('.one-click-armed input').fill('20');
    await page.locator('.one-click-armed .send-sell').click();
    await notice(page, '20 t traded at 50.80').waitFor();
    expect(exchange.carried_out).toEqual(['SELL 20 at 5080']);
  }));

test('an answer that was lost: the order is there once, and said to be', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    exchange.lose = ['answer'];
    await writeTicket(page, '50.00', '30');
    await page.locator('#ticket-send').click();
    await notice(page, 'had arrived').waitFor();
    expect(exchange.carried_out).toEqual(['BUY 30 at 5000']);
    expect(exchange.screen.orders).toHaveLength(1);
  }));

test('a reload while an order is on its way: it arrives once, and the seat is kept', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    exchange.lose = Array<'call'>(30).fill('call');
    await writeTicket(page, '50.00', '30');
    await page.locator('#ticket-send').click();
    await page.locator('.sending', { hasText: 'no answer came yet' }).waitFor();
    exchange.lose = [];
    await page.reload();
    await page.locator('#orders tbody tr', { hasText: '50.00' }).waitFor();
    expect(exchange.carried_out).toEqual(['BUY 30 at 5000']);
    expect(exchange.tokens.size).toBe(1);
  }));

test('offline and back with an order written meanwhile: it arrives once, all is up to date', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await page.context().setOffline(true);
    await page.locator('.link-strip', { hasText: 'No network' }).waitFor();
    await writeTicket(page, '50.00', '40');
    await page.locator('#ticket-send').click();
    await page.locator('.sending').waitFor();
    exchange.others(Side.SELL, 5200n, 25n);
    exchange.others(Side.BUY, 5120n, 60n);

    await page.context().setOffline(false);
    await notice(page, 'Connected again').waitFor();
    await page.locator('#orders tbody tr', { hasText: '50.00' }).waitFor();
    expect(exchange.carried_out).toEqual(['BUY 40 at 5000']);

    const shown = await page.$$eval('.level-sell .depth-text', (all) =>
      all.map((each) => each.textContent),
    );
    const best = exchange.levels().asks.slice(0, 10).reverse();
    await expect
      .poll(() =>
        page.$$eval('.level-sell .depth-text', (all) => all.map((each) => each.textContent)),
      )
      .toEqual(best.map(({ quantityT }) => quantityT.toLocaleString('en-US')));
    expect(shown.length).toBe(10);
  }));

test('the exchange goes away and comes back: told, and nothing lost or doubled', () =>
  open(desktop, async ({ page, exchange, restart }) => {
    await enter(page);
    const back = restart(2_500);
    await page.locator('.link-strip', { hasText: 'Lost the exchange' }).waitFor();
    await writeTicket(page, '50.00', '40');
    await page.locator('#ticket-send').click();
    await back;
    await notice(page, 'Connected again').waitFor();
    await page.locator('#orders tbody tr', { hasText: '50.00' }).waitFor();
    expect(exchange.carried_out).toEqual(['BUY 40 at 5000']);
    await page.waitForTimeout(500);
    exchange.others(Side.BUY, 5120n, 30n);
    await page.locator('.tape li', { hasText: '30 t' }).waitFor();
  }));

test('another session takes the place: what was of the old one is gone', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    exchange.others(Side.BUY, 5120n, 30n);
    await page.locator('.tape li').waitFor();
    exchange.screen.clock!.sessionNumber = 2;
    exchange.screen.announcements = [];
    exchange.screen.fills = [];
    exchange.changed();
    await page.locator('.tape').waitFor({ state: 'detached' });
    await page.locator('.news').waitFor({ state: 'detached' });
    await writeTicket(page, '50.00', '40');
    await page.locator('#ticket-send').click();
    await page.locator('#orders tbody tr', { hasText: '50.00' }).waitFor();
  }));

test('a forward is sold without allowances, and says what it binds', () =>
  open(desktop, async ({ page, exchange }) => {
    exchange.forwards = [
      create(ForwardSchema, { instrumentId: 2n, marginBps: 1000n, deliveryYear: 2028 }),
    ];
    exchange.changed();
    await enter(page);
    await page.locator('#book select').selectOption('2');
    await page.locator('.sides .choice-sell').click();
    await writeTicket(page, '50.00', '4000');
    await page.getByText('end of 2028. Until then 10\u00a0% of its value is bound').waitFor();
    await page.locator('#ticket-send').click();
    await expect.poll(() => exchange.carried_out).toEqual(['SELL 4000 at 5000']);
  }));

test('while the robot plays, the desk says so and sends nothing', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    exchange.screen.robotPlays = true;
    exchange.changed();
    await page.locator('.phase', { hasText: 'Your robot plays' }).waitFor();
    await writeTicket(page, '50.00', '40');
    expect(await page.locator('#ticket-send').isDisabled()).toBe(true);
  }));

test('a seat that was taken back leads to the door, with the reason', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    exchange.tokens.clear();
    await page.reload();
    await notice(page, 'taken back').waitFor();
    await page.locator('#code').waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('tanshi.token'))).toBeNull();
  }));

test('on a phone, by touch: no sideways scroll, targets for a thumb, an order', () =>
  open(phone, async ({ page, exchange }) => {
    await enter(page);
    for (const part of ['Market', 'Trade', 'My firm', 'Orders', 'News']) {
      await page.locator('.bottom-bar button', { hasText: part }).tap();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      const small = await page.$$eval('main button, .bottom-bar button', (all) =>
        all
          .map((each) => ({ name: each.textContent, ...each.getBoundingClientRect().toJSON() }))
          .filter(({ height }) => height > 0 && height < 43.5)
          .map(({ name, height }) => `${name} ${height}`),
      );
      expect([part, ...small]).toEqual([part]);
    }
    await page.locator('.bottom-bar button', { hasText: 'Trade' }).tap();
    await page.locator('.sides .choice-sell').tap();
    await page.locator('#ticket-price').fill('50.80');
    await page.locator('#ticket-quantity').fill('15');
    await page.locator('#ticket-send').tap();
    await notice(page, '15 t traded at 50.80').waitFor();
    expect(exchange.carried_out).toEqual(['SELL 15 at 5080']);
  }));

test('a plan is decided, projects are built, bids go as a schedule', () =>
  open(desktop, async ({ page, exchange }) => {
    exchange.screen.auction = {
      $typeName: 'tanshi.v1.AuctionNotice',
      auctionId: 3n,
      supplyT: 9000n,
      lotT: 100n,
      reservePriceCentsPerTonne: 3000n,
      bidLimitT: 2000n,
      purchaseLimitT: 0n,
    };
    await enter(page);
    await page.locator('#abatement').fill('1,000');
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await notice(page, 'You abate 1,000 t').waitFor();
    await page.getByRole('button', { name: 'One more: waste-heat recovery' }).click();
    await page.getByRole('button', { name: 'Decide to build' }).click();
    await notice(page, 'decided').waitFor();
    await expect.poll(() => exchange.plans).toEqual(['abate 1000', 'build 1 of 0']);

    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('a');
    await page.getByRole('button', { name: 'Another bid' }).click();
    const fields = page.locator('.schedule-row input');
    for (const [at, text] of ['52', '200', '48.5', '300'].entries()) {
      await fields.nth(at).fill(text);
    }
    await page.getByRole('button', { name: 'Submit 2 bids' }).click();
    await expect
      .poll(() => exchange.screen.bids.map((bid) => Number(bid.quantityT)))
      .toEqual([200, 300]);
    await fields.nth(0).fill('20');
    await fields.nth(1).fill('150');
    await page.locator('.schedule .wrong', { hasText: 'At least 30.00' }).waitFor();
  }));

test('in a locale with a decimal comma, figures are written and read with it', () =>
  open({ ...desktop, locale: 'de-DE' }, async ({ page, exchange }) => {
    await enter(page);
    await writeTicket(page, '50,00', '1.000');
    await page.locator('#ticket-send').click();
    await page.locator('#orders tbody tr', { hasText: '50,00' }).waitFor();
    expect(exchange.carried_out).toEqual(['BUY 1000 at 5000']);
  }));

test('the tour, the quiz and the glossary', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page, true);
    for (let stop = 1; stop < 8; ++stop) {
      await page.keyboard.press('ArrowRight');
      await page.locator('.tour', { hasText: `${stop + 1} of 8` }).waitFor();
    }
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.locator('.tour').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('tab', { name: 'Quiz' }).click();
    for (let question = 0; question < 6; ++question) {
      await page.locator('.quiz input').first().check();
      await page.getByRole('button', { name: 'Next' }).click();
    }
    await page.getByText('2 of 6 right').waitFor();
    await page.getByRole('tab', { name: 'Glossary' }).click();
    await page.locator('.help input[type=text]').fill('vintage');
    expect(await page.locator('.glossary dt').allInnerTexts()).toContain('Vintage');
    await expect
      .poll(() => exchange.steps.filter((step) => step.startsWith('quiz')))
      .toHaveLength(7);
  }));

test('what was written for one session is not in the ticket of the next', () =>
  open(desktop, async ({ page, exchange }) => {
    await enter(page);
    await writeTicket(page, '51.20', '100');
    exchange.screen.clock!.sessionNumber = 2;
    exchange.changed();
    await notice(page, 'Another session comes now').waitFor();
    expect(await page.locator('#ticket-price').inputValue()).toBe('');
    expect(await page.locator('#ticket-quantity').inputValue()).toBe('');
  }));

test('a seat without a plant is told in the lobby what it is there for', () =>
  open(desktop, async ({ page, exchange }) => {
    const { screen, brief } = exchange;
    delete brief.firm;
    delete screen.account;
    delete screen.plant;
    screen.clock!.phase = SessionPhase.WAITING;
    await page.locator('#code').fill('abcd efgh');
    await page.locator('#name').fill('Ada');
    await page.locator('.consent input').check();
    await page.locator('.door-form button[type=submit]').click();
    await page.locator('.lobby', { hasText: 'You trade for gain' }).waitFor();
    expect(await page.locator('.lobby').innerText()).not.toContain('Your firm emits');
  }));

// Whether all of it is in sight without scrolling sideways.
const fits = (page: Page, selector: string) =>
  page.locator(selector).evaluate((box) => box.scrollWidth - box.clientWidth <= 0);

// Of five years four have ended while the last is played.
test('four years, and the gains of long names, are in sight without scrolling', () =>
  open(desktop, async ({ page, exchange }) => {
    const [first] = exchange.screen.years;
    const large = { abatementCostCents: 261_334_000n, paidCents: -126_133_400n };
    exchange.screen.years = [2026, 2027, 2028, 2029].map((year) => ({
      ...first!,
      ...large,
      year,
    }));
    exchange.screen.ranking = create(SeatScreenSchema, {
      ranking: [{ place: 1, name: 'W'.repeat(40), gainCents: 261_334_000n }],
    }).ranking;
    await enter(page);
    await page.getByRole('tab', { name: 'Years' }).click();
    await page.locator('#orders th', { hasText: '2029' }).waitFor();
    await picture(page, 'years of four');
    expect(await fits(page, '#orders .table-box')).toBe(true);
    expect(await fits(page, '.ranking .table-box')).toBe(true);
  }));
