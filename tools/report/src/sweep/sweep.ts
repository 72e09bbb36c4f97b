// A sweep as its summary.json holds it: treatments compared on the same seeds, at every point of a
// design of parameters. Keys are those of the file.
import type { Maybe } from '../data.ts';

export type Value = string | number | boolean | null | object;
export type Values = Record<string, Value>;

export interface Parameter {
  key: string; // as 'cap.linear_factor'
  values?: Value[];
}

// A treatment at a point of the design.
export interface Point {
  point: number;
  treatment: string;
  values: Values;
}

export interface Metric {
  name: string;
  what: string; // in words, with its unit
}

// Over the replications; quantiles of them.
export interface Spread {
  n: number;
  mean: Maybe;
  sd: Maybe;
  p05: Maybe;
  p25: Maybe;
  p50: Maybe;
  p75: Maybe;
  p95: Maybe;
}

export interface FanYear extends Spread {
  year: number;
}

export interface Fan {
  point: number;
  metric: string;
  years: FanYear[];
}

// Of whole runs; low and high bound the mean with 95 %.
export interface RunFigure extends Spread {
  point: number;
  metric: string;
  low: Maybe;
  high: Maybe;
}

// Of a treatment less its baseline, seed by seed.
export interface Difference {
  metric: string;
  year: Maybe; // null: of the whole run
  values: Values;
  treatment: string;
  baseline: string;
  pairs: number;
  mean: Maybe;
  low: Maybe; // of its 95 % interval
  high: Maybe;
  median: Maybe;
  p_t: Maybe; // of the paired t test
  p_wilcoxon: Maybe; // of the signed-rank test
}

export interface Verdict {
  name: string; // what is expected
  text: string; // what came
  value: Maybe;
  at_least: Maybe;
  at_most: Maybe;
  passed: boolean;
}

// Runs of a point that could not be played.
export interface Failure {
  point: number;
  runs: number;
  problem: string;
}

export interface Sweep {
  kind: 'sweep';
  scenario: string;
  title: string;
  source: string;
  currency: string;
  version: string;
  replications: number;
  runs: number;
  failed: number;
  parameters: Parameter[];
  treatments: string[];
  baseline?: string; // else the first of them
  points: Point[];
  metrics: Metric[];
  years: number[];
  fan: Fan[];
  figures: RunFigure[];
  differences: Difference[];
  expectations: Verdict[];
  failures?: Failure[];
  passed: boolean;
}
