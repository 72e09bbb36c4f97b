// Follows a stream of the exchange for as long as it is wanted: opens it again when it breaks or
// falls silent, at first soon and then less and less often, with some chance in it so that a class
// of thirty does not come back in one moment.
export type Link = 'connecting' | 'connected' | 'reconnecting' | 'offline';

export interface Follow<Message> {
  // Opens the stream; it must end when the signal says so.
  open(signal: AbortSignal): AsyncIterable<Message>;
  // Takes a message. Throws to have the stream opened anew.
  take(message: Message): void;
  // Told of each change of the link.
  link?(link: Link): void;
  // Whether to give up after this error: the token is no good, say.
  final?(error: unknown): boolean;
  // How long it may be silent before it is opened anew.
  silence_ms?: number;
}

const kFirstWaitMs = 400;
const kLongestWaitMs = 8_000;
// A stream that lasted so long was a good one: the next attempt comes soon.
const kSteadyMs = 3_000;
const kSilenceMs = 30_000;

// How long to wait before the n-th attempt in a row, from 0.
export function backoff(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(kLongestWaitMs, kFirstWaitMs * 2 ** attempt);
  return full * (0.5 + random() / 2);
}

// Follows until stopped; returns what stops it.
export function follow<Message>(what: Follow<Message>): () => void {
  const stopped = new AbortController();
  void keepFollowing(what, stopped.signal);
  return () => stopped.abort();
}

async function keepFollowing<Message>(what: Follow<Message>, stopped: AbortSignal): Promise<void> {
  let attempt = 0;
  what.link?.(isOffline() ? 'offline' : 'connecting');
  while (!stopped.aborted) {
    const opened = Date.now();
    const { messages, error } = await followOnce(what, stopped);
    if (stopped.aborted || (error !== undefined && what.final?.(error))) return;
    if (messages > 0 && Date.now() - opened > kSteadyMs) attempt = 0;
    // A stream that ended well, or fell silent, after news is simply opened again.
    if (error !== undefined || messages === 0) {
      what.link?.(isOffline() ? 'offline' : 'reconnecting');
    }
    await pause(backoff(attempt++), stopped);
  }
}

// Tells all that wait for another attempt that the exchange is there again.
export function exchangeIsBack(): void {
  globalThis.dispatchEvent?.(new Event(kBack));
}

function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

async function followOnce<Message>(
  what: Follow<Message>,
  stopped: AbortSignal,
): Promise<{ messages: number; error?: unknown }> {
  const attempt = new AbortController();
  const end = () => attempt.abort();
  let silence: ReturnType<typeof setTimeout> | undefined;
  let fell_silent = false;
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      fell_silent = true;
      end();
    }, what.silence_ms ?? kSilenceMs);
  };
  stopped.addEventListener('abort', end);
  globalThis.addEventListener?.('offline', end);
  let messages = 0;
  try {
    listen();
    for await (const message of what.open(attempt.signal)) {
      listen();
      what.take(message);
      messages += 1;
      what.link?.('connected');
    }
    return { messages };
  } catch (error) {
    // Silence may be a dead connection or a market that rests: nobody is told before it is known.
    return fell_silent && messages > 0 ? { messages } : { messages, error };
  } finally {
    clearTimeout(silence);
    end();
    stopped.removeEventListener('abort', end);
    globalThis.removeEventListener?.('offline', end);
  }
}

const kBack = 'tanshi:back';

// Waits; ends early when stopped, or when the network or the exchange is known to be back.
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      for (const name of ['online', kBack]) globalThis.removeEventListener?.(name, done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopped.addEventListener('abort', done);
    for (const name of ['online', kBack]) globalThis.addEventListener?.(name, done);
  });
}
