// The auction that takes bids: what it offers, the own bids, and a schedule of new ones.
import { signal } from '@preact/signals';
import type { AuctionNotice, SealedBid } from '#proto/agent_service_pb';

import { AmountField, valueOf } from '../shared/amount.tsx';
import { Table } from '../shared/components.tsx';
import { formatCents, formatWhole, least, most } from '../shared/units.ts';
import { submitBid, withdrawBid } from './commands.ts';
import { busy, plant, screen } from './state.ts';
import { askOr } from './ticket.ts';
import { say } from './words/words.ts';

interface BidRow {
  readonly number: number;
  readonly price: string;
  readonly quantity: string;
}

const kMostRows = 20;
let rows_made = 1;
const schedule = signal<readonly BidRow[]>([{ number: 0, price: '', quantity: '' }]);

export function AuctionTab() {
  const notice = screen.value?.auction;
  const bids = screen.value?.bids ?? [];
  const left = screen.value?.toAuctionT ?? 0n;
  return (
    <div class="auction">
      {left > 0n && <p class="hint">{say('to_auction', { quantity: formatWhole(left) })}</p>}
      {notice ? (
        <>
          <Notice notice={notice} />
          <p class="hint">{say('auction_until')}</p>
          <OwnBids notice={notice} bids={bids} />
          <Schedule notice={notice} bids={bids} />
        </>
      ) : (
        <p class="empty">{say('auction_none')}</p>
      )}
    </div>
  );
}

function Notice({ notice }: { notice: AuctionNotice }) {
  const facts: [string, string][] = [
    [say('auction_supply'), `${say('tonnes', { quantity: formatWhole(notice.supplyT) })}`],
    [say('reserve_price'), formatCents(notice.reservePriceCentsPerTonne)],
    [say('lot'), `${say('tonnes', { quantity: formatWhole(notice.lotT) })}`],
  ];
  if (notice.bidLimitT > 0n)
    facts.push([say('bid_limit'), `${say('tonnes', { quantity: formatWhole(notice.bidLimitT) })}`]);
  if (notice.purchaseLimitT > 0n) {
    facts.push([
      say('purchase_limit'),
      `${say('tonnes', { quantity: formatWhole(notice.purchaseLimitT) })}`,
    ]);
  }
  return (
    <dl class="facts">
      {facts.map(([term, figure]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function OwnBids({ notice, bids }: { notice: AuctionNotice; bids: readonly SealedBid[] }) {
  return (
    <Table
      caption={say('own_bids')}
      rows={bids}
      row_key={({ bidId }) => String(bidId)}
      empty={say('bids_empty')}
      columns={[
        {
          title: say('price'),
          cell: ({ priceCentsPerTonne }) => formatCents(priceCentsPerTonne),
          figure: true,
          head: true,
        },
        {
          title: say('quantity_t'),
          cell: ({ quantityT }) => formatWhole(quantityT),
          figure: true,
        },
        {
          title: say('actions'),
          cell: ({ bidId, priceCentsPerTonne }) => (
            <button
              type="button"
              class="small"
              disabled={busy.value.has(`bid ${bidId}`)}
              aria-label={`${say('withdraw_bid')}: ${formatCents(priceCentsPerTonne)}`}
              onClick={() => withdrawBid(notice.auctionId, bidId)}
            >
              {say('withdraw')}
            </button>
          ),
        },
      ]}
    />
  );
}

type Written = BidRow & { price_cents: bigint; quantity_t: bigint };

function written(row: BidRow): Written | undefined {
  const price_cents = valueOf('cents', row.price);
  const quantity_t = valueOf('whole', row.quantity);
  if (price_cents === undefined || quantity_t === undefined) return undefined;
  return { ...row, price_cents, quantity_t };
}

// What is wrong with a row; undefined: nothing, or it is not written yet.
function rowError(row: BidRow, notice: AuctionNotice): string | undefined {
  const bid = written(row);
  if (!bid) return undefined;
  const lot = most(1n, notice.lotT);
  if (bid.price_cents < notice.reservePriceCentsPerTonne || bid.price_cents <= 0n) {
    return say('bid_below_reserve', { price: formatCents(notice.reservePriceCentsPerTonne) });
  }
  if (bid.quantity_t <= 0n || bid.quantity_t % lot !== 0n) {
    return say('limit_quantity_off_lot', {
      whole: say('tonnes', { quantity: formatWhole(lot) }),
      money: '',
    });
  }
  return undefined;
}

function Schedule({ notice, bids }: { notice: AuctionNotice; bids: readonly SealedBid[] }) {
  const rows = schedule.value;
  const complete = rows.flatMap((row) => written(row) ?? []);
  const quantity = complete.reduce((sum, bid) => sum + bid.quantity_t, 0n);
  const cost = complete.reduce((sum, bid) => sum + bid.quantity_t * bid.price_cents, 0n);
  const before = bids.reduce((sum, bid) => sum + bid.quantityT, 0n);
  const cash = screen.value?.account?.availableCents ?? 0n;
  const wrong = [
    cost > cash && say('limit_cash_missing', { money: formatCents(cost - cash), whole: '' }),
    notice.bidLimitT > 0n &&
      before + quantity > notice.bidLimitT &&
      say('bids_above_limit', { quantity: formatWhole(notice.bidLimitT) }),
  ].filter((text) => text !== false);
  const ready =
    complete.length > 0 &&
    wrong.length === 0 &&
    rows.every((row) => rowError(row, notice) === undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const price = complete.reduce((max, bid) => most(max, bid.price_cents), 0n);
    askOr({ buys: true, price, quantity, waits: true, matches: false }, () => {
      schedule.value = [{ number: rows_made++, price: '', quantity: '' }];
      for (const bid of complete) submitBid(notice.auctionId, bid.price_cents, bid.quantity_t);
    });
  };
  return (
    <form class="schedule" onSubmit={submit} noValidate>
      <h3>{say('bid_schedule')}</h3>
      <p class="hint">{say('bid_schedule_hint')}</p>
      <MacHint />
      {rows.map((row, at) => (
        <ScheduleRow key={row.number} row={row} at={at} notice={notice} />
      ))}
      {wrong.map((text) => (
        <p key={text} class="wrong">
          ⚠ {text}
        </p>
      ))}
      <p class="schedule-sum">
        {say('bid_sum', { quantity: formatWhole(quantity), cost: formatCents(cost) })}
      </p>
      <div class="actions">
        <button type="button" disabled={rows.length >= kMostRows} onClick={addRow}>
          + {say('add_bid')}
        </button>
        <button type="submit" class="primary" disabled={!ready}>
          {say('submit_bids', { count: complete.length })}
        </button>
      </div>
    </form>
  );
}

function addRow(): void {
  schedule.value = [...schedule.value, { number: rows_made++, price: '', quantity: '' }];
}

function MacHint() {
  const told = plant.value;
  if (!told) return null;
  return <p class="hint">{say('bid_mac_hint', { price: formatCents(told.nextTonneCents) })}</p>;
}

function ScheduleRow(props: { row: BidRow; at: number; notice: AuctionNotice }) {
  const { row, at, notice } = props;
  const change = (changed: Partial<BidRow>) => {
    schedule.value = schedule.value.map((each) =>
      each.number === row.number ? { ...each, ...changed } : each,
    );
  };
  const error = rowError(row, notice);
  return (
    <div class="schedule-row" role="group" aria-label={say('bid_number', { number: at + 1 })}>
      <AmountField
        label={say('price')}
        kind="cents"
        text={row.price}
        change={(price) => change({ price })}
        error={error}
      />
      <AmountField
        label={say('quantity_t')}
        kind="whole"
        text={row.quantity}
        change={(quantity) => change({ quantity })}
        step={most(1n, least(notice.lotT, 1_000_000n))}
      />
      <button
        type="button"
        class="quiet"
        disabled={schedule.value.length < 2}
        aria-label={say('remove_bid', { number: at + 1 })}
        onClick={() => {
          schedule.value = schedule.value.filter((each) => each.number !== row.number);
        }}
      >
        ✕
      </button>
    </div>
  );
}
