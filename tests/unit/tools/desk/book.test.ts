// Proves that the copy of a book is that book after each change, and that a missed one is noticed.
import { create } from '@bufbuild/protobuf';
import { StreamBookResponseSchema } from '#proto/market_data_service_pb';
import { expect, test } from 'vitest';

import { applyToBook, kNoBook, type Book } from '../../../../tools/desk/src/desk/book.ts';

const level = ([price, quantity]: [number, number]) => ({
  priceCentsPerTonne: BigInt(price),
  quantityT: BigInt(quantity),
});

function message(
  kind: 'snapshot' | 'delta',
  number: number,
  bids: [number, number][],
  asks: [number, number][],
  more = false,
) {
  const levels = { updateNumber: BigInt(number), bids: bids.map(level), asks: asks.map(level) };
  return create(StreamBookResponseSchema, {
    update:
      kind === 'snapshot'
        ? { case: 'snapshot', value: { ...levels, more } }
        : { case: 'delta', value: levels },
  });
}

const gap = create(StreamBookResponseSchema, { update: { case: 'gap', value: {} } });
const plain = (book: Book | undefined) =>
  book &&
  [book.bids, book.asks].map((side) => side.map((l) => [Number(l.price), Number(l.quantity)]));

test('a snapshot in parts, then changes', () => {
  let book = applyToBook(kNoBook, message('snapshot', 7, [[50, 10]], [[52, 4]], true))!;
  expect(book.whole).toBe(false);
  book = applyToBook(book, message('snapshot', 7, [[49, 5]], [[53, 6]]))!;
  expect(plain(book)).toEqual([
    [
      [50, 10],
      [49, 5],
    ],
    [
      [52, 4],
      [53, 6],
    ],
  ]);

  book = applyToBook(book, message('delta', 8, [[50, 0]], [[51, 3]]))!;

  expect(plain(book)).toEqual([
    [[49, 5]],
    [
      [51, 3],
      [52, 4],
      [53, 6],
    ],
  ]);
});

test('a second snapshot starts anew', () => {
  const first = applyToBook(kNoBook, message('snapshot', 7, [[50, 10]], []))!;
  expect(plain(applyToBook(first, message('snapshot', 7, [], [[60, 1]])))).toEqual([[], [[60, 1]]]);
});

test('a missed change, a doubled one and one before the snapshot ask for the whole again', () => {
  const book = applyToBook(kNoBook, message('snapshot', 7, [[50, 10]], []))!;
  expect(applyToBook(book, message('delta', 9, [], []))).toBeUndefined();
  expect(applyToBook(book, message('delta', 7, [], []))).toBeUndefined();
  expect(applyToBook(kNoBook, message('delta', 1, [], []))).toBeUndefined();
});

test('a gap empties the copy until the snapshot comes', () => {
  const book = applyToBook(kNoBook, message('snapshot', 7, [[50, 10]], []))!;
  expect(applyToBook(book, gap)).toEqual(kNoBook);
});
