// How it went, once the session is over: the cost beside two others, the years, what could have
// been done better.
import { Panel } from '../shared/components.tsx';
import { formatCents, formatSignedCents, least, most } from '../shared/units.ts';
import { mistakeText } from './mistakes.ts';
import { Years } from './orders_panel.tsx';
import { currency, debrief, screen } from './state.ts';
import { Row } from './ticket_panel.tsx';
import { say } from './words/words.ts';

export function DebriefPage() {
  const told = debrief.value;
  return (
    <div class="debrief">
      <Panel title={say('debrief')}>
        <p class="strip">{say('session_over')}</p>
        {told ? <Costs /> : <p class="empty">{say('debrief_coming')}</p>}
      </Panel>
      {told && told.mistakes.length > 0 && <Mistakes />}
      <Panel title={say('tab_years')}>
        <Years years={told?.years.length ? told.years : (screen.value?.years ?? [])} exact />
      </Panel>
    </div>
  );
}

function Costs() {
  const told = debrief.value;
  if (!told) return null;
  const rows: [string, bigint, string][] = [
    [say('cost_yours'), told.costCents, 'own'],
    [say('cost_alone'), told.costAloneCents, 'alone'],
    [say('cost_best'), told.costBestCents, 'best'],
  ];
  const dearest = rows.reduce((max, [, cost]) => most(max, cost), 1n);
  const saved = told.costAloneCents - told.costCents;
  return (
    <>
      <p class="debrief-line">
        {say(saved >= 0n ? 'saved_by_trade' : 'lost_by_trade', {
          amount: formatCents(saved < 0n ? -saved : saved),
          currency: currency.value,
        })}
      </p>
      <dl class="costs">
        {rows.map(([term, cost, kind]) => (
          <div key={kind} class={`cost cost-${kind}`}>
            <dt>{term}</dt>
            <dd>
              <span class="cost-figure">{formatCents(cost)}</span>
              <span
                class="cost-bar"
                aria-hidden="true"
                style={{
                  width: `${Number((most(0n, least(cost, dearest)) * 1000n) / dearest) / 10}%`,
                }}
              />
            </dd>
          </div>
        ))}
      </dl>
      {told.payment && (
        <dl>
          <Row term={say('payment_year')}>{told.payment.year}</Row>
          <Row term={say('payment_earned')}>{formatSignedCents(told.payment.earnedCents)}</Row>
          <Row term={say('payment_paid')} strong>
            {formatCents(told.payment.paidCents)}
          </Row>
        </dl>
      )}
    </>
  );
}

function Mistakes() {
  return (
    <Panel title={say('mistakes')}>
      <ol class="mistakes">
        {debrief.value?.mistakes.map((mistake, at) => (
          <li key={at}>
            <p>{mistakeText(mistake)}</p>
            <p class="hint">
              {say('mistake_cost', { cost: formatCents(mistake.costCents) })}
              {mistake.eventNumber > 0n &&
                ` · ${say('evidence', { event: String(mistake.eventNumber) })}`}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
