// What trade was worth to each seat, as bars, beside the best that could be had.
import { absolute, formatShort, formatSignedCents, most } from '../shared/units.ts';
import { gainsOf } from './standings.ts';
import { currency, debriefs, seats } from './state.ts';
import { say } from './words/words.ts';

export function GainBars(props: { names: boolean }) {
  const gains = gainsOf(debriefs.value, seats.value);
  const widest = gains.reduce(
    (found, { gain, best }) => most(found, most(absolute(gain), absolute(best ?? 0n))),
    1n,
  );
  const share = (cents: bigint) => `${Number((absolute(cents) * 1000n) / widest) / 10}%`;
  const has_best = gains.some(({ best }) => best !== undefined);
  if (gains.length === 0) return <p class="empty">{say('no_seats')}</p>;
  if (gains.every(({ gain, best }) => gain === 0n && best === undefined)) {
    return <p class="empty">{say('no_gain_yet')}</p>;
  }
  return (
    <>
      <p class="hint">
        {say('gain_note', { currency: currency.value })} {has_best && say('gain_best_note')}
      </p>
      <ol class="bars">
        {gains.map(({ seat, name, gain, best }) => (
          <li key={seat}>
            <span class="bar-name">{props.names && name !== '' ? name : seat}</span>
            <span class="bar-track" aria-hidden="true">
              <span class={`bar ${gain < 0n ? 'bar-loss' : ''}`} style={{ width: share(gain) }} />
              {best !== undefined && best > 0n && (
                <span class="bar-best" style={{ left: share(best) }} />
              )}
            </span>
            <span class="bar-figure" title={formatSignedCents(gain)}>
              {gain > 0n && '+'}
              {formatShort(gain / 100n)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
