// What the scenario expects of a run, and whether it came true.
import { element } from '../dom.ts';
import type { Expectation, Run } from '../run.ts';
import { boundText, metricText, valueText } from '../verdict.ts';

export function expectations(run: Run): HTMLElement | null {
  if (run.expectations.length === 0) return null;
  const columns = ['Expected', 'Bound', 'Found', 'Verdict'];
  const head = element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)));
  return element(
    'section',
    { id: 'expectations', 'aria-labelledby': 'expectations-title' },
    element('h2', { id: 'expectations-title' }, 'Expectations'),
    element(
      'div',
      { class: 'scroll' },
      element(
        'table',
        { class: 'numbers' },
        element('thead', {}, head),
        element('tbody', {}, ...run.expectations.map(row)),
      ),
    ),
  );
}

function row(expectation: Expectation): HTMLElement {
  const { metric, what, year, value_year, passed } = expectation;
  const found = valueText(expectation);
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      year === null ? metricText(metric) : `${metricText(metric)}, ${year}`,
      element('span', { class: 'what' }, what),
    ),
    element('td', {}, boundText(expectation)),
    // An expectation of every year is judged by its worst.
    element('td', {}, year === null && value_year !== null ? `${found} (${value_year})` : found),
    element('td', { class: passed ? 'holds' : 'fails' }, passed ? '✓ holds' : '✗ fails'),
  );
}
