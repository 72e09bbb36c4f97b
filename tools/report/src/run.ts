// The run as scenarios/results/report/report_data.cc writes it into the page. Keys are those of
// summary.json. Tonnes (`_t`) are whole; prices are in currency units per tonne, costs in currency
// units; null is a number that does not exist (no trade yet, a ratio without a denominator).

export type Maybe = number | null;

export interface Year {
  year: number;
  cap_t: number;
  baseline_t: number;
  emissions_t: number;
  emissions_benchmark_t: number;
  price_mean: Maybe;
  price_last: Maybe;
  price_benchmark: Maybe;
  volume_t: number;
  banked_t: number;
  banked_benchmark_t: number;
  abatement_cost: Maybe;
  abatement_cost_least: Maybe;
  obligation_t: number;
  surrendered_t: number;
  shortfall_t: number;
  penalties: number;
  compliance_rate: Maybe;
}

// Columns of equal length, a row a trading day, in order of time.
export interface Days {
  year: number[];
  day: number[];
  open: Maybe[];
  high: Maybe[];
  low: Maybe[];
  close: Maybe[];
  volume_t: number[];
}

// A marginal abatement cost curve as points in order; between them it is straight.
export interface Curve {
  abated_t: number[];
  price: number[];
}

// Vectors have an entry a year; `curve` is an index into `Run.curves`.
export interface Firm {
  name: string;
  group: string;
  curve: number;
  allocation_t: number[];
  emissions_t: number[];
  abatement_t: number[];
  abatement_benchmark_t: number[];
  banked_t: number[];
  abatement_cost: Maybe[];
  trading_cash: number;
}

// Columns of equal length, best level first.
export interface Levels {
  price: number[];
  quantity_t: number[];
  orders: number[];
}

export interface Book {
  year: number;
  bids: Levels;
  asks: Levels;
}

export interface Expectation {
  metric: string;
  what: string; // the metric in words, with its unit
  year: Maybe; // null: every year, or the run
  value_year: Maybe; // whose `value` is; null: the run's
  value: Maybe;
  absent: string; // why there is no value; empty where there is one
  at_least: Maybe;
  at_most: Maybe;
  passed: boolean;
}

export interface Run {
  scenario: string;
  title: string;
  source: string;
  currency: string;
  seed: string;
  venue: string;
  version: string;
  events_hash: string;
  commands: number;
  events: number;
  efficiency: Maybe;
  smith_alpha: Maybe;
  price_distance: Maybe;
  conservation: { checked: number; violations: number };
  years: Year[];
  days: Days;
  curves: Curve[];
  firms: Firm[];
  books: Book[];
  expectations: Expectation[];
}
