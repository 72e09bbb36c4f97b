// What stands beside the cap: what the firm owes in schemes, and what a maker can make.
import type { PlantView, ProducerView, SchemeStand } from '#proto/classroom_service_pb';
import type { SchemeBook } from '#proto/seat_brief_pb';

import { formatCents } from '../shared/units.ts';
import { amountText, bookName } from './goods.ts';
import { books, brief, chosen_instrument, instrument_id } from './state.ts';
import { Row } from './ticket_panel.tsx';
import { is_phone, view } from './view.ts';
import { say } from './words/words.ts';

export function Schemes({ plant }: { plant: PlantView }) {
  return (
    <>
      {(brief.value?.schemes ?? []).map((book, at) => {
        const stand = plant.schemes[at];
        const takes_part = stand !== undefined && stand.used > 0n;
        return takes_part && <Scheme key={book.name} book={book} stand={stand} />;
      })}
    </>
  );
}

function Scheme({ book, stand }: { book: SchemeBook; stand: SchemeStand }) {
  const id = book.instrumentId;
  const amount = (quantity: bigint) => amountText(quantity, id);
  return (
    <section class="scheme">
      <div class="scheme-head">
        <h3>{bookName(id)}</h3>
        <Standing book={book} stand={stand} />
      </div>
      <dl>
        <Row term={say('scheme_used')}>{amount(stand.used)}</Row>
        {stand.saved > 0n && (
          <Row term={say('scheme_saved')}>
            −{amount(stand.saved)}{' '}
            <small>{say('scheme_costs', { cost: formatCents(stand.savingCostCents) })}</small>
          </Row>
        )}
        <Row term={say('scheme_owed')}>{amount(stand.owed)}</Row>
        <Row term={say('scheme_held')}>{amount(stand.held)}</Row>
        <Row term={say('scheme_next', { unit: book.unit })} strong>
          {formatCents(stand.nextUnitCents)}
        </Row>
        <Quote instrument={id} />
      </dl>
      {stand.saved > 0n && <p class="hint">{say('scheme_saved_hint')}</p>}
    </section>
  );
}

function Standing({ book, stand }: { book: SchemeBook; stand: SchemeStand }) {
  const id = book.instrumentId;
  const over = stand.held - stand.owed;
  if (stand.missing > 0n) {
    return (
      <strong class="bad">
        ⚠{' '}
        {say('scheme_short', {
          quantity: amountText(stand.missing, id),
          fine: formatCents(stand.fineCents),
        })}
      </strong>
    );
  }
  if (over === 0n) return <strong class="good">✓ {say('scheme_met')}</strong>;
  return <strong class="good">✓ {say('scheme_over', { quantity: amountText(over, id) })}</strong>;
}

// What the market pays and asks, and a way there.
function Quote({ instrument }: { instrument: bigint }) {
  const book = books.value.find(({ instrumentId }) => instrumentId === instrument);
  if (!book) return null;
  const bid = book.quote?.bidPriceCentsPerTonne ?? 0n;
  const ask = book.quote?.askPriceCentsPerTonne ?? 0n;
  return (
    <Row term={say('market_bid_ask')}>
      {bid > 0n ? formatCents(bid) : '–'} / {ask > 0n ? formatCents(ask) : '–'}{' '}
      {instrument !== instrument_id.value && (
        <button type="button" class="small" onClick={() => open(instrument)}>
          {say('to_market')}
        </button>
      )}
    </Row>
  );
}

function open(instrument: bigint): void {
  chosen_instrument.value = instrument;
  if (is_phone.value) view.value = 'market';
}

export function Maker({ made }: { made: ProducerView }) {
  const id = brief.value?.instrument?.instrumentId ?? 0n;
  return (
    <section class="scheme">
      <p>{say('makes', { book: bookName(id) })}</p>
      <dl>
        <Row term={say('makes_most')}>{amountText(made.most, id)}</Row>
        <Row term={say('makes_sold')}>{amountText(made.sold, id)}</Row>
        {made.sold < made.most && (
          <Row term={say('makes_cost')} strong>
            {formatCents(made.nextCostCents)}
          </Row>
        )}
        <Quote instrument={id} />
      </dl>
    </section>
  );
}
