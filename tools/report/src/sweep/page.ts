// The page of a sweep.
import { element } from '../dom.ts';
import { fixed } from '../format.ts';
import { head, type Tile } from '../page/head.ts';
import type { Page } from '../page/page.ts';
import { expectationsSection, type VerdictRow } from '../page/verdicts.ts';
import { slug } from '../picture.ts';
import { boundText, shortest, tally } from '../verdict.ts';
import { levels, numeric, valueText } from './design.ts';
import { differencesFigure } from './differences.ts';
import { fanFigure } from './fan.ts';
import { heatFigure } from './heat.ts';
import { linesFigure } from './lines.ts';
import { Lookup } from './lookup.ts';
import type { Sweep, Verdict } from './sweep.ts';
import { treatmentsFigure } from './treatments.ts';
import { treatmentsSection } from './treatments_table.ts';

export function sweepPage(sweep: Sweep): Page {
  const lookup = new Lookup(sweep);
  const stem = `${slug(sweep.scenario)}-sweep`;
  return {
    title: `${sweep.scenario}, sweep`,
    stem,
    version: sweep.version,
    parts: [
      () => sweepHead(lookup),
      () => expectationsSection(sweep.expectations.map(verdictRow)),
      () => failuresSection(lookup),
      fanFigure(lookup),
      treatmentsFigure(lookup),
      () => treatmentsSection(lookup, stem),
      differencesFigure(lookup),
      heatFigure(lookup),
      linesFigure(lookup),
    ],
  };
}

function sweepHead(lookup: Lookup): HTMLElement {
  const { sweep, design } = lookup;
  return head({
    kicker: `${sweep.scenario}, sweep`,
    title: sweep.title || sweep.scenario,
    verdict: tally(sweep.expectations),
    fails: sweep.expectations.some((expectation) => !expectation.passed),
    tiles: tiles(lookup),
    facts: [
      ['Treatments', sweep.treatments.join(', ')],
      ...design.keys.map((key): [string, string] => [key, range(lookup, key)]),
      ['Version', sweep.version],
      ['Currency', sweep.currency],
      ['Source', sweep.source],
    ],
  });
}

function verdictRow(verdict: Verdict): VerdictRow {
  const { name, text, value, at_least, at_most, passed } = verdict;
  return {
    title: name,
    what: text,
    cells: [boundText(verdict), shortest(value, [at_least, at_most])],
    passed,
  };
}

// Null: every run could be played.
function failuresSection({ sweep, design }: Lookup): HTMLElement | null {
  const failures = sweep.failures ?? [];
  if (failures.length === 0) return null;
  return element(
    'section',
    { 'aria-labelledby': 'failures-title' },
    element('h2', { id: 'failures-title' }, 'Runs that could not be played'),
    element(
      'ul',
      {},
      ...failures.map(({ point, runs, problem }) => {
        const at = sweep.points.find((one) => one.point === point);
        const where = design.keys.map((key) => `, ${key} = ${valueText(at?.values[key])}`);
        const count = runs === 1 ? '1 run' : `${fixed(runs, 0)} runs`;
        return element('li', {}, `${at?.treatment}${where.join('')}: ${count}, ${problem}`);
      }),
    ),
  );
}

// The values of a parameter; of many only how far they reach.
function range({ design }: Lookup, key: string): string {
  const values = levels(design.points, key);
  if (values.length <= 8) return values.map(valueText).join(', ');
  const reach = numeric(values)
    ? `${valueText(values[0])} to ${valueText(values.at(-1))}`
    : `${valueText(values[0])} and others`;
  return `${values.length} values, ${reach}`;
}

function tiles({ sweep, design }: Lookup): Tile[] {
  const count = (value: number) => fixed(value, 0);
  return [
    {
      name: 'Treatments',
      value: count(sweep.treatments.length),
      meaning: 'Variants of the scenario, compared on the same seeds.',
    },
    {
      name: 'Design points',
      value: count(design.points.length),
      meaning:
        design.keys.length === 0
          ? 'No parameter is varied.'
          : `Combinations of ${design.keys.length === 1 ? 'a parameter’s values' : `${design.keys.length} parameters’ values`}.`,
    },
    {
      name: 'Replications',
      value: count(sweep.replications),
      meaning: 'Seeds of each treatment at each point of the design.',
    },
    {
      name: 'Runs',
      value: count(sweep.runs),
      meaning:
        sweep.failed === 0 ? 'None of them failed.' : `Of them ${count(sweep.failed)} failed.`,
    },
  ];
}
