// A copy of one book, kept up by the stream of its changes. Pure.
import type { PriceLevel, Quote } from '#proto/types_pb';
import type {
  BookDelta,
  BookSnapshot,
  StreamBookResponse,
  Trade,
} from '#proto/market_data_service_pb';

export interface Level {
  readonly price: bigint;
  readonly quantity: bigint;
}

export interface Book {
  readonly update_number: bigint;
  // Best first.
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly quote: Quote | undefined;
  // Trades of the last change, oldest first.
  readonly trades: readonly Trade[];
  // Whether all parts of the snapshot have come.
  readonly whole: boolean;
}

export const kNoBook: Book = {
  update_number: 0n,
  bids: [],
  asks: [],
  quote: undefined,
  trades: [],
  whole: false,
};

// The book after a message; undefined: a change was missed, and the stream is to be opened anew.
export function applyToBook(book: Book, { update }: StreamBookResponse): Book | undefined {
  switch (update.case) {
    case 'snapshot':
      return withSnapshot(book, update.value);
    case 'delta':
      return withDelta(book, update.value);
    case 'gap':
      return kNoBook;
    default:
      return book;
  }
}

// The first part starts the copy anew; it is known by the book being whole, or nothing.
function withSnapshot(book: Book, part: BookSnapshot): Book {
  const further = !book.whole && book.update_number === part.updateNumber;
  const before = further ? book : kNoBook;
  return {
    update_number: part.updateNumber,
    bids: withLevels(before.bids, part.bids, highestFirst),
    asks: withLevels(before.asks, part.asks, lowestFirst),
    quote: part.quote,
    trades: [],
    whole: !part.more,
  };
}

function withDelta(book: Book, delta: BookDelta): Book | undefined {
  if (!book.whole || delta.updateNumber !== book.update_number + 1n) return undefined;
  return {
    update_number: delta.updateNumber,
    bids: withLevels(book.bids, delta.bids, highestFirst),
    asks: withLevels(book.asks, delta.asks, lowestFirst),
    quote: delta.quote,
    trades: delta.trades,
    whole: true,
  };
}

const highestFirst = (a: Level, b: Level) => (a.price > b.price ? -1 : 1);
const lowestFirst = (a: Level, b: Level) => (a.price < b.price ? -1 : 1);

function withLevels(
  before: readonly Level[],
  changes: readonly PriceLevel[],
  order: (a: Level, b: Level) => number,
): readonly Level[] {
  if (changes.length === 0) return before;
  const levels = new Map(before.map((level) => [level.price, level]));
  for (const { priceCentsPerTonne: price, quantityT: quantity } of changes) {
    if (quantity > 0n) levels.set(price, { price, quantity });
    else levels.delete(price);
  }
  return [...levels.values()].sort(order);
}
