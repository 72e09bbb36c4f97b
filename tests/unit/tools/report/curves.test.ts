// Proves the reading and the summing of marginal abatement cost curves.
import { expect, test } from 'vitest';

import { abatedAt, groupCurve, sumCurves } from '../../../../tools/report/src/run/curves.ts';
import { groupsOf, total } from '../../../../tools/report/src/run/groups.ts';
import { firm, run } from './run_builder.ts';

const line = { abated_t: [0, 10], price: [0, 100] };
// Nothing below 20, then 5 t at 20, then 3 t more at 60.
const steps = { abated_t: [0, 0, 5, 5, 8], price: [0, 20, 20, 60, 60] };

test('between its points a curve is straight', () => {
  expect(abatedAt(line, 25)).toEqual({ least: 2.5, most: 2.5 });
});

test('above its last point a curve abates no more, below its first no less', () => {
  expect(abatedAt(line, 500)).toEqual({ least: 10, most: 10 });
  expect(abatedAt({ abated_t: [3, 6], price: [10, 20] }, 5)).toEqual({ least: 3, most: 3 });
});

test('at the price of a step anything from its start to its end may be abated', () => {
  expect(abatedAt(steps, 20)).toEqual({ least: 0, most: 5 });
  expect(abatedAt(steps, 40)).toEqual({ least: 5, most: 5 });
  expect(abatedAt(steps, 60)).toEqual({ least: 5, most: 8 });
});

test('the sum has the breaks of all curves, and its steps', () => {
  const sum = sumCurves(
    [
      { curve: line, count: 2 },
      { curve: steps, count: 1 },
    ],
    80,
  );

  expect(sum).toEqual([
    { price: 0, abated_t: 0 },
    { price: 20, abated_t: 4 },
    { price: 20, abated_t: 9 },
    { price: 60, abated_t: 17 },
    { price: 60, abated_t: 20 },
    { price: 80, abated_t: 24 },
  ]);
});

test('a group without points sums to nothing', () => {
  expect(sumCurves([{ curve: { abated_t: [], price: [] }, count: 1 }], 10)).toEqual([
    { price: 10, abated_t: 0 },
  ]);
});

test('a group sums the curves of its own firms', () => {
  const [power, steel] = groupsOf(run());

  expect(groupCurve(run(), power!, 100).at(-1)).toEqual({ price: 100, abated_t: 20 });
  expect(groupCurve(run(), steel!, 100).at(-1)).toEqual({ price: 100, abated_t: 8 });
});

test('groups keep the order in which the run names them, and their firms', () => {
  const groups = groupsOf(run());

  expect(groups.map((group) => [group.name, group.index])).toEqual([
    ['power', 0],
    ['steel', 1],
  ]);
  expect(groups[0]!.firms.map((member) => member.name)).toEqual(['power 1', 'power 2']);
});

test('a total counts every firm of the group, in one year', () => {
  const firms = [firm('a', 'x', { abatement_t: [1, 2] }), firm('b', 'x', { abatement_t: [3, 4] })];
  const [group] = groupsOf(run({ firms }));

  expect(total(group!, 'abatement_t', 0)).toBe(4);
  expect(total(group!, 'abatement_t', 1)).toBe(6);
  expect(total(group!, 'abatement_benchmark_t', 1)).toBe(16);
});
