// The selectors that the figures of a sweep share.
import { listSelector, type Selector } from '../selector.ts';
import type { Lookup } from './lookup.ts';
import { metricTitle } from './lookup.ts';
import type { Metric } from './sweep.ts';

// The first of `wanted` that is there is chosen at first.
export function metricSelector(
  metrics: readonly Metric[],
  wanted: readonly string[] = ['price', 'efficiency'],
): Selector {
  const first = wanted.map((name) => metrics.findIndex((metric) => metric.name === name));
  const at = first.find((found) => found >= 0) ?? 0;
  return listSelector('Measure', metrics.map(metricTitle), { first: () => at, always: true });
}

export function designSelector({ design }: Lookup): Selector {
  return listSelector(
    'Design point',
    design.points.map(({ label }) => label),
    { steps: true },
  );
}
