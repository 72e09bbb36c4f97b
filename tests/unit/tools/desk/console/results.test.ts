// Proves what the console works out of what the exchange tells: orders of seats, gains, payments,
// spark lines, mistakes; and how it shows the lesson plan.
import { create } from '@bufbuild/protobuf';
import { DebriefSchema, MistakeKind } from '#proto/classroom_service_pb';
import { SeatFiguresSchema } from '#proto/operator_service_pb';
import { SessionPhase } from '#proto/session_service_pb';
import { expect, test } from 'vitest';

import { htmlOf } from '../../../../../tools/desk/lesson_pages.ts';
import { History, sparkPoints, sparkZero } from '../../../../../tools/desk/src/console/history.ts';
import { mistakeCounts, mistakeText } from '../../../../../tools/desk/src/console/mistakes.ts';
import { csvCell, paymentsCsv } from '../../../../../tools/desk/src/console/payments.ts';
import {
  abatementOf,
  byShort,
  gainsOf,
  hasFigures,
  offTheory,
} from '../../../../../tools/desk/src/console/standings.ts';
import { shortTonnes } from '../../../../../tools/desk/src/console/tonnes.ts';

const seat = (name: string, id: bigint, shortT: bigint, gainCents = 0n) =>
  create(SeatFiguresSchema, { seat: name, accountId: id, shortT, gainCents });

const told = create(DebriefSchema, {
  seat: 'power-1',
  name: '=HYPERLINK("x")',
  costCents: 900n,
  costAloneCents: 1_500n,
  costBestCents: 700n,
  years: [{ abatedT: 100n }, { abatedT: 50n }],
  mistakes: [
    { kind: MistakeKind.ABATED_TOO_LITTLE, year: 2026, day: -1, quantityT: 30n, costCents: 5n },
    { kind: MistakeKind.ABATED_TOO_MUCH, year: 2027, day: -1, quantityT: 10n, costCents: 9n },
    { kind: MistakeKind.ABATED_TOO_LITTLE, year: 2028, day: -1, quantityT: 1n, costCents: 2n },
  ],
  payment: { year: 2027, earnedCents: -1_205n, paidCents: 500n },
});

test.each([
  [SessionPhase.WAITING, 0n, false],
  [SessionPhase.RUNNING, 0n, false], // allowances come with the first command
  [SessionPhase.RUNNING, 9n, true],
  [SessionPhase.PAUSED, 9n, true],
  [SessionPhase.FINISHED, 9n, false], // all have been surrendered
  [SessionPhase.STOPPED, 9n, false],
])('in phase %s after %s commands seats have figures: %s', (phase, commandNumber, has) => {
  expect(hasFigures({ phase, commandNumber })).toBe(has);
  expect(hasFigures(undefined)).toBe(false);
});

test('who is missing most comes first, equals by account', () => {
  const order = byShort([seat('a', 3n, 5n), seat('b', 1n, -4n), seat('c', 2n, 5n)]);

  expect(order.map((each) => each.seat)).toEqual(['c', 'a', 'b']);
});

test('gains: by debriefs, with the best; without them as the class is told', () => {
  expect(gainsOf([told], [])).toEqual([
    { seat: 'power-1', name: '=HYPERLINK("x")', gain: 600n, best: 800n },
  ]);
  expect(gainsOf([], [seat('a', 1n, 0n, 5n), seat('b', 2n, 0n, 9n)]).map((g) => g.seat)).toEqual([
    'b',
    'a',
  ]);
});

test('abatement that was worth it: what was done, and what the debrief found', () =>
  expect(abatementOf(told)).toEqual({ done: 150n, worth: 171n }));

test.each([
  [2_629n, 2_688n, -219n],
  [2_700n, 2_688n, 45n],
  [0n, 2_688n, undefined],
  [2_688n, 0n, undefined],
])('%s beside %s is off by %s basis points', (price, benchmark, off) =>
  expect(offTheory(price, benchmark)).toBe(off),
);

test('payments: a name is no formula, quotes are doubled, money has a point', () => {
  expect(paymentsCsv([told, create(DebriefSchema, { seat: 'b' })])).toBe(
    'seat,name,year_drawn,earned,paid\n' + 'power-1,"\'=HYPERLINK(""x"")",2027,-12.05,5.00\n',
  );
  expect(['+1', '-1', '@x', 'a,b', 'Ada'].map(csvCell)).toEqual([
    "'+1",
    "'-1",
    "'@x",
    '"a,b"',
    'Ada',
  ]);
});

test('mistakes: a sentence each, kinds by what they cost', () => {
  expect(mistakeText(told.mistakes[0]!)).toMatch(/^In 2026 abated 30 t too little/);
  expect(mistakeText({ ...told.mistakes[0]!, kind: 99 as MistakeKind, day: 4 })).toMatch(
    /^On day 5 of 2026: 30 t/,
  );
  expect(mistakeCounts(told.mistakes)).toEqual([
    { kind: MistakeKind.ABATED_TOO_MUCH, count: 1, cost: 9n },
    { kind: MistakeKind.ABATED_TOO_LITTLE, count: 2, cost: 7n },
  ]);
});

test('a spark line has a point a day, the latest of the day', () => {
  const history = new History();
  const take = (day: number, shortT: bigint) =>
    history.take({ clock: { year: 2026, day } as never, seats: [seat('a', 1n, shortT)] });

  take(0, 5n);
  take(0, 4n);
  take(1, -2n);

  expect(history.of('a')).toEqual([4, -2]);
  expect(sparkPoints([4, -2], 10, 6)).toBe('0,0 10,6');
  expect(sparkZero([4, -2], 6)).toBe(4);
  expect(sparkPoints([0, 0], 10, 6)).toBe('0,3 10,3');
});

test('the lesson plan: a line’s end within Chinese is no space', () =>
  expect(htmlOf('总量\n企业\n\n1. 一\n   二\n')).toBe(
    '<p>总量企业</p>\n<ol>\n<li>一二</li>\n</ol>\n',
  ));

test.each([
  [5_400_000n, '5.40\u00a0Mt'],
  [-594_667n, '\u2212595\u00a0kt'],
  [9_999n, '9,999\u00a0t'],
])('%s t in tight places', (tonnes, text) => expect(shortTonnes(tonnes)).toBe(text));

test('the lesson plan: headings a level down, links to other files become words', () => {
  const html = htmlOf('# A\n[b](c.md) [d](https://e.org) `--set`');

  expect(html).toContain('<h2>A</h2>');
  expect(html).toContain('b <a href="https://e.org" target="_blank" rel="noopener noreferrer">');
  expect(html).toContain('<code>--set</code>');
  expect(html).not.toContain('c.md');
});
