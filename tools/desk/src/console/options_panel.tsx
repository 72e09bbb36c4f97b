// What participants are shown and told, and what a laboratory pays.
import { signal } from '@preact/signals';
import { useId } from 'preact/hooks';

import { AmountField, valueOf, writeAmount } from '../shared/amount.tsx';
import { Panel } from '../shared/components.tsx';
import { formatCents, formatWhole } from '../shared/units.ts';
import { attempt, operator } from './calls.ts';
import { Check } from './check.tsx';
import { CallButton } from './controls.tsx';
import { type Options, unsaved } from './options.ts';
import { currency, told } from './state.ts';
import { say } from './words/words.ts';

// What was changed here and is not saved; the rest follows the exchange.
const changed = signal<Partial<Options>>({});
const set = (change: Partial<Options>) => (changed.value = { ...changed.value, ...change });

const kMostCharacters = 10_000;
const kMostFee = 1_000_000n;
const kMostPerMillion = 10_000_000_000n;

function saved(): Options {
  const now = told.value?.options;
  return {
    instructions: now?.instructions ?? '',
    consent: now?.consent ?? '',
    ranking: now?.ranking ?? false,
    ranking_names: now?.rankingNames ?? false,
    rate: writeAmount('cents', now?.paidCentsPerMillion ?? 0n),
    fee: writeAmount('cents', now?.showUpFeeCents ?? 0n),
  };
}

export function OptionsPanel() {
  const shown = { ...saved(), ...changed.value };
  const is_saved = unsaved(saved(), changed.value).length === 0;
  const rate = payable(shown.rate, kMostPerMillion);
  const fee = payable(shown.fee, kMostFee);
  const long = [shown.instructions, shown.consent].some(
    (text) => [...text].length > kMostCharacters,
  );
  const wrong = rate === undefined || fee === undefined || long;
  return (
    <Panel title={say('for_participants')}>
      <div class="stack">
        <TextBox
          label={say('instructions')}
          hint={say('instructions_hint')}
          text={shown.instructions}
          change={(instructions) => set({ instructions })}
        />
        <TextBox
          label={say('consent')}
          hint={say('consent_hint')}
          text={shown.consent}
          change={(consent) => set({ consent })}
        />
        <Check
          label={say('ranking')}
          checked={shown.ranking}
          change={(ranking) => set({ ranking })}
        />
        <Check
          label={say('ranking_names')}
          checked={shown.ranking_names}
          disabled={!shown.ranking}
          change={(ranking_names) => set({ ranking_names })}
        />
        <Payment shown={shown} rate={rate} fee={fee} />
        <div class="tools">
          <CallButton
            name="SetClassOptions"
            class="primary"
            label={say('save')}
            disabled={wrong || is_saved}
            call={() => void save(shown)}
          />
          {!is_saved && (
            <>
              <button type="button" onClick={() => (changed.value = {})}>
                {say('undo')}
              </button>
              <span class="hint">{say('not_saved')}</span>
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}

function payable(text: string, most: bigint): bigint | undefined {
  const cents = valueOf('cents', text);
  return cents !== undefined && cents >= 0n && cents <= most ? cents : undefined;
}

function Payment(props: { shown: Options; rate: bigint | undefined; fee: bigint | undefined }) {
  const { shown, rate, fee } = props;
  const money = (cents: bigint) => formatCents(cents);
  return (
    <fieldset class="group">
      <legend>{say('payment')}</legend>
      <p class="hint">{say('payment_hint')}</p>
      <div class="row">
        <AmountField
          label={say('pay_rate', { currency: currency.value })}
          kind="cents"
          text={shown.rate}
          change={(text) => set({ rate: text })}
          error={
            rate === undefined ? say('payable_wrong', { most: money(kMostPerMillion) }) : undefined
          }
        />
        <AmountField
          label={say('pay_fee')}
          kind="cents"
          text={shown.fee}
          change={(text) => set({ fee: text })}
          error={fee === undefined ? say('payable_wrong', { most: money(kMostFee) }) : undefined}
        />
      </div>
      {rate !== undefined && fee !== undefined && rate > 0n && (
        <p class="sentence">
          {say('payment_example', {
            gain: formatWhole(500_000n),
            currency: currency.value,
            paid: money(fee + rate / 2n),
          })}
        </p>
      )}
    </fieldset>
  );
}

function TextBox(props: {
  label: string;
  hint: string;
  text: string;
  change: (text: string) => void;
}) {
  const id = useId();
  const count = [...props.text].length;
  const wrong = count > kMostCharacters;
  return (
    <div class={`field ${wrong ? 'field-wrong' : ''}`}>
      <label for={id}>{props.label}</label>
      <textarea
        id={id}
        rows={4}
        value={props.text}
        aria-describedby={`${id}-note`}
        aria-invalid={wrong ? true : undefined}
        onInput={(event) => props.change(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class={wrong ? 'wrong' : 'hint'}>
        {wrong
          ? `⚠ ${say('characters_of', { count: formatWhole(count), most: formatWhole(kMostCharacters) })}`
          : props.hint}
      </p>
    </div>
  );
}

async function save(shown: Options): Promise<void> {
  const done = await attempt(
    'SetClassOptions',
    say('save'),
    () =>
      operator.setClassOptions({
        instructions: shown.instructions,
        consent: shown.consent,
        ranking: shown.ranking,
        rankingNames: shown.ranking && shown.ranking_names,
        paidCentsPerMillion: payable(shown.rate, kMostPerMillion)!,
        showUpFeeCents: payable(shown.fee, kMostFee)!,
      }),
    say('saved'),
  );
  if (done) changed.value = {};
}
