// The few figures that say how the market does.
import { formatBps, formatCents } from '../shared/units.ts';
import { lastPrice, offTheory } from './standings.ts';
import { clock, currency, days, has_figures, is_over, seats, told, years } from './state.ts';
import { shortTonnes } from './tonnes.ts';
import { say } from './words/words.ts';

export function Figures() {
  const year = years.value.at(-1);
  const price = lastPrice(days.value, years.value);
  const benchmark = year?.benchmarkCentsPerTonne ?? 0n;
  const off = offTheory(price, benchmark);
  const efficiency = told.value?.efficiencyBps;
  const over = (year?.emissionsT ?? 0n) - (year?.capT ?? 0n);
  const short = seats.value.filter(({ shortT }) => shortT > 0n).length;
  const unit = `${currency.value}/t`;
  return (
    <dl class="figures">
      <Figure
        term={say('price_now')}
        value={price > 0n ? formatCents(price) : '–'}
        note={price > 0n ? unit : say('no_trade_yet')}
      />
      <Figure
        term={say('benchmark')}
        value={benchmark > 0n ? formatCents(benchmark) : '–'}
        note={
          off === undefined
            ? unit
            : say(off < 0n ? 'price_below' : 'price_above', {
                off: formatBps(off < 0n ? -off : off),
              })
        }
      />
      <Figure
        term={say('efficiency')}
        value={efficiency === undefined ? '–' : formatBps(efficiency)}
        note={say(efficiencyNote())}
      />
      <Figure
        term={say('emissions_expected')}
        value={shortTonnes(year?.emissionsT ?? 0n)}
        note={say('against_cap', {
          cap: shortTonnes(year?.capT ?? 0n),
          over: `${over > 0n ? '+' : ''}${shortTonnes(over)}`,
        })}
      />
      <Figure
        term={say('traded')}
        value={shortTonnes(year?.volumeT ?? 0n)}
        note={say('this_year')}
      />
      <Figure
        term={say('seats_short')}
        value={has_figures.value ? String(short) : '–'}
        note={shortNote()}
      />
    </dl>
  );
}

function shortNote(): string {
  if (has_figures.value) return say('of_seats', { count: seats.value.length });
  if (is_over.value) return say('figures_over');
  return say('figures_later', { year: clock.value?.year ?? '' });
}

function efficiencyNote() {
  if (told.value?.efficiencyBps !== undefined) return 'efficiency_note';
  return is_over.value || years.value.length > 1 ? 'efficiency_none' : 'efficiency_later';
}

function Figure(props: { term: string; value: string; note: string }) {
  return (
    <div class="figure-box">
      <dt>{props.term}</dt>
      <dd>
        <strong>{props.value}</strong>
        <span class="muted">{props.note}</span>
      </dd>
    </div>
  );
}
