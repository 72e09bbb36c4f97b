// What the data of all kinds of pages is made of. Keys are those of summary.json.

// null: a number that does not exist (no trade yet, a ratio without a denominator).
export type Maybe = number | null;

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
