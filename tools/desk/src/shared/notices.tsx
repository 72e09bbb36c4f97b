// Short messages in a corner: what was done, what failed, what is new. They are read out, and go by
// themselves but for failures, which stay until they are closed or what they are about has gone
// well after all; one that comes again takes the place of the first.
import { signal } from '@preact/signals';

import { announce, announceAtOnce } from './announcer.tsx';
import { shared } from './words/words.ts';

type Kind = 'good' | 'bad' | 'plain';

interface Notice {
  readonly number: number;
  readonly kind: Kind;
  readonly text: string;
  // What it is about: the call that failed.
  readonly about: string;
}

const kMost = 4;
const kShownMs = 8_000;
const marks = { good: '✓', bad: '⚠', plain: 'ℹ' };
const notices = signal<readonly Notice[]>([]);
let last = 0;

export function tell(kind: Kind, text: string, about = ''): void {
  const number = ++last;
  const others = notices.value.filter((each) => kind !== 'bad' || each.text !== text);
  notices.value = [...others, { number, kind, text, about }].slice(-kMost);
  if (kind === 'bad') announceAtOnce(text);
  else announce(text);
  if (kind !== 'bad') setTimeout(() => dismiss(number), kShownMs);
}

// Takes back the failures of a call; without a name all.
export function forgetFailures(about?: string): void {
  const stays = (each: Notice) =>
    each.kind !== 'bad' || (about !== undefined && each.about !== about);
  notices.value = notices.value.filter(stays);
}

function dismiss(number: number): void {
  notices.value = notices.value.filter((each) => each.number !== number);
}

export function Notices({ label }: { label: string }) {
  if (notices.value.length === 0) return null;
  return (
    <aside class="notices" aria-label={label}>
      {notices.value.map(({ number, kind, text }) => (
        <div key={number} class={`notice notice-${kind}`}>
          <span aria-hidden="true">{marks[kind]}</span>
          <p>{text}</p>
          <button
            type="button"
            class="quiet"
            aria-label={shared('close')}
            onClick={() => dismiss(number)}
          >
            ✕
          </button>
        </div>
      ))}
    </aside>
  );
}
