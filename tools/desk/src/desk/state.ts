// All that the desk shows, as signals; session.ts keeps them up, components read them.
import { computed, signal } from '@preact/signals';
import {
  BookKind,
  type BookTop,
  type Clock,
  type Debrief,
  type GetClassResponse,
  type MarketDay,
  type SeatName,
  type SeatScreen,
} from '#proto/classroom_service_pb';
import type { Trade } from '#proto/market_data_service_pb';
import type { SeatBrief } from '#proto/seat_brief_pb';
import { SessionPhase } from '#proto/session_service_pb';
import { type DirectOffer, type Forward, Side, TradingMode, TradingPhase } from '#proto/types_pb';

import type { Link } from '../shared/follow.ts';
import { kNoBook, type Book } from './book.ts';
import { FillNews } from './fill_news.ts';
import type { Entry } from './outbox.ts';

// Which page is shown: the door, the desk, or that the seat was taken away.
export const entered = signal(false);
export const class_info = signal<GetClassResponse | undefined>(undefined);
export const link = signal<Link>('connecting');
// Whether the session that is served has no seat for this participant.
export const seat_gone = signal(false);
export const brief = signal<SeatBrief | undefined>(undefined);
export const screen = signal<SeatScreen | undefined>(undefined);
// The names of all seats, which the exchange tells when they have changed.
export const seats = signal<readonly SeatName[]>([]);
// When the screen's clock was told, by performance.now().
export const told_at = signal(0);
export const debrief = signal<Debrief | undefined>(undefined);

export const chosen_instrument = signal<bigint | undefined>(undefined);
export const book = signal<Book>(kNoBook);
export const tape = signal<readonly Trade[]>([]);
export const days = signal<readonly MarketDay[]>([]);

// Commands that are not answered yet.
export const sending = signal<readonly Entry[]>([]);
// What a click, key or touch has begun and is not done, by its name: a second one does nothing.
export const busy = signal<ReadonlySet<string>>(new Set());

export const currency = computed(() => class_info.value?.currency || '¤');
export const clock = computed((): Clock | undefined => screen.value?.clock);
export const phase = computed(() => clock.value?.phase);
export function isOver(phase: SessionPhase | undefined): boolean {
  return phase === SessionPhase.FINISHED || phase === SessionPhase.STOPPED;
}

// These change when their value does, not with every screen.
export const session_number = computed(() => clock.value?.sessionNumber);
export const today = computed(() => {
  const told = clock.value;
  return told && `${told.sessionNumber} ${told.year} ${told.day}`;
});
export const visible = signal(!globalThis.document?.hidden);
export const plant = computed(() => screen.value?.plant);
export const books = computed((): readonly BookTop[] => screen.value?.books ?? []);

// The book that is shown: the chosen one, else the seat's own, else the first.
export const instrument_id = computed((): bigint => {
  const open = books.value;
  const has = (id: bigint | undefined) => open.some((each) => each.instrumentId === id);
  if (chosen_instrument.value !== undefined && has(chosen_instrument.value)) {
    return chosen_instrument.value;
  }
  const own = brief.value?.instrument?.instrumentId;
  return own ?? open[0]?.instrumentId ?? 1n;
});
export const top = computed(() =>
  books.value.find((each) => each.instrumentId === instrument_id.value),
);
// Books open when the session begins; until then there is nothing to follow.
export const is_listed = computed(() => top.value !== undefined);
// Books of forwards, by id.
export const forwards = signal<ReadonlyMap<bigint, Forward>>(new Map());
export const forward = computed(() => forwards.value.get(instrument_id.value));
export const book_ids = computed(() => books.value.map((each) => each.instrumentId).join());
// Whether the book that is shown is the one of allowances, which the plan speaks of.
export const shows_allowances = computed(() => top.value?.kind === BookKind.ALLOWANCES);
export const allowances_top = computed(() =>
  books.value.find(({ kind }) => kind === BookKind.ALLOWANCES),
);
export const mode = computed(() => {
  const told = top.value?.rules?.mode ?? TradingMode.UNSPECIFIED;
  return told === TradingMode.UNSPECIFIED ? TradingMode.CONTINUOUS : told;
});
export const is_open = computed(() => clock.value?.tradingPhase === TradingPhase.OPEN);

// Whether the token gives eyes alone.
export const is_observer = computed(
  () => screen.value !== undefined && !screen.value.account && !brief.value,
);

export const holding = computed(() =>
  screen.value?.account?.holdings.find((each) => each.instrumentId === instrument_id.value),
);
// The account's open quantity at each price of the book that is shown.
export const own_levels = computed(() => {
  const found = { bids: new Map<bigint, bigint>(), asks: new Map<bigint, bigint>() };
  for (const order of screen.value?.orders ?? []) {
    if (order.instrumentId !== instrument_id.value) continue;
    const side = order.side === Side.BUY ? found.bids : found.asks;
    const price = order.limitPriceCentsPerTonne;
    side.set(price, (side.get(price) ?? 0n) + order.openQuantityT);
  }
  return found;
});

// Offers of others that wait for an answer.
export const offers_to_me = computed((): readonly DirectOffer[] => {
  const own = screen.value?.account?.accountId;
  return (screen.value?.offers ?? []).filter(({ toAccountId }) => toAccountId === own);
});

export function seatOf(account: bigint): string {
  return seats.value.find(({ accountId }) => accountId === account)?.seat ?? String(account);
}

export const fill_news = new FillNews();
