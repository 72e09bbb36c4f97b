// The own firm: where it stands, what it holds, what abating costs, what it decides.
import { signal } from '@preact/signals';
import type { PlantView } from '#proto/classroom_service_pb';

import { AmountField, valueOf, writeAmount } from '../shared/amount.tsx';
import { Panel } from '../shared/components.tsx';
import { formatCents, formatSignedWhole, formatWhole, least, most } from '../shared/units.ts';
import { setPlan } from './commands.ts';
import { Holdings } from './holdings.tsx';
import { MacChart } from './mac_chart.tsx';
import { positionOf, previewPlan } from './preview.ts';
import { Projects } from './projects.tsx';
import { Maker, Schemes } from './schemes.tsx';
import { allowances_top, brief, busy, clock, plant, screen } from './state.ts';
import { positionText, Row } from './ticket_panel.tsx';
import { say } from './words/words.ts';

export function FirmPanel() {
  const told = plant.value;
  return (
    <Panel
      id="firm"
      title={say('my_firm')}
      class="part-firm"
      aside={<span class="hint">{brief.value?.seat}</span>}
    >
      {told ? (
        <>
          <Position plant={told} />
          <Emissions plant={told} />
          <Holdings />
          <Schemes plant={told} />
          <NextTonne plant={told} />
          <Abatement plant={told} />
          <Projects plant={told} />
        </>
      ) : (
        <>
          <NoPlant />
          <Holdings />
        </>
      )}
    </Panel>
  );
}

function NoPlant() {
  if (screen.value?.producer) return <Maker made={screen.value.producer} />;
  return <p class="empty">{say(brief.value?.firm ? 'plant_coming' : 'no_plant')}</p>;
}

// The one figure of compliance, in words.
function Position({ plant }: { plant: PlantView }) {
  const position = positionOf(plant);
  const borrowed = least(plant.borrowableT, most(0n, -position));
  const fine = (-position - borrowed) * plant.penaltyCentsPerTonne;
  return (
    <div class={`position ${position < 0n ? 'position-short' : 'position-long'}`}>
      <strong>
        {position < 0n ? '⚠ ' : '✓ '}
        {positionText(position)}
      </strong>
      {borrowed > 0n && (
        <span>
          {say('short_borrows', { borrowed: say('tonnes', { quantity: formatWhole(borrowed) }) })}
        </span>
      )}
      <span>
        {position < 0n
          ? say('short_fine', { fine: formatCents(fine) })
          : brief.value?.banking
            ? say('long_bank')
            : say('long_lost')}
      </span>
    </div>
  );
}

function Emissions({ plant }: { plant: PlantView }) {
  const abated = plant.abatementT ?? 0n;
  const forecast = plant.baselineT - abated;
  const whole = plant.baselineT > 0n ? plant.baselineT : 1n;
  const percent = (part: bigint) => `${Number((least(part, whole) * 1000n) / whole) / 10}%`;
  const values = {
    emitted: formatWhole(plant.emittedT),
    forecast: formatWhole(forecast),
  };
  return (
    <div class="emissions">
      <div class="bar" aria-hidden="true">
        <span class="bar-emitted" style={{ width: percent(plant.emittedT) }} />
        <span
          class="bar-ahead"
          style={{ width: percent(forecast > plant.emittedT ? forecast - plant.emittedT : 0n) }}
        />
        <span class="bar-abated" style={{ width: percent(abated) }} />
      </div>
      <p class="hint">{say('emissions_line', values)}</p>
      <dl>
        <Row term={say('baseline')}>
          {say('tonnes', { quantity: formatWhole(plant.baselineT) })}
        </Row>
        <Row term={say('abated_decided')}>
          {plant.abatementT === undefined
            ? say('robot_decides')
            : `−${say('tonnes', { quantity: formatWhole(abated) })}`}
        </Row>
        <Row term={say('obligation')} strong>
          {say('tonnes', { quantity: formatWhole(plant.obligationT) })}
        </Row>
        <Row term={say('covered')} strong>
          {say('tonnes', { quantity: formatWhole(plant.coveredT) })}
        </Row>
        <FurtherCover plant={plant} />
        {plant.allocation && (
          <Row term={say('allocation_by_output')}>
            {say('tonnes', { quantity: formatWhole(plant.allocation.byOutputT) })}
            <small>
              {' '}
              {say('of_it_given', { quantity: formatWhole(plant.allocation.advanceT) })}
            </small>
          </Row>
        )}
      </dl>
    </div>
  );
}

// What beside allowances meets what is owed.
function FurtherCover({ plant }: { plant: PlantView }) {
  const credits = brief.value?.credits ?? [];
  const year = (clock.value?.year ?? 0) - (brief.value?.firstYear ?? 0);
  const tonnes = (quantity: bigint) => say('tonnes', { quantity: formatWhole(quantity) });
  const quota = credits.reduce((sum, each) => sum + (each.quotaBps[year] ?? 0n), 0n);
  const most_by_credits = (plant.obligationT * least(quota, 10_000n)) / 10_000n;
  return (
    <>
      {credits.length > 0 && (
        <Row term={say('by_credits')}>
          {tonnes(plant.metByCreditsT)}{' '}
          <small>{say('by_credits_most', { most: tonnes(most_by_credits) })}</small>
        </Row>
      )}
      {plant.forwardT !== 0n && (
        <Row term={say('by_forwards')}>
          {say('tonnes', { quantity: formatSignedWhole(plant.forwardT) })}
        </Row>
      )}
      {plant.borrowableT > 0n && <Row term={say('borrowable')}>{tonnes(plant.borrowableT)}</Row>}
    </>
  );
}

// What the next tonne is worth, beside what it costs in the market: the whole of the theory.
function NextTonne({ plant }: { plant: PlantView }) {
  const quote = allowances_top.value?.quote;
  const worth = plant.nextTonneCents;
  const ask = quote?.askPriceCentsPerTonne ?? 0n;
  const bid = quote?.bidPriceCentsPerTonne ?? 0n;
  const advice = adviceOf(worth, bid, ask);
  return (
    <div class="next-tonne">
      <dl>
        <Row term={say('next_tonne')} strong>
          {formatCents(worth)}
        </Row>
        <Row term={say('market_bid_ask')}>
          {bid > 0n ? formatCents(bid) : '–'} / {ask > 0n ? formatCents(ask) : '–'}
        </Row>
      </dl>
      <p class="verdict">{say(advice)}</p>
    </div>
  );
}

function adviceOf(worth: bigint, bid: bigint, ask: bigint) {
  if (ask > 0n && ask < worth) return 'advice_buy';
  if (bid > worth) return 'advice_sell';
  return bid > 0n || ask > 0n ? 'advice_wait' : 'advice_nobody';
}

// What stands in the field until it is decided; undefined: what is decided.
const planned_text = signal<string | undefined>(undefined);

function Abatement({ plant }: { plant: PlantView }) {
  const decided = plant.abatementT ?? 0n;
  const text = planned_text.value ?? writeAmount('whole', decided);
  const planned = valueOf('whole', text);
  const most_t = plant.maxAbatementT;
  const good = planned !== undefined && planned >= 0n && planned <= most_t;
  const shown = good ? previewPlan(plant, planned) : undefined;
  const changed = good && (planned !== decided || plant.abatementT === undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!changed) return;
    setPlan({ abatement: planned });
    planned_text.value = undefined;
  };
  const balancing = plant.balancingAbatementT;
  return (
    <form class="abatement" onSubmit={submit} noValidate>
      <h3>{say('abatement')}</h3>
      <MacChart plant={plant} planned={good ? planned : decided} />
      <AbatementSlider plant={plant} planned={good ? planned : decided} />
      <div class="abatement-fields">
        <AmountField
          id="abatement"
          label={say('abate_t')}
          kind="whole"
          text={text}
          change={(written) => (planned_text.value = written)}
          unit={say('unit_t')}
          step={most_t > 200n ? most_t / 100n : 1n}
          error={
            planned !== undefined && !good
              ? say('abate_at_most', { most: formatWhole(most_t) })
              : undefined
          }
        />
        <button type="submit" class="primary" disabled={!changed || busy.value.has('plan')}>
          {say('decide')}
        </button>
      </div>
      {balancing > 0n && balancing <= most_t && balancing !== planned && (
        <button
          type="button"
          class="small"
          onClick={() => (planned_text.value = writeAmount('whole', balancing))}
        >
          {say('balance_by_abating', { quantity: formatWhole(balancing) })}
        </button>
      )}
      {shown && (
        <p class="hint">
          {say('plan_preview', {
            cost: formatCents(shown.cost),
            marginal: shown.marginal === undefined ? '–' : formatCents(shown.marginal),
            position: positionText(shown.position),
          })}
        </p>
      )}
    </form>
  );
}

// A range of a thousand steps, so that no tonne is computed in floating point.
const kSteps = 1000n;

function AbatementSlider({ plant, planned }: { plant: PlantView; planned: bigint }) {
  const most_t = plant.maxAbatementT;
  if (most_t <= 0n) return null;
  return (
    <input
      type="range"
      class="slider"
      aria-label={say('abate_t')}
      aria-valuetext={`${say('tonnes', { quantity: formatWhole(planned) })}`}
      min={0}
      max={Number(kSteps)}
      value={Number((planned * kSteps) / most_t)}
      onInput={(event) => {
        const step = BigInt(event.currentTarget.value);
        planned_text.value = writeAmount('whole', (most_t * step) / kSteps);
      }}
    />
  );
}
