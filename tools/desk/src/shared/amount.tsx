// A field for an amount: keeps what was typed, reads it exactly, says what is wrong with it.
import { Field } from './components.tsx';
import { formatCents, formatWhole, parseCents, parseWhole, type Read } from './units.ts';
import { shared } from './words/words.ts';

export type AmountKind = 'cents' | 'whole';

export function readAmount(kind: AmountKind, text: string): Read {
  return kind === 'cents' ? parseCents(text) : parseWhole(text);
}

export function writeAmount(kind: AmountKind, value: bigint): string {
  return kind === 'cents' ? formatCents(value) : formatWhole(value);
}

// Undefined: nothing is wrong with it.
export function amountError(kind: AmountKind, text: string): string | undefined {
  const read = readAmount(kind, text);
  if (!('wrong' in read)) return undefined;
  const example = writeAmount(kind, 123_450n);
  switch (read.wrong) {
    case 'empty':
      return shared('amount_empty');
    case 'not_a_number':
      return shared('amount_not_a_number', { example });
    case 'too_fine':
      return shared('amount_too_fine', { example });
    case 'too_large':
      return shared('amount_too_large');
  }
}

export function valueOf(kind: AmountKind, text: string): bigint | undefined {
  const read = readAmount(kind, text);
  return 'value' in read ? read.value : undefined;
}

export function AmountField(props: {
  label: string;
  kind: AmountKind;
  text: string;
  change: (text: string) => void;
  unit?: string;
  id?: string;
  hint?: string;
  error?: string | undefined; // beyond being an amount
  step?: bigint; // of arrow keys and buttons
  start?: bigint; // where these begin when nothing is written
  // Where buttons are to stand beside it.
  buttons?: boolean;
}) {
  const { kind, text, change, step } = props;
  const wrong = text.trim() === '' ? undefined : amountError(kind, text);
  const move = (by: bigint) => {
    const now = text.trim() === '' ? undefined : (valueOf(kind, text) ?? 0n);
    const value = now === undefined ? (props.start ?? by) : now + by;
    change(writeAmount(kind, value < 0n ? 0n : value));
  };
  const keys = (event: KeyboardEvent) => {
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowUp: step, ArrowDown: -step, PageUp: step * 10n, PageDown: -step * 10n };
    const found = by[event.key as keyof typeof by];
    if (found === undefined) return;
    event.preventDefault();
    move(found);
  };
  const field = (
    <Field
      label={props.label}
      value={text}
      change={change}
      numeric={kind === 'cents' ? 'decimal' : 'numeric'}
      error={wrong ?? props.error}
      attributes={{ onKeyDown: keys, onFocus: (event) => event.currentTarget.select() }}
      {...(props.unit ? { unit: props.unit } : {})}
      {...(props.id ? { id: props.id } : {})}
      {...(props.hint ? { hint: props.hint } : {})}
    />
  );
  if (!props.buttons || step === undefined) return field;
  return (
    <div class="stepper">
      {field}
      <StepButton
        mark="−"
        label={shared('less', { what: props.label })}
        press={() => move(-step)}
      />
      <StepButton mark="+" label={shared('more', { what: props.label })} press={() => move(step)} />
    </div>
  );
}

// Not in the order of focus: the arrow keys of the field do the same.
function StepButton(props: { mark: string; label: string; press: () => void }) {
  return (
    <button type="button" class="step" tabIndex={-1} aria-label={props.label} onClick={props.press}>
      {props.mark}
    </button>
  );
}
