// Commands on their way to the exchange: kept in sessionStorage until they are answered, sent one
// after the other, and sent again as they were when an answer was lost. The exchange knows each by
// its id and carries it out once, so nothing is lost and nothing is done twice, also over a reload.
//
// One after the other, because ids must rise: were two under way, the second could arrive first,
// and the first would look as if it had arrived before.
import type { CommandResult } from '#proto/types_pb';
import { RejectReason } from '#proto/types_pb';

// What an entry is, besides its id; plain, so that it can be stored.
export interface Command {
  readonly kind: 'order' | 'bid' | 'offer' | 'take';
  // The message in protobuf's JSON, without its id.
  readonly message: Readonly<Record<string, unknown>>;
  // Says what it is to the person: "Buy 100 t at 50.00".
  readonly text: string;
}

export interface Entry extends Command {
  readonly number: number; // of this outbox
  readonly id: string; // decimal; chosen, above all that are known, when it is first sent
  // How often it has been sent.
  readonly attempts: number;
}

export type Outcome =
  | { readonly case: 'answered'; readonly result: CommandResult }
  // It had arrived before: an answer was lost, or the browser itself sent it again, as browsers do
  // with a connection that breaks. What is left of it is among the orders.
  | { readonly case: 'had_arrived'; readonly result: CommandResult }
  // The exchange would not have it, and has changed nothing.
  | { readonly case: 'failed'; readonly message: string };

export interface Wiring {
  send(entry: Entry): Promise<CommandResult>;
  // Whether an error of `send` is an answer; else it is not known whether the command arrived.
  is_answer(error: unknown): boolean;
  message_of(error: unknown): string;
  // The highest id that the account is known to have used.
  last_id(): bigint;
  done(entry: Entry, outcome: Outcome): void;
  changed(entries: readonly Entry[]): void;
  // Waits before the n-th attempt to send again.
  pause(attempt: number): Promise<void>;
  random(): number;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  key: string;
}

// Ids rise in leaps of up to so much, so that two programs that use one account hardly ever choose
// the same one, and an answer that an id is used up can be told from one about another's order.
const kLeap = 1000;

export class Outbox {
  private entries: Entry[];
  private highest = 0n;
  private running = false;
  private stopped = false;

  constructor(private readonly wiring: Wiring) {
    this.entries = this.stored();
    for (const { id } of this.entries) this.highest = maximum(this.highest, BigInt(id || 0));
  }

  waiting(): readonly Entry[] {
    return this.entries;
  }

  // Sends what was left from before a reload.
  start(): void {
    this.stopped = false;
    this.wiring.changed(this.entries);
    void this.run();
  }

  stop(): void {
    this.stopped = true;
  }

  // Takes a command; it is stored when this returns.
  put(command: Command): void {
    const number = 1 + Math.max(0, ...this.entries.map((each) => each.number));
    this.replace([...this.entries, { ...command, number, id: '', attempts: 0 }]);
    void this.run();
  }

  private nextId(): bigint {
    const leap = 1 + Math.floor(this.wiring.random() * kLeap);
    this.highest = maximum(this.highest, this.wiring.last_id()) + BigInt(leap);
    return this.highest;
  }

  // Ends when the outbox is empty or stopped: each pass answers its first entry.
  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (!this.stopped && this.entries[0]) await this.answerFirst();
    } finally {
      this.running = false;
    }
  }

  // Sends the first entry until it is answered. Each attempt is stored before it is made, so that
  // a reload in between knows that it may have arrived.
  private async answerFirst(): Promise<void> {
    while (!this.stopped) {
      const first = this.entries[0]!;
      const id = first.id || this.nextId().toString();
      const entry = { ...first, id, attempts: first.attempts + 1 };
      this.replace([entry, ...this.entries.slice(1)]);
      try {
        const result = await this.wiring.send(entry);
        this.highest = maximum(this.highest, usedUpTo(result));
        this.finish(entry, outcomeOf(entry, result));
        return;
      } catch (error) {
        if (this.wiring.is_answer(error)) {
          this.finish(entry, { case: 'failed', message: this.wiring.message_of(error) });
          return;
        }
      }
      await this.wiring.pause(entry.attempts - 1);
    }
  }

  private finish(entry: Entry, outcome: Outcome): void {
    this.replace(this.entries.slice(1));
    this.wiring.done(entry, outcome);
  }

  private replace(entries: Entry[]): void {
    this.entries = entries;
    const { storage, key } = this.wiring;
    if (entries.length > 0) storage.setItem(key, JSON.stringify(entries));
    else storage.removeItem(key);
    this.wiring.changed(entries);
  }

  private stored(): Entry[] {
    try {
      const text = this.wiring.storage.getItem(this.wiring.key);
      const entries: unknown = text ? JSON.parse(text) : [];
      return Array.isArray(entries) ? (entries as Entry[]) : [];
    } catch {
      return [];
    }
  }
}

function usedUpTo({ refusal, bound }: CommandResult): bigint {
  return refusal === RejectReason.ORDER_ID_NOT_RISING ? bound : 0n;
}

// An id that is used up at the first attempt, where the account's latest is above it, was used by
// another program: told as a refusal, never sent anew, for twice is worse than once more by hand.
function outcomeOf(entry: Entry, result: CommandResult): Outcome {
  const used = result.refusal === RejectReason.ORDER_ID_NOT_RISING;
  const own = entry.attempts > 1 || result.knownOrder || result.bound === BigInt(entry.id);
  return { case: used && own ? 'had_arrived' : 'answered', result };
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
