// The order book: what waits on each side, how much, and which of it is one's own.
import { signal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { MarketDataService } from '#proto/market_data_service_pb';
import { Halt, Side, TradingMode, type Order } from '#proto/types_pb';

import { valueOf } from '../shared/amount.tsx';
import { Panel } from '../shared/components.tsx';
import { clientOf } from '../shared/transport.ts';
import { formatCents, formatWhole, most } from '../shared/units.ts';
import type { Level } from './book.ts';
import { takeListing } from './commands.ts';
import { amountText, quantityTitle } from './goods.ts';
import { InstrumentChoice } from './instrument_choice.tsx';
import {
  book,
  instrument_id,
  is_observer,
  mode,
  own_levels,
  screen,
  shows_allowances,
  tape,
  top,
} from './state.ts';
import { fillFrom, quantity_text } from './ticket.ts';
import { OneClick } from './ticket_panel.tsx';
import { is_phone } from './view.ts';
import { say } from './words/words.ts';

// A phone shows both sides without scrolling.
const kLevels = 10;
const kLevelsOfPhone = 5;

export function BookPanel() {
  return (
    <Panel
      id="book"
      title={say('book')}
      class="part-market"
      aside={<InstrumentChoice hidden_label />}
    >
      <BookState />
      {mode.value === TradingMode.POSTED_LISTING ? <Listings /> : <Ladder />}
      {mode.value === TradingMode.CONTINUOUS && !is_observer.value && <OneClick />}
      <Tape />
    </Panel>
  );
}

// What is special about the book now: a halt, a call, its band.
function BookState() {
  const told = top.value;
  const quote = book.value.quote ?? told?.quote;
  // The band is that of allowances.
  const banded = shows_allowances.value ? screen.value : undefined;
  const low = banded?.lowestPriceCentsPerTonne ?? 0n;
  const high = banded?.highestPriceCentsPerTonne ?? 0n;
  const halted = told?.halt === Halt.BY_BREAKER || told?.halt === Halt.BY_OPERATOR;
  return (
    <>
      {halted && (
        <p class="strip strip-bad">
          ⚠ {say(told?.halt === Halt.BY_BREAKER ? 'halted_breaker' : 'halted_operator')}
        </p>
      )}
      {mode.value === TradingMode.CALL && (
        <p class="strip">
          {quote && quote.indicativePriceCentsPerTonne > 0n
            ? say('call_indicative', {
                price: formatCents(quote.indicativePriceCentsPerTonne),
                quantity: amountText(quote.indicativeVolumeT),
              })
            : say('call_nothing')}
        </p>
      )}
      {(low > 0n || high > 0n) && (
        <p class="hint">{say('band', { low: formatCents(low), high: formatCents(high) })}</p>
      )}
    </>
  );
}

function Ladder() {
  const { bids, asks, whole } = book.value;
  const count = is_phone.value ? kLevelsOfPhone : kLevels;
  const sellers = asks.slice(0, count);
  const buyers = bids.slice(0, count);
  const deepest = [...sellers, ...buyers].reduce((max, { quantity }) => most(max, quantity), 1n);
  if (!whole) return <p class="empty">{say('book_coming')}</p>;
  const spread = asks[0] && bids[0] ? asks[0].price - bids[0].price : undefined;
  return (
    <table class="ladder">
      <caption class="visually-hidden">{say('book_caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('own')}</th>
          <th scope="col" class="figure">
            {say('price')}
          </th>
          <th scope="col" class="figure">
            {quantityTitle()}
          </th>
        </tr>
      </thead>
      <tbody class="sellers" aria-label={say('sellers')}>
        {sellers.length === 0 && <Nobody text={say('no_sellers')} />}
        {[...sellers].reverse().map((level) => (
          <LevelRow key={level.price} level={level} sellers deepest={deepest} />
        ))}
      </tbody>
      <tbody class="spread">
        <tr>
          <th scope="row" colSpan={3}>
            <Last />
            {spread !== undefined && (
              <span class="hint"> {say('spread', { spread: formatCents(spread) })}</span>
            )}
          </th>
        </tr>
      </tbody>
      <tbody class="buyers" aria-label={say('buyers')}>
        {buyers.length === 0 && <Nobody text={say('no_buyers')} />}
        {buyers.map((level) => (
          <LevelRow key={level.price} level={level} sellers={false} deepest={deepest} />
        ))}
      </tbody>
    </table>
  );
}

function Nobody({ text }: { text: string }) {
  return (
    <tr>
      <td colSpan={3} class="empty">
        {text}
      </td>
    </tr>
  );
}

function Last() {
  const quote = book.value.quote ?? top.value?.quote;
  const last = quote?.lastPriceCentsPerTonne ?? 0n;
  const close = quote?.closePriceCentsPerTonne ?? 0n;
  if (last === 0n) return <strong>{say('no_trade_yet')}</strong>;
  const mark = close === 0n || last === close ? '' : last > close ? ' ↑' : ' ↓';
  return (
    <strong class="last">
      <span class="visually-hidden">{say('last')} </span>
      {formatCents(last)}
      {mark}
    </strong>
  );
}

function LevelRow(props: { level: Level; sellers: boolean; deepest: bigint }) {
  const { level, sellers, deepest } = props;
  const own = (sellers ? own_levels.value.asks : own_levels.value.bids).get(level.price);
  const price = formatCents(level.price);
  const quantity = formatWhole(level.quantity);
  const share = Number((level.quantity * 1000n) / deepest) / 10;
  const label = say(sellers ? 'level_of_seller' : 'level_of_buyer', {
    price,
    quantity: amountText(level.quantity),
  });
  return (
    <tr class={sellers ? 'level level-sell' : 'level level-buy'}>
      <td class="own">
        {own !== undefined && (
          <>
            <span aria-hidden="true">◆ </span>
            <span class="visually-hidden">{say('own')} </span>
            {formatWhole(own)}
          </>
        )}
      </td>
      <td class="figure">
        <button type="button" class="level-price" onClick={() => fill(sellers, level.price)}>
          <span aria-hidden="true">{price}</span>
          <span class="visually-hidden">{label}</span>
        </button>
      </td>
      <td class="figure depth">
        <span class="depth-bar" style={{ width: `${share}%` }} aria-hidden="true" />
        <span class="depth-text">{quantity}</span>
      </td>
    </tr>
  );
}

function fill(sellers: boolean, price: bigint): void {
  fillFrom(sellers, price);
  document.getElementById('ticket-quantity')?.focus();
}

// The latest trades of all.
function Tape() {
  const latest = [...tape.value].reverse().slice(0, 8);
  if (latest.length === 0) return null;
  return (
    <div class="tape">
      <h3>{say('latest_trades')}</h3>
      <ul>
        {latest.map((trade, at) => {
          const bought = trade.takerSide === Side.BUY;
          const sold = trade.takerSide === Side.SELL;
          return (
            <li key={tape.value.length - at} class={bought ? 'buy' : sold ? 'sell' : ''}>
              <span aria-hidden="true">{bought ? '▲' : sold ? '▼' : '◆'}</span>
              <span>{formatCents(trade.priceCentsPerTonne)}</span>
              <span class="figure">{amountText(trade.quantityT)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const market_data = clientOf(MarketDataService);
const listings = signal<readonly Order[]>([]);

// Posted listing: one chooses whose order to take. Asked for anew when the book has changed.
function Listings() {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useSignalEffect(() => {
    void book.value.update_number;
    const instrument = instrument_id.value;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      market_data
        .listListings({ instrumentId: instrument })
        .then(({ orders }) => (listings.value = orders))
        .catch(() => {});
    }, 250);
  });
  const side = (wanted: Side) => listings.value.filter((each) => each.side === wanted);
  return (
    <div class="listings">
      <p class="hint">{say('take_hint')}</p>
      <ListingSide title={say('sellers')} orders={side(Side.SELL)} empty={say('no_sellers')} />
      <ListingSide title={say('buyers')} orders={side(Side.BUY)} empty={say('no_buyers')} />
    </div>
  );
}

function ListingSide(props: { title: string; orders: readonly Order[]; empty: string }) {
  const own = screen.value?.account?.accountId;
  return (
    <section>
      <h3>{props.title}</h3>
      {props.orders.length === 0 && <p class="empty">{props.empty}</p>}
      <ul>
        {props.orders.map((order) => {
          const price = formatCents(order.limitPriceCentsPerTonne);
          const quantity = amountText(order.openQuantityT);
          const sells = order.side === Side.SELL;
          return (
            <li key={`${order.accountId} ${order.orderId}`} class={sells ? 'sell' : 'buy'}>
              <span>{say('quantity_at', { quantity, price })}</span>
              {is_observer.value ? null : order.accountId === own ? (
                <span class="hint">◆ {say('own')}</span>
              ) : (
                <button
                  type="button"
                  class="small"
                  aria-label={say(sells ? 'take_sell' : 'take_buy', { quantity, price })}
                  onClick={() => takeListing(order, takeable(order))}
                >
                  {say('take')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

// As much as the ticket's quantity says, at most what is open.
function takeable(order: Order): bigint {
  const wanted = valueOf('whole', quantity_text.value);
  return wanted !== undefined && wanted > 0n && wanted < order.openQuantityT
    ? wanted
    : order.openQuantityT;
}
