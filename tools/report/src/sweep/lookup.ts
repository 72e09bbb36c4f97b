// Finds the figures of a sweep: by design point, treatment, metric and year.
import { metricText } from '../verdict.ts';
import type { Maybe } from '../data.ts';
import { type Design, designOf, keyOf } from './design.ts';
import type { Difference, FanYear, Metric, RunFigure, Spread, Sweep } from './sweep.ts';

export class Lookup {
  readonly design: Design;
  readonly treatments: readonly string[];
  readonly baseline: string;
  readonly currency: string;
  // Those of which there is any figure, in the sweep's order.
  readonly pathMetrics: Metric[];
  readonly runMetrics: Metric[];
  readonly differenceMetrics: Metric[];
  private readonly points = new Map<string, number>();
  private readonly paths = new Map<string, FanYear[]>();
  private readonly figures = new Map<string, RunFigure>();
  private readonly differences = new Map<string, Difference[]>();

  constructor(readonly sweep: Sweep) {
    this.design = designOf(sweep);
    this.treatments = sweep.treatments;
    this.baseline = sweep.baseline ?? sweep.treatments[0] ?? '';
    this.currency = sweep.currency;
    const { keys } = this.design;
    for (const { point, treatment, values } of sweep.points) {
      this.points.set(key(keyOf(values, keys), treatment), point);
    }
    for (const { point, metric, years } of sweep.fan) this.paths.set(key(point, metric), years);
    for (const figure of sweep.figures) this.figures.set(key(figure.point, figure.metric), figure);
    for (const difference of sweep.differences) {
      const at = key(keyOf(difference.values, keys), difference.metric);
      this.differences.set(at, [...(this.differences.get(at) ?? []), difference]);
    }
    this.pathMetrics = this.known(
      sweep.fan.filter(({ years }) => years.some(({ p50 }) => p50 !== null)),
    );
    this.runMetrics = this.known(sweep.figures.filter(({ mean }) => mean !== null));
    this.differenceMetrics = this.known(sweep.differences.filter(({ mean }) => mean !== null));
  }

  // The point of a treatment at a place of the design. undefined: it was not run.
  point(design: number, treatment: string): number | undefined {
    const values = this.design.points[design]?.values ?? {};
    return this.points.get(key(keyOf(values, this.design.keys), treatment));
  }

  path(design: number, treatment: string, metric: string): FanYear[] {
    return this.paths.get(key(this.point(design, treatment), metric)) ?? [];
  }

  figure(design: number, treatment: string, metric: string): RunFigure | null {
    return this.figures.get(key(this.point(design, treatment), metric)) ?? null;
  }

  differencesOf(design: number, metric: string): Difference[] {
    const values = this.design.points[design]?.values ?? {};
    return this.differences.get(key(keyOf(values, this.design.keys), metric)) ?? [];
  }

  // Of a year, or with null of whole runs, which alone have an interval.
  measure(design: number, treatment: string, metric: string, year: Maybe): Measure | null {
    if (year === null) return this.figure(design, treatment, metric);
    const found = this.path(design, treatment, metric).find((one) => one.year === year);
    return found === undefined ? null : { ...found, low: null, high: null };
  }

  private known(rows: readonly { metric: string }[]): Metric[] {
    const seen = new Set(rows.map(({ metric }) => metric));
    const listed = this.sweep.metrics.filter(({ name }) => seen.has(name));
    for (const { name } of listed) seen.delete(name);
    return [...listed, ...[...seen].map((name) => ({ name, what: '' }))];
  }
}

export interface Measure extends Spread {
  low: Maybe;
  high: Maybe;
}

function key(...parts: (string | number | undefined)[]): string {
  return JSON.stringify(parts);
}

// "emissions_t" as a reader says it; the unit stands with the numbers.
export function metricTitle({ name }: Metric): string {
  return metricText(name.replace(/_t$/, ''));
}
