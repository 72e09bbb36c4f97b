// Proves how a stream is kept open: again after a break, later and later; quietly after silence; not
// after the last word; and that a class does not come back in one moment.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { backoff, follow, type Link } from '../../../../tools/desk/src/shared/follow.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const passing = (ms: number) => vi.advanceTimersByTimeAsync(ms);

// A stream that says some things, then breaks, or is silent until it is closed.
async function* saying(signal: AbortSignal, texts: string[], then: 'breaks' | 'rests') {
  yield* texts;
  if (then === 'breaks') throw new Error('broken');
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('closed')));
  });
}

function following(open: (attempt: number, signal: AbortSignal) => AsyncIterable<string>) {
  const heard: string[] = [];
  const links: Link[] = [];
  let attempts = 0;
  const stop = follow<string>({
    open: (signal) => open(attempts++, signal),
    take: (text) => {
      if (text === 'bad') throw new Error('missed one');
      heard.push(text);
    },
    link: (link) => links.at(-1) !== link && links.push(link),
    final: (error) => (error as Error).message === 'go away',
    silence_ms: 30_000,
  });
  return { heard, links, stop, attempts: () => attempts };
}

test('waits grow, with chance in them', () => {
  expect(backoff(0, () => 0)).toBe(200);
  expect(backoff(0, () => 1)).toBe(400);
  expect(backoff(3, () => 1)).toBe(3200);
  expect(backoff(30, () => 1)).toBe(8000);
});

test('a broken stream is opened again, and it is told', async () => {
  const { heard, links, stop } = following((attempt, signal) =>
    saying(signal, [`hello ${attempt}`], attempt === 0 ? 'breaks' : 'rests'),
  );
  await passing(1_000);
  expect(heard).toEqual(['hello 0', 'hello 1']);
  expect(links).toEqual(['connecting', 'connected', 'reconnecting', 'connected']);
  stop();
});

test('a stream that rests is opened anew without a word', async () => {
  const { links, stop, attempts } = following((_, signal) => saying(signal, ['hello'], 'rests'));
  await passing(100_000);
  expect(attempts()).toBe(4);
  expect(links).toEqual(['connecting', 'connected']);
  stop();
});

test('a message that cannot be taken opens the stream anew', async () => {
  const { heard, stop } = following((attempt, signal) =>
    saying(signal, attempt === 0 ? ['bad', 'never'] : ['good'], 'rests'),
  );
  await passing(1_000);
  expect(heard).toEqual(['good']);
  stop();
});

test('an exchange that is not there is not asked all the time', async () => {
  const { stop, attempts } = following((_, signal) => saying(signal, [], 'breaks'));
  await passing(60_000);
  expect(attempts()).toBeLessThan(20);
  stop();
});

test('after the last word, and once stopped, nothing is opened', async () => {
  const ended = following(async function* () {
    yield 'one';
    throw new Error('go away');
  });
  const stopped = following((_, signal) => saying(signal, ['one'], 'rests'));
  await passing(10);
  stopped.stop();
  await passing(60_000);
  expect([ended.attempts(), stopped.attempts()]).toEqual([1, 1]);
});
