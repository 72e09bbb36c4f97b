// Proves that each own trade is told once: by the answer of its order, or as news.
import { expect, test } from 'vitest';

import { FillNews } from '../../../../tools/desk/src/desk/fill_news.ts';

test('trades that the answer told are no news, later ones are', () => {
  const news = new FillNews();
  news.answered(7n, 30n);
  expect(news.isNews(7n, 20n, false)).toBe(false);
  expect(news.isNews(7n, 10n, false)).toBe(false);
  expect(news.isNews(7n, 10n, false)).toBe(true);
});

test('trades that come before the answer are left to it, and counted once', () => {
  const news = new FillNews();
  expect(news.isNews(7n, 30n, true)).toBe(false);
  news.answered(7n, 30n);
  expect(news.isNews(7n, 5n, false)).toBe(true);
});

test('a trade of an order that waits, or of an offer, is news', () => {
  expect(new FillNews().isNews(7n, 5n, false)).toBe(true);
});
