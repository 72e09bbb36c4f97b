// Every measure of the run, with what it is.
import { button, element } from '../dom.ts';
import { saveCsv } from '../download.ts';
import { metricText, shortest } from '../verdict.ts';
import type { Table } from '../table.ts';
import type { Run } from './run.ts';

export function measuresSection(run: Run, stem: string): HTMLElement {
  const rows = run.measures.map(({ name, what, value }) =>
    element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row' },
        metricText(name.replace(/_t$/, '')),
        element('span', { class: 'what' }, what),
      ),
      element('td', {}, shortest(value, [])),
    ),
  );
  return element(
    'section',
    { id: 'measures', class: 'verdicts', 'aria-labelledby': 'measures-title' },
    element(
      'header',
      {},
      element('h2', { id: 'measures-title' }, 'Measures'),
      element(
        'div',
        { class: 'downloads' },
        button('CSV', () => saveCsv(`${stem}-measures`, measuresTable(run)), {
          'aria-label': 'Download the measures as CSV',
        }),
      ),
    ),
    element('p', { class: 'note' }, 'Of the run; what is of a year is the mean of its years.'),
    element(
      'div',
      { class: 'scroll' },
      element('table', { class: 'numbers' }, element('tbody', {}, ...rows)),
    ),
  );
}

export function measuresTable({ measures }: Run): Table {
  return {
    columns: ['measure', 'what', 'of', 'value'],
    rows: measures.map(({ name, what, of_years, value }) => [
      name,
      what,
      of_years ? 'mean of years' : 'run',
      value,
    ]),
  };
}
