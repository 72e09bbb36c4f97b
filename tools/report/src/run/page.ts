// The page of a run.
import { fixed, percent } from '../format.ts';
import { head, type Tile } from '../page/head.ts';
import type { Page } from '../page/page.ts';
import { expectationRow, expectationsSection } from '../page/verdicts.ts';
import { slug } from '../picture.ts';
import { tally } from '../verdict.ts';
import { abatementFigure } from './abatement.ts';
import { auctionsFigure } from './auctions.ts';
import { bankFigure } from './bank.ts';
import { depthFigure } from './depth.ts';
import { emissionsFigure } from './emissions.ts';
import { firmsFigure } from './firms.ts';
import { macFigure } from './mac.ts';
import { measuresSection } from './measures.ts';
import { measuresByYearFigure } from './measures_by_year.ts';
import { priceFigure } from './price.ts';
import type { Run } from './run.ts';
import { schemesFigure } from './schemes.ts';
import { yearsSection } from './years.ts';

export function runPage(run: Run): Page {
  const stem = `${slug(run.scenario)}-seed-${slug(run.seed)}`;
  return {
    title: `${run.scenario}, seed ${run.seed}`,
    stem,
    version: run.version,
    parts: [
      () => runHead(run),
      () => expectationsSection(run.expectations.map(expectationRow)),
      priceFigure(run),
      emissionsFigure(run),
      auctionsFigure(run),
      bankFigure(run),
      macFigure(run),
      abatementFigure(run),
      firmsFigure(run),
      depthFigure(run),
      ...(run.schemes.length > 0 ? [schemesFigure(run)] : []),
      measuresByYearFigure(run),
      () => measuresSection(run, stem),
      () => yearsSection(run, stem),
    ],
  };
}

function runHead(run: Run): HTMLElement {
  return head({
    kicker: run.scenario,
    title: run.title,
    verdict: tally(run.expectations),
    fails: run.expectations.some((expectation) => !expectation.passed),
    tiles: tiles(run),
    facts: [
      ['Seed', run.seed],
      ['Venue', venueText(run.venue)],
      ['Version', run.version],
      ['Events', `${fixed(run.events, 0)} from ${fixed(run.commands, 0)} commands`],
      ['Hash of the events', run.events_hash],
      ['Currency', run.currency],
      ['Source', run.source],
    ],
  });
}

function venueText(venue: string): string {
  if (venue === 'grpc') return 'gRPC exchange';
  return venue === 'local' ? 'in process' : venue;
}

function tiles(run: Run): Tile[] {
  const { checked, violations } = run.conservation;
  return [
    {
      name: 'Efficiency',
      value: percent(run.efficiency),
      meaning:
        'Of the cost that trade can save, against firms that each keep to their own allowances, ' +
        'the share that this market saved.',
    },
    {
      name: 'Price distance',
      value: percent(run.price_distance),
      meaning:
        'The largest distance of a year’s mean price from that of the least-cost equilibrium.',
    },
    {
      name: 'Smith’s alpha',
      value: run.smith_alpha === null ? '–' : `${fixed(run.smith_alpha, 1)} %`,
      meaning:
        'Root mean square distance of the daily closing prices from the benchmark’s, ' +
        'as a share of it.',
    },
    {
      name: 'Conservation',
      value: violations === 0 ? 'holds' : `${fixed(violations, 0)} broken`,
      meaning:
        `Every tonne and cent accounted for, checked ${fixed(checked, 0)} ` +
        (checked === 1 ? 'time.' : 'times.'),
    },
  ];
}
