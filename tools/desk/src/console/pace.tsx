// How long a day takes, in seconds on the screen and milliseconds on the wire.
import { useSignal } from '@preact/signals';

import { AmountField, valueOf } from '../shared/amount.tsx';
import { formatCents } from '../shared/units.ts';
import { CallButton } from './controls.tsx';
import { say } from './words/words.ts';

export const kPaces = [0n, 1_000n, 3_000n, 6_000n, 12_000n] as const;
const kLongestMs = 86_400_000n;

export function paceText(ms: bigint): string {
  if (ms === 0n) return say('pace_fastest');
  const hundredths = ms / 10n;
  const seconds = hundredths % 100n === 0n ? String(hundredths / 100n) : formatCents(hundredths);
  return say('pace_seconds', { seconds });
}

// Seconds with two digits after the point, as milliseconds. Undefined: none, or too long.
export function paceOf(text: string): bigint | undefined {
  const hundredths = valueOf('cents', text);
  if (hundredths === undefined || hundredths < 0n) return undefined;
  const ms = hundredths * 10n;
  return ms <= kLongestMs ? ms : undefined;
}

export function PaceField(props: { label: string; set: (ms: bigint) => void }) {
  const text = useSignal('');
  const ms = paceOf(text.value);
  const wrong = text.value.trim() !== '' && ms === undefined;
  return (
    <div class="row">
      <AmountField
        label={props.label}
        kind="cents"
        text={text.value}
        change={(typed) => (text.value = typed)}
        unit={say('seconds')}
        error={wrong ? say('pace_wrong') : undefined}
      />
      <CallButton
        name="SetPace"
        label={say('set')}
        disabled={ms === undefined}
        call={() => props.set(ms!)}
      />
    </div>
  );
}
