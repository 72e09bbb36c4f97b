// Comes in, follows the seat, its book and its days, and goes out. Whole states come over the wire,
// so that coming back after a lost connection is the same as coming in.
import { equals } from '@bufbuild/protobuf';
import { effect } from '@preact/signals';
import {
  ClassroomService,
  GetClassResponseSchema,
  type SeatScreen,
} from '#proto/classroom_service_pb';
import { MarketDataService, type StreamBookResponse } from '#proto/market_data_service_pb';
import type { SeatBrief } from '#proto/seat_brief_pb';
import { SessionPhase } from '#proto/session_service_pb';
import type { DirectOffer } from '#proto/types_pb';

import { announceAtOnce } from '../shared/announcer.tsx';
import { exchangeIsBack, follow } from '../shared/follow.ts';
import { tell } from '../shared/notices.tsx';
import {
  clientOf,
  Code,
  codeOf,
  following,
  messageOf,
  storedToken,
  storeToken,
} from '../shared/transport.ts';
import { announcementText } from './announcements.ts';
import { applyToBook, kNoBook } from './book.ts';
import { closeOutbox, offerText, openOutbox } from './commands.ts';
import { dayWith } from './days.ts';
import { fillText } from './fills.ts';
import { kept_seats, type KeptSeat } from './kept_seats.ts';
import * as state from './state.ts';
import { emptyTicket } from './ticket.ts';
import { say } from './words/words.ts';

const classroom = clientOf(ClassroomService);
const market_data = clientOf(MarketDataService);

const kTapeLength = 60;
// The exchange may take a moment to work out how everybody did.
const kDebriefRetryMs = 3_000;

// How often what the instructor has written is asked for while people have time to read it.
const kClassPollMs = 5_000;

export async function loadClass(): Promise<void> {
  const now = await classroom.getClass({});
  const before = state.class_info.peek();
  if (!before || !equals(GetClassResponseSchema, before, now)) state.class_info.value = now;
}

// Asks again and again, for what is shown before the session begins and while it rests. Returns
// what ends that.
export function pollClass(): () => void {
  const timer = setInterval(() => {
    if (state.visible.peek()) loadClass().catch(() => {});
  }, kClassPollMs);
  return () => clearInterval(timer);
}

// A code may come in the fragment of the address, which no server sees; it is taken out of it.
export function codeOfAddress(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? '';
  if (location.hash) history.replaceState(null, '', location.pathname);
  return code;
}

// The same again is the same request, as long as the code is the same.
let request_id: { code: string; id: string } | undefined;

export async function enter(code: string, name: string, consents: boolean): Promise<void> {
  if (request_id?.code !== code) request_id = { code, id: randomId() };
  const answer = await classroom.enterClass({ code, name, consents, requestId: request_id.id });
  kept_seats.keep({ token: answer.token, name, seat: answer.seat });
  begin(answer.token);
}

// Goes on in a seat that another tab of this browser had.
export function goOn({ token }: KeptSeat): void {
  begin(token);
}

function begin(token: string): void {
  storeToken(token);
  state.entered.value = true;
  start();
}

// 32 hexadecimal digits; crypto.randomUUID is for secure origins alone, and a classroom's may be
// plain http.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Goes on where a reload of the tab left off.
export function resume(): void {
  if (storedToken() === undefined) return;
  state.entered.value = true;
  start();
}

let stops: (() => void)[] = [];

export function leave(why?: string): void {
  for (const stop of stops) stop();
  stops = [];
  kept_seats.forget(storedToken());
  storeToken(undefined);
  forgetSeat();
  state.seat_gone.value = false;
  state.entered.value = false;
  if (why) tell('bad', why);
  loadClass().catch(() => {});
}

document.addEventListener('visibilitychange', () => (state.visible.value = !document.hidden));

function start(): void {
  stops = [
    followSeat(),
    effect(followBook),
    effect(loadDays),
    effect(loadDebrief),
    effect(loadForwards),
    effect(watchClass),
  ];
}

// The session waits, rests, or has no seat for this one.
function watchClass(): void | (() => void) {
  const { WAITING, PAUSED } = SessionPhase;
  const rests = [WAITING, PAUSED, undefined].includes(state.phase.value);
  return rests ? pollClass() : undefined;
}

function followSeat(): () => void {
  return follow({
    open: (signal) => classroom.followSeat({ seatsApart: true }, following(signal)),
    take: ({ update }) => {
      state.seat_gone.value = false;
      if (update.case === 'brief') takeBrief(update.value);
      if (update.case === 'seats') state.seats.value = update.value.seats;
      if (update.case === 'screen') takeScreen(update.value);
    },
    link: (link) => {
      if (link === state.link.value) return;
      const came_back = link === 'connected' && state.link.value !== 'connecting';
      state.link.value = link;
      if (link === 'connected') loadClass().catch(() => {});
      if (came_back) {
        exchangeIsBack();
        tell('plain', say('back_again'));
      }
    },
    final: (error) => {
      if (codeOf(error) === Code.Unauthenticated) {
        leave(say('token_ended'));
        return true;
      }
      if (codeOf(error) === Code.PermissionDenied && messageOf(error).includes('seat_gone')) {
        loseSeat();
      }
      return false;
    },
  });
}

function takeBrief(brief: SeatBrief): void {
  state.brief.value = brief;
  kept_seats.rename(storedToken(), brief.seat);
}

// The session has no seat for this participant; a later one may have, so the token is kept and the
// exchange asked again.
function loseSeat(): void {
  if (state.seat_gone.peek()) return;
  state.seat_gone.value = true;
  forgetSeat();
  loadClass().catch(() => {});
  announceAtOnce(say('seat_gone'));
}

function forgetSeat(): void {
  closeOutbox();
  forgetSession();
  state.brief.value = undefined;
  state.screen.value = undefined;
  state.seats.value = [];
}

function takeScreen(screen: SeatScreen): void {
  const before = state.screen.value;
  const number = screen.clock?.sessionNumber;
  const another = before !== undefined && before.clock?.sessionNumber !== number;
  if (another) {
    forgetSession();
    loadClass().catch(() => {});
    tell('plain', say('another_session'));
  }
  state.told_at.value = performance.now();
  state.screen.value = screen;
  openOutbox();
  tellNews(screen, before === undefined || another);
}

function forgetSession(): void {
  state.book.value = kNoBook;
  state.tape.value = [];
  state.days.value = [];
  state.debrief.value = undefined;
  state.chosen_instrument.value = undefined;
  seen = kNothingSeen;
  emptyTicket();
}

// What has been told already; a whole screen comes again after each reconnection.
interface Seen {
  readonly fill: bigint;
  readonly announcement: bigint;
  // Offers of others that are open.
  readonly offers: ReadonlySet<string>;
}
const kNothingSeen: Seen = { fill: 0n, announcement: 0n, offers: new Set() };
let seen = kNothingSeen;

function tellNews(screen: SeatScreen, first: boolean): void {
  for (const fill of screen.fills) {
    if (fill.eventNumber <= seen.fill) continue;
    seen = { ...seen, fill: fill.eventNumber };
    const awaited = state.sending.value.some(({ id }) => id === String(fill.orderId));
    const is_news = state.fill_news.isNews(fill.orderId, fill.quantityT, awaited);
    if (!first && is_news) tell('good', fillText(fill));
  }
  for (const announcement of screen.announcements) {
    if (announcement.number <= seen.announcement) continue;
    seen = { ...seen, announcement: announcement.number };
    if (!first) tell('plain', announcementText(announcement));
  }
  for (const offer of state.offers_to_me.peek()) {
    const is_news = !first && !seen.offers.has(offerKey(offer));
    const values = { seat: state.seatOf(offer.accountId), what: offerText(offer, false) };
    if (is_news) tell('plain', say('offer_came', values));
  }
  seen = { ...seen, offers: new Set(state.offers_to_me.peek().map(offerKey)) };
}

function offerKey({ accountId, orderId }: DirectOffer): string {
  return `${accountId} ${orderId}`;
}

// Follows the book that is shown; another one when it changes, none while the tab is hidden: a
// browser has few connections for all its tabs.
function followBook(): () => void {
  const instrument = state.instrument_id.value;
  const shown =
    state.session_number.value !== undefined && state.is_listed.value && state.visible.value;
  if (!shown) return () => {};
  state.book.value = kNoBook;
  state.tape.value = [];
  return follow({
    open: (signal) => market_data.streamBook({ instrumentId: instrument }, following(signal)),
    take: takeBookUpdate,
  });
}

function takeBookUpdate(message: StreamBookResponse): void {
  const next = applyToBook(state.book.peek(), message);
  if (next === undefined) {
    state.book.value = kNoBook;
    throw new Error('a change of the book was missed');
  }
  state.book.value = next;
  if (next.trades.length === 0) return;
  state.tape.value = [...state.tape.peek(), ...next.trades].slice(-kTapeLength);
  const clock = state.clock.peek();
  if (clock) state.days.value = dayWith(state.days.peek(), clock, next.trades);
}

// The days so far, again with each new day.
function loadDays(): void {
  const instrument = state.instrument_id.value;
  if (state.today.value !== undefined && state.is_listed.value) void listDays(instrument);
}

let listing = 0;

async function listDays(instrument: bigint): Promise<void> {
  const mine = ++listing;
  const found = [];
  let page = '';
  try {
    do {
      const answer = await classroom.listDays({ instrumentId: instrument, pageToken: page });
      found.push(...answer.days);
      page = answer.nextPageToken;
    } while (page !== '' && mine === listing);
    if (mine === listing) state.days.value = found;
  } catch {
    // The chart stays as it was; the next day asks again.
  }
}

// Which of the books are forwards; they come and go with the years.
function loadForwards(): void {
  if (!state.book_ids.value.includes(',')) return;
  market_data
    .listForwards({})
    .then(({ forwards }) => {
      state.forwards.value = new Map(forwards.map((each) => [each.instrumentId, each]));
    })
    .catch(() => {});
}

function loadDebrief(): () => void {
  if (!state.isOver(state.phase.value) || state.debrief.peek() !== undefined) return () => {};
  const timer = setInterval(ask, kDebriefRetryMs);
  const stop = () => clearInterval(timer);
  function ask(): void {
    classroom
      .getDebrief({})
      .then(({ debrief }) => {
        state.debrief.value = debrief;
        stop();
      })
      .catch((error: unknown) => {
        if (codeOf(error) === Code.Unimplemented) stop();
      });
  }
  ask();
  return stop;
}
