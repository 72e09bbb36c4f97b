// Proves that each language says all that the others say, with the same figures in it.
import { expect, test } from 'vitest';

import { sayer } from '../../../../tools/desk/src/shared/language.ts';

const files = import.meta.glob<Record<string, Record<string, string>>>(
  '../../../../tools/desk/src/*/words/{en,zh}*.ts',
  { eager: true },
);

function words(file: string): Record<string, string> {
  return Object.assign({}, ...Object.values(files[file] ?? {}));
}

const english = Object.keys(files).filter((file) => /\/en[^/]*$/.test(file));

test('there are words', () => expect(english.length).toBeGreaterThan(0));

test.each(english)('%s: the Chinese file has the same keys and holes', (file) => {
  const en = words(file);
  const zh = words(file.replace(/\/en([^/]*)$/, '/zh$1'));
  const holes = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  for (const key of Object.keys(en)) {
    expect(zh[key], key).not.toBe('');
    expect([key, ...holes(zh[key])]).toEqual([key, ...holes(en[key])]);
  }
});

test('one of a thing has a word of its own where there is one', () => {
  const en = { seats: '{count} seats', seats_one: 'one seat', left: '{count} left' };
  const say = sayer({ en, zh: en });
  expect(say('seats', { count: 2 })).toBe('2 seats');
  expect(say('seats', { count: 1 })).toBe('one seat');
  expect(say('seats', { count: '1' })).toBe('one seat');
  expect(say('left', { count: 1 })).toBe('1 left');
});
