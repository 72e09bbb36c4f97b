// Proves that the desk works with the exchange as it is served: in, a trade, a plan, a reload, two
// seats that trade with each other over the counter, a year's end, the debrief, and all data as a
// file of the console.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Role } from '#proto/classroom_service_pb';
import { expect, test } from 'vitest';

import { desktop, picture, visit } from './browser.ts';
import { type RealExchange, serveReal } from './real_exchange.ts';
import { begin, comeIn, notice } from './students.ts';

const program = process.env['TANSHI_PROGRAM'];
if (!program) throw new Error('run by ctest, which sets TANSHI_PROGRAM');

async function withExchange(
  day_ms: number,
  sets: string[],
  use: (exchange: RealExchange) => Promise<void>,
): Promise<void> {
  const exchange = await serveReal(program!, day_ms, ...sets);
  try {
    await use(exchange);
  } finally {
    await exchange.close();
  }
}

test('in by the code, a purchase, an order that waits, a plan, a reload', () =>
  withExchange(2_000, ['horizon.days_per_year=60'], (exchange) =>
    visit(desktop, async (page) => {
      await comeIn(page, exchange, 'Ada');
      await begin(exchange, page);
      await page.locator('.level-sell').first().waitFor();
      await page.locator('.level-sell .level-price').last().click();
      await page.locator('#ticket-quantity').fill('100');
      await page.locator('#ticket-send').click();
      await notice(page, /100 t (traded|wait)/).waitFor();

      await page.locator('#ticket-price').fill('1.00');
      await page.locator('#ticket-quantity').fill('200');
      await page.locator('#ticket-send').dblclick();
      const order = page.locator('#orders tbody tr', { hasText: '1.00' });
      await order.first().waitFor();

      await page.locator('#abatement').fill('1,000');
      await page.getByRole('button', { name: 'Decide', exact: true }).click();
      await notice(page, 'You abate 1,000 t').waitFor();

      await page.reload();
      await order.first().waitFor();
      expect(await order.count()).toBe(1);
      await page.locator('.emissions', { hasText: '−1,000 t' }).waitFor();
      await page.waitForTimeout(4_000);
      await picture(page, 'real desk');

      await order.getByRole('button', { name: 'Cancel' }).click();
      await order.waitFor({ state: 'detached' });
    }),
  ));

test('two seats trade with each other over the counter', () =>
  withExchange(4_000, [], (exchange) =>
    visit(desktop, (ada) =>
      visit(desktop, async (bob) => {
        await comeIn(ada, exchange, 'Ada');
        await comeIn(bob, exchange, 'Bob');
        await begin(exchange, ada, bob);
        await ada.locator('.level-sell').first().waitFor();
        const seat = await bob.locator('.seat').innerText();
        await ada.getByRole('tab', { name: 'Offers' }).click();
        await ada.locator('.new-offer select').selectOption(seat);
        await ada.locator('.new-offer .choice-buy').click();
        const fields = ada.locator('.new-offer input[type=text]');
        await fields.nth(0).fill('42.00');
        await fields.nth(1).fill('300');
        await ada.getByRole('button', { name: 'Make the offer' }).click();
        // Far above the market: it asks.
        await ada.getByRole('button', { name: 'Send it anyway' }).click();
        const offered = `${await ada.locator('.seat').innerText()} offers you a trade: Sell 300 t`;
        await notice(bob, `${offered} at 42.00`).waitFor();
        await bob.getByRole('tab', { name: 'Offers' }).click();
        await bob.getByRole('button', { name: /Accept/ }).click();
        await notice(bob, /Sold 300 t at 42.00|Accept/).waitFor();
        await notice(ada, 'Bought 300 t at 42.00').waitFor();
      }),
    ),
  ));

test('an answer that is lost on its way: the order waits once, and is said to', () =>
  withExchange(4_000, [], (exchange) =>
    visit(desktop, async (page) => {
      await comeIn(page, exchange, 'Ada');
      await begin(exchange, page);
      let lost = 0;
      await page.route(/SubmitOrder$/, async (route) => {
        if (++lost > 2) return route.continue();
        await route.fetch(); // carried out
        return route.abort();
      });
      await page.locator('#ticket-price').fill('1.00');
      await page.locator('#ticket-quantity').fill('200');
      await page.locator('#ticket-send').click();
      await notice(page, 'had arrived').waitFor();
      const order = page.locator('#orders tbody tr', { hasText: '1.00' });
      expect(await order.count()).toBe(1);

      await page.context().setOffline(true);
      await page.locator('.link-strip').waitFor();
      await page.locator('#ticket-price').fill('2.00');
      await page.locator('#ticket-send').click();
      await page.locator('.sending').waitFor();
      await page.reload().catch(() => {});
      await page.context().setOffline(false);
      await page.goto(exchange.url);
      await page.locator('#orders tbody tr', { hasText: '2.00' }).waitFor();
      expect(await page.locator('#orders tbody tr').count()).toBe(2);
    }),
  ));

test('the exchange is killed and starts again: the desk comes back, its orders once', () =>
  withExchange(3_000, [], (exchange) =>
    visit(desktop, async (page) => {
      await comeIn(page, exchange, 'Ada');
      await begin(exchange, page);
      await page.locator('#ticket-price').fill('1.00');
      await page.locator('#ticket-quantity').fill('200');
      await page.locator('#ticket-send').click();
      const orders = page.locator('#orders tbody tr');
      await orders.first().waitFor();

      const back = exchange.crash();
      await page.locator('.link-strip').waitFor();
      await page.locator('#ticket-price').fill('2.00');
      await page.locator('#ticket-send').click();
      await back;
      await notice(page, 'Connected again').waitFor();
      await page.locator('#orders tbody tr', { hasText: '2.00' }).waitFor();
      expect(await orders.count()).toBe(2);
      expect(await page.locator('.seat').innerText()).toBe('power-1');
    }),
  ));

test('an observer sees the market, and nothing to trade with', () =>
  withExchange(2_000, [], (exchange) =>
    visit(desktop, async (page) => {
      const { code } = await exchange.operator.createCode({ role: Role.OBSERVER, useCount: 1 });
      await page.goto(`${exchange.url}/#code=${code!.code}`);
      await page.locator('#name').fill('Eve');
      await page.locator('.door-form button[type=submit]').click();
      await exchange.session.startSession({});
      await page.locator('.level-sell').first().waitFor();
      expect(await page.locator('#ticket, #orders, #firm, .one-click, .tour').count()).toBe(0);
      await page.waitForTimeout(2_500);
      await picture(page, 'real observer');
    }),
  ));

test('a session to its end: the debrief', () =>
  withExchange(150, ['horizon.years=2', 'horizon.days_per_year=10'], (exchange) =>
    visit(desktop, async (page) => {
      await comeIn(page, exchange, 'Ada');
      await exchange.session.startSession({});
      await page.locator('.debrief').waitFor();
      await page.locator('.debrief tbody tr').nth(1).waitFor();
      await picture(page, 'real debrief');
    }),
  ));

// Every file of an archive, one behind the other.
const kUnzip = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    for file in archive.infolist():
        print(file.filename, archive.read(file).decode())`;
const unpacked = (archive: string) =>
  String(execFileSync('/usr/bin/python3', ['-c', kUnzip, archive], { maxBuffer: 100_000_000 }));

test('the console saves all data without names, as the folder has it', () =>
  withExchange(0, ['horizon.years=2', 'horizon.days_per_year=10'], (exchange) =>
    visit(desktop, (ada) =>
      visit(desktop, async (page) => {
        await comeIn(ada, exchange, 'Adalmina');
        await exchange.session.startSession({});
        await page.goto(`${exchange.url}/console`);
        await page.locator('#token').fill(exchange.token);
        await page.keyboard.press('Enter');
        await page.getByRole('tab', { name: 'End' }).click();
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Export as ZIP' }).click(),
        ]);
        expect(file.suggestedFilename()).toBe('classroom-session-1.zip');
        await notice(page, 'The data was saved.').waitFor();
        await picture(page, 'console data saved');

        const saved = (await file.path())!;
        const left = readFileSync(join(exchange.data, 'classroom-session-1.zip'));
        expect(left.equals(readFileSync(saved))).toBe(true);
        const text = unpacked(saved);
        for (const name of ['participants.csv', 'trades.csv', 'years.csv', 'datapackage.json'])
          expect(text).toContain(name);
        for (const secret of ['Adalmina', exchange.code, exchange.token, '127.0.0.1'])
          expect(text).not.toContain(secret);
      }),
    ),
  ));
