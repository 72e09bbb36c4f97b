// What the desk sends. Commands with an id go through the outbox; the others are sent here, again
// where doing them twice is doing them once.
import { create, fromJson, toJson, type JsonObject } from '@bufbuild/protobuf';
import { AuctionService, SubmitBidRequestSchema } from '#proto/auction_service_pb';
import type { BuildProject } from '#proto/agent_service_pb';
import { ClassroomService } from '#proto/classroom_service_pb';
import {
  OfferDirectRequestSchema,
  SubmitOrderRequestSchema,
  TakeListingRequestSchema,
  TradingService,
} from '#proto/trading_service_pb';
import type { CommandResult, DirectOffer, Order } from '#proto/types_pb';
import { OrderType, Side, TimeInForce } from '#proto/types_pb';

import { backoff } from '../shared/follow.ts';
import { tell } from '../shared/notices.tsx';
import { tab_storage } from '../shared/tab_storage.ts';
import { clientOf, isAnswer, messageOf } from '../shared/transport.ts';
import { formatCents, formatWhole } from '../shared/units.ts';
import { amountText } from './goods.ts';
import { Outbox, type Entry, type Outcome } from './outbox.ts';
import { refusalText, resultText, tradedOf } from './results.ts';
import { busy, clock, fill_news, screen, sending } from './state.ts';
import { say } from './words/words.ts';

const trading = clientOf(TradingService);
const auctions = clientOf(AuctionService);
const classroom = clientOf(ClassroomService);

let outbox: Outbox | undefined;
let outbox_key = '';

// Opens the outbox of the account in this session; what waits from before a reload is sent.
export function openOutbox(): void {
  const account = screen.value?.account?.accountId;
  if (account === undefined) return;
  const key = `tanshi.outbox.${clock.value?.sessionNumber ?? 0}.${account}`;
  if (key === outbox_key) return;
  outbox?.stop();
  outbox_key = key;
  outbox = new Outbox({
    send,
    is_answer: isAnswer,
    message_of: messageOf,
    last_id: () => screen.value?.account?.lastOrderId ?? 0n,
    done,
    changed: (entries) => (sending.value = [...entries]),
    pause: (attempt) => new Promise((resolve) => setTimeout(resolve, backoff(attempt))),
    random: Math.random,
    storage: tab_storage,
    key,
  });
  outbox.start();
}

export function closeOutbox(): void {
  outbox?.stop();
  outbox = undefined;
  outbox_key = '';
  sending.value = [];
}

async function send(entry: Entry): Promise<CommandResult> {
  const { message, id } = entry;
  const { result } = await sendMessage(entry.kind, message as JsonObject, id);
  if (!result) throw new Error('an answer without a result');
  return result;
}

function sendMessage(kind: Entry['kind'], message: JsonObject, id: string) {
  switch (kind) {
    case 'order':
      return trading.submitOrder(fromJson(SubmitOrderRequestSchema, { ...message, orderId: id }));
    case 'take':
      return trading.takeListing(fromJson(TakeListingRequestSchema, { ...message, orderId: id }));
    case 'offer':
      return trading.offerDirect(fromJson(OfferDirectRequestSchema, { ...message, orderId: id }));
    case 'bid':
      return auctions.submitBid(fromJson(SubmitBidRequestSchema, { ...message, bidId: id }));
  }
}

// What is taken from a list, and bid for, is allowances.
function instrumentOf({ message }: Entry): bigint {
  const named = (message as JsonObject)['instrumentId'];
  return typeof named === 'string' ? BigInt(named) : 0n;
}

function done(entry: Entry, outcome: Outcome): void {
  switch (outcome.case) {
    case 'answered':
      fill_news.answered(BigInt(entry.id), tradedOf(outcome.result));
      return tell(
        outcome.result.refusal ? 'bad' : 'good',
        resultText(entry.text, outcome.result, instrumentOf(entry)),
      );
    case 'had_arrived':
      return tell('good', say('had_arrived', { what: entry.text }));
    case 'failed':
      return tell('bad', say('not_taken', { what: entry.text, why: outcome.message }));
  }
}

export interface OrderDraft {
  readonly instrument_id: bigint;
  readonly buys: boolean;
  readonly price: bigint;
  readonly quantity: bigint;
  readonly type: OrderType;
  readonly time_in_force: TimeInForce;
  readonly post_only: boolean;
}

// Of the book that is shown, where no other is named.
export function tradeText(
  buys: boolean,
  quantity: bigint,
  price: bigint,
  instrument?: bigint,
): string {
  return say(buys ? 'buy_text' : 'sell_text', {
    quantity: amountText(quantity, instrument),
    price: formatCents(price),
  });
}

export function submitOrder(draft: OrderDraft): void {
  const message = create(SubmitOrderRequestSchema, {
    instrumentId: draft.instrument_id,
    side: draft.buys ? Side.BUY : Side.SELL,
    type: draft.type,
    limitPriceCentsPerTonne: draft.price,
    quantityT: draft.quantity,
    timeInForce: draft.time_in_force,
    postOnly: draft.post_only,
  });
  outbox?.put({
    kind: 'order',
    message: toJson(SubmitOrderRequestSchema, message) as JsonObject,
    text: tradeText(draft.buys, draft.quantity, draft.price, draft.instrument_id),
  });
}

export function submitBid(auction_id: bigint, price: bigint, quantity: bigint): void {
  const message = create(SubmitBidRequestSchema, {
    auctionId: auction_id,
    priceCentsPerTonne: price,
    quantityT: quantity,
  });
  outbox?.put({
    kind: 'bid',
    message: toJson(SubmitBidRequestSchema, message) as JsonObject,
    text: say('bid_text', { quantity: formatWhole(quantity), price: formatCents(price) }),
  });
}

export function takeListing(listing: Order, quantity: bigint): void {
  const message = create(TakeListingRequestSchema, {
    makerAccountId: listing.accountId,
    makerOrderId: listing.orderId,
    quantityT: quantity,
  });
  outbox?.put({
    kind: 'take',
    message: toJson(TakeListingRequestSchema, message) as JsonObject,
    text: tradeText(
      listing.side === Side.SELL,
      quantity,
      listing.limitPriceCentsPerTonne,
      listing.instrumentId,
    ),
  });
}

export interface OfferDraft {
  readonly instrument_id: bigint;
  readonly buys: boolean;
  readonly price: bigint;
  readonly quantity: bigint;
  readonly to_account_id: bigint;
  readonly to_seat: string;
}

export function offerDirect(draft: OfferDraft): void {
  const message = create(OfferDirectRequestSchema, {
    instrumentId: draft.instrument_id,
    side: draft.buys ? Side.BUY : Side.SELL,
    priceCentsPerTonne: draft.price,
    quantityT: draft.quantity,
    toAccountId: draft.to_account_id,
  });
  const what = tradeText(draft.buys, draft.quantity, draft.price, draft.instrument_id);
  outbox?.put({
    kind: 'offer',
    message: toJson(OfferDirectRequestSchema, message) as JsonObject,
    text: say('offer_text', { what, seat: draft.to_seat }),
  });
}

const kAttempts = 5;

// Does something once however often it is asked for meanwhile. Sent again after a lost answer only
// where that does no harm.
async function act<Answer>(
  name: string,
  what: string,
  call: () => Promise<Answer>,
  then: (answer: Answer) => void,
  repeats = true,
): Promise<void> {
  if (busy.value.has(name)) return;
  busy.value = new Set([...busy.value, name]);
  try {
    for (let attempt = 0; ; ++attempt) {
      try {
        return then(await call());
      } catch (error) {
        if (isAnswer(error)) return tell('bad', say('not_taken', { what, why: messageOf(error) }));
        if (!repeats || attempt + 1 >= kAttempts) return tell('bad', say('answer_lost', { what }));
      }
      await new Promise((resolve) => setTimeout(resolve, backoff(attempt)));
    }
  } finally {
    busy.value = new Set([...busy.value].filter((each) => each !== name));
  }
}

type Answered = { result?: CommandResult | undefined };

function tellResult(what: string): (answer: Answered) => void {
  return ({ result }) => {
    if (!result) return;
    if (result.refusal) tell('bad', say('not_taken', { what, why: refusalText(result) }));
    else tell('good', say('done', { what }));
  };
}

export function cancelOrder(order: Order): void {
  const what = say('cancel_text', { order: orderText(order) });
  const { orderId } = order;
  void act(`order ${orderId}`, what, () => trading.cancelOrder({ orderId }), tellResult(what));
}

// Never sent twice: what has traded meanwhile would be ordered again.
export function replaceOrder(order: Order, price: bigint, quantity: bigint): void {
  const what = say('replace_text', {
    order: orderText(order),
    quantity: amountText(quantity, order.instrumentId),
    price: formatCents(price),
  });
  const request = { orderId: order.orderId, limitPriceCentsPerTonne: price, quantityT: quantity };
  const call = () => trading.replaceOrder(request);
  void act(`order ${order.orderId}`, what, call, tellResult(what), false);
}

export function cancelAllOrders(): void {
  const what = say('cancel_all');
  void act('cancel all', what, () => trading.cancelAllOrders({}), tellResult(what));
}

export function orderText(order: Order): string {
  const { side, openQuantityT, limitPriceCentsPerTonne, instrumentId } = order;
  return tradeText(side === Side.BUY, openQuantityT, limitPriceCentsPerTonne, instrumentId);
}

export function withdrawBid(auction_id: bigint, bid_id: bigint): void {
  const what = say('withdraw_bid');
  const call = () => auctions.withdrawBid({ auctionId: auction_id, bidId: bid_id });
  void act(`bid ${bid_id}`, what, call, tellResult(what));
}

// The trade of an offer, as who made it or who may take it would do it.
export function offerText(offer: DirectOffer, mine: boolean): string {
  const { side, quantityT, priceCentsPerTonne, instrumentId } = offer;
  return tradeText(mine === (side === Side.BUY), quantityT, priceCentsPerTonne, instrumentId);
}

export function answerOffer(offer: DirectOffer, answer: 'accept' | 'decline' | 'withdraw'): void {
  const what = say(`${answer}_text`, { what: offerText(offer, answer === 'withdraw') });
  const request = { fromAccountId: offer.accountId, orderId: offer.orderId };
  const call = (): Promise<Answered> => {
    if (answer === 'accept') return trading.acceptOffer(request);
    if (answer === 'decline') return trading.declineOffer(request);
    return trading.withdrawOffer({ orderId: offer.orderId });
  };
  void act(`offer ${offer.accountId} ${offer.orderId}`, what, call, tellResult(what));
}

// Decides; what is absent stays as it is.
export function setPlan(plan: {
  abatement?: bigint;
  builds?: readonly Pick<BuildProject, 'project' | 'units'>[];
}): void {
  const what = say('plan');
  const request = {
    ...(plan.abatement === undefined ? {} : { abatementT: plan.abatement }),
    ...(plan.builds === undefined ? {} : { builds: { builds: [...plan.builds] } }),
  };
  void act(
    'plan',
    what,
    () => classroom.setPlan(request),
    ({ abatementT }) => {
      const decided = formatWhole(abatementT ?? 0n);
      tell('good', plan.abatement === undefined ? say('builds_set') : say('plan_set', { decided }));
    },
  );
}

// Written down beside the session; nothing depends on it, so a failure is not told.
export function recordStep(kind: string, detail: string): void {
  classroom.recordStep({ kind, detail }).catch(() => {});
}
