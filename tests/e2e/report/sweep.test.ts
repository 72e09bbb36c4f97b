// Proves, in a browser, that the page of a sweep draws the figures that it was given, and answers
// to its selectors and the keyboard. What is expected comes from the fixtures themselves.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { groupColour, kDark, kLight } from '../../../tools/report/src/palette.ts';
import { clear } from '../../../tools/report/src/sweep/differences.ts';
import type { Sweep } from '../../../tools/report/src/sweep/sweep.ts';
import {
  desktop,
  dots,
  drawnPaths,
  filledWith,
  fixture,
  lineOf,
  look,
  offLine,
} from './browser.ts';

const given = fixture<Sweep>('sweep');
const hypercube = fixture<Sweep>('hypercube');

// Within this many pixels of where it belongs: coordinates are written to a hundredth.
const exact = 0.1;

const pathOf = (point: number, metric: string) =>
  given.fan.find((one) => one.point === point && one.metric === metric)!.years;
const texts = (page: Page, figure: string) =>
  page.locator(`#${figure} .chart svg text`).allTextContents();

test('paths: a panel a treatment, each with its median and two bands', () =>
  look('sweep', desktop, async (page) => {
    const paths = await drawnPaths(page, 'paths');

    expect(lineOf(paths, kLight.run)).toBe(3 * 6);
    // Of two of three panels: the baseline's has no line to compare with.
    expect(lineOf(paths, kLight.benchmark)).toBe(2 * 6);
    const bands = page.locator(`#paths .chart svg polygon[fill="${kLight.run}"]`);
    const areas = page.locator(`#paths .chart svg path[fill="${kLight.run}"][fill-opacity]`);
    expect((await bands.count()) + (await areas.count())).toBe(2 * 3);
    expect(await texts(page, 'paths')).toEqual(expect.arrayContaining(given.treatments));
  }));

test('paths: medians stand at their values, in all panels on one scale', () =>
  look('sweep', desktop, async (page) => {
    const medians = given.treatments.flatMap((_, point) =>
      pathOf(point, 'price').map(({ p50 }) => p50!),
    );

    const drawn = await dots(page, 'paths', kLight.run);

    expect(drawn).toHaveLength(medians.length);
    expect(
      offLine(
        drawn.map(({ y }) => y),
        medians,
      ),
    ).toBeLessThan(exact);
  }));

test('paths: bands reach from quantile to quantile', () =>
  look('sweep', desktop, async (page) => {
    await page.getByLabel('Treatment of Over the years').selectOption('zi-c');
    const years = pathOf(2, 'price');
    const corners = await page.$$eval(
      '#paths .chart svg path[fill-opacity]',
      (paths, colour) =>
        paths
          .filter((path) => path.getAttribute('fill') === colour)
          .map((path) =>
            [...(path.getAttribute('d') ?? '').matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, , y]) =>
              Number(y),
            ),
          ),
      kLight.run,
    );

    const outline = (low: 'p05' | 'p25', high: 'p75' | 'p95') => [
      ...years.map((year) => year[high]!),
      ...years.map((year) => year[low]!).reverse(),
    ];
    expect(corners).toHaveLength(2);
    const [outer, inner] = corners;
    const values = [...outline('p05', 'p95'), ...outline('p25', 'p75')];
    expect(offLine([...outer!, ...inner!], values)).toBeLessThan(exact);
  }));

test('paths: the selectors change measure, treatment and design point', () =>
  look('sweep', desktop, async (page) => {
    await page.getByLabel('Measure of Over the years').selectOption('Emissions');
    await page.getByLabel('Treatment of Over the years').selectOption('small-bank');
    await page.locator('#paths [aria-label="Design point after"]').click();

    // The second point of the design, its second treatment.
    const medians = pathOf(4, 'emissions_t').map(({ p50 }) => p50!);
    const drawn = await dots(page, 'paths', kLight.run);
    expect(drawn).toHaveLength(6);
    expect(
      offLine(
        drawn.map(({ y }) => y),
        medians,
      ),
    ).toBeLessThan(exact);
    expect(await page.getAttribute('#paths .chart', 'aria-label')).toContain('Emissions, Mt');
    expect(await texts(page, 'paths')).not.toContain('zi-c');
  }));

test('paths: the arrow keys walk through the panels and speak their figures', () =>
  look('sweep', desktop, async (page) => {
    await page.focus('#paths .chart');
    await page.keyboard.press('ArrowRight');
    const spoken = () => page.textContent('#paths .spoken');

    expect(await spoken()).toMatch(
      /^baseline, 2025; Median [\d.]+ EUR\/t; 25 to 75 % [\d.]+ to [\d.]+; 5 to 95 % .*; Runs 8$/,
    );
    for (let press = 1; press <= 6; ++press) await page.keyboard.press('ArrowRight');
    expect(await spoken()).toMatch(/^small-bank, 2025; /);
    await page.keyboard.press('End');
    expect(await spoken()).toMatch(/^zi-c, 2030; /);
  }));

test('whole runs: dots stand at the means', () =>
  look('sweep', desktop, async (page) => {
    const means = given.figures
      .filter(({ point, metric }) => point < 3 && metric === 'efficiency')
      .map(({ mean }) => mean!);

    const drawn = await dots(page, 'treatments', kLight.run);

    expect(drawn).toHaveLength(3);
    expect(
      offLine(
        drawn.map(({ x }) => x),
        means,
      ),
    ).toBeLessThan(exact);
    await page.focus('#treatments .chart');
    await page.keyboard.press('End');
    expect(await page.textContent('#treatments .spoken')).toMatch(
      /^zi-c; Mean 0\.98\d+ ; 95 % interval [\d.]+ to [\d.]+; Median .*; Runs 8$/,
    );
  }));

test('whole runs: the table has a column a treatment, for the chosen design point', () =>
  look('sweep', desktop, async (page) => {
    const table = page.locator('#treatments-table');
    const row = table.locator('tbody tr', { hasText: 'Efficiency' });
    expect(await table.locator('thead th').allTextContents()).toEqual([
      'Measure',
      ...given.treatments,
    ]);

    await table.locator('select').selectOption({ index: 2 });

    const wanted = given.figures.find(
      ({ point, metric }) => point === 6 && metric === 'efficiency',
    )!;
    const numbers = (await row.locator('td').first().innerText()).match(/[\d.]+/g)!.map(Number);
    expect(numbers[0]).toBeCloseTo(wanted.mean!, 3);
    expect(numbers[1]).toBeCloseTo(wanted.low!, 3);
    expect(numbers[2]).toBeCloseTo(wanted.high!, 3);
  }));

test('differences: filled dots where the interval leaves no doubt, all at their means', () =>
  look('sweep', desktop, async (page) => {
    const here = given.differences.filter(
      ({ metric, values }) =>
        metric === 'price' &&
        values['cap.linear_factor'] === 0.02 &&
        values['discount_rate'] === 0.03,
    );
    const sure = here.filter(clear).map(({ mean }) => mean!);
    const unsure = here.filter((one) => !clear(one)).map(({ mean }) => mean!);
    expect(sure.length).toBeGreaterThan(0);
    expect(unsure.length).toBeGreaterThan(0);

    const filled = await dots(page, 'differences', kLight.run);
    const hollow = await dots(page, 'differences', kLight.ground);

    expect(filled).toHaveLength(sure.length);
    expect(hollow).toHaveLength(unsure.length);
    const places = [...filled, ...hollow].map(({ x }) => x);
    expect(offLine(places, [...sure, ...unsure])).toBeLessThan(exact);
  }));

test('differences: the table below has the p-values of what is chosen', () =>
  look('sweep', desktop, async (page) => {
    await page.getByLabel('Measure of What the treatments change').selectOption('Efficiency');
    await page.click('#differences summary');

    const rows = page.locator('#differences .data tbody tr');
    await expect.poll(() => rows.count()).toBe(2);
    const head = await page.locator('#differences .data thead th').allTextContents();
    const cells = await rows.last().locator('td').allTextContents();
    const wanted = given.differences.filter(({ metric }) => metric === 'efficiency')[1]!;
    expect(cells[head.indexOf('treatment')]).toBe('zi-c');
    expect(Number(cells[head.indexOf('p_t')])).toBe(wanted.p_t);
    expect(Number(cells[head.indexOf('p_wilcoxon')])).toBe(wanted.p_wilcoxon);
    expect(Number(cells[head.indexOf('mean')])).toBe(wanted.mean);
  }));

test('heat: a cell a point of the grid, with its mean on it', () =>
  look('sweep', desktop, async (page) => {
    await page.getByLabel('Treatment of Over two parameters').selectOption('zi-c');
    const means = given.figures
      .filter(({ point, metric }) => point % 3 === 2 && metric === 'efficiency')
      .map(({ mean }) => mean!.toFixed(4));

    const labels = await texts(page, 'heat');

    expect(means).toHaveLength(12);
    expect(labels.filter((label) => means.includes(label)).sort()).toEqual(means.sort());
    expect(labels).toEqual(expect.arrayContaining(['cap.linear_factor', 'discount_rate']));
    await page.focus('#heat .chart');
    await page.keyboard.press('End');
    expect(await page.textContent('#heat .spoken')).toMatch(
      /^zi-c, cap\.linear_factor = 0\.08, discount_rate = 0\.08; Efficiency 0\.9\d+; 95 % interval/,
    );
  }));

test('heat: a year may be chosen where the measure has years', () =>
  look('sweep', desktop, async (page) => {
    const time = page.getByLabel('Time of Over two parameters');
    expect(await time.isVisible()).toBe(false);

    await page.getByLabel('Measure of Over two parameters').selectOption('Price');

    expect(await time.locator(':checked').textContent()).toBe('2030');
    await time.selectOption('2026');
    const mean = given.fan.find(({ point, metric }) => point === 0 && metric === 'price')!.years[1]!
      .mean!;
    expect(await texts(page, 'heat')).toContain(mean.toFixed(1));
  }));

test('lines: dots stand at parameter and mean, intervals around them', () =>
  look('sweep', desktop, async (page) => {
    for (const [i] of given.treatments.entries()) {
      const means = [0, 1, 2, 3].map(
        (at) =>
          given.figures.find(
            ({ point, metric }) => point === 3 * at + i && metric === 'efficiency',
          )!.mean!,
      );

      const drawn = await dots(page, 'parameter', groupColour(kLight, i));

      expect(drawn).toHaveLength(4);
      expect(
        offLine(
          drawn.map(({ y }) => y),
          means,
        ),
      ).toBeLessThan(exact);
      expect(
        offLine(
          drawn.map(({ x }) => x),
          [0.02, 0.04, 0.06, 0.08],
        ),
      ).toBeLessThan(exact);
      // A line and two caps each; and the line through them.
      const strokes = await page
        .locator(`#parameter .chart svg [stroke="${groupColour(kLight, i)}"][fill="none"]`)
        .count();
      expect(strokes).toBe(4 * 3 + 1);
    }
  }));

test('lines: the other parameter is held at what is chosen', () =>
  look('sweep', desktop, async (page) => {
    const where = page.getByLabel('Where of Over a parameter');
    const words = await where.locator('option').allTextContents();
    expect(words).toEqual(['discount_rate = 0.03', 'discount_rate = 0.05', 'discount_rate = 0.08']);

    await page.getByLabel('Parameter of Over a parameter').selectOption('discount_rate');

    expect(await where.locator('option').count()).toBe(4);
    expect(await dots(page, 'parameter', groupColour(kLight, 0))).toHaveLength(3);
  }));

test('a hypercube has a dot a point and treatment, and no heat map', () =>
  look('hypercube', desktop, async (page) => {
    const points = hypercube.points.filter(({ treatment }) => treatment === 'baseline');
    const means = points.map(
      ({ point }) =>
        hypercube.figures.find((one) => one.point === point && one.metric === 'efficiency')!.mean!,
    );
    const factors = points.map(({ values }) => Number(values['cap.linear_factor']));
    const order = [...factors.keys()].sort((a, b) => factors[a]! - factors[b]!);

    expect(await page.locator('#heat').count()).toBe(0);
    const drawn = await dots(page, 'parameter', groupColour(kLight, 0));
    expect(drawn).toHaveLength(20);
    expect(await dots(page, 'parameter', groupColour(kLight, 1))).toHaveLength(20);
    const sorted = (list: readonly number[]) => order.map((i) => list[i]!);
    expect(
      offLine(
        drawn.map(({ x }) => x),
        sorted(factors),
      ),
    ).toBeLessThan(exact);
    expect(
      offLine(
        drawn.map(({ y }) => y),
        sorted(means),
      ),
    ).toBeLessThan(exact);
  }));

test('one treatment without a design has one panel and nothing to compare', () =>
  look('single', desktop, async (page) => {
    expect(lineOf(await drawnPaths(page, 'paths'), kLight.run)).toBe(6);
    expect(await page.locator('#differences, #heat, #parameter').count()).toBe(0);
    expect(await page.locator('.selectors select:visible').count()).toBe(2); // measures
  }));

test('twenty treatments have twenty panels, rows and intervals', () =>
  look('many', desktop, async (page) => {
    expect(lineOf(await drawnPaths(page, 'paths'), kLight.run)).toBe(20 * 6);
    expect(await dots(page, 'treatments', kLight.run)).toHaveLength(20);
    const names = await texts(page, 'differences');
    expect(names.filter((name) => name.startsWith('rule-'))).toHaveLength(19);
  }));

test('five hundred design points open at once and can be walked through', async () => {
  const before = Date.now();
  await look('large', desktop, async (page) => {
    expect(await page.locator('#paths select').last().locator('option').count()).toBe(500);
    await page.locator('#paths [aria-label="Design point after"]').click();
    expect(await page.getAttribute('#paths .chart', 'aria-label')).toContain('rule-1');
    expect(await dots(page, 'parameter', groupColour(kLight, 0))).toHaveLength(500);
  });
  expect(Date.now() - before).toBeLessThan(20_000);
});

test('a dark ground has the dark palette', () =>
  look('sweep', { ...desktop, colorScheme: 'dark' }, async (page) => {
    for (const figure of ['paths', 'treatments', 'differences', 'heat', 'parameter']) {
      const ground = page.locator(`#${figure} .chart svg rect`).first();
      expect(await ground.getAttribute('fill')).toBe(kDark.ground);
    }
    expect(filledWith(await drawnPaths(page, 'paths'), kDark.run)).toBeGreaterThan(0);
  }));

test('the legend switches the bands of all panels off', () =>
  look('sweep', desktop, async (page) => {
    const bands = () => page.locator('#paths .chart svg path[fill-opacity]').count();
    const all = await bands();

    await page.locator('#paths .legend button', { hasText: '5 to 95 %' }).click();

    expect(await bands()).toBe(all - 3);
  }));

test('expectations are told with what came of them', () =>
  look('sweep', desktop, async (page) => {
    const row = page.locator('#expectations tbody tr').first();
    expect(await row.textContent()).toContain(given.expectations[0]!.text);
    expect(await row.textContent()).toContain('✓ holds');
  }));

test('names made to break the page are shown as they are, gaps stay gaps', () =>
  look('bare', desktop, async (page) => {
    expect(await page.textContent('h1')).toBe('</script><img src=x onerror=alert(1)>');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.textContent('#report')).toContain('3 runs, </script><img src=x');
    // Two pieces of two and three years: the third year has no figure.
    const paths = await drawnPaths(page, 'paths');
    expect(lineOf(paths, kLight.run)).toBe(2 + 3);
    await page.focus('#treatments .chart');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#treatments .spoken')).toContain('<img src=x');
    expect(await page.locator('img').count()).toBe(0);
  }));

test('data that the page cannot read is told in a sentence', () =>
  look('strange', desktop, async (page) => {
    expect(await page.textContent('h1')).toBe('This report cannot be drawn');
    expect(await page.textContent('#report')).toContain('Its data is not what this page reads');
  }));
