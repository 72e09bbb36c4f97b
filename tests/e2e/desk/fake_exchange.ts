// An exchange for the desk's tests: one seat, a book that matches, and faults at will. Only what
// the desk asks for, and no rules beyond those that its tests need. The real one is tested with the
// desk in real_exchange.test.ts.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Code, ConnectError, type HandlerContext } from '@connectrpc/connect';
import {
  BookKind,
  BookTopSchema,
  type FollowSeatResponse,
  FollowSeatResponseSchema,
  type GetClassResponse,
  GetClassResponseSchema,
  type SeatScreen,
  SeatScreenSchema,
} from '#proto/classroom_service_pb';
import {
  type StreamBookResponse,
  StreamBookResponseSchema,
  TradeKind,
  TradeSchema,
} from '#proto/market_data_service_pb';
import { SeatBriefSchema } from '#proto/seat_brief_pb';
import { SessionPhase } from '#proto/session_service_pb';
import type { SubmitOrderRequest } from '#proto/trading_service_pb';
import {
  type CommandResult,
  type Forward,
  CommandResultSchema,
  RejectReason,
  Side,
  TimeInForce,
  TradingMode,
  TradingPhase,
} from '#proto/types_pb';

export const kOwn = 7n;
const kOthers = 1n;
const kPassing = 2n;
export const kCode = 'ABCD-EFGH';

interface Resting {
  account: bigint;
  id: bigint;
  side: Side;
  price: bigint;
  quantity: bigint;
}

type Changes = { bids: Map<bigint, bigint>; asks: Map<bigint, bigint> };

export class FakeExchange {
  class_info: GetClassResponse = create(GetClassResponseSchema, {
    scenario: 'classroom',
    title: 'A cap that tightens',
    currency: 'EUR',
    phase: SessionPhase.RUNNING,
    sessionNumber: 1,
    practice: true,
    instructions: 'Keep your firm in compliance at least cost.',
    consent: 'Your decisions are recorded without your name.',
    freeSeatCount: 3,
  });
  screen: SeatScreen = firstScreen();
  brief = firstBrief();
  // Books of forwards, beside that of allowances.
  forwards: Forward[] = [];
  // Orders that were carried out, in order, by what they say.
  carried_out: string[] = [];
  steps: string[] = [];
  plans: string[] = [];
  tokens = new Set<string>();
  // What happens to the next orders: the answer is lost after it was carried out, or the call is.
  lose: ('answer' | 'call')[] = [];

  // Whether the next order is refused, as in a halted market.
  refuse_next = false;

  private resting: Resting[] = [];
  private updates: StreamBookResponse[] = [];
  private waiting = new Set<() => void>();
  private next_event = 1n;

  constructor() {
    for (let step = 0n; step < 14n; ++step) {
      const quantity = 120n + ((step * 77n) % 190n) * 5n;
      this.rest({
        account: kOthers,
        id: 100n + step,
        side: Side.SELL,
        price: 5120n + step * 20n,
        quantity,
      });
      this.rest({
        account: kOthers,
        id: 200n + step,
        side: Side.BUY,
        price: 5080n - step * 20n,
        quantity,
      });
    }
    this.changed();
  }

  // Tells all streams that there is news.
  changed(): void {
    this.refresh();
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  enter(code: string, name: string, consents: boolean): string {
    const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
    if (plain !== 'ABCDEFGH') throw new ConnectError('no such code', Code.PermissionDenied);
    if (!consents || !name) throw new ConnectError('consents: must be set', Code.InvalidArgument);
    const token = `token-${this.tokens.size + 1}`;
    this.tokens.add(token);
    return token;
  }

  authorize({ requestHeader }: HandlerContext): void {
    const token = requestHeader.get('authorization')?.replace(/^Bearer /, '') ?? '';
    if (!this.tokens.has(token)) throw new ConnectError('unknown token', Code.Unauthenticated);
  }

  async *followSeat(context: HandlerContext): AsyncGenerator<FollowSeatResponse> {
    this.authorize(context);
    yield create(FollowSeatResponseSchema, { update: { case: 'brief', value: this.brief } });
    const seats = [
      { seat: 'power-1', accountId: 5n },
      { seat: 'cement-1', accountId: 9n },
    ];
    yield create(FollowSeatResponseSchema, { update: { case: 'seats', value: { seats } } });
    while (!context.signal.aborted) {
      yield create(FollowSeatResponseSchema, { update: { case: 'screen', value: this.screen } });
      await this.news(context.signal);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  async *streamBook(context: HandlerContext): AsyncGenerator<StreamBookResponse> {
    let at = this.updates.length;
    yield create(StreamBookResponseSchema, {
      update: {
        case: 'snapshot',
        value: { updateNumber: BigInt(at), ...this.levels(), quote: this.quote() },
      },
    });
    while (!context.signal.aborted) {
      while (at < this.updates.length) yield this.updates[at++]!;
      await this.news(context.signal);
    }
  }

  private news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      signal.addEventListener('abort', () => resolve());
    });
  }

  submit(request: SubmitOrderRequest): CommandResult {
    const { orderId: id, side, limitPriceCentsPerTonne: price, quantityT } = request;
    const account = this.screen.account!;
    if (id <= account.lastOrderId) {
      const refusal = RejectReason.ORDER_ID_NOT_RISING;
      return create(CommandResultSchema, { orderId: id, refusal, bound: account.lastOrderId });
    }
    account.lastOrderId = id;
    if (this.refuse_next) {
      this.refuse_next = false;
      return create(CommandResultSchema, { orderId: id, refusal: RejectReason.INSTRUMENT_HALTED });
    }
    this.carried_out.push(`${Side[side]} ${quantityT} at ${price}`);
    const order: Resting = { account: kOwn, id, side, price, quantity: quantityT };
    const fills = this.match(order);
    const waits =
      request.timeInForce !== TimeInForce.IMMEDIATE_OR_CANCEL &&
      request.timeInForce !== TimeInForce.FILL_OR_KILL;
    const left = order.quantity;
    if (left > 0n && waits) this.rest(order);
    this.changed();
    return create(CommandResultSchema, {
      orderId: id,
      fills,
      openQuantityT: waits ? left : 0n,
      cancelledQuantityT: waits ? 0n : left,
    });
  }

  // Somebody else takes from or joins the book.
  others(side: Side, price: bigint, quantity: bigint): void {
    const order = { account: kPassing, id: 1000n + this.next_event++, side, price, quantity };
    this.match(order);
    if (order.quantity > 0n) this.rest(order);
    this.changed();
  }

  cancel(id: bigint): CommandResult {
    const found = this.resting.find((each) => each.account === kOwn && each.id === id);
    if (!found) return create(CommandResultSchema, { refusal: RejectReason.ORDER_NOT_LIVE });
    this.resting = this.resting.filter((each) => each !== found);
    this.change(found.side, found.price);
    this.changed();
    return create(CommandResultSchema, {
      orderId: id,
      cancelledOrders: [{ orderId: id, quantityT: found.quantity }],
    });
  }

  cancelAll(): CommandResult {
    const own = this.resting.filter((each) => each.account === kOwn);
    for (const { id } of own) this.cancel(id);
    return create(CommandResultSchema, {});
  }

  private rest(order: Resting): void {
    this.resting.push(order);
    this.change(order.side, order.price);
  }

  private match(taker: Resting) {
    const buys = taker.side === Side.BUY;
    const others = this.resting
      .filter((each) => each.side !== taker.side && each.account !== taker.account)
      .sort((a, b) => Number(buys ? a.price - b.price : b.price - a.price));
    const fills: { priceCentsPerTonne: bigint; quantityT: bigint }[] = [];
    for (const maker of others) {
      const reaches = buys ? maker.price <= taker.price : maker.price >= taker.price;
      if (!reaches || taker.quantity === 0n) break;
      const quantity = maker.quantity < taker.quantity ? maker.quantity : taker.quantity;
      taker.quantity -= quantity;
      maker.quantity -= quantity;
      if (maker.quantity === 0n) this.resting = this.resting.filter((each) => each !== maker);
      const fill = { priceCentsPerTonne: maker.price, quantityT: quantity };
      fills.push(fill);
      this.change(maker.side, maker.price, [
        { ...fill, takerSide: taker.side, kind: TradeKind.BOOK },
      ]);
      for (const { account, side } of [taker, maker]) {
        if (account === kOwn) this.settle(side, maker.price, quantity, taker.id);
      }
    }
    return fills;
  }

  private settle(side: Side, price: bigint, quantityT: bigint, orderId: bigint): void {
    const { account, plant, clock } = this.screen;
    const sign = side === Side.BUY ? 1n : -1n;
    account!.availableCents -= sign * price * quantityT;
    account!.holdings[0]!.availableT += sign * quantityT;
    account!.holdings[0]!.vintages[0]!.quantityT += sign * quantityT;
    plant!.coveredT += sign * quantityT;
    plant!.balancingAbatementT -= sign * quantityT;
    this.screen.fills.push({
      $typeName: 'tanshi.v1.OwnFill',
      eventNumber: this.next_event++,
      instrumentId: 1n,
      side,
      priceCentsPerTonne: price,
      quantityT,
      orderId,
      year: clock!.year,
      day: clock!.day,
      auction: false,
    });
  }

  private change(
    side: Side,
    price: bigint,
    trades: MessageInitShape<typeof TradeSchema>[] = [],
  ): void {
    const now = this.sums();
    const quantityT = (side === Side.BUY ? now.bids : now.asks).get(price) ?? 0n;
    const level = [{ priceCentsPerTonne: price, quantityT }];
    this.updates.push(
      create(StreamBookResponseSchema, {
        update: {
          case: 'delta',
          value: {
            updateNumber: BigInt(this.updates.length + 1),
            bids: side === Side.BUY ? level : [],
            asks: side === Side.SELL ? level : [],
            trades,
            quote: this.quote(),
          },
        },
      }),
    );
  }

  private sums(): Changes {
    const found: Changes = { bids: new Map(), asks: new Map() };
    for (const { side, price, quantity } of this.resting) {
      const levels = side === Side.BUY ? found.bids : found.asks;
      levels.set(price, (levels.get(price) ?? 0n) + quantity);
    }
    return found;
  }

  levels() {
    const { bids, asks } = this.sums();
    const list = (side: Map<bigint, bigint>) =>
      [...side].map(([priceCentsPerTonne, quantityT]) => ({ priceCentsPerTonne, quantityT }));
    const rising = (a: { priceCentsPerTonne: bigint }, b: { priceCentsPerTonne: bigint }) =>
      Number(a.priceCentsPerTonne - b.priceCentsPerTonne);
    return { bids: list(bids).sort(rising).reverse(), asks: list(asks).sort(rising) };
  }

  private quote() {
    const { bids, asks } = this.levels();
    return {
      bidPriceCentsPerTonne: bids[0]?.priceCentsPerTonne ?? 0n,
      bidQuantityT: bids[0]?.quantityT ?? 0n,
      askPriceCentsPerTonne: asks[0]?.priceCentsPerTonne ?? 0n,
      askQuantityT: asks[0]?.quantityT ?? 0n,
      lastPriceCentsPerTonne: 5100n,
      closePriceCentsPerTonne: 5060n,
      volumeT: 1840n,
    };
  }

  private refresh(): void {
    this.screen.orders = this.resting
      .filter(({ account }) => account === kOwn)
      .map(({ account, id, side, price, quantity }) => ({
        $typeName: 'tanshi.v1.Order',
        accountId: account,
        orderId: id,
        instrumentId: 1n,
        side,
        limitPriceCentsPerTonne: price,
        openQuantityT: quantity,
        timeInForce: TimeInForce.GOOD_TILL_CANCEL,
      }));
    const others = this.forwards.map(({ instrumentId }) =>
      create(BookTopSchema, { instrumentId, kind: BookKind.FORWARD, deliveryYear: 2028 }),
    );
    this.screen.books = [
      create(BookTopSchema, {
        instrumentId: 1n,
        name: 'Allowances',
        kind: BookKind.ALLOWANCES,
        quote: this.quote(),
        rules: {
          instrumentId: 1n,
          mode: TradingMode.CONTINUOUS,
          takerFeeBps: 10n,
          orderLimitT: 5000n,
        },
        instrument: {
          instrumentId: 1n,
          tickCentsPerTonne: 5n,
          lotT: 1n,
          maxPriceCentsPerTonne: 50_000n,
        },
      }),
      ...others,
    ];
  }
}

function firstBrief() {
  return create(SeatBriefSchema, {
    seat: 'power-3',
    accountId: kOwn,
    instrument: { instrumentId: 1n, tickCentsPerTonne: 5n, lotT: 1n },
    firstYear: 2025,
    yearCount: 4,
    daysPerYear: 40,
    banking: true,
    penaltyCentsPerTonne: 10_000n,
    firm: {
      projects: [
        {
          name: 'waste-heat recovery',
          capex: '48000',
          abatesT: '350',
          runningCost: '4.5',
          buildYears: 1,
          lifetimeYears: 10,
          unitCount: 3,
        },
        {
          name: 'carbon capture',
          capex: '2.6e5',
          abatesT: '1200',
          runningCost: '21',
          buildYears: 2,
          lifetimeYears: 15,
          unitCount: 1,
        },
      ],
    },
  });
}

function firstScreen(): SeatScreen {
  const curve = [0n, 200n, 500n, 900n, 1400n, 2000n].map((abatementT) => ({
    abatementT,
    costCentsPerTonne: (abatementT * abatementT) / 190n + abatementT * 2n,
  }));
  return create(SeatScreenSchema, {
    clock: {
      phase: SessionPhase.RUNNING,
      year: 2026,
      day: 17,
      tradingPhase: TradingPhase.OPEN,
      dayLeftMs: 14_000n,
      yearLeftMs: 341_000n,
      sessionNumber: 1,
    },
    account: {
      accountId: kOwn,
      availableCents: 14_820_000n,
      lastOrderId: 40n,
      holdings: [
        {
          instrumentId: 1n,
          availableT: 2900n,
          vintages: [
            { vintageYear: 2025, quantityT: 400n },
            { vintageYear: 2026, quantityT: 2500n },
          ],
        },
      ],
    },
    plant: {
      baselineT: 4600n,
      emittedT: 1890n,
      abatementT: 600n,
      maxAbatementT: 2000n,
      curve,
      obligationT: 4000n,
      coveredT: 2900n,
      balancingAbatementT: 1700n,
      nextTonneCents: 18_610n,
      abatementCostCents: 1_104_000n,
      penaltyCentsPerTonne: 10_000n,
      projects: [
        { unitsLeft: 3, capex: '48000' },
        { unitsLeft: 1, capex: '2.6e5' },
      ],
    },
    announcements: [
      { number: 1n, year: 2026, day: 0, source: 2, kind: 2, figures: [52_000n] },
      { number: 2n, year: 2026, day: 4, source: 2, kind: 5, figures: [9000n, 4980n] },
      { number: 3n, year: 2026, day: 11, source: 1, kind: 1, text: 'Gas is dear: think of it.' },
    ],
    years: [
      {
        year: 2025,
        emissionsT: 4310n,
        abatedT: 420n,
        abatementCostCents: 512_000n,
        boughtT: 610n,
        paidCents: 2_781_000n,
        surrenderedT: 4310n,
        bankedT: 400n,
      },
    ],
    toAuctionT: 18_000n,
  });
}
