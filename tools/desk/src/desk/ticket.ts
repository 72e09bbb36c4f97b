// What stands in the ticket, and what comes of it when it is sent.
import { computed, signal } from '@preact/signals';
import { OrderType, TimeInForce, TradingMode } from '#proto/types_pb';

import { valueOf, writeAmount } from '../shared/amount.tsx';
import { least, most } from '../shared/units.ts';
import { submitOrder, tradeText } from './commands.ts';
import { doubtsOf, limitsOf, type Doubt, type Finding, type Limit, type Market } from './guards.ts';
import { compare, previewOf, type Draft, type Means } from './preview.ts';
import * as state from './state.ts';

export type Way = 'limit' | 'day' | 'at_once' | 'all_or_nothing' | 'only_wait' | 'market';

export const buys = signal(true);
export const price_text = signal('');
export const quantity_text = signal('');
export const way = signal<Way>('limit');
// Whether the buttons of one click are armed, and for how much.
export const armed = signal(false);
export const one_click_text = signal('');
// What waits for the person to say that it is meant.
interface Doubted {
  readonly draft: Draft;
  readonly doubts: readonly Finding<Doubt>[];
  readonly send: () => void;
}
export const doubted = signal<Doubted | undefined>(undefined);

// What was written for one session is not meant for the next.
export function emptyTicket(): void {
  price_text.value = '';
  quantity_text.value = '';
  armed.value = false;
  doubted.value = undefined;
}

export const tick = computed(() => most(1n, state.top.value?.instrument?.tickCentsPerTonne ?? 1n));
export const lot = computed(() => most(1n, state.top.value?.instrument?.lotT ?? 1n));

export const draft = computed((): Draft | undefined => {
  const price = valueOf('cents', price_text.value);
  const quantity = valueOf('whole', quantity_text.value);
  if (price === undefined || quantity === undefined) return undefined;
  return draftOf(buys.value, price, quantity, way.value);
});

function draftOf(buying: boolean, price: bigint, quantity: bigint, how: Way): Draft {
  const waits = how === 'limit' || how === 'day' || how === 'only_wait';
  const matches = state.mode.value === TradingMode.CONTINUOUS && how !== 'only_wait';
  return { buys: buying, price, quantity, waits, matches };
}

export function othersOf(buying: boolean) {
  return buying ? state.book.value.asks : state.book.value.bids;
}

const means = computed((): Means => {
  const rules = state.top.value?.rules;
  return {
    cash: state.screen.value?.account?.availableCents ?? 0n,
    allowances: state.holding.value?.availableT ?? 0n,
    taker_fee_bps: rules?.takerFeeBps ?? 0n,
    maker_fee_bps: rules?.makerFeeBps ?? 0n,
  };
});

export const preview = computed(() => {
  const written = draft.value;
  if (!written || written.quantity <= 0n || written.price <= 0n) return undefined;
  return previewOf(written, othersOf(written.buys), means.value);
});

// The price that the comparison with the own abatement is about: what is likely to be paid.
export const likely_price = computed(() => {
  const { paid, at_once, waiting } = preview.value ?? { paid: 0n, at_once: 0n, waiting: 0n };
  const price = draft.value?.price ?? 0n;
  const quantity = at_once + waiting;
  return quantity > 0n ? (paid + price * waiting) / quantity : price;
});

export const comparison = computed(() => {
  const written = draft.value;
  if (!written || !state.shows_allowances.value) return undefined;
  return compare(written, state.plant.value, likely_price.value);
});

function marketNow(): Market | undefined {
  const { top, screen, clock, is_open } = state;
  const told = screen.value;
  if (!told || !top.value || !clock.value) return undefined;
  void is_open.value;
  const banded = state.shows_allowances.value;
  return {
    top: top.value,
    phase: clock.value.tradingPhase,
    robot_plays: told.robotPlays,
    lowest: banded ? told.lowestPriceCentsPerTonne : 0n,
    highest: banded ? told.highestPriceCentsPerTonne : 0n,
  };
}

// Where the price buttons begin: what the other side asks, or the last price.
export function usualPrice(): bigint {
  const best = othersOf(buys.value)[0]?.price;
  return best ?? (state.top.value?.quote?.lastPriceCentsPerTonne || tick.value);
}

// A forward binds a margin, which the exchange works out, neither its price nor allowances.
const kEnough = 10n ** 18n;

function limitsNow(of: Draft): Finding<Limit>[] {
  const market = marketNow();
  if (market && state.forward.value) return limitsOf(of, market, kEnough, kEnough);
  return market ? limitsOf(of, market, means.value.cash, means.value.allowances) : [];
}

export const limits = computed(() => (draft.value ? limitsNow(draft.value) : []));

function doubtsNow(of: Draft): Finding<Doubt>[] {
  const { top, plant, shows_allowances } = state;
  if (!top.value) return [];
  const others = othersOf(of.buys);
  const own = shows_allowances.value ? plant.value : undefined;
  return doubtsOf(of, previewOf(of, others, means.value), others, top.value, own);
}

// A double click, or a key that bounces, is one order: the same within this time goes once.
const kSameWithinMs = 700;
let latest = { what: '', at: -Infinity };

// Sends what the ticket holds, or asks first. Returns whether it was sent.
export function send(): boolean {
  const written = draft.value;
  if (!written || limits.value.length > 0) return false;
  return sendOrAsk(written, way.value);
}

function sendOrAsk(written: Draft, how: Way): boolean {
  let sent = false;
  askOr(written, () => {
    if (limitsNow(written).length === 0) sent = sendOnce(written, how);
  });
  return sent;
}

// Sends at once what gives no reason to doubt; else asks first. For offers and bids too.
export function askOr(written: Draft, meant: () => void): void {
  const doubts = doubtsNow(written);
  if (doubts.length === 0) meant();
  else doubted.value = { draft: written, doubts, send: meant };
}

// The person has said that it is meant.
export function sendDoubted(): void {
  const asked = doubted.value;
  doubted.value = undefined;
  asked?.send();
}

function sendOnce(written: Draft, how: Way): boolean {
  const instrument = state.instrument_id.value;
  const what = `${instrument} ${how} ${tradeText(written.buys, written.quantity, written.price)}`;
  const now = performance.now();
  if (latest.what === what && now - latest.at < kSameWithinMs) return false;
  latest = { what, at: now };
  submitOrder({
    instrument_id: instrument,
    buys: written.buys,
    price: written.price,
    quantity: written.quantity,
    type: how === 'market' ? OrderType.MARKET : OrderType.LIMIT,
    time_in_force: kTimes[how],
    post_only: how === 'only_wait',
  });
  return true;
}

const kTimes: Record<Way, TimeInForce> = {
  limit: TimeInForce.GOOD_TILL_CANCEL,
  day: TimeInForce.DAY,
  at_once: TimeInForce.IMMEDIATE_OR_CANCEL,
  all_or_nothing: TimeInForce.FILL_OR_KILL,
  only_wait: TimeInForce.GOOD_TILL_CANCEL,
  market: TimeInForce.UNSPECIFIED,
};

// What one click would do now; undefined: nobody is on the other side, or no quantity is set.
export function oneClick(buying: boolean): Draft | undefined {
  const best = othersOf(buying)[0];
  const quantity = valueOf('whole', one_click_text.value);
  if (!best || quantity === undefined || quantity <= 0n) return undefined;
  return draftOf(buying, best.price, least(quantity, best.quantity), 'at_once');
}

export function oneClickLimits(of: Draft): readonly Finding<Limit>[] {
  return limitsNow(of);
}

export function sendOneClick(buying: boolean): void {
  const written = oneClick(buying);
  if (armed.value && written && limitsNow(written).length === 0) sendOrAsk(written, 'at_once');
}

// Puts a price of the book into the ticket: who clicks on a seller buys.
export function fillFrom(level_of_sellers: boolean, price: bigint): void {
  buys.value = level_of_sellers;
  price_text.value = writeAmount('cents', price);
}

// A protection price for a market order: a tenth worse than the best, on the tick.
export function protection(buying: boolean): bigint | undefined {
  const best = othersOf(buying)[0]?.price;
  if (best === undefined) return undefined;
  const far = buying ? (best * 11n) / 10n : (best * 9n + 9n) / 10n;
  const step = tick.value;
  return buying ? (far / step) * step : ((far + step - 1n) / step) * step;
}

export function chooseWay(chosen: Way): void {
  way.value = chosen;
  const price = chosen === 'market' ? protection(buys.value) : undefined;
  if (price !== undefined) price_text.value = writeAmount('cents', price);
}

export function chooseSide(buying: boolean): void {
  buys.value = buying;
  if (way.value === 'market') chooseWay('market');
}
