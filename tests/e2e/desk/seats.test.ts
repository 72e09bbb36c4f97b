// Proves that a seat outlasts the tab in which it was taken, that two tabs may be two students, and
// that who has no seat in a session keeps his token until one has; with the exchange as it is served.
import { readFileSync } from 'node:fs';
import { createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import type { Page } from 'playwright-core';
import { ClassroomService } from '#proto/classroom_service_pb';
import { expect, test } from 'vitest';

import { barriers, desktop, phone, picture, visit } from './browser.ts';
import { type RealExchange, serveReal } from './real_exchange.ts';
import { comeIn } from './students.ts';

const program = process.env['TANSHI_PROGRAM'];
if (!program) throw new Error('run by ctest, which sets TANSHI_PROGRAM');

async function withExchange(use: (exchange: RealExchange) => Promise<void>): Promise<void> {
  const exchange = await serveReal(program!, 2_000);
  try {
    await use(exchange);
  } finally {
    await exchange.close();
  }
}

const seat = (page: Page) => page.locator('.seat').innerText();

test('a closed tab loses no seat; another tab may be another student; leaving forgets', () =>
  withExchange((exchange) =>
    visit({ ...phone, bypassCSP: true }, async (closed) => {
      await comeIn(closed, exchange, 'Ada');
      const window = closed.context();
      await closed.close();

      const ada = await window.newPage();
      await ada.goto(exchange.url);
      await ada.getByRole('button', { name: 'Go on as Ada, power-1' }).waitFor();
      await picture(ada, 'seat kept');
      expect(await barriers(ada)).toEqual([]);
      await ada.keyboard.press('Enter'); // it is focused
      await ada.locator('.lobby').waitFor();
      expect(await seat(ada)).toBe('power-1');

      const bob = await window.newPage();
      await comeIn(bob, exchange, 'Bob');
      expect(await seat(bob)).toBe('power-2');
      for (const page of [ada, bob]) {
        await page.reload();
        await page.locator('.lobby').waitFor();
      }
      expect([await seat(ada), await seat(bob)]).toEqual(['power-1', 'power-2']);

      await bob.getByRole('button', { name: 'Leave' }).click();
      await bob.getByRole('button', { name: 'Leave the seat' }).click();
      await bob.locator('.door-form').waitFor();
      expect(await bob.locator('.go-on button').allInnerTexts()).toEqual(['Go on as Ada, power-1']);

      const { participants } = await exchange.operator.listParticipants({});
      const { participantId } = participants.find(({ name }) => name === 'Ada')!;
      await exchange.operator.removeParticipant({ participantId });
      await ada.locator('.notice', { hasText: 'Your seat was taken back' }).waitFor();
      expect(await ada.locator('.go-on').count()).toBe(0);
      await bob.reload();
      await bob.locator('.door-form').waitFor();
      expect(await bob.locator('.go-on').count()).toBe(0);
    }),
  ));

// Two seats alone.
function smaller(): string {
  const file = '../../../../../scenarios/library/classroom/scenario.yaml';
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text
    .replaceAll('count: 10', 'count: 1')
    .replace(/ {2}- name: cement[^]*(?= {2}- name: chemicals)/, '')
    .replace(/traders:[^]*(?=beliefs:)/, '');
}

test('a session without a seat is told as such; the next one gives the seat back', () =>
  withExchange((exchange) =>
    visit({ ...desktop, bypassCSP: true }, async (page) => {
      const transport = createGrpcWebTransport({ baseUrl: exchange.url });
      const classroom = createClient(ClassroomService, transport);
      for (const at of [1, 2]) {
        const request_id = `0123456789abcdef${at}`;
        await classroom.enterClass({ code: exchange.code, name: `x${at}`, requestId: request_id });
      }
      await comeIn(page, exchange, 'Ada');
      await exchange.operator.loadSession({ source: { case: 'yaml', value: smaller() }, seed: 1n });
      await page.getByText('has no seat left for you').first().waitFor();
      await picture(page, 'seat gone');
      expect(await barriers(page)).toEqual([]);
      expect(await page.getByText('Reconnecting').count()).toBe(0);
      await page.reload();
      await page.locator('.seat-gone').waitFor();

      // As an open console does it.
      expect((await exchange.operator.listParticipants({})).participants).toHaveLength(3);
      const whole = { case: 'scenario', value: 'classroom' } as const;
      await exchange.operator.loadSession({ source: whole, seed: 2n });
      await page.locator('.lobby').waitFor();
      expect(await seat(page)).toMatch(/^power-\d+$/);
    }),
  ));

test('what the instructor writes reaches the door and those who wait', () =>
  withExchange((exchange) =>
    visit(desktop, (ada) =>
      visit(desktop, async (door) => {
        await comeIn(ada, exchange, 'Ada');
        await door.goto(exchange.url);
        await exchange.operator.setClassOptions({ instructions: 'Keep your firm in compliance.' });
        for (const page of [ada, door]) {
          await page.getByText('Keep your firm in compliance.').waitFor();
        }
      }),
    ),
  ));
