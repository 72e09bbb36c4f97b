// A small sweep for tests of the page's logic: two treatments, two years, and a figure of each kind
// that tells its point.
import type {
  Difference,
  Fan,
  RunFigure,
  Sweep,
  Values,
} from '../../../../tools/report/src/sweep/sweep.ts';

function spread(middle: number, step: number) {
  return {
    n: 8,
    mean: middle,
    sd: 1,
    p05: middle - 2 * step,
    p25: middle - step,
    p50: middle,
    p75: middle + step,
    p95: middle + 2 * step,
  };
}

function fan(point: number, metric: string, first: number): Fan {
  const years = [2025, 2026].map((year, i) => ({ year, ...spread(first + point + i, 5) }));
  return { point, metric, years };
}

export function difference(
  metric: string,
  year: number | null,
  more: Partial<Difference> = {},
): Difference {
  return {
    metric,
    year,
    values: {},
    treatment: 'rule',
    baseline: 'base',
    pairs: 8,
    mean: 0,
    low: -1,
    high: 1,
    median: 0,
    p_t: 0.03,
    p_wilcoxon: 0.04,
    ...more,
  };
}

export function sweep(design: Values[]): Sweep {
  const treatments = ['base', 'rule'];
  const points = design.flatMap((values) => treatments.map((treatment) => ({ treatment, values })));
  const figure = (point: number): RunFigure => {
    const mean = 0.9 + point / 100;
    return { point, metric: 'efficiency', ...spread(mean, 0.01), low: mean - 0.01, high: 1 };
  };
  return {
    kind: 'sweep',
    scenario: 'small',
    title: 'A small sweep',
    source: '',
    currency: 'EUR',
    version: '0',
    replications: 8,
    runs: 8 * points.length,
    failed: 0,
    parameters: Object.keys(design[0] ?? {}).map((key) => ({ key })),
    treatments,
    baseline: 'base',
    points: points.map((point, i) => ({ point: i, ...point })),
    metrics: [
      { name: 'efficiency', what: 'share of the saving, 1 is all' },
      { name: 'price', what: 'mean of the daily closing prices, money/t' },
      { name: 'emissions_t', what: 'verified emissions, t' },
    ],
    years: [2025, 2026],
    fan: points.flatMap((_, i) => [fan(i, 'price', 50), fan(i, 'emissions_t', 1000)]),
    figures: points.map((_, i) => figure(i)),
    differences: design.map((values) => difference('efficiency', null, { values })),
    expectations: [],
    passed: true,
  };
}
