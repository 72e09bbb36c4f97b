// After the class: how each did and why, charts to talk about, payments, the data.
import { useSignal } from '@preact/signals';
import type { Debrief } from '#proto/classroom_service_pb';

import { Field, Panel, Table } from '../shared/components.tsx';
import { formatCents, formatSignedCents, formatWhole } from '../shared/units.ts';
import { CapChart, YearPriceChart } from './class_charts.tsx';
import { CallButton } from './controls.tsx';
import { DataPanel } from './data_panel.tsx';
import { AbatementBars, GainBars } from './firm_charts.tsx';
import { mistakeCounts, mistakeName, mistakeText } from './mistakes.ts';
import { loadDebriefs } from './session.ts';
import { currency, debriefs, is_over, link, slide, unsupported } from './state.ts';
import { Unsupported } from './unsupported.tsx';
import { say } from './words/words.ts';

export function EndView() {
  return (
    <div class="stack">
      {!is_over.value && <p class="strip">ℹ {say('end_not_yet')}</p>}
      <div class="grid watch-grid">
        <Panel title={say('price_and_benchmark')} aside={<ProjectButton />}>
          <YearPriceChart height={220} />
        </Panel>
        <Panel title={say('emissions_and_cap')}>
          <CapChart height={220} />
        </Panel>
        <Panel title={say('gains')}>
          <GainBars names />
        </Panel>
        <Panel title={say('abatement_by_firm')}>
          <AbatementBars names />
        </Panel>
      </div>
      <Panel title={say('debriefs')}>
        <Debriefs />
      </Panel>
      <DataPanel />
    </div>
  );
}

function ProjectButton() {
  return (
    <button type="button" class="quiet" onClick={() => (slide.value = 'results')}>
      {say('project')}
    </button>
  );
}

function isLost(): boolean {
  return is_over.value && link.value !== 'connected';
}

function Debriefs() {
  const looked_for = useSignal('');
  const all = debriefs.value;
  if (all.length === 0) {
    return (
      <div class="stack">
        <Unsupported call="ListDebriefs" instead={say('instead_of_debriefs')} />
        <p class="empty">{say(isLost() ? 'debriefs_lost' : 'debriefs_empty')}</p>
        {is_over.value && !unsupported.value.has('ListDebriefs') && (
          <CallButton name="" label={say('look_again')} call={() => void loadDebriefs()} />
        )}
      </div>
    );
  }
  const wanted = looked_for.value.trim().toLowerCase();
  const shown = all.filter((each) => `${each.seat} ${each.name}`.toLowerCase().includes(wanted));
  return (
    <div class="stack">
      <CommonMistakes />
      <Field
        label={say('look_for')}
        value={looked_for.value}
        change={(text) => (looked_for.value = text)}
      />
      {shown.map((each) => (
        <OneDebrief key={each.seat} told={each} />
      ))}
    </div>
  );
}

function CommonMistakes() {
  const counts = mistakeCounts(debriefs.value.flatMap(({ mistakes }) => mistakes));
  if (counts.length === 0) return <p>{say('no_mistakes')}</p>;
  return (
    <Table
      caption={say('common_mistakes')}
      empty={say('no_mistakes')}
      rows={counts}
      row_key={({ kind }) => String(kind)}
      columns={[
        { title: say('common_mistakes'), head: true, cell: ({ kind }) => mistakeName(kind) },
        { title: say('how_often'), figure: true, cell: ({ count }) => formatWhole(count) },
        {
          title: say('cost_about', { currency: currency.value }),
          figure: true,
          cell: ({ cost }) => formatCents(cost),
        },
      ]}
    />
  );
}

function OneDebrief({ told }: { told: Debrief }) {
  const gain = told.costAloneCents - told.costCents;
  const best = told.costAloneCents - told.costBestCents;
  return (
    <details class="debrief">
      <summary>
        <strong>{told.name || say('robot')}</strong> <span class="muted">{told.seat}</span>
        <span class="debrief-gain">
          {say('gained_of', { gain: formatSignedCents(gain), best: formatSignedCents(best) })} ·{' '}
          {say('mistake_count', { count: told.mistakes.length })}
        </span>
      </summary>
      {told.mistakes.length === 0 && <p class="empty">{say('no_mistakes')}</p>}
      <ol class="mistakes">
        {told.mistakes.map((mistake, at) => (
          <li key={at}>
            {mistakeText(mistake)}{' '}
            <span class="muted">
              {say('about', { cost: formatCents(mistake.costCents) })}
              {mistake.eventNumber > 0n &&
                ` · ${say('evidence', { event: String(mistake.eventNumber) })}`}
            </span>
          </li>
        ))}
      </ol>
      <Years told={told} />
    </details>
  );
}

function Years({ told }: { told: Debrief }) {
  return (
    <Table
      caption={say('years_of', { seat: told.seat })}
      empty={say('no_years')}
      rows={told.years}
      row_key={({ year }) => String(year)}
      columns={[
        { title: say('year'), head: true, cell: ({ year }) => String(year) },
        { title: say('emissions'), figure: true, cell: (y) => formatWhole(y.emissionsT) },
        { title: say('abated'), figure: true, cell: (y) => formatWhole(y.abatedT) },
        { title: say('bought'), figure: true, cell: (y) => formatWhole(y.boughtT) },
        { title: say('paid'), figure: true, cell: (y) => formatCents(y.paidCents) },
        { title: say('missing'), figure: true, cell: (y) => formatWhole(y.shortfallT) },
        { title: say('penalty'), figure: true, cell: (y) => formatCents(y.penaltyCents) },
        { title: say('banked'), figure: true, cell: (y) => formatWhole(y.bankedT) },
      ]}
    />
  );
}
