// Proves that the outbox loses nothing and doubles nothing, against an exchange that drops calls
// and answers at will, and through reloads.
import { create } from '@bufbuild/protobuf';
import { CommandResultSchema, RejectReason, type CommandResult } from '#proto/types_pb';
import { expect, test } from 'vitest';

import {
  Outbox,
  type Command,
  type Entry,
  type Outcome,
} from '../../../../tools/desk/src/desk/outbox.ts';

class Lost extends Error {}

// Keeps what it carried out by id, as the exchange does.
class Exchange {
  carried_out: string[] = [];
  last = 0n;
  // What happens to each next call.
  faults: ('call_lost' | 'answer_lost' | 'refused' | undefined)[] = [];

  async send({ id, text }: Entry): Promise<CommandResult> {
    const fault = this.faults.shift();
    await Promise.resolve();
    if (fault === 'call_lost') throw new Lost();
    if (fault === 'refused') throw new Error('the field is wrong');
    const rising = BigInt(id) > this.last;
    if (rising) {
      this.last = BigInt(id);
      this.carried_out.push(text);
    }
    if (fault === 'answer_lost') throw new Lost();
    const refusal = rising ? RejectReason.UNSPECIFIED : RejectReason.ORDER_ID_NOT_RISING;
    return create(CommandResultSchema, { orderId: BigInt(id), refusal, bound: this.last });
  }
}

class Memory {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, text: string) => void this.items.set(key, text);
  removeItem = (key: string) => void this.items.delete(key);
}

function open(exchange: Exchange, storage = new Memory(), known = () => 0n) {
  const outcomes: [string, Outcome][] = [];
  const outbox = new Outbox({
    send: (entry) => exchange.send(entry),
    is_answer: (error) => !(error instanceof Lost),
    message_of: (error) => (error as Error).message,
    last_id: known,
    done: (entry, outcome) => outcomes.push([entry.text, outcome]),
    changed: () => {},
    pause: () => Promise.resolve(),
    random: () => 0.5,
    storage,
    key: 'outbox',
  });
  return { outbox, outcomes, storage };
}

const command = (text: string): Command => ({ kind: 'order', message: {}, text });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const cases = (outcomes: [string, Outcome][]) => outcomes.map(([text, { case: is }]) => [text, is]);

test('commands arrive in their order, each once', async () => {
  const exchange = new Exchange();
  const { outbox, outcomes } = open(exchange);

  for (const text of ['a', 'b', 'c']) outbox.put(command(text));
  await settled();

  expect(exchange.carried_out).toEqual(['a', 'b', 'c']);
  expect(cases(outcomes)).toEqual([
    ['a', 'answered'],
    ['b', 'answered'],
    ['c', 'answered'],
  ]);
  expect(outbox.waiting()).toEqual([]);
});

test('after a lost answer the same is sent again, and is known to have arrived', async () => {
  const exchange = new Exchange();
  exchange.faults = ['answer_lost', 'call_lost'];
  const { outbox, outcomes } = open(exchange);

  outbox.put(command('a'));
  outbox.put(command('b'));
  await settled();

  expect(exchange.carried_out).toEqual(['a', 'b']);
  expect(cases(outcomes)).toEqual([
    ['a', 'had_arrived'],
    ['b', 'answered'],
  ]);
});

test('a lost call is sent again', async () => {
  const exchange = new Exchange();
  exchange.faults = ['call_lost', 'call_lost'];
  const { outbox, outcomes } = open(exchange);

  outbox.put(command('a'));
  await settled();

  expect(exchange.carried_out).toEqual(['a']);
  expect(cases(outcomes)).toEqual([['a', 'answered']]);
});

test('a reload while the answer is on its way neither loses nor doubles', async () => {
  const exchange = new Exchange();
  exchange.faults = ['answer_lost'];
  const storage = new Memory();
  const before = open(exchange, storage);
  before.outbox.put(command('a'));
  before.outbox.put(command('b'));
  before.outbox.stop();
  await settled();

  const after = open(exchange, storage);
  after.outbox.start();
  await settled();

  expect(exchange.carried_out).toEqual(['a', 'b']);
  expect(cases(after.outcomes)).toEqual([
    ['a', 'had_arrived'],
    ['b', 'answered'],
  ]);
  expect(storage.items.size).toBe(0);
});

test('an id that another program used is refused, never sent anew; the next one is above it', async () => {
  const exchange = new Exchange();
  exchange.last = 10_000n;
  const { outbox, outcomes } = open(exchange);

  outbox.put(command('a'));
  outbox.put(command('b'));
  await settled();

  expect(exchange.carried_out).toEqual(['b']);
  expect(cases(outcomes)).toEqual([
    ['a', 'answered'],
    ['b', 'answered'],
  ]);
  expect(outcomes[0]?.[1]).toMatchObject({ result: { refusal: RejectReason.ORDER_ID_NOT_RISING } });
});

test('a call that the browser itself repeated is known to have arrived', async () => {
  const exchange = new Exchange();
  const { outbox, outcomes } = open(exchange);
  const send = exchange.send.bind(exchange);
  exchange.send = async (entry) => {
    await send(entry);
    return send(entry);
  };

  outbox.put(command('a'));
  await settled();

  expect(exchange.carried_out).toEqual(['a']);
  expect(cases(outcomes)).toEqual([['a', 'had_arrived']]);
});

test('what the exchange would not have is given up, and the next one goes', async () => {
  const exchange = new Exchange();
  exchange.faults = ['refused'];
  const { outbox, outcomes } = open(exchange);

  outbox.put(command('a'));
  outbox.put(command('b'));
  await settled();

  expect(exchange.carried_out).toEqual(['b']);
  expect(outcomes[0]).toEqual(['a', { case: 'failed', message: 'the field is wrong' }]);
});

test('any faults in any order: each once, in order', async () => {
  // A counter in place of chance, so that a failure comes again.
  const kinds = ['call_lost', 'answer_lost', undefined] as const;
  for (let seed = 0; seed < 81; ++seed) {
    const exchange = new Exchange();
    exchange.faults = [seed % 3, Math.floor(seed / 3) % 3, Math.floor(seed / 9) % 3, seed % 2].map(
      (kind) => kinds[kind],
    );
    const { outbox } = open(exchange);
    for (const text of ['a', 'b', 'c']) outbox.put(command(text));
    await settled();
    expect([seed, ...exchange.carried_out]).toEqual([seed, 'a', 'b', 'c']);
  }
});

test('ids are above all that the account is known to have used', async () => {
  const exchange = new Exchange();
  open(exchange, new Memory(), () => 77n).outbox.put(command('a'));
  await settled();
  expect(exchange.last).toBeGreaterThan(77n);
});

test('what is stored and cannot be read counts as nothing', () => {
  const storage = new Memory();
  storage.setItem('outbox', '{broken');
  expect(open(new Exchange(), storage).outbox.waiting()).toEqual([]);
});
