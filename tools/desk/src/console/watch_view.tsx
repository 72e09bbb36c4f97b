// The market and its seats as they are now.
import { useSignal } from '@preact/signals';
import type { SeatFigures } from '#proto/operator_service_pb';

import { Choices, Panel, Table } from '../shared/components.tsx';
import { formatCents, formatSignedCents, formatSignedWhole, formatWhole } from '../shared/units.ts';
import { CapChart, PriceChart } from './class_charts.tsx';
import { Figures } from './figures.tsx';
import { sparkPoints, sparkZero } from './history.ts';
import { history } from './session.ts';
import { byShort } from './standings.ts';
import { has_figures, seats, slide } from './state.ts';
import { say } from './words/words.ts';

export function WatchView() {
  return (
    <div class="stack">
      <Figures />
      <div class="grid watch-grid">
        <Panel
          title={say('price_and_benchmark')}
          aside={
            <button type="button" class="quiet" onClick={() => (slide.value = 'market')}>
              {say('project')}
            </button>
          }
        >
          <PriceChart height={240} />
        </Panel>
        <Panel title={say('emissions_and_cap')}>
          <CapChart height={240} />
        </Panel>
      </div>
      <Panel title={say('seats_by_short')}>
        <Seats />
      </Panel>
    </div>
  );
}

type Who = 'all' | 'people';

function Seats() {
  const who = useSignal<Who>('all');
  const shown = seats.value.filter(({ name }) => who.value === 'all' || name !== '');
  return (
    <div class="stack">
      <Choices<Who>
        label={say('which_seats')}
        class="narrow"
        value={who.value}
        choose={(value) => (who.value = value)}
        choices={[
          { value: 'all', label: say('all_seats') },
          { value: 'people', label: say('seats_of_people') },
        ]}
      />
      <Table<SeatFigures>
        caption={say('seats_by_short')}
        empty={say('no_seats')}
        rows={has_figures.value ? byShort(shown) : shown}
        row_key={({ seat }) => seat}
        columns={[
          { title: say('seat'), head: true, cell: ({ seat }) => seat },
          { title: say('name'), cell: nameOf },
          { title: say('short_t'), figure: true, cell: ShortOf },
          { title: say('over_time'), cell: ({ seat }) => <Spark seat={seat} /> },
          {
            title: say('obligation'),
            figure: true,
            cell: (s) => ofYear(formatWhole(s.obligationT)),
          },
          { title: say('holdings'), figure: true, cell: (s) => formatWhole(s.holdingsT) },
          {
            title: say('abatement'),
            figure: true,
            cell: ({ abatementT }) =>
              ofYear(abatementT === undefined ? say('undecided') : formatWhole(abatementT)),
          },
          {
            title: say('own_mac'),
            figure: true,
            cell: (s) => ofYear(formatCents(s.nextTonneCents)),
          },
          { title: say('bought'), figure: true, cell: (s) => formatSignedWhole(s.boughtT) },
          { title: say('orders'), figure: true, cell: ({ orderCount }) => String(orderCount) },
          { title: say('gain'), figure: true, cell: (s) => formatSignedCents(s.gainCents) },
        ]}
      />
    </div>
  );
}

function nameOf({ name, connected, robotPlays }: SeatFigures) {
  if (name === '') return <span class="muted">{say('robot')}</span>;
  return (
    <>
      {name}{' '}
      {robotPlays ? (
        <span class="mark">{say('robot_plays')}</span>
      ) : (
        !connected && <span class="muted">○ {say('is_away')}</span>
      )}
    </>
  );
}

// A figure that is none while no year is traded.
function ofYear(text: string): string {
  return has_figures.value ? text : '–';
}

// Words and a shape, not a colour alone.
function ShortOf({ shortT }: SeatFigures) {
  if (!has_figures.value) return <span class="muted">–</span>;
  if (shortT > 0n) return <span class="bad">▲ {formatSignedWhole(shortT)}</span>;
  return <span>{formatSignedWhole(shortT)}</span>;
}

const kWidth = 90;
const kHeight = 20;

function Spark({ seat }: { seat: string }) {
  const values = history.of(seat);
  if (values.length < 2) return <span class="muted">–</span>;
  const zero = sparkZero(values, kHeight);
  return (
    <svg class="spark" viewBox={`0 -1 ${kWidth} ${kHeight + 2}`} aria-hidden="true">
      <line x1="0" x2={kWidth} y1={zero} y2={zero} class="spark-zero" />
      <polyline points={sparkPoints(values, kWidth, kHeight)} class="spark-line" />
    </svg>
  );
}
