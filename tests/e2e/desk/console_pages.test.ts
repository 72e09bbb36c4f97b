// Proves that axe finds nothing wrong in any view of the console, theme and language, that a file
// is dropped and refused place by place, and that data leaves as files; takes the pictures that a
// person is to look at: build/tests/e2e/desk/pictures.
import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SessionPhase } from '#proto/session_service_pb';

import { barriers, desktop, picture, visit } from './browser.ts';
import { kToken, serveClass, type ServedClass } from './fake_class.ts';

const folder = process.env['DESK'];
if (!folder) throw new Error('run by ctest, which sets DESK');

const kViews = 6;
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true };

async function open(
  options: BrowserContextOptions,
  phase: SessionPhase,
  use: (page: Page, served: ServedClass) => Promise<void>,
): Promise<void> {
  const served = await serveClass(folder!, phase);
  try {
    await visit({ ...options, bypassCSP: true }, async (page) => {
      page.setDefaultTimeout(60_000);
      await page.goto(`${served.url}/console.html`);
      await use(page, served);
    });
  } finally {
    await served.close();
  }
}

async function signIn(page: Page): Promise<void> {
  await page.locator('#token').fill(kToken);
  await page.keyboard.press('Enter');
  await page.locator('.join-code').waitFor();
}

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(250);
  await picture(page, name);
  expect([name, ...(await barriers(page))]).toEqual([name]);
  // Nothing is wider than the page.
  const spill = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([name, spill]).toEqual([name, 0]);
}

test.each([
  ['light', { ...desktop, colorScheme: 'light' as const }, SessionPhase.RUNNING],
  ['dark', { ...desktop, colorScheme: 'dark' as const }, SessionPhase.FINISHED],
  ['chinese', { ...desktop, locale: 'zh-CN' }, SessionPhase.FINISHED],
  ['tablet', { ...tablet, locale: 'zh-CN' }, SessionPhase.PAUSED],
])(
  '%s',
  (name, options, phase) =>
    open(options, phase, async (page) => {
      await look(page, `console ${name} door`);
      await signIn(page);
      for (let view = 0; view < kViews; ++view) {
        await page.getByRole('tab').nth(view).click();
        if (view === 4 && phase === SessionPhase.FINISHED)
          await page.locator('details.debrief summary').nth(2).click();
        await look(page, `console ${name} ${view}`);
      }
      await page.getByRole('tab').nth(3).click();
      await page.locator('.top-tools button').first().click();
      for (let slide = 0; slide < 4; ++slide) {
        await page.locator('.projector-foot nav button').nth(slide).click();
        await look(page, `console ${name} slide ${slide}`);
      }
      await page.keyboard.press('Escape');
      await page.locator('.console').waitFor();
    }),
  240_000, // axe takes long where a machine is busy
);

test('on a phone figures stay in their tiles', () =>
  open({ viewport: { width: 360, height: 740 } }, SessionPhase.RUNNING, async (page) => {
    await signIn(page);
    await page.getByRole('tab', { name: 'Watch' }).click();
    await page.locator('.figure-box').first().waitFor();
    await look(page, 'console phone watch');
    const spilt = await page
      .locator('.figure-box')
      .evaluateAll((boxes) =>
        boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent),
      );
    expect(spilt).toEqual([]);
  }));

test('by keyboard: the arrows move between views, Escape leaves a question', () =>
  open(desktop, SessionPhase.RUNNING, async (page) => {
    await signIn(page);
    await page.getByRole('tab', { name: /^Class/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#message').waitFor();
    await page.getByRole('button', { name: 'End 2028 now' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog.confirm').waitFor();
    await look(page, 'console question');
    await page.keyboard.press('Escape');
    await page.locator('dialog.confirm').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('#message').waitFor();
  }));

test('a file is refused with file, line and column', () =>
  open(desktop, SessionPhase.FINISHED, async (page, { loads }) => {
    await signIn(page);
    await page.getByRole('tab', { name: 'Set up' }).click();
    await page.getByRole('radio', { name: 'A file' }).click();
    await page.locator('#scenario-file').setInputFiles({
      name: 'mine.yaml',
      mimeType: 'text/yaml',
      buffer: Buffer.from('name: x\nhorizon: {years: 0}\ncapp: 1\ntreatments:\n  tight: {}\n'),
    });
    await page.getByLabel('Treatment').selectOption('random');
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.locator('dialog.confirm button.primary').click();
    await page.locator('.notice', { hasText: 'Load: refused (mine.yaml:2:18:' }).waitFor();
    await page.getByText('mine.yaml:2:18', { exact: true }).waitFor();
    await page.getByText('mine.yaml:3:1', { exact: true }).waitFor();
    expect(loads).toEqual(['yaml random']);
    await look(page, 'console mistakes of a file');
  }));

test('the data and the payments leave as files', () =>
  open(desktop, SessionPhase.FINISHED, async (page) => {
    await signIn(page);
    await page.getByRole('tab', { name: 'End' }).click();
    const save = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      return { name: file.suggestedFilename(), bytes: readFileSync((await file.path())!) };
    };
    expect(await save('Export as ZIP')).toEqual({
      name: 'classroom-1.zip',
      bytes: Buffer.from([80, 75, 3, 4]),
    });
    const payments = await save('Save as CSV');
    expect(String(payments.bytes)).toContain('power-1,Ada,2028,18000.00,14.50');
  }));
