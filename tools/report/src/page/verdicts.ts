// A table of verdicts: what was expected, what came, and whether it holds.
import type { Expectation } from '../data.ts';
import { element } from '../dom.ts';
import { boundText, metricText, valueText } from '../verdict.ts';

export interface VerdictRow {
  title: string;
  what: string; // in words
  cells: string[]; // those between the first column and the verdict
  passed: boolean;
}

// On a phone the rows are laid out as lines of text; the roles keep it a table for those who hear
// it. `columns` names the first column, the cells and the verdict.
export function verdictTable(columns: readonly string[], rows: readonly VerdictRow[]): HTMLElement {
  const heads = columns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name));
  // With its column's name, which is shown where the head is not.
  const cell = (column: number, text: string, style = '') =>
    element(
      'td',
      { class: style, role: 'cell' },
      element('span', { class: 'label', 'aria-hidden': 'true' }, `${columns[column]} `),
      text,
    );
  const row = ({ title, what, cells, passed }: VerdictRow) =>
    element(
      'tr',
      { role: 'row' },
      element(
        'th',
        { scope: 'row', role: 'rowheader' },
        title,
        element('span', { class: 'what' }, what),
      ),
      ...cells.map((text, i) => cell(i + 1, text)),
      cell(cells.length + 1, passed ? '✓ holds' : '✗ fails', passed ? 'holds' : 'fails'),
    );
  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      { class: 'numbers', role: 'table' },
      element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
      element('tbody', { role: 'rowgroup' }, ...rows.map(row)),
    ),
  );
}

// Null: nothing is expected.
export function expectationsSection(rows: readonly VerdictRow[]): HTMLElement | null {
  if (rows.length === 0) return null;
  return element(
    'section',
    { id: 'expectations', class: 'verdicts', 'aria-labelledby': 'expectations-title' },
    element('h2', { id: 'expectations-title' }, 'Expectations'),
    verdictTable(['Expected', 'Bound', 'Found', 'Verdict'], rows),
  );
}

export function expectationRow(expectation: Expectation): VerdictRow {
  const { metric, what, year, value_year, passed } = expectation;
  const found = valueText(expectation);
  return {
    title: year === null ? metricText(metric) : `${metricText(metric)}, ${year}`,
    what,
    // An expectation of every year is judged by its worst.
    cells: [
      boundText(expectation),
      year === null && value_year !== null ? `${found} (${value_year})` : found,
    ],
    passed,
  };
}
