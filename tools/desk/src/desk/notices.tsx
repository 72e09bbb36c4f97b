// Short messages in a corner: what became of an order, what the instructor says. They are read out,
// and go by themselves but for refusals, which stay until they are closed.
import { announce, announceAtOnce } from '../shared/announcer.tsx';
import { shared } from '../shared/words/words.ts';
import { notices, type Notice } from './state.ts';
import { say } from './words/words.ts';

const kMost = 4;
const kShownMs = 8_000;
let last = 0;

export function tell(kind: Notice['kind'], text: string): void {
  const notice = { number: ++last, kind, text };
  notices.value = [...notices.value, notice].slice(-kMost);
  if (kind === 'bad') announceAtOnce(text);
  else announce(text);
  if (kind !== 'bad') setTimeout(() => dismiss(notice.number), kShownMs);
}

export function dismiss(number: number): void {
  notices.value = notices.value.filter((each) => each.number !== number);
}

export function Notices() {
  const marks = { good: '✓', bad: '⚠', plain: 'ℹ' };
  return (
    <aside class="notices" aria-label={say('messages')}>
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
