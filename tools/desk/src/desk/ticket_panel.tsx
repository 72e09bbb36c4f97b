// The ticket: an order, and what it would do, before it is sent.
import { TradingMode } from '#proto/types_pb';

import { AmountField, writeAmount } from '../shared/amount.tsx';
import { Choices, Dialog, Panel, Select } from '../shared/components.tsx';
import { absolute, formatBps, formatCents, formatWhole, mulDiv } from '../shared/units.ts';
import { tradeText } from './commands.ts';
import type { Doubt, Finding, Limit } from './guards.ts';
import { type Preview, positionOf } from './preview.ts';
import { amountText, bookName, unitOf } from './goods.ts';
import { InstrumentChoice } from './instrument_choice.tsx';
import {
  brief,
  forward,
  instrument_id,
  mode,
  plant,
  screen,
  shows_allowances,
  top,
} from './state.ts';
import * as ticket from './ticket.ts';
import { is_phone } from './view.ts';
import { say } from './words/words.ts';

// What waits until a call, or to be taken from a list, cannot trade at once.
const kWaysThatWait: readonly ticket.Way[] = ['limit', 'day'];
const kWays: readonly ticket.Way[] = [
  'limit',
  'day',
  'at_once',
  'all_or_nothing',
  'only_wait',
  'market',
];

export function TicketPanel() {
  const { buys, way } = ticket;
  const ways = mode.value === TradingMode.CONTINUOUS ? kWays : kWaysThatWait;
  const submit = (event: Event) => {
    event.preventDefault();
    ticket.send();
  };
  return (
    <Panel
      id="ticket"
      title={say('ticket')}
      class="part-trade"
      aside={is_phone.value && <InstrumentChoice hidden_label />}
    >
      <form class="ticket" onSubmit={submit} noValidate>
        <Choices
          label={say('side')}
          class="sides"
          value={buys.value ? 'buy' : 'sell'}
          choices={[
            { value: 'buy', label: `▲ ${say('buy')}` },
            { value: 'sell', label: `▼ ${say('sell')}` },
          ]}
          choose={(side) => ticket.chooseSide(side === 'buy')}
        />
        <AmountField
          id="ticket-price"
          label={way.value === 'market' ? say('worst_price') : say('price')}
          kind="cents"
          text={ticket.price_text.value}
          change={(text) => (ticket.price_text.value = text)}
          unit={say('per_unit', { unit: unitOf(instrument_id.value) })}
          step={ticket.tick.value}
          start={ticket.usualPrice()}
          buttons
        />
        <AmountField
          id="ticket-quantity"
          label={say('quantity')}
          kind="whole"
          text={ticket.quantity_text.value}
          change={(text) => (ticket.quantity_text.value = text)}
          unit={unitOf(instrument_id.value)}
          step={ticket.lot.value}
          buttons
        />
        <QuickQuantities />
        <Select
          label={say('order_kind')}
          value={way.value}
          choices={ways.map((value) => ({ value, label: say(`way_${value}`) }))}
          choose={ticket.chooseWay}
        />
        <PreviewTable />
        <Limits found={ticket.limits.value} />
        <SendButton />
      </form>
    </Panel>
  );
}

// Quantities that people want: what is missing or left over, a tenth and a half of it.
function QuickQuantities() {
  const told = plant.value;
  if (!told || !shows_allowances.value) return null;
  const position = positionOf(told);
  const size = absolute(position);
  const lot = ticket.lot.value;
  const whole = (value: bigint) => ((value + lot - 1n) / lot) * lot;
  const choices = [10n, 2n, 1n].map((part) => whole(size / part)).filter((value) => value > 0n);
  if (choices.length === 0) return null;
  return (
    <div class="quick">
      <span class="hint">{position < 0n ? say('you_lack') : say('you_have_over')}</span>
      {[...new Set(choices)].map((quantity) => (
        <button
          key={quantity}
          type="button"
          class="small"
          onClick={() => {
            ticket.chooseSide(position < 0n);
            ticket.quantity_text.value = writeAmount('whole', quantity);
          }}
        >
          {formatWhole(quantity)}
        </button>
      ))}
    </div>
  );
}

function PreviewTable() {
  const draft = ticket.draft.value;
  const preview = ticket.preview.value;
  if (forward.value) return <ForwardNote />;
  if (!draft || !preview) return <p class="hint preview">{say('preview_empty')}</p>;
  const account = screen.value?.account;
  const money = (cents: bigint) => formatCents(cents);
  return (
    <div class="preview">
      <h3 class="visually-hidden">{say('preview')}</h3>
      <dl>
        <Trades preview={preview} />
        <Row term={draft.buys ? say('cost_with_fee') : say('brings_less_fee')} strong>
          {money(preview.whole)}
          {preview.fee > 0n && <small> {say('fee_of', { fee: money(preview.fee) })}</small>}
        </Row>
        <Row term={say('cash')}>
          <Change from={money(account?.availableCents ?? 0n)} to={money(preview.cash_after)} />
        </Row>
        <Row term={bookName(instrument_id.value)}>
          <AllowancesChange preview={preview} />
        </Row>
        <PositionChange preview={preview} buys={draft.buys} />
      </dl>
      <Verdict />
    </div>
  );
}

function ForwardNote() {
  const { deliveryYear: year, marginBps } = forward.value ?? { deliveryYear: 0, marginBps: 0n };
  return <p class="hint preview">{say('forward_note', { year, margin: formatBps(marginBps) })}</p>;
}

function Trades({ preview }: { preview: Preview }) {
  return (
    <Row term={say('trades_at_once')}>
      {preview.average === undefined
        ? say('nothing')
        : say('quantity_at', {
            quantity: amountText(preview.at_once),
            price: formatCents(preview.average),
          })}
      {preview.waiting > 0n && (
        <small> · {say('result_waits', { quantity: amountText(preview.waiting) })}</small>
      )}
      {preview.dropped > 0n && (
        <small> · {say('result_dropped', { quantity: amountText(preview.dropped) })}</small>
      )}
    </Row>
  );
}

function AllowancesChange({ preview }: { preview: Preview }) {
  const sold = preview.at_once + preview.waiting;
  const after = preview.allowances_after;
  const before = ticket.buys.value ? after - sold : after + sold;
  return <Change from={formatWhole(before)} to={formatWhole(after)} />;
}

// Where the firm stands at the year's end, before and after. The figure for which one trades.
function PositionChange({ preview, buys }: { preview: Preview; buys: boolean }) {
  const told = plant.value;
  if (!told || !shows_allowances.value) return null;
  const before = positionOf(told);
  const by = preview.at_once + preview.waiting;
  const after = before + (buys ? by : -by);
  return (
    <Row term={say('year_end')} strong>
      <Change from={positionText(before)} to={positionText(after)} />
      <small class={after < 0n ? 'bad' : 'good'}>{after < 0n ? ' ⚠' : ' ✓'}</small>
    </Row>
  );
}

export function positionText(position: bigint): string {
  if (position === 0n) return say('balanced');
  const quantity = formatWhole(absolute(position));
  return say(position < 0n ? 'short_by' : 'long_by', { quantity });
}

// Beside the firm's own abatement: what trade is about.
function Verdict() {
  const found = ticket.comparison.value;
  const draft = ticket.draft.value;
  if (!found || !draft) return null;
  const own = formatCents(found.own);
  const gain = formatCents(absolute(found.gain));
  const total = formatCents(absolute(found.gain) * found.needed);
  if (found.idle) return <p class="verdict">{say('verdict_idle')}</p>;
  const key = draft.buys
    ? found.gain >= 0n
      ? 'verdict_buy_good'
      : 'verdict_buy_bad'
    : found.gain >= 0n
      ? 'verdict_sell_good'
      : 'verdict_sell_bad';
  return (
    <p class={`verdict ${found.gain >= 0n ? 'good' : 'bad'}`}>
      {found.gain >= 0n ? '✓ ' : '⚠ '}
      {say(key, { own, gain, total })}
      {found.beyond && ` ${say('verdict_beyond')}`}
      {found.needed < draft.quantity &&
        ` ${say('verdict_rest', { needed: formatWhole(found.needed) })}`}
    </p>
  );
}

export function Row(props: { term: string; strong?: boolean; children: preact.ComponentChildren }) {
  return (
    <div class={props.strong ? 'row strong' : 'row'}>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Change(props: { from: string; to: string }) {
  return (
    <>
      <span class="before">{props.from}</span>
      <span aria-hidden="true"> → </span>
      <span class="visually-hidden">{say('becomes')}</span>
      {props.to}
    </>
  );
}

export function limitText({ kind, figure }: Finding<Limit>): string {
  const values = { money: formatCents(figure), whole: amountText(figure) };
  return say(`limit_${kind}`, values);
}

function Limits({ found }: { found: readonly Finding<Limit>[] }) {
  if (found.length === 0) return null;
  return (
    <ul class="limits" id="ticket-limits">
      {found.map((finding) => (
        <li key={finding.kind} class="wrong">
          ⚠ {limitText(finding)}
        </li>
      ))}
    </ul>
  );
}

function SendButton() {
  const draft = ticket.draft.value;
  const written = draft && draft.quantity > 0n && draft.price > 0n;
  const side = ticket.buys.value ? 'buy' : 'sell';
  return (
    <button
      type="submit"
      id="ticket-send"
      class={`primary send send-${side}`}
      disabled={!written || ticket.limits.value.length > 0}
      aria-describedby={ticket.limits.value.length > 0 ? 'ticket-limits' : undefined}
    >
      {written ? tradeText(draft.buys, draft.quantity, draft.price) : say(side)}
    </button>
  );
}

function doubtText({ kind, figure }: Finding<Doubt>, price: bigint): string {
  const away = figure > 0n ? mulDiv(absolute(price - figure), 100n, figure) : 0n;
  return say(`doubt_${kind}`, {
    money: formatCents(figure),
    whole: amountText(figure),
    percent: formatWhole(away),
  });
}

// Asks whether it is meant; going back is what Enter does.
export function DoubtDialog() {
  const asked = ticket.doubted.value;
  if (!asked) return null;
  const { draft, doubts } = asked;
  const close = () => (ticket.doubted.value = undefined);
  return (
    <Dialog title={say('really')} close={close} class="doubt">
      <p class="doubt-what">
        <strong class={draft.buys ? 'buy' : 'sell'}>
          {tradeText(draft.buys, draft.quantity, draft.price)}
        </strong>
      </p>
      <ul class="doubts">
        {doubts.map((doubt) => (
          <li key={doubt.kind}>⚠ {doubtText(doubt, draft.price)}</li>
        ))}
      </ul>
      <div class="dialog-actions">
        <button type="button" onClick={ticket.sendDoubted}>
          {say('send_anyway')}
        </button>
        <button type="button" class="primary" onClick={close} autofocus>
          {say('go_back')}
        </button>
      </div>
    </Dialog>
  );
}

// Sells or buys at the best price with one click, once it has been armed.
export function OneClick() {
  const { armed, one_click_text } = ticket;
  const halted = top.value === undefined || brief.value === undefined;
  return (
    <div class="one-click">
      <label class="check">
        <input
          type="checkbox"
          checked={armed.value}
          disabled={halted}
          onChange={(event) => {
            armed.value = event.currentTarget.checked;
            if (!one_click_text.value) {
              one_click_text.value = ticket.quantity_text.value || formatWhole(ticket.lot.value);
            }
          }}
        />
        <span>{say('one_click')}</span>
      </label>
      {armed.value && (
        <div class="one-click-armed">
          <OneClickButton buying={false} />
          <AmountField
            label={say('one_click_quantity')}
            kind="whole"
            text={one_click_text.value}
            change={(text) => (one_click_text.value = text)}
            step={ticket.lot.value}
          />
          <OneClickButton buying />
        </div>
      )}
    </div>
  );
}

function OneClickButton({ buying }: { buying: boolean }) {
  const draft = ticket.oneClick(buying);
  const limit = draft && ticket.oneClickLimits(draft)[0];
  const side = buying ? 'buy' : 'sell';
  return (
    <button
      type="button"
      class={`primary send send-${side}`}
      disabled={!draft || limit !== undefined}
      title={limit ? limitText(limit) : undefined}
      onClick={() => ticket.sendOneClick(buying)}
    >
      {draft ? tradeText(buying, draft.quantity, draft.price) : say(side)}
    </button>
  );
}
