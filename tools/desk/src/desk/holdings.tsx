// What the account has: cash, what it holds by vintage, and its positions in forwards.
import { BookKind } from '#proto/classroom_service_pb';

import { formatCents, formatSignedWhole } from '../shared/units.ts';
import { amountText, bookName, unitOf } from './goods.ts';
import { books, screen } from './state.ts';
import { Row } from './ticket_panel.tsx';
import { say } from './words/words.ts';

export function Holdings() {
  const account = screen.value?.account;
  if (!account) return null;
  const bound = account.positions.length > 0 ? 'bound_margin' : 'bound';
  return (
    <dl class="holdings">
      <Row term={say('cash')} strong>
        {formatCents(account.availableCents)}
        {account.escrowedCents > 0n && (
          <small> {say(bound, { what: formatCents(account.escrowedCents) })}</small>
        )}
      </Row>
      {account.holdings.map(({ instrumentId: id, availableT, escrowedT, vintages }) => (
        <Row key={id} term={bookName(id)} strong>
          {amountText(availableT, id)}
          {escrowedT > 0n && <small> {say('bound', { what: amountText(escrowedT, id) })}</small>}
          {keeps(id) && (
            <span class="vintages">
              {vintages.map(({ vintageYear, quantityT }) => (
                <span key={vintageYear} class="vintage">
                  {say('vintage', { year: vintageYear, quantity: amountText(quantityT, id) })}
                </span>
              ))}
            </span>
          )}
        </Row>
      ))}
      {account.positions.map(({ instrumentId: id, quantityT }) => (
        <Row key={id} term={bookName(id)}>
          {say('amount', { quantity: formatSignedWhole(quantityT), unit: unitOf(id) })}
        </Row>
      ))}
    </dl>
  );
}

// A scheme's units are good for their year alone: there is nothing to tell of vintages.
function keeps(instrument: bigint): boolean {
  const book = books.value.find(({ instrumentId }) => instrumentId === instrument);
  return book?.kind !== BookKind.SCHEME;
}
