// A run as scenarios/results/report/report_data.cc writes it into the page. Keys are those of
// summary.json. Tonnes (`_t`) are whole; prices are in currency units per tonne, costs in currency
// units; null is a number that does not exist (no trade yet, a ratio without a denominator).

import type { Expectation, Maybe } from '../data.ts';

export interface Year {
  year: number;
  cap_t: number;
  baseline_t: number;
  emissions_t: number;
  emissions_benchmark_t: number;
  price_mean: Maybe;
  price_last: Maybe;
  price_benchmark: Maybe;
  allocated_t: number; // given free of charge
  auctioned_t: number;
  auction_price: Maybe;
  withheld_t: number; // from auctions into the regulator's reserve
  released_t: number;
  reserve_t: number;
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
  auctioned_t: number[]; // bought in auctions
  emissions_t: number[];
  abatement_t: number[]; // by projects and besides
  project_abatement_t: number[]; // of it, by projects
  abatement_benchmark_t: number[];
  banked_t: number[];
  abatement_cost: Maybe[];
  trading_cash: number;
  auction_cash: number; // paid in auctions
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

export interface Auction {
  year: number;
  day: number;
  status: string; // held, cancelled, declined
  offered_t: number; // without what containment reserves added
  bid_t: number;
  sold_t: number; // of it:
  sold_ecr_t: number; // what the emissions containment reserve could have withheld
  sold_ccr_t: number; // what the cost containment reserve added
  sold_ceiling_t: number;
  reserve_price: number;
  clearing_price: Maybe;
  bidders: number;
  proceeds: number;
}

// A scheme in a year; quantities are of what it counts.
export interface SchemeYear {
  year: number;
  scheme: string;
  unit: string;
  used: number; // had nobody saved
  saved: number;
  made: number;
  owed: number;
  surrendered: number;
  shortfall: number;
  price_mean: Maybe;
  price_benchmark: Maybe;
  cost: Maybe;
  cost_least: Maybe;
  spared_t: Maybe; // emissions
}

// A metric of the run as a whole.
export interface Measure {
  name: string;
  what: string; // in words, with its unit
  of_years: boolean; // the mean of a figure of each year
  value: Maybe;
  by_year: Maybe[]; // an entry a year; null throughout where it is of the run alone
}

export interface Run {
  kind: 'run';
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
  measures: Measure[];
  price_distance: Maybe;
  conservation: { checked: number; violations: number };
  years: Year[];
  days: Days;
  curves: Curve[];
  firms: Firm[];
  books: Book[];
  auctions: Auction[];
  schemes: SchemeYear[];
  expectations: Expectation[];
}
