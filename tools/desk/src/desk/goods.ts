// What is traded: the names of books in the language of the page, and the units of what they hold.
import { BookKind, type BookTop } from '#proto/classroom_service_pb';

import { formatWhole } from '../shared/units.ts';
import { books, instrument_id } from './state.ts';
import { say } from './words/words.ts';

function bookOf(instrument: bigint): BookTop | undefined {
  return books.value.find((each) => each.instrumentId === instrument);
}

// How scenarios call credits of projects outside the cap.
const kOffsets = 'offsets';

export function bookName(instrument: bigint): string {
  const book = bookOf(instrument);
  if (book?.kind === BookKind.ALLOWANCES) return say('allowances');
  if (book?.kind === BookKind.FORWARD) return say('book_forward', { year: book.deliveryYear });
  if (book?.kind === BookKind.CREDITS && book.name === kOffsets) return say('book_offsets');
  return book?.name || String(instrument);
}

export function unitOf(instrument: bigint): string {
  return bookOf(instrument)?.unit || say('unit_t');
}

// Of the book that is shown, where no other is named.
export function amountText(quantity: bigint, instrument = instrument_id.value): string {
  return say('amount', { quantity: formatWhole(quantity), unit: unitOf(instrument) });
}

// The head of a column of quantities: tonnes, unless some are of something else.
export function quantityTitle(instruments: readonly bigint[] = [instrument_id.value]): string {
  const units = new Set(instruments.map((each) => bookOf(each)?.unit ?? ''));
  const [only = ''] = units;
  if (units.size > 1) return say('quantity');
  return only || say('quantity_t');
}

// A quantity below such a head.
export function quantityCell(
  quantity: bigint,
  instrument: bigint,
  instruments: readonly bigint[],
): string {
  const mixed = new Set(instruments.map(unitOf)).size > 1;
  return mixed ? amountText(quantity, instrument) : formatWhole(quantity);
}
