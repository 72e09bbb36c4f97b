// Proves that the console steers a class as it is served: in with the token, a code, students in
// windows of their own, start and pause, a seat taken over and given back, a message, a practice
// session and the next, a lost server, and the end.
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { desktop, picture, visit } from './browser.ts';
import { type RealExchange, serveReal } from './real_exchange.ts';
import { comeIn } from './students.ts';

const program = process.env['TANSHI_PROGRAM'];
if (!program) throw new Error('run by ctest, which sets TANSHI_PROGRAM');

async function withConsole(
  day_ms: number,
  sets: string[],
  use: (page: Page, exchange: RealExchange) => Promise<void>,
): Promise<void> {
  const exchange = await serveReal(program!, day_ms, ...sets);
  try {
    await visit(desktop, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${exchange.url}/console`);
      await page.locator('#token').fill(exchange.token);
      await page.keyboard.press('Enter');
      await page.locator('.join-code').waitFor();
      await use(page, exchange);
      expect(asked.filter((url) => url.includes(exchange.token))).toEqual([]);
      expect(page.url()).not.toContain(exchange.token);
    });
  } finally {
    await exchange.close();
  }
}

const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).click();
const row = (page: Page, text: string): Locator => page.getByRole('row', { name: text }).first();
const notice = (page: Page, text: string | RegExp) =>
  page.locator('.notice', { hasText: text }).first().waitFor();
const phase = (page: Page, word: string) =>
  page.locator('.top-bar .phase', { hasText: word }).waitFor();

async function confirmed(page: Page, button: Locator): Promise<void> {
  await button.click();
  await page.locator('dialog.confirm button.primary').click();
}

test('a wrong token is refused and forgotten; a right one is kept for this tab alone', async () => {
  const exchange = await serveReal(program, 1_000);
  try {
    await visit(desktop, async (page) => {
      await page.goto(`${exchange.url}/console`);
      await page.locator('#token').fill('not-the-token');
      await page.keyboard.press('Enter');
      await page.locator('.wrong', { hasText: 'does not know' }).waitFor();
      expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});

      await page.locator('#token').fill(`{"operator": "${exchange.token}", "seats": {}}`);
      await page.keyboard.press('Enter');
      await page.locator('.join-code', { hasText: exchange.code }).waitFor();
      expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(exchange.token);

      await page.reload();
      await page.locator('.join-code').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.locator('#token').waitFor();
      expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
    });
  } finally {
    await exchange.close();
  }
});

test('codes, a student, start, a seat taken over and given back, a message, pause', () =>
  withConsole(1_000, [], (page, exchange) =>
    visit(desktop, async (student) => {
      await page.getByLabel('For', { exact: true }).selectOption('cement-2');
      await page.getByRole('button', { name: 'Create a code' }).click();
      const code = await row(page, 'cement-2').locator('.code').innerText();
      await comeIn(student, { url: exchange.url, code }, 'Ada');
      await row(page, 'Ada').getByText('here').waitFor();
      expect(await row(page, 'Ada').innerText()).toContain('cement-2');

      await page.locator('.play').first().click();
      await phase(page, 'runs');
      await student.locator('.tour').waitFor();
      await student.keyboard.press('Escape');

      await row(page, 'Ada').getByRole('button', { name: 'Let the robot play' }).click();
      await row(page, 'Ada').getByText('robot plays', { exact: true }).waitFor();
      await student.locator('.phase', { hasText: /robot/i }).waitFor();
      await picture(page, 'real console class');
      await row(page, 'Ada').getByRole('button', { name: 'Give it back' }).click();
      await student.locator('.phase', { hasText: 'open' }).waitFor();

      await tab(page, 'Run');
      await page.locator('#message').fill('Look at your own MAC.');
      await page.getByRole('button', { name: 'Tell all' }).click();
      await student.locator('.notice', { hasText: 'Look at your own MAC.' }).waitFor();
      await page.locator('.news li', { hasText: 'Look at your own MAC.' }).waitFor();

      await page.locator('.play').first().click();
      await phase(page, 'paused');
      await student.locator('.phase', { hasText: 'paused' }).waitFor();
      await page.getByRole('button', { name: 'Step', exact: true }).click();
      await phase(page, 'paused');

      await tab(page, /^Class/);
      await confirmed(page, row(page, 'Ada').getByRole('button', { name: 'Remove' }));
      await page.getByText('Nobody has entered yet').waitFor();
      await student.locator('.door-form').waitFor();
    }),
  ));

test('a code that is revoked lets nobody in', () =>
  withConsole(1_000, [], (page, exchange) =>
    visit(desktop, async (student) => {
      const revoke = row(page, exchange.code).getByRole('button', { name: 'Revoke' });
      await confirmed(page, revoke);
      await page.getByText('No code is good').waitFor();
      await student.goto(`${exchange.url}/#code=${exchange.code}`);
      await student.locator('#name').fill('Eve');
      await student.locator('.door-form button[type=submit]').click();
      await student.locator('.wrong, .strip-bad, .notice-bad').first().waitFor();
      expect(await student.locator('.lobby').count()).toBe(0);
    }),
  ));

test('options reach the students; what is changed and not saved is not lost', () =>
  withConsole(1_000, [], (page, exchange) =>
    visit(desktop, async (student) => {
      await tab(page, 'Set up');
      await page.getByLabel('Consent').fill('Your decisions are recorded.');
      await tab(page, 'Watch');
      await tab(page, 'Set up');
      await page.getByText('Not saved yet.').waitFor();
      await page.getByLabel('Consent').fill('');
      await page.getByText('Not saved yet.').waitFor({ state: 'detached' });
      await page.getByLabel('Consent').fill('Your decisions are recorded.');
      await page.getByRole('button', { name: 'Save' }).click();
      await notice(page, 'Saved');
      await student.goto(`${exchange.url}/#code=${exchange.code}`);
      await student.getByText('Your decisions are recorded.').waitFor();
    }),
  ));

test('pace, more time, a shock that students see, the year’s end', () =>
  withConsole(1_000, ['horizon.days_per_year=40'], (page, exchange) =>
    visit(desktop, async (student) => {
      await comeIn(student, exchange, 'Ada');
      await page.locator('.play').first().click();
      await student.locator('.tour').waitFor();
      await student.keyboard.press('Escape');
      await tab(page, 'Run');
      await phase(page, 'runs');

      await page.getByRole('button', { name: '3 s', exact: true }).click();
      await notice(page, 'From the next day on');
      await page.getByRole('button', { name: '3 s', exact: true, pressed: true }).waitFor();
      const before = await yearLeft(page);
      await page.getByRole('button', { name: '+1 min' }).click();
      await notice(page, '1 min longer');
      await expect.poll(() => yearLeft(page)).toBeGreaterThan(before + 45);

      await page.getByRole('radio', { name: 'Cap', exact: true }).click();
      await page.getByLabel('Change').fill('-20');
      await page.locator('.sentence', { hasText: 'The cap is 20' }).waitFor();
      await confirmed(page, page.getByRole('button', { name: 'Apply…' }));
      await notice(page, 'takes effect');
      await student.locator('.notice', { hasText: 'The cap changes' }).waitFor();

      await confirmed(page, page.getByRole('button', { name: 'End 2026 now' }));
      await phase(page, 'paused');
      await notice(page, '2026 has ended');
      await student.locator('.phase', { hasText: 'paused' }).waitFor();
      await picture(page, 'real console run');
      await tab(page, 'Watch');
      await page
        .locator('.figure-box', { hasText: 'Theory' })
        .getByText(/\d\.\d/)
        .first()
        .waitFor();
      await page
        .getByRole('row', { name: /^power-2 / })
        .first()
        .waitFor();
      await picture(page, 'real console watch');
    }),
  ));

async function yearLeft(page: Page): Promise<number> {
  const [minutes, seconds] = (await page.getByRole('timer').first().innerText()).split(':');
  return Number(minutes) * 60 + Number(seconds);
}

test('a file with mistakes is told where they are, and the session stays', () =>
  withConsole(1_000, [], async (page) => {
    await tab(page, 'Set up');
    await page.getByRole('radio', { name: 'A file' }).click();
    await page.locator('#scenario-file').setInputFiles({
      name: 'mine.yaml',
      mimeType: 'text/yaml',
      buffer: Buffer.from('name: x\nhorizon: {years: 0}\n'),
    });
    await confirmed(page, page.getByRole('button', { name: 'Load', exact: true }));
    await page.locator('.yaml-mistakes li', { hasText: 'mine.yaml:2:' }).first().waitFor();
    await notice(page, 'Load: refused (mine.yaml:1:1:');
    await picture(page, 'real console mistakes');
    await page.getByRole('radio', { name: 'Comes with the program' }).click();
    await confirmed(page, page.getByRole('button', { name: 'Load', exact: true }));
    await notice(page, 'classroom is loaded');
    expect(await page.locator('.notice-bad').count()).toBe(0);
    await phase(page, 'waits');
  }));

test('a practice session, then the one that counts: the class goes over with its people', () =>
  withConsole(1_000, [], (page, exchange) =>
    visit(desktop, async (student) => {
      await comeIn(student, exchange, 'Ada');
      const seat = student.locator('.seat');
      expect(await seat.innerText()).toBe('power-1');

      await tab(page, 'Set up');
      const scenario = page.getByRole('combobox', { name: 'Scenario' });
      expect(await scenario.inputValue()).toBe('classroom');
      await scenario.selectOption('tightening-cap');
      await page.getByLabel(/practice/i).check();
      await page.getByRole('button', { name: 'Load', exact: true }).click();
      const asked = 'tightening-cap; seed 1; treatment: none; practice, which counts for nothing';
      await page.locator('dialog.confirm', { hasText: `${asked}; a day takes 1 s.` }).waitFor();
      await picture(page, 'real console load');
      await page.locator('dialog.confirm button.primary').click();
      await notice(page, 'is loaded');
      expect(await page.getByLabel(/practice/i).isChecked()).toBe(false);
      await page.locator('.top-bar .mark', { hasText: /practice/i }).waitFor();
      await student.locator('.practice').waitFor();
      await picture(student, 'real practice waits');
      await page.locator('.play').first().click();
      await phase(page, 'runs');
      await student.locator('.tour').waitFor();
      await student.keyboard.press('Escape');
      await student.locator('.level-sell').first().waitFor();
      await picture(student, 'real practice');
      await picture(page, 'real console practice');

      await exchange.session.stopSession({});
      await phase(page, 'stopped');
      await tab(page, 'End');
      await page.getByText('This was practice: it pays nothing.').waitFor();
      await tab(page, 'Watch');
      await page.locator('.figure-box', { hasText: 'the session is over' }).waitFor();
      await tab(page, 'Set up');
      await page.getByRole('combobox', { name: 'Scenario' }).selectOption('classroom');
      await confirmed(page, page.getByRole('button', { name: 'Load', exact: true }));
      await phase(page, 'waits');
      await student.locator('.practice').waitFor({ state: 'detached' });
      expect(await seat.innerText()).toBe('power-1');

      await exchange.crash();
      await page.locator('.play').first().click();
      await phase(page, 'runs');
      await student.locator('.level-sell').first().waitFor();
      expect(await student.locator('.practice').count()).toBe(0);
      expect(await seat.innerText()).toBe('power-1');
    }),
  ));

test('a lost network is told, and the console comes back by itself', () =>
  withConsole(1_000, [], async (page) => {
    await page.locator('.play').first().click();
    await phase(page, 'runs');
    await page.context().setOffline(true);
    await page.locator('.link', { hasText: /Offline|Reconnecting/ }).waitFor();
    await page.context().setOffline(false);
    await page.locator('.link', { hasText: 'Connected' }).waitFor();
    await page.locator('.play').first().click();
    await phase(page, 'paused');
  }));

test('a session to its end: charts, debriefs as far as there are some', () =>
  withConsole(0, ['horizon.years=2', 'horizon.days_per_year=10'], async (page) => {
    await page.locator('.play').first().click();
    await phase(page, 'finished');
    await tab(page, 'End');
    await page.locator('.bars li').first().waitFor();
    await page.locator('.debrief, .strip').first().waitFor();
    await picture(page, 'real console end');
    await page.locator('.chart-table summary').first().click();
    await page.getByRole('cell', { name: '2027' }).first().waitFor();
  }));

test('the exchange is killed and served again: the console comes back, its class with it', () =>
  withConsole(1_000, [], (page, exchange) =>
    visit(desktop, async (student) => {
      await comeIn(student, exchange, 'Ada');
      await row(page, 'Ada').getByText('here').waitFor();
      await exchange.crash();
      await page.locator('.link', { hasText: 'Connected' }).waitFor();
      await row(page, 'Ada').getByText('here').waitFor();
      await page.locator('.play').first().click();
      await phase(page, 'runs');
    }),
  ));

test('a lost server is told, and what is pressed meanwhile fails with what to do', () =>
  withConsole(1_000, [], async (page, exchange) => {
    await exchange.close();
    await page.locator('.link', { hasText: 'Reconnecting' }).waitFor();
    await page.locator('.play').first().click();
    await notice(page, 'Whether it was done is not known');
  }));
