// Proves that a student can use what a market has beside its order book, each in the desk and with
// the exchange as it is served: auctions, projects, offers over the counter and forwards, credits,
// schemes, borrowing, the ranking.
import type { Page } from 'playwright-core';
import { Role } from '#proto/classroom_service_pb';
import { SessionPhase } from '#proto/session_service_pb';
import { expect, test } from 'vitest';

import { laptop, phone, picture, visit } from './browser.ts';
import { type RealExchange, serveScenario } from './real_exchange.ts';
import { begin, comeIn, notice } from './students.ts';

const program = process.env['TANSHI_PROGRAM'];
if (!program) throw new Error('run by ctest, which sets TANSHI_PROGRAM');

const kPatience = { timeout: 30_000, interval: 50 };

async function withClass(
  scenario: string,
  day_ms: number,
  sets: string[],
  use: (exchange: RealExchange) => Promise<void>,
): Promise<void> {
  const exchange = await serveScenario(program!, scenario, day_ms, ...sets);
  try {
    await use(exchange);
  } finally {
    await exchange.close();
  }
}

// By a code for that seat.
async function takeSeat(page: Page, exchange: RealExchange, seat: string): Promise<void> {
  const { code } = await exchange.operator.createCode({ seat, role: Role.TRADER, useCount: 1 });
  await comeIn(page, { url: exchange.url, code: code!.code }, `holds ${seat}`);
}

// As the console does it: the class then waits at the beginning of the next year.
async function endYear(exchange: RealExchange): Promise<void> {
  await exchange.operator.endYear({});
  const phase = async () => (await exchange.session.getSession({})).phase;
  await expect.poll(phase, kPatience).toBe(SessionPhase.PAUSED);
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();

// A figure of the firm by its name: '1,234 t (…)' is 1234.
async function figure(page: Page, name: string, part = '#firm'): Promise<number> {
  const row = page.locator(`${part} .row`, { has: page.getByText(name, { exact: true }) });
  const text = await row.locator('dd').first().innerText();
  return Number(/−?[\d,]+(\.\d+)?/.exec(text)?.[0].replaceAll(',', '').replace('−', '-'));
}

async function send(page: Page, price: string, quantity: string): Promise<void> {
  await page.locator('#ticket-price').fill(price);
  await page.locator('#ticket-quantity').fill(quantity);
  await page.locator('#ticket-send').click();
  const doubt = page.getByRole('button', { name: 'Send it anyway' });
  await doubt.or(page.locator('.notice, .sending').first()).first().waitFor();
  if (await doubt.isVisible()) await doubt.click();
}

test('a schedule of bids: what the auction clears is won and paid at one price', () =>
  withClass('classroom', 2_000, ['horizon.days_per_year=8'], (exchange) =>
    visit(laptop, async (page) => {
      await takeSeat(page, exchange, 'chemicals-1');
      await begin(exchange, page);
      await tab(page, 'Auction');
      await page.locator('.schedule').waitFor();
      const cash = await figure(page, 'Cash');
      const held = await figure(page, 'Allowances');
      await page.getByRole('button', { name: 'Another bid' }).click();
      const fields = page.locator('.schedule input[type=text]');
      for (const [at, text] of ['60.00', '2,000', '0.05', '1,000'].entries()) {
        await fields.nth(at).fill(text);
      }
      await page.getByRole('button', { name: 'Submit 2 bids' }).click();
      await page.getByRole('button', { name: 'Send it anyway' }).click();
      await expect.poll(() => page.locator('#orders tbody tr').count(), kPatience).toBe(2);
      await picture(page, 'mechanisms auction');

      await notice(page, 'Won 2,000 t').waitFor();
      const won = await notice(page, 'Won 2,000 t').innerText();
      const price = Number(/at ([\d.]+)/.exec(won)?.[1]);
      expect(price).toBeGreaterThan(0.05);
      expect(price).toBeLessThan(60);
      await expect.poll(() => figure(page, 'Allowances'), kPatience).toBe(held + 2_000);
      await expect.poll(() => figure(page, 'Cash'), kPatience).toBeCloseTo(cash - 2_000 * price, 2);
      await tab(page, 'Trades');
      await page.locator('#orders tbody tr', { hasText: 'Auction' }).waitFor();
    }),
  ));

test('a project that is decided is built: a unit less is left next year', () =>
  withClass('project-menu', 3_000, ['horizon.days_per_year=4'], (exchange) =>
    visit(phone, async (page) => {
      await takeSeat(page, exchange, 'power-1');
      await begin(exchange, page);
      await page.locator('.bottom-bar').getByText('My firm').click();
      const project = page.locator('.project', { hasText: 'wind-farms' });
      const left = async () => parseInt(await project.locator('.project-units small').innerText());
      const before = await left();
      await project.getByRole('button', { name: 'One more' }).click();
      await page.getByRole('button', { name: 'Decide to build' }).click();
      await notice(page, 'What you build is decided').waitFor();
      await picture(page, 'mechanisms projects');
      await page.reload();
      await page.locator('.bottom-bar').getByText('My firm').click();
      await expect.poll(() => project.locator('output').innerText(), kPatience).toBe('1');

      await endYear(exchange);
      await expect.poll(left, kPatience).toBe(before - 1);
      expect(await project.locator('output').innerText()).toBe('0');
    }),
  ));

const kForwards = 'forwards={years_ahead: 1, margin: 0.1, hedge_share: 0.5}';

test('a forward is offered to a person, taken on a phone, and counts in its year', () =>
  withClass('classroom', 4_000, ['horizon.days_per_year=6', kForwards], (exchange) =>
    visit(laptop, (ada) =>
      visit(phone, async (bob) => {
        await takeSeat(ada, exchange, 'chemicals-1');
        await takeSeat(bob, exchange, 'power-2');
        await begin(exchange, ada, bob);
        await tab(ada, 'Offers');
        const partners = ada.getByLabel('Partner').locator('option');
        await expect.poll(() => partners.allInnerTexts(), kPatience).toEqual(['power-2']);
        const offer = ada.locator('.new-offer');
        await offer.getByLabel('Market').selectOption({ label: 'Forward 2027' });
        await offer.locator('.choice-buy').click();
        await offer.getByLabel('Price').fill('13.00');
        await offer.getByLabel('Tonnes').fill('300');
        await ada.getByRole('button', { name: 'Make the offer' }).click();
        const doubt = ada.getByRole('button', { name: 'Send it anyway' });
        await doubt.or(notice(ada, 'Offer to power-2')).first().waitFor();
        if (await doubt.isVisible()) await doubt.click();
        await notice(bob, 'chemicals-1 offers you a trade: Sell 300 t at 13.00').waitFor();
        await bob.locator('.bottom-bar .badge', { hasText: '1' }).waitFor();
        await bob.locator('.bottom-bar').getByText('Orders').click();
        await tab(bob, 'Offers');
        const row = bob.locator('#orders tbody tr', { hasText: 'Forward 2027' });
        await row.waitFor();
        await picture(bob, 'mechanisms offer');
        for (const answer of await row.getByRole('button').all()) {
          const { x, width } = (await answer.boundingBox())!;
          expect(x + width).toBeLessThan(360);
        }
        await row.getByRole('button', { name: /Accept: Sell 300 t at 13.00/ }).click();
        await notice(ada, 'Bought 300 t at 13.00').waitFor();
        await expect.poll(() => figure(ada, 'Forward 2027'), kPatience).toBe(300);

        await endYear(exchange);
        const brought = () => figure(ada, 'Of it, by forwards at year’s end');
        await expect.poll(brought, kPatience).toBe(300);
        const held = await figure(ada, 'Allowances');
        await expect.poll(() => figure(ada, 'Allowances for it'), kPatience).toBe(held + 300);
      }),
    ),
  ));

const kCarbon = ['horizon.days_per_year=6'];

test('credits are bought, meet what is owed within their quota, and are used up', () =>
  withClass('dual-carbon', 6_000, kCarbon, (exchange) =>
    visit(laptop, async (page) => {
      await takeSeat(page, exchange, 'heavy-industry-1');
      await begin(exchange, page);
      await page.locator('#book select').selectOption({ label: 'Offset credits' });
      const covered = await figure(page, 'Allowances for it');
      await page.locator('.level-sell').first().waitFor();
      await page.locator('#ticket-price').waitFor();
      await send(page, '300.00', '1,000');
      await notice(page, 'Bought 1,000 t').or(notice(page, '1,000 t traded')).first().waitFor();
      await expect.poll(() => figure(page, 'Of it, by credits'), kPatience).toBe(1_000);
      await expect.poll(() => figure(page, 'Allowances for it'), kPatience).toBe(covered + 1_000);
      expect(await figure(page, 'Offset credits')).toBe(1_000);
      await picture(page, 'mechanisms credits');

      await endYear(exchange);
      await expect.poll(() => figure(page, 'Of it, by credits'), kPatience).toBe(0);
      await tab(page, 'Years');
      const paid = page.locator('#orders th', { hasText: 'For credits, forwards' });
      await paid.waitFor();
    }),
  ));

test('a scheme’s certificates: bought in their unit, they meet what the firm owes', () =>
  withClass(
    'dual-carbon',
    6_000,
    [...kCarbon, 'schemes.green-power.share_by_year=[{from: 2025, share: 0.05}]'],
    (exchange) =>
      visit(laptop, async (page) => {
        await takeSeat(page, exchange, 'heavy-industry-1');
        await begin(exchange, page);
        const scheme = page.locator('.scheme', { hasText: 'green-power' });
        const missing = async () =>
          Number(/([\d,]+) MWh missing/.exec(await scheme.innerText())?.[1]?.replaceAll(',', ''));
        const before = await missing();
        await scheme.getByRole('button', { name: 'To this market' }).click();
        await page.locator('.level-sell').first().waitFor();
        await page.getByText('/ MWh').waitFor();
        await send(page, '140.00', '1,000');
        await notice(page, '1,000 MWh').waitFor();
        await expect.poll(missing, kPatience).toBe(before - 1_000);
        await picture(page, 'mechanisms scheme');

        await endYear(exchange);
        // What was missing is bought out by its fine; the next year begins with nothing held.
        await expect.poll(() => figure(page, 'You hold', '.scheme'), kPatience).toBe(0);
      }),
  ));

test('the ranking is switched on, seen, and switched off', () =>
  withClass('classroom', 3_000, ['horizon.days_per_year=4'], (exchange) =>
    visit(laptop, async (page) => {
      await takeSeat(page, exchange, 'chemicals-1');
      await begin(exchange, page);
      await endYear(exchange);
      expect(await page.locator('.ranking').count()).toBe(0);
      await exchange.operator.setClassOptions({ ranking: true });
      await page.locator('.ranking .own-line', { hasText: 'holds chemicals-1' }).waitFor();
      await picture(page, 'mechanisms ranking');
      await exchange.operator.setClassOptions({ ranking: false });
      await page.locator('.ranking').waitFor({ state: 'detached' });
    }),
  ));

test('as a year begins a firm has its own figures, and what is planned then is of that year', () =>
  withClass('classroom', 3_000, ['horizon.days_per_year=4'], (exchange) =>
    visit(laptop, async (page) => {
      await takeSeat(page, exchange, 'chemicals-1');
      await begin(exchange, page);
      await endYear(exchange);
      await page.locator('.clock', { hasText: '2027' }).waitFor();
      await page.locator('#firm', { hasText: 'Emitted 0 t of' }).waitFor();
      expect(await figure(page, 'Allowances for it')).toBe(await figure(page, 'Allowances'));
      await page.locator('.next-tonne', { hasText: 'Nobody buys or sells now.' }).waitFor();
      await page.locator('#abatement').fill('1,000');
      await page.getByRole('button', { name: 'Decide', exact: true }).click();
      await notice(page, 'You abate 1,000 t').waitFor();

      await exchange.session.resumeSession({});
      const day = () => page.locator('.top-bar').innerText();
      await expect.poll(day, kPatience).toContain('day 2/4');
      expect(await figure(page, 'Abatement decided')).toBe(-1_000);
    }),
  ));

test('where the law lets a firm borrow, what comes early is no fine', () =>
  withClass(
    'classroom',
    3_000,
    ['horizon.days_per_year=4', 'compliance.borrowing_share=0.1'],
    (exchange) =>
      visit(laptop, async (page) => {
        await takeSeat(page, exchange, 'chemicals-1');
        await begin(exchange, page);
        const early = await figure(page, 'Comes early if you are short');
        const short =
          (await figure(page, 'To surrender')) - (await figure(page, 'Allowances for it'));
        expect(early).toBeGreaterThan(0);
        const fine = `costs ${((short - early) * 100).toLocaleString('en-US')}.00`;
        await page.locator('.position', { hasText: fine }).waitFor();
      }),
  ));
