// What the scenario expects, and whether it came true.
import { element } from '../dom.ts';
import type { Expectation } from '../data.ts';
import { boundText, metricText, valueText } from '../verdict.ts';

const columns = ['Expected', 'Bound', 'Found', 'Verdict'];

// On a phone the rows are laid out as lines of text; the roles keep it a table for those who hear it.
export function expectations(all: readonly Expectation[]): HTMLElement | null {
  if (all.length === 0) return null;
  const heads = columns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name));
  return element(
    'section',
    { id: 'expectations', class: 'verdicts', 'aria-labelledby': 'expectations-title' },
    element('h2', { id: 'expectations-title' }, 'Expectations'),
    element(
      'div',
      { class: 'scroll' },
      element(
        'table',
        { class: 'numbers', role: 'table' },
        element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
        element('tbody', { role: 'rowgroup' }, ...all.map(row)),
      ),
    ),
  );
}

function row(expectation: Expectation): HTMLElement {
  const { metric, what, year, value_year, passed } = expectation;
  const found = valueText(expectation);
  return element(
    'tr',
    { role: 'row' },
    element(
      'th',
      { scope: 'row', role: 'rowheader' },
      year === null ? metricText(metric) : `${metricText(metric)}, ${year}`,
      element('span', { class: 'what' }, what),
    ),
    cell(1, boundText(expectation)),
    // An expectation of every year is judged by its worst.
    cell(2, year === null && value_year !== null ? `${found} (${value_year})` : found),
    cell(3, passed ? '✓ holds' : '✗ fails', passed ? 'holds' : 'fails'),
  );
}

// With its column's name, which is shown where the head is not.
function cell(column: number, text: string, style = ''): HTMLElement {
  const label = element('span', { class: 'label', 'aria-hidden': 'true' }, `${columns[column]} `);
  return element('td', { class: style, role: 'cell' }, label, text);
}
