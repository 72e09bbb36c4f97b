// The head of the report: what was run, how to run it again, and how close it came to theory.
import { element } from '../dom.ts';
import { fixed, percent } from '../format.ts';
import type { Run } from '../run.ts';
import { tally } from '../verdict.ts';

export function header(run: Run): HTMLElement {
  const failed = run.expectations.some((expectation) => !expectation.passed);
  return element(
    'header',
    { class: 'top' },
    element('p', { class: 'kicker' }, run.scenario),
    element('h1', {}, run.title || run.scenario),
    element('p', { class: failed ? 'tally fails' : 'tally' }, tally(run.expectations)),
    figures(run),
    provenance(run),
  );
}

// Each figure with what it means in a line.
function figures(run: Run): HTMLElement {
  const { checked, violations } = run.conservation;
  const tiles: [string, string, string][] = [
    [
      'Efficiency',
      percent(run.efficiency),
      'Of the cost that trade can save, against firms that each keep to their own allowances, ' +
        'the share that this market saved.',
    ],
    [
      'Price distance',
      percent(run.price_distance),
      'The largest distance of a year’s mean price from that of the least-cost equilibrium.',
    ],
    [
      'Smith’s alpha',
      run.smith_alpha === null ? '–' : `${fixed(run.smith_alpha, 1)} %`,
      'Root mean square distance of the daily closing prices from the benchmark’s, ' +
        'as a share of it.',
    ],
    [
      'Conservation',
      violations === 0 ? 'holds' : `${fixed(violations, 0)} broken`,
      `Every tonne and cent accounted for, checked ${fixed(checked, 0)} ` +
        (checked === 1 ? 'time.' : 'times.'),
    ],
  ];
  return element(
    'dl',
    { class: 'tiles' },
    ...tiles.map(([name, value, meaning]) =>
      element(
        'div',
        {},
        element('dt', {}, name),
        element('dd', { class: 'value' }, value),
        element('dd', { class: 'meaning' }, meaning),
      ),
    ),
  );
}

function provenance(run: Run): HTMLElement {
  const facts: [string, string][] = [
    ['Seed', run.seed],
    [
      'Venue',
      run.venue === 'grpc' ? 'gRPC exchange' : run.venue === 'local' ? 'in process' : run.venue,
    ],
    ['Version', run.version],
    ['Events', `${fixed(run.events, 0)} from ${fixed(run.commands, 0)} commands`],
    ['Hash of the events', run.events_hash],
    ['Currency', run.currency],
    ['Source', run.source],
  ];
  return element(
    'dl',
    { class: 'provenance' },
    ...facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      ),
  );
}
