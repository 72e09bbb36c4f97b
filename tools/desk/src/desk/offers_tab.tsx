// Trades over the counter: offers to one seat by name, and those that were made to this one.
import { signal } from '@preact/signals';
import { Side, type DirectOffer } from '#proto/types_pb';

import { AmountField, valueOf } from '../shared/amount.tsx';
import { Choices, Select, Table } from '../shared/components.tsx';
import { formatCents } from '../shared/units.ts';
import { answerOffer, offerDirect, offerText } from './commands.ts';
import { amountText, bookName, quantityTitle } from './goods.ts';
import { InstrumentChoice } from './instrument_choice.tsx';
import { SideWord } from './side_word.tsx';
import { books, busy, forward, instrument_id, screen, seatOf, seats } from './state.ts';
import { askOr, lot, tick } from './ticket.ts';
import { say } from './words/words.ts';

export function openOffers(): readonly DirectOffer[] {
  return screen.value?.offers ?? [];
}

function ownAccount(): bigint | undefined {
  return screen.value?.account?.accountId;
}

export function OffersTab() {
  return (
    <div class="offers">
      <OffersTable />
      <NewOffer />
    </div>
  );
}

function OffersTable() {
  const own = ownAccount();
  const isMine = (offer: DirectOffer) => offer.accountId === own;
  const sideOf = (offer: DirectOffer) =>
    isMine(offer) === (offer.side === Side.BUY) ? Side.BUY : Side.SELL;
  return (
    <Table
      caption={say('tab_offers')}
      rows={openOffers()}
      row_key={({ accountId, orderId }) => `${accountId} ${orderId}`}
      empty={say('offers_empty')}
      columns={[
        {
          title: say('partner'),
          cell: (offer) =>
            isMine(offer)
              ? say('offer_to', { seat: seatOf(offer.toAccountId) })
              : say('offer_from', { seat: seatOf(offer.accountId) }),
          head: true,
        },
        ...(books.value.length > 1
          ? [
              {
                title: say('instrument'),
                cell: ({ instrumentId }: DirectOffer) => bookName(instrumentId),
              },
            ]
          : []),
        { title: say('you_would'), cell: (offer) => <SideWord side={sideOf(offer)} /> },
        {
          title: say('price'),
          cell: ({ priceCentsPerTonne }) => formatCents(priceCentsPerTonne),
          figure: true,
        },
        {
          title: say('quantity'),
          cell: ({ quantityT, instrumentId }) => amountText(quantityT, instrumentId),
          figure: true,
        },
        {
          title: say('actions'),
          cell: (offer) => <OfferActions offer={offer} mine={isMine(offer)} />,
        },
      ]}
    />
  );
}

function OfferActions({ offer, mine }: { offer: DirectOffer; mine: boolean }) {
  const waits = busy.value.has(`offer ${offer.accountId} ${offer.orderId}`);
  const answers = mine ? (['withdraw'] as const) : (['accept', 'decline'] as const);
  const trade = offerText(offer, mine);
  return (
    <span class="actions">
      {answers.map((answer) => (
        <button
          key={answer}
          type="button"
          class={answer === 'accept' ? 'small primary' : 'small'}
          disabled={waits}
          aria-label={say(`${answer}_text`, { what: trade })}
          onClick={() => answerOffer(offer, answer)}
        >
          {say(answer)}
        </button>
      ))}
    </span>
  );
}

const partner = signal('');
const buying = signal(true);
const price_text = signal('');
const quantity_text = signal('');

function NewOffer() {
  const own = ownAccount();
  const partners = seats.value.filter((each) => each.accountId !== own && !each.robotPlays);
  const to = partners.find((each) => each.seat === partner.value) ?? partners[0];
  if (!to) return <p class="hint">{say('offers_robots')}</p>;
  const price = valueOf('cents', price_text.value);
  const quantity = valueOf('whole', quantity_text.value);
  const error = offerError(price, quantity);
  const ready = price !== undefined && quantity !== undefined && error === undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const offer = {
      instrument_id: instrument_id.value,
      buys: buying.value,
      price,
      quantity,
      to_account_id: to.accountId,
      to_seat: to.seat,
    };
    askOr({ buys: offer.buys, price, quantity, waits: true, matches: false }, () => {
      quantity_text.value = '';
      offerDirect(offer);
    });
  };
  return (
    <form class="new-offer" onSubmit={submit} noValidate>
      <h3>{say('new_offer')}</h3>
      <p class="hint">{say('new_offer_hint')}</p>
      <div class="offer-fields">
        <InstrumentChoice />
        <Select
          label={say('partner')}
          value={to.seat}
          choices={partners.map(({ seat }) => ({ value: seat, label: seat }))}
          choose={(seat) => (partner.value = seat)}
        />
        <Choices
          label={say('side')}
          class="sides"
          value={buying.value ? 'buy' : 'sell'}
          choices={[
            { value: 'buy', label: `▲ ${say('buy')}` },
            { value: 'sell', label: `▼ ${say('sell')}` },
          ]}
          choose={(side) => (buying.value = side === 'buy')}
        />
        <AmountField
          label={say('price')}
          kind="cents"
          text={price_text.value}
          change={(text) => (price_text.value = text)}
          step={tick.value}
        />
        <AmountField
          label={quantityTitle()}
          kind="whole"
          text={quantity_text.value}
          change={(text) => (quantity_text.value = text)}
          step={lot.value}
        />
        <button type="submit" class="primary" disabled={!ready}>
          {say('make_offer')}
        </button>
      </div>
      {error && <p class="wrong">⚠ {error}</p>}
    </form>
  );
}

function offerError(price: bigint | undefined, quantity: bigint | undefined): string | undefined {
  if (price === undefined || quantity === undefined) return undefined;
  const account = screen.value?.account;
  const money = (cents: bigint) => ({ money: formatCents(cents), whole: '' });
  const whole = (quantity: bigint) => ({ money: '', whole: amountText(quantity) });
  if (price <= 0n || price % tick.value !== 0n)
    return say('limit_price_off_tick', money(tick.value));
  if (quantity <= 0n || quantity % lot.value !== 0n) {
    return say('limit_quantity_off_lot', whole(lot.value));
  }
  if (forward.value) return undefined; // the exchange works out the margin
  const missing = price * quantity - (account?.availableCents ?? 0n);
  if (buying.value && missing > 0n) return say('limit_cash_missing', money(missing));
  const held = account?.holdings.find((each) => each.instrumentId === instrument_id.value);
  const lacking = quantity - (held?.availableT ?? 0n);
  if (!buying.value && lacking > 0n) return say('limit_allowances_missing', whole(lacking));
  return undefined;
}
