// Round numbers for axes.

const kFactors = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const kStepFactors = [1, 2, 5, 10];

function atLeast(value: number, factors: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(value));
  // A hair less, so that 3 x 0.1 counts as 0.3.
  return power * (factors.find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10);
}

// The end of an axis from zero that holds `largest`.
export function niceEnd(largest: number): number {
  return largest > 0 ? atLeast(largest, kFactors) : 1;
}

export interface Ticks {
  min: number;
  max: number;
  interval: number;
}

// An axis that holds [low, high] in about `count` steps, and does not go below zero where `low`
// does not.
export function niceTicks(low: number, high: number, count: number): Ticks {
  const span = high > low ? high - low : Math.max(Math.abs(high), 1) * 0.1;
  const interval = atLeast(span / count, kStepFactors);
  const min = Math.floor(low / interval + 1e-9) * interval;
  const max = Math.ceil(high / interval - 1e-9) * interval;
  return { min, max: max > min ? max : min + interval, interval };
}
