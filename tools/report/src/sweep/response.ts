// What the figures over the design share: which measure, of which year, at which place.
import type { Maybe } from '../data.ts';
import { type Scale } from '../format.ts';
import { type Chosen, listSelector, type Selector } from '../selector.ts';
import type { Cell, Table } from '../table.ts';
import { cellOf } from './design.ts';
import type { Lookup, Measure } from './lookup.ts';
import { metricSelector } from './selectors.ts';
import type { Metric } from './sweep.ts';
import { metricScale } from './unit.ts';

// The first two selectors of each: measure and time.
export class Response {
  readonly metrics: Metric[];
  readonly selectors: Selector[];

  constructor(readonly lookup: Lookup) {
    const runs = lookup.runMetrics;
    const also = lookup.pathMetrics.filter(({ name }) => !runs.some((one) => one.name === name));
    this.metrics = [...runs, ...also];
    const time: Selector = {
      ...listSelector('Time', []),
      options: (chosen) =>
        this.times(this.metric(chosen)).map((year) => (year === null ? 'Whole run' : `${year}`)),
      first: (chosen) => {
        const times = this.times(this.metric(chosen));
        return times[0] === null ? 0 : times.length - 1;
      },
    };
    // That of whole runs first, as it has intervals.
    this.selectors = [metricSelector(this.metrics, ['efficiency']), time];
  }

  metric(chosen: Chosen): Metric {
    return this.metrics[chosen[0] ?? 0]!;
  }

  time(chosen: Chosen): Maybe {
    return this.times(this.metric(chosen))[chosen[1] ?? 0] ?? null;
  }

  at(chosen: Chosen, design: number, treatment: string): Measure | null {
    const { name } = this.metric(chosen);
    return this.lookup.measure(design, treatment, name, this.time(chosen));
  }

  // One for the whole design, so that its parts can be compared.
  scale(chosen: Chosen): Scale {
    const { design, treatments, currency } = this.lookup;
    const values = design.points.flatMap((_, at) =>
      treatments.map((treatment) => this.at(chosen, at, treatment)?.mean ?? null),
    );
    return metricScale(this.metric(chosen), currency, values);
  }

  // Of the chosen measure and time, or of all.
  table(chosen?: Chosen): Table {
    const { design, treatments } = this.lookup;
    const rows: Cell[][] = [];
    for (const metric of chosen === undefined ? this.metrics : [this.metric(chosen)]) {
      for (const year of chosen === undefined ? this.times(metric) : [this.time(chosen)]) {
        for (const [at, { values }] of design.points.entries()) {
          for (const treatment of treatments) {
            const found = this.lookup.measure(at, treatment, metric.name, year);
            if (found === null) continue;
            const { n, mean, low, high, p05, p50, p95 } = found;
            const where = design.keys.map((key) => cellOf(values[key]));
            rows.push([metric.name, year, treatment, ...where, n, mean, low, high, p05, p50, p95]);
          }
        }
      }
    }
    const figures = ['n', 'mean', 'low', 'high', 'p05', 'p50', 'p95'];
    return { columns: ['measure', 'year', 'treatment', ...design.keys, ...figures], rows };
  }

  private times({ name }: Metric): Maybe[] {
    const { runMetrics, pathMetrics, sweep } = this.lookup;
    const whole = runMetrics.some((metric) => metric.name === name);
    const yearly = pathMetrics.some((metric) => metric.name === name);
    return [...(whole ? [null] : []), ...(yearly ? sweep.years : [])];
  }
}
