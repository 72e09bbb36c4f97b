// Proves, in a browser, that every chart of the report draws the run's points, and answers to its
// selector, its legend and the keyboard. The figures expected are those of run_fixture(): ten years
// of fifty days and four auctions, six groups of 44 firms, books of forty levels a side.
import { beforeAll, expect, test } from 'vitest';

import { groupColour, kDark, kLight } from '../../../tools/report/src/palette.ts';
import {
  desktop,
  type DrawnPath,
  drawnPaths,
  figures,
  filledWith,
  lineOf,
  look,
} from './browser.ts';

const firmsOfGroup = [12, 5, 6, 4, 8, 9];

// What each figure draws at first.
const drawn: Record<string, DrawnPath[]> = {};
beforeAll(() =>
  look('typical', desktop, async (page) => {
    for (const figure of figures) drawn[figure] = await drawnPaths(page, figure);
  }),
);

test('price: 500 closes and volumes, ten means and benchmarks', () => {
  const paths = drawn['price']!;

  expect(lineOf(paths, kLight.run_soft)).toBe(500);
  expect(lineOf(paths, kLight.run)).toBe(20);
  expect(lineOf(paths, kLight.benchmark)).toBe(20);
  expect(filledWith(paths, kLight.muted)).toBe(500);
});

test('price: a dot for each auction, that the legend switches off', async () => {
  expect(filledWith(drawn['price']!, kLight.auction)).toBe(40);

  await look('typical', desktop, async (page) => {
    await page.locator('#price .legend button', { hasText: 'Auctions' }).click();

    expect(filledWith(await drawnPaths(page, 'price'), kLight.auction)).toBe(0);
  });
});

test('emissions: ten bars under the lines of cap, baseline and benchmark', () => {
  const paths = drawn['emissions']!;

  expect(filledWith(paths, kLight.run_fill)).toBe(10);
  expect(lineOf(paths, kLight.cap)).toBe(10);
  expect(lineOf(paths, kLight.baseline)).toBe(10);
  expect(lineOf(paths, kLight.benchmark)).toBe(10);
});

test('emissions: beside them what was given free, auctioned and withheld', () => {
  const paths = drawn['emissions']!;

  expect(filledWith(paths, kLight.cap_fill)).toBe(10);
  expect(filledWith(paths, kLight.auction_fill)).toBe(10);
  expect(filledWith(paths, `${kLight.muted}40`)).toBe(10);
});

test('auctions: a bar each of what was sold, not sold and added; bids if asked for', async () => {
  const paths = drawn['auctions']!;

  expect(filledWith(paths, kLight.auction_fill)).toBe(40);
  expect(filledWith(paths, `${kLight.muted}40`)).toBe(40);
  expect(filledWith(paths, kLight.cap)).toBe(40);
  expect(lineOf(paths, kLight.run)).toBe(0);
  await look('typical', desktop, async (page) => {
    await page.locator('#auctions .legend button', { hasText: 'Bid for' }).click();

    expect(lineOf(await drawnPaths(page, 'auctions'), kLight.run)).toBe(40);
  });
});

test('choosing a year shows its auctions by their days', async () => {
  await look('typical', desktop, async (page) => {
    await page.selectOption('#auctions select', '2023');

    expect(filledWith(await drawnPaths(page, 'auctions'), kLight.auction_fill)).toBe(4);
    const labels = await page.locator('#auctions .chart svg text').allTextContents();
    expect(labels.filter((label) => label.startsWith('day '))).toEqual([
      'day 7',
      'day 19',
      'day 32',
      'day 44',
    ]);
    await page.focus('#auctions .chart');
    await page.keyboard.press('End');
    const spoken = await page.textContent('#auctions .spoken');
    expect(spoken).toMatch(
      /^2023, day 44; Bid for 444.0 Mt;.* Sold 222.0 Mt; Added by containment 42.0 Mt/,
    );
    expect(spoken).toMatch(/Clearing price [\d.]+ EUR\/t; Reserve price [\d.]+ EUR\/t; Bidders 44/);
  });
});

test('pointing at the price of an auction’s day tells what it cleared at', async () => {
  await look('typical', desktop, async (page) => {
    await page.focus('#price .chart');
    for (let day = 1; day <= 6; ++day) await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#price .spoken')).not.toContain('Auction');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#price .spoken')).toMatch(
      /^2021, day 7;.* Auction [\d.]+ EUR\/t/,
    );
  });
});

test('a run that auctions nothing has no figure, dot, bar or column of it', async () => {
  await look('free', desktop, async (page) => {
    expect(await page.locator('#auctions').count()).toBe(0);
    expect(await page.locator('.legend', { hasText: 'Auction' }).count()).toBe(0);
    expect(await page.textContent('#price .note')).not.toContain('auction');
    expect(filledWith(await drawnPaths(page, 'emissions'), kLight.auction_fill)).toBe(0);
    expect(await page.textContent('#years thead')).not.toMatch(/Auction|Reserve/);
  });
  await look('typical', desktop, async (page) => {
    expect(await page.textContent('#years thead')).toMatch(/Auctioned.*Auction price.*Reserve/);
  });
});

test('bank: ten bars and the benchmark', () => {
  const paths = drawn['bank']!;

  expect(filledWith(paths, kLight.run_fill)).toBe(10);
  expect(lineOf(paths, kLight.benchmark)).toBe(10);
});

test('cost curves: one a group with its dot, the price and the benchmark', () => {
  const paths = drawn['mac']!;

  for (const group of firmsOfGroup.keys()) {
    expect(lineOf(paths, groupColour(kLight, group))).toBeGreaterThanOrEqual(10);
    expect(filledWith(paths, groupColour(kLight, group))).toBe(1);
  }
  expect(lineOf(paths, kLight.run)).toBe(2);
  expect(lineOf(paths, kLight.benchmark)).toBe(2);
});

test('abatement: a filled and a pale bar for each group and year', () => {
  const paths = drawn['abatement']!;

  for (const group of firmsOfGroup.keys()) {
    expect(filledWith(paths, groupColour(kLight, group))).toBe(10);
    expect(filledWith(paths, `${groupColour(kLight, group)}40`)).toBe(10);
  }
});

test('firms: a dot each', () => {
  const paths = drawn['firms']!;

  for (const [group, count] of firmsOfGroup.entries()) {
    expect(filledWith(paths, groupColour(kLight, group))).toBe(count);
  }
});

test('order book: two staircases of forty levels', () => {
  const paths = drawn['depth']!;

  // A riser and a tread a level; the renderer merges those below half a pixel.
  for (const colour of [kLight.bid, kLight.ask]) {
    expect(lineOf(paths, colour)).toBeGreaterThan(70);
    expect(lineOf(paths, colour)).toBeLessThanOrEqual(83);
  }
});

test('the year selector shows another year’s order book', async () => {
  await look('typical', desktop, async (page) => {
    const before = await page.locator('#depth .chart svg').innerHTML();

    await page.selectOption('#depth select', '2021');

    expect(await page.getAttribute('#depth .chart', 'aria-label')).toContain('Close of 2021');
    expect(await page.locator('#depth .chart svg').innerHTML()).not.toBe(before);
    await page.click('#depth [aria-label="Year after"]');
    expect(await page.locator('#depth select :checked').textContent()).toBe('2022');
    await page.click('#depth [aria-label="Year before"]');
    await page.click('#depth [aria-label="Year before"]');
    expect(await page.locator('#depth select :checked').textContent()).toBe('2021');
  });
});

test('choosing a year looks into its prices', async () => {
  await look('typical', desktop, async (page) => {
    await page.selectOption('#price select', '2024');

    const labels = await page.locator('#price .chart svg text').allTextContents();
    expect(labels).toContain('2024');
    expect(labels).toContain('day 20');
    expect(labels).not.toContain('2022');
  });
});

test('the legend switches a series off and on', async () => {
  await look('typical', desktop, async (page) => {
    const cap = page.locator('#emissions .legend button', { hasText: 'Cap' });

    await cap.click();
    expect(await cap.getAttribute('aria-pressed')).toBe('false');
    expect(lineOf(await drawnPaths(page, 'emissions'), kLight.cap)).toBe(0);
    await cap.click();
    expect(lineOf(await drawnPaths(page, 'emissions'), kLight.cap)).toBe(10);
  });
});

test('the arrow keys show and speak the years', async () => {
  await look('typical', desktop, async (page) => {
    await page.focus('#bank .chart');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');

    expect(await page.textContent('#bank .spoken')).toMatch(/^End of 2022; Bank [\d,]+ Mt/);
    expect(await page.locator('#bank .tip').isVisible()).toBe(true);
  });
});

test('pointing at a price tells the day', async () => {
  await look('typical', desktop, async (page) => {
    await page.locator('#price .chart').hover({ position: { x: 500, y: 150 } });

    const tip = page.locator('#price .tip');
    await tip.waitFor();
    expect(await tip.textContent()).toMatch(/Close[\d.]+ EUR\/t/);
  });
});

test('a dark ground has the dark palette', async () => {
  await look('typical', { ...desktop, colorScheme: 'dark' }, async (page) => {
    for (const figure of figures) {
      const ground = page.locator(`#${figure} .chart svg rect`).first();
      expect(await ground.getAttribute('fill')).toBe(kDark.ground);
    }
    expect(lineOf(await drawnPaths(page, 'emissions'), kDark.cap)).toBe(10);

    await page.emulateMedia({ colorScheme: 'light' });
    // The browser tells the page at its next frame.
    const capInLight = async () => lineOf(await drawnPaths(page, 'emissions'), kLight.cap);
    await expect.poll(capInLight).toBe(10);
  });
});
