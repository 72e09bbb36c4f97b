// Proves the small texts and figures: decimal text of the wire, days of the chart, announcements.
import { create } from '@bufbuild/protobuf';
import {
  AnnouncementKind,
  AnnouncementSchema,
  MarketDaySchema,
  MistakeSchema,
} from '#proto/classroom_service_pb';
import { TradeKind, TradeSchema } from '#proto/market_data_service_pb';
import { CommandResultSchema, RejectReason } from '#proto/types_pb';
import { expect, test } from 'vitest';

import { announcementText } from '../../../../tools/desk/src/desk/announcements.ts';
import { dayWith, yearsOf } from '../../../../tools/desk/src/desk/days.ts';
import { centsOfDecimal, wholeOfDecimal } from '../../../../tools/desk/src/desk/decimal.ts';
import { mistakeText } from '../../../../tools/desk/src/desk/mistakes.ts';
import { refusalText, resultText } from '../../../../tools/desk/src/desk/results.ts';

test.each([
  ['48000', 4_800_000n],
  ['4.5', 450n],
  ['2.6e5', 26_000_000n],
  ['2.4e-05', 0n],
  ['0.005', 1n],
  ['-1.239', -124n],
  ['1e+06', 100_000_000n],
  ['inf', undefined],
  ['', undefined],
  ['1,5', undefined],
])('decimal text %s in cents', (text, cents) => expect(centsOfDecimal(text)).toBe(cents));

test('decimal text in whole units', () => expect(wholeOfDecimal('349.5')).toBe(350n));

const trade = (price: number, quantity: number, kind = TradeKind.BOOK) =>
  create(TradeSchema, { priceCentsPerTonne: BigInt(price), quantityT: BigInt(quantity), kind });

test('trades join the day under way, or begin the next one', () => {
  const clock = { year: 2026, day: 3 };
  const before = [create(MarketDaySchema, { year: 2026, day: 2, closeCentsPerTonne: 90n })];
  const first = dayWith(before, clock, [trade(100, 5), trade(80, 1, TradeKind.DIRECT)]);
  const second = dayWith(first, clock, [trade(120, 2), trade(110, 3)]);

  expect(first).toHaveLength(2);
  expect(second[1]).toMatchObject({
    day: 3,
    openCentsPerTonne: 100n,
    highCentsPerTonne: 120n,
    lowCentsPerTonne: 100n,
    closeCentsPerTonne: 110n,
    volumeT: 10n,
  });
  // What was there is not touched.
  expect(first[1]).toMatchObject({ volumeT: 5n });
  expect(yearsOf(second)).toEqual([{ year: 2026, first: 0 }]);
});

test('an announcement of the exchange is put into words, one of the instructor is as it is', () => {
  const shock = { kind: AnnouncementKind.DEMAND_SHOCK, year: 2026, figures: [12_000n, 2027n] };
  expect(announcementText(create(AnnouncementSchema, shock))).toBe(
    'Emissions of all firms change by +20\u00a0% from 2027 on.',
  );
  const said = { kind: AnnouncementKind.TEXT, text: '<b>Think</b>' };
  expect(announcementText(create(AnnouncementSchema, said))).toBe('<b>Think</b>');
});

test('a year in which nothing was traded has no price', () => {
  const ended = { kind: AnnouncementKind.YEAR_ENDED, year: 2027, figures: [2027n, 5_000n, 0n] };
  expect(announcementText(create(AnnouncementSchema, ended))).toBe(
    '2027 has ended: all emitted 5,000 t; nothing was traded.',
  );
  ended.figures[2] = 2_650n;
  expect(announcementText(create(AnnouncementSchema, ended))).toContain('mean price 26.50');
});

test('a mistake of a kind that is not known yet still makes a sentence', () => {
  const mistake = { kind: 99, year: 2026, day: -1, quantityT: 5n } as never;
  expect(mistakeText(create(MistakeSchema, mistake))).toContain('In 2026: 5 t');
});

test('a result in words; a refusal without words of ours in those of the exchange', () => {
  const result = create(CommandResultSchema, {
    fills: [
      { priceCentsPerTonne: 5000n, quantityT: 30n },
      { priceCentsPerTonne: 5100n, quantityT: 10n },
    ],
    openQuantityT: 60n,
  });
  expect(resultText('Buy', result)).toBe('Buy · 40 t traded at 50.25 · 60 t wait');
  const refused = { refusal: RejectReason.PRICE_ABOVE_BAND, bound: 9000n };
  expect(refusalText(create(CommandResultSchema, refused))).toContain('90.00');
  const unknown = { refusal: RejectReason.SAME_ACCOUNT + 0, detail: 'said by the exchange' };
  expect(refusalText(create(CommandResultSchema, unknown))).toBe('one cannot trade with oneself');
  const later = { refusal: 999 as RejectReason, detail: 'said by the exchange' };
  expect(refusalText(create(CommandResultSchema, later))).toBe('said by the exchange');
});
