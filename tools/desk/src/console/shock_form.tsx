// Puts a shock together, says what will happen, and asks before it does.
import { useSignal } from '@preact/signals';

import { Choices, Field, Select } from '../shared/components.tsx';
import { attempt, operator } from './calls.ts';
import { confirm } from './confirm.tsx';
import { CallButton } from './controls.tsx';
import { changeRange, readChange, type Shock, type ShockKind } from './shocks.ts';
import { shockRequest, shockSentence } from './shocks.ts';
import { clock, is_over, last_year } from './state.ts';
import { Unsupported } from './unsupported.tsx';
import { say } from './words/words.ts';

const kKinds: readonly ShockKind[] = ['demand', 'cost', 'cap'];

export function ShockForm() {
  const kind = useSignal<ShockKind>('demand');
  const change = useSignal('');
  const first_year = useSignal<string>('');
  const year_count = useSignal('0');
  const surprise = useSignal(false);

  const now = clock.value?.year ?? 0;
  const first = kind.value === 'cap' ? now + 1 : now;
  const choosable = range(first, Math.max(first, last_year.value));
  const chosen = Math.max(first, Number(first_year.value) || first);
  const read = readChange(kind.value, change.value);
  const none_left = kind.value === 'cap' && now >= last_year.value;
  const shock: Shock | undefined =
    'wrong' in read || none_left
      ? undefined
      : {
          kind: kind.value,
          change_bps: read.change_bps,
          first_year: kind.value === 'cost' ? now : chosen,
          year_count: Number(year_count.value),
          surprise: surprise.value,
        };
  return (
    <div class="stack">
      <Unsupported call="ApplyShock" instead={say('instead_of_shock')} />
      <Choices<ShockKind>
        label={say('shock_kind')}
        value={kind.value}
        choose={(value) => (kind.value = value)}
        choices={kKinds.map((value) => ({ value, label: say(`shock_${value}`) }))}
      />
      <p class="hint">{say(`shock_${kind.value}_hint`)}</p>
      <div class="row">
        <Field
          label={say('shock_change')}
          value={change.value}
          change={(text) => (change.value = text)}
          unit="%"
          numeric="decimal"
          hint={say('change_hint')}
          error={
            'wrong' in read && change.value.trim() !== ''
              ? say(read.wrong, changeRange(kind.value))
              : undefined
          }
        />
        {kind.value !== 'cost' && (
          <Select
            label={say('first_year')}
            value={String(chosen)}
            choose={(value) => (first_year.value = value)}
            choices={choosable.map((year) => ({ value: String(year), label: String(year) }))}
          />
        )}
        {kind.value === 'demand' && (
          <Select
            label={say('how_long')}
            value={year_count.value}
            choose={(value) => (year_count.value = value)}
            choices={['0', '1', '2', '3'].map((value) => ({
              value,
              label: value === '0' ? say('to_the_end') : say('years_count', { count: value }),
            }))}
          />
        )}
      </div>
      <Choices
        label={say('who_is_told')}
        value={surprise.value ? 'surprise' : 'announced'}
        choose={(value) => (surprise.value = value === 'surprise')}
        choices={[
          { value: 'announced', label: say('announced_shock') },
          { value: 'surprise', label: say('surprise_shock') },
        ]}
      />
      {none_left && <p class="strip">ℹ {say('no_year_left')}</p>}
      {shock && <p class="sentence">{shockSentence(shock)}</p>}
      <CallButton
        name="ApplyShock"
        class="primary"
        label={say('apply_shock')}
        disabled={!shock || is_over.value}
        call={() => shock && askShock(shock, () => (change.value = ''))}
      />
    </div>
  );
}

function askShock(shock: Shock, done: () => void): void {
  const act = async () => {
    const applied = await attempt(
      'ApplyShock',
      say('apply_shock'),
      () => operator.applyShock(shockRequest(shock)),
      say('shock_applied'),
    );
    if (applied) done();
  };
  confirm({
    title: say(`shock_${shock.kind}`),
    text: `${shockSentence(shock)} ${say('shock_final')}`,
    yes: say('do_it'),
    act: () => void act(),
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
