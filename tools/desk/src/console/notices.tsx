// Short messages in a corner: what was done, what failed. They are read out; failures stay until
// they are closed.
import { announce, announceAtOnce } from '../shared/announcer.tsx';
import { shared } from '../shared/words/words.ts';
import { notices, type Notice } from './state.ts';
import { say } from './words/words.ts';

const kMost = 4;
const kShownMs = 6_000;
let last = 0;

export function tell(kind: Notice['kind'], text: string): void {
  const number = ++last;
  const others = notices.value.filter((each) => each.text !== text);
  notices.value = [...others, { number, kind, text }].slice(-kMost);
  if (kind === 'bad') announceAtOnce(text);
  else announce(text);
  if (kind !== 'bad') setTimeout(() => dismiss(number), kShownMs);
}

function dismiss(number: number): void {
  notices.value = notices.value.filter((each) => each.number !== number);
}

export function Notices() {
  if (notices.value.length === 0) return null;
  return (
    <aside class="notices" aria-label={say('messages_of_console')}>
      {notices.value.map(({ number, kind, text }) => (
        <div key={number} class={`notice notice-${kind}`}>
          <span aria-hidden="true">{kind === 'good' ? '✓' : '⚠'}</span>
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
