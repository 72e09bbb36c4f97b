// The page of two runs: their paths over each other, and how they differ year by year.
import { fixed, percent } from '../format.ts';
import { head, type Tile } from '../page/head.ts';
import type { Page } from '../page/page.ts';
import { slug } from '../picture.ts';
import type { Run } from '../run/run.ts';
import { differencesSection } from './differences.ts';
import { pathsFigure } from './paths.ts';

export interface Comparison {
  kind: 'comparison';
  a: Run;
  b: Run;
}

// How each is called: by its scenario, its seed, or both, whichever tells them apart.
export function namesOf({ a, b }: Comparison): [string, string] {
  if (a.scenario !== b.scenario && a.seed === b.seed) return [a.scenario, b.scenario];
  const both = (run: Run) => `${run.scenario}, seed ${run.seed}`;
  // The same scenario and seed, played with other values.
  return both(a) === both(b) ? [`A: ${both(a)}`, `B: ${both(b)}`] : [both(a), both(b)];
}

export function comparisonPage(comparison: Comparison): Page {
  const { a, b } = comparison;
  const names = namesOf(comparison);
  const stem = `${slug(names[0])}-and-${slug(names[1])}`;
  const same = a.events_hash === b.events_hash;
  return {
    title: names.join(' and '),
    stem,
    version: a.version,
    parts: [
      () =>
        head({
          kicker: 'Comparison of two runs',
          title: `${names[0]} and ${names[1]}`,
          verdict: same ? 'Both are the same run: their events are equal.' : '',
          fails: false,
          tiles: tiles(a, b),
          facts: [
            [names[0], provenance(a)],
            [names[1], provenance(b)],
          ],
        }),
      pathsFigure(comparison, names, 'price'),
      pathsFigure(comparison, names, 'emissions'),
      pathsFigure(comparison, names, 'bank'),
      () => differencesSection(comparison, names, stem),
    ],
  };
}

function provenance({ version, events_hash, currency }: Run): string {
  return `version ${version}, events ${events_hash}, ${currency}`;
}

function tiles(a: Run, b: Run): Tile[] {
  const alpha = (run: Run) => (run.smith_alpha === null ? '–' : `${fixed(run.smith_alpha, 1)} %`);
  return [
    {
      name: 'Efficiency',
      value: `${percent(a.efficiency)} and ${percent(b.efficiency)}`,
      meaning: 'Of the cost that trade can save, the share that the market saved.',
    },
    {
      name: 'Price distance',
      value: `${percent(a.price_distance)} and ${percent(b.price_distance)}`,
      meaning: 'The largest distance of a year’s mean price from the benchmark’s.',
    },
    {
      name: 'Smith’s alpha',
      value: `${alpha(a)} and ${alpha(b)}`,
      meaning: 'Root mean square distance of daily closing prices from the benchmark’s.',
    },
  ];
}
