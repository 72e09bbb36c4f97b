// Charts of firms, to talk about: what trade was worth to each, and what each abated, beside the
// best that could be had.
import { formatShort, formatSignedCents, formatWhole } from '../shared/units.ts';
import { Bars } from './bars.tsx';
import { abatementOf, gainsOf } from './standings.ts';
import { currency, debriefs, seats } from './state.ts';
import { shortTonnes } from './tonnes.ts';
import { say } from './words/words.ts';

export function GainBars(props: { names: boolean }) {
  const gains = gainsOf(debriefs.value, seats.value);
  const has_best = gains.some(({ best }) => best !== undefined);
  if (gains.length === 0) return <p class="empty">{say('no_seats')}</p>;
  if (!has_best && gains.every(({ gain }) => gain === 0n)) {
    return <p class="empty">{say('no_gain_yet')}</p>;
  }
  return (
    <>
      <p class="hint">
        {say('gain_note', { currency: currency.value })} {has_best && say('gain_best_note')}
      </p>
      <Bars
        label={say('gains')}
        bars={gains.map(({ seat, name, gain, best }) => ({
          key: seat,
          name: props.names && name !== '' ? name : seat,
          value: gain,
          ...(best === undefined ? {} : { mark: best }),
          text: `${gain > 0n ? '+' : ''}${formatShort(gain / 100n)}`,
          title: formatSignedCents(gain),
        }))}
      />
    </>
  );
}

export function AbatementBars(props: { names: boolean }) {
  const told = debriefs.value.filter(({ years }) =>
    years.some(({ emissionsT }) => emissionsT > 0n),
  );
  if (told.length === 0) return <p class="empty">{say('debriefs_empty')}</p>;
  return (
    <>
      <p class="hint">{say('worth_note')}</p>
      <Bars
        label={say('abatement_by_firm')}
        bars={told.map((one) => {
          const { done, worth } = abatementOf(one);
          return {
            key: one.seat,
            name: props.names && one.name !== '' ? one.name : one.seat,
            value: done,
            mark: worth,
            text: shortTonnes(done),
            title: say('done_and_worth', { done: formatWhole(done), worth: formatWhole(worth) }),
          };
        })}
      />
    </>
  );
}
