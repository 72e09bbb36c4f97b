// Proves, in a browser, that the pages of the gallery and of two runs show what they were given.
import { expect, test } from 'vitest';

import type { Gallery } from '../../../tools/report/src/gallery/gallery.ts';
import { groupColour, kLight } from '../../../tools/report/src/palette.ts';
import { desktop, dots, drawnPaths, fixture, lineOf, look, offLine, phone } from './browser.ts';

const { entries } = fixture<Gallery>('gallery');

test('gallery: each figure with what was published, ours, the bound and the verdict', () =>
  look('gallery', desktop, async (page) => {
    expect(await page.textContent('.tally')).toBe('2 of 3 figures hold.');
    const rows = page.locator('.verdicts tbody tr');
    expect(await rows.count()).toBe(3);
    expect(await rows.first().locator('td').allTextContents()).toEqual([
      'Published 127',
      'Ours 126.8',
      'Bound 126 to 128',
      'Verdict ✓ holds',
    ]);
    expect(await rows.nth(1).textContent()).toContain('✗ fails');
    expect(await rows.nth(1).locator('td').nth(2).textContent()).toBe('Bound above 1.5');
    expect(await page.locator('h2').allTextContents()).toEqual(entries.map(({ title }) => title));
  }));

test('gallery: our path and the published one stand at their values', () =>
  look('gallery', desktop, async (page) => {
    const path = entries[1]!.series[0]!;
    const figure = 'entry-2-tightening-cap-paths';

    const ours = await dots(page, figure, kLight.run);
    const published = await dots(page, figure, kLight.benchmark);

    expect(ours).toHaveLength(path.points.length);
    expect(published).toHaveLength(path.reference!.length);
    const values = [...path.points, ...path.reference!];
    const drawn = [...ours, ...published];
    expect(
      offLine(
        drawn.map(({ x }) => x),
        values.map(([x]) => x),
      ),
    ).toBeLessThan(0.1);
    expect(
      offLine(
        drawn.map(({ y }) => y),
        values.map(([, y]) => y!),
      ),
    ).toBeLessThan(0.1);
  }));

test('gallery: the selector and its arrows walk through the paths of an entry', () =>
  look('gallery', phone, async (page) => {
    const figure = page.locator('#entry-2-tightening-cap-paths');
    const emissions = entries[1]!.series[1]!.points;
    expect(await figure.locator('.legend').textContent()).toBe('OursTheory');

    await figure.getByLabel('Path after').click();

    expect(await figure.locator('select :checked').textContent()).toBe('Emissions');
    expect(await figure.locator('.legend').textContent()).toBe('Ours');
    const drawn = await dots(page, 'entry-2-tightening-cap-paths', kLight.run);
    const values = emissions.map(([, y]) => y!);
    expect(drawn).toHaveLength(values.length);
    expect(
      offLine(
        drawn.map(({ y }) => y),
        values,
      ),
    ).toBeLessThan(0.1);
  }));

test('comparison: both runs with their benchmarks in each figure', () =>
  look('comparison', desktop, async (page) => {
    for (const figure of ['price', 'emissions', 'bank']) {
      const paths = await drawnPaths(page, figure);
      for (const colour of [kLight.run, groupColour(kLight, 1)]) {
        expect(lineOf(paths, colour)).toBe(2 * 10);
      }
    }
    expect(await page.textContent('h1')).toBe('fixture, seed 1 and fixture, seed 2');
  }));

test('comparison: what differs is told year by year', () =>
  look('comparison', desktop, async (page) => {
    const rows = page.locator('#years tbody tr');
    expect(await rows.count()).toBe(10);
    expect((await rows.nth(1).locator('td').allTextContents())[0]).toBe('0.00');
    expect((await rows.nth(2).locator('td').allTextContents())[0]).toBe('+7.50');

    await page.focus('#price .chart');
    await page.keyboard.press('End');
    expect(await page.textContent('#price .spoken')).toMatch(/Second less first 7\.50 EUR\/t$/);
  }));
