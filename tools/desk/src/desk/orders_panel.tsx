// What one has in the market: orders that wait, trades, bids, offers, and the years so far.
import { signal } from '@preact/signals';
import type { OwnFill, SeatYear } from '#proto/classroom_service_pb';
import { TimeInForce, type Order } from '#proto/types_pb';

import { AmountField, valueOf, writeAmount } from '../shared/amount.tsx';
import { type Column, Dialog, Table, Tabs } from '../shared/components.tsx';
import { formatCents, formatSignedWhole, formatWhole, mulDiv } from '../shared/units.ts';
import { shared } from '../shared/words/words.ts';
import { AuctionTab } from './auction_tab.tsx';
import { cancelAllOrders, cancelOrder, orderText, replaceOrder } from './commands.ts';
import { amountText, bookName, quantityCell, quantityTitle, unitOf } from './goods.ts';
import { OffersTab, openOffers } from './offers_tab.tsx';
import { kTabs, open_tab, type OrdersTab } from './orders_state.ts';
import { SideWord } from './side_word.tsx';
import { books, busy, screen, sending } from './state.ts';
import { say } from './words/words.ts';

export function OrdersPanel() {
  const badges: Partial<Record<OrdersTab, number>> = {
    orders: (screen.value?.orders.length ?? 0) + sending.value.length,
    auction: screen.value?.auction ? 1 : 0,
    offers: openOffers().length,
  };
  return (
    <section id="orders" class="panel part-orders" aria-label={say('my_trading')}>
      <Tabs
        label={say('my_trading')}
        tabs={kTabs.map((name) => ({
          name,
          label: say(`tab_${name}`),
          ...(badges[name] ? { badge: badges[name] } : {}),
        }))}
        open={open_tab.value}
        choose={(name) => (open_tab.value = name)}
      >
        {open_tab.value === 'orders' && <Orders />}
        {open_tab.value === 'fills' && <Fills />}
        {open_tab.value === 'auction' && <AuctionTab />}
        {open_tab.value === 'offers' && <OffersTab />}
        {open_tab.value === 'years' && <Years years={screen.value?.years ?? []} />}
      </Tabs>
    </section>
  );
}

const replaced = signal<Order | undefined>(undefined);

function Orders() {
  const orders = screen.value?.orders ?? [];
  const several = books.value.length > 1;
  const columns: Column<Order>[] = [
    { title: say('side'), cell: ({ side }) => <SideWord side={side} />, head: true },
    ...(several
      ? [{ title: say('instrument'), cell: (order: Order) => bookName(order.instrumentId) }]
      : []),
    {
      title: say('price'),
      cell: ({ limitPriceCentsPerTonne }) => formatCents(limitPriceCentsPerTonne),
      figure: true,
    },
    {
      title: say('open_quantity'),
      cell: ({ openQuantityT, instrumentId }) => amountText(openQuantityT, instrumentId),
      figure: true,
    },
    {
      title: say('until'),
      cell: ({ timeInForce }) =>
        timeInForce === TimeInForce.DAY ? say('until_day') : say('until_cancelled'),
    },
    { title: say('actions'), cell: (order) => <OrderActions order={order} /> },
  ];
  return (
    <>
      <Sending />
      <Table
        caption={say('tab_orders')}
        columns={columns}
        rows={orders}
        row_key={({ instrumentId, orderId }) => `${instrumentId} ${orderId}`}
        empty={say('orders_empty')}
      />
      {orders.length > 1 && (
        <p class="after-table">
          <button type="button" disabled={busy.value.has('cancel all')} onClick={cancelAllOrders}>
            {say('cancel_all')}
          </button>
        </p>
      )}
      {replaced.value && <ReplaceDialog order={replaced.value} />}
    </>
  );
}

// Commands that the exchange has not answered yet.
function Sending() {
  if (sending.value.length === 0) return null;
  return (
    <ul class="sending">
      {sending.value.map(({ number, text, attempts }) => (
        <li key={number}>
          <span aria-hidden="true">◌ </span>
          {say(attempts > 1 ? 'sending_again' : 'sending', { what: text })}
        </li>
      ))}
    </ul>
  );
}

function OrderActions({ order }: { order: Order }) {
  const text = orderText(order);
  const waits = busy.value.has(`order ${order.orderId}`);
  return (
    <span class="actions">
      <button
        type="button"
        class="small"
        disabled={waits}
        aria-label={say('change_order', { order: text })}
        onClick={() => (replaced.value = order)}
      >
        {say('change')}
      </button>
      <button
        type="button"
        class="small"
        disabled={waits}
        aria-label={say('cancel_text', { order: text })}
        onClick={() => cancelOrder(order)}
      >
        {say('cancel_order')}
      </button>
    </span>
  );
}

const new_price = signal('');
const new_quantity = signal('');
let filled_for: bigint | undefined;

function ReplaceDialog({ order }: { order: Order }) {
  if (filled_for !== order.orderId) {
    filled_for = order.orderId;
    new_price.value = writeAmount('cents', order.limitPriceCentsPerTonne);
    new_quantity.value = writeAmount('whole', order.openQuantityT);
  }
  const close = () => {
    replaced.value = undefined;
    filled_for = undefined;
  };
  const price = valueOf('cents', new_price.value);
  const quantity = valueOf('whole', new_quantity.value);
  const good = price !== undefined && quantity !== undefined && price > 0n && quantity > 0n;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!good) return;
    close();
    replaceOrder(order, price, quantity);
  };
  return (
    <Dialog title={say('change_order', { order: orderText(order) })} close={close}>
      <form class="ticket" onSubmit={submit} noValidate>
        <p class="hint">{say('change_hint')}</p>
        <AmountField
          label={say('price')}
          kind="cents"
          text={new_price.value}
          change={(text) => (new_price.value = text)}
          unit={say('per_unit', { unit: unitOf(order.instrumentId) })}
        />
        <AmountField
          label={say('quantity')}
          kind="whole"
          text={new_quantity.value}
          change={(text) => (new_quantity.value = text)}
          unit={unitOf(order.instrumentId)}
        />
        <div class="dialog-actions">
          <button type="button" onClick={close}>
            {shared('cancel')}
          </button>
          <button type="submit" class="primary" disabled={!good}>
            {say('change')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Fills() {
  const fills = [...(screen.value?.fills ?? [])].reverse();
  const traded = fills.map(({ instrumentId }) => instrumentId);
  const columns: Column<OwnFill>[] = [
    { title: say('when'), cell: ({ year, day }) => `${year} · ${day + 1}`, head: true },
    { title: say('side'), cell: ({ side }) => <SideWord side={side} /> },
    {
      title: say('how'),
      cell: ({ auction, instrumentId }) =>
        auction
          ? say('tab_auction')
          : books.value.length > 1
            ? bookName(instrumentId)
            : say('book'),
    },
    {
      title: say('price'),
      cell: ({ priceCentsPerTonne }) => formatCents(priceCentsPerTonne),
      figure: true,
    },
    {
      title: quantityTitle(traded),
      cell: ({ quantityT, instrumentId }) => quantityCell(quantityT, instrumentId, traded),
      figure: true,
    },
    {
      title: say('worth'),
      cell: ({ priceCentsPerTonne, quantityT }) => formatCents(priceCentsPerTonne * quantityT),
      figure: true,
    },
  ];
  return (
    <Table
      caption={say('tab_fills')}
      columns={columns}
      rows={fills}
      row_key={({ eventNumber }) => String(eventNumber)}
      empty={say('fills_empty')}
    />
  );
}

interface Line {
  readonly title: string;
  readonly of: (year: SeatYear) => string;
}

// A column a year, the latest first: there are more figures than years. Where there is little room
// money is in whole units.
export function Years({ years, exact }: { years: readonly SeatYear[]; exact?: boolean }) {
  const whole = (title: string, pick: (year: SeatYear) => bigint): Line => ({
    title,
    of: (year) => formatWhole(pick(year)),
  });
  const money = (title: string, pick: (year: SeatYear) => bigint): Line => ({
    title,
    of: (year) => (exact ? formatCents(pick(year)) : formatWhole(mulDiv(pick(year), 1n, 100n))),
  });
  const lines: Line[] = [
    whole(say('emissions_t'), ({ emissionsT }) => emissionsT),
    whole(say('abated_t'), ({ abatedT }) => abatedT),
    money(say('abatement_cost'), ({ abatementCostCents }) => abatementCostCents),
    { title: say('bought_net_t'), of: ({ boughtT }) => formatSignedWhole(boughtT) },
    money(say('paid_net'), ({ paidCents }) => paidCents),
    ...(years.some(({ paidBesideCents }) => paidBesideCents !== 0n)
      ? [money(say('paid_beside'), ({ paidBesideCents }) => paidBesideCents)]
      : []),
    whole(say('surrendered_t'), ({ surrenderedT }) => surrenderedT),
    whole(say('shortfall_t'), ({ shortfallT }) => shortfallT),
    money(say('penalty'), ({ penaltyCents }) => penaltyCents),
    whole(say('banked_t'), ({ bankedT }) => bankedT),
  ];
  return (
    <div class="years">
      <Table<Line>
        caption={say('tab_years')}
        columns={[
          { title: say('year'), cell: ({ title }) => title, head: true },
          ...[...years].reverse().map((year) => ({
            title: String(year.year),
            cell: ({ of }: Line) => of(year),
            figure: true,
          })),
        ]}
        rows={years.length > 0 ? lines : []}
        row_key={({ title }) => title}
        empty={say('years_empty')}
      />
    </div>
  );
}
