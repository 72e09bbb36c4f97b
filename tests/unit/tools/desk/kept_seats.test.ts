// Proves that a browser keeps seats beyond their tabs, and forgets one that was left or has ended.
import { beforeEach, expect, test } from 'vitest';

import { KeptSeats } from '../../../../tools/desk/src/desk/kept_seats.ts';

let stored: Map<string, string>;
let seats: KeptSeats;
const ada = { token: 'a', name: 'Ada', seat: 'power-1' };
const bob = { token: 'b', name: 'Bob', seat: '' };

beforeEach(() => {
  stored = new Map();
  seats = new KeptSeats(() => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, text) => void stored.set(key, text),
    removeItem: (key) => void stored.delete(key),
  }));
});

test('what is kept is told, the latest first, each token once', () => {
  seats.keep(ada);
  seats.keep(bob);
  seats.keep({ ...ada, seat: 'power-2' });
  expect(seats.list()).toEqual([{ ...ada, seat: 'power-2' }, bob]);
});

test('a seat that is left is forgotten, another tab’s is not', () => {
  seats.keep(ada);
  seats.keep(bob);
  seats.forget('b');
  expect(seats.list()).toEqual([ada]);
  seats.forget(undefined);
  expect(seats.list()).toEqual([ada]);
  seats.forget('a');
  expect(stored.size).toBe(0);
});

test('another session gives another seat; who was forgotten is not kept again by it', () => {
  seats.keep(ada);
  seats.rename('a', 'cement-1');
  seats.rename('b', 'power-1');
  expect(seats.list()).toEqual([{ ...ada, seat: 'cement-1' }]);
});

test('no more than a few are kept', () => {
  for (let at = 0; at < 9; ++at) seats.keep({ ...ada, token: `t${at}` });
  expect(seats.list().map(({ token }) => token)).toEqual(['t8', 't7', 't6', 't5']);
});

test.each(['rubbish', '{}', '[1, null, {"token": 3}]', '[{"token": "", "name": "", "seat": ""}]'])(
  'what is no list of seats is none: %s',
  (text) => {
    stored.set('tanshi.seats', text);
    expect(seats.list()).toEqual([]);
    seats.keep(ada);
    expect(seats.list()).toEqual([ada]);
  },
);

test('a browser that refuses storage keeps none, and all goes on', () => {
  const refused = new KeptSeats(() => {
    throw new Error('refused');
  });
  refused.keep(ada);
  refused.forget('a');
  expect(refused.list()).toEqual([]);
});
