// A section with a table of figures by year, which scrolls on a narrow screen and downloads as CSV.
import { button, element } from '../dom.ts';
import { saveCsv } from '../download.ts';
import type { Table } from '../table.ts';

export interface NumbersColumn {
  name: string;
  unit: string; // '': none
  cells: readonly string[]; // as many as there are years
}

export function numbersSection(section: {
  title: string;
  what: string; // what the table holds: 'years'
  note: string; // '': none
  years: readonly number[];
  columns: readonly NumbersColumn[];
  stem: string; // of the file's name
  csv: () => Table;
}): HTMLElement {
  const { title, what, note, years, columns, stem } = section;
  const heads = columns.map(({ name, unit }) =>
    element('th', { scope: 'col' }, name, unit === '' ? null : element('small', {}, unit)),
  );
  const rows = years.map((year, row) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, String(year)),
      ...columns.map(({ cells }) => element('td', {}, cells[row] ?? '')),
    ),
  );
  return element(
    'section',
    { id: 'years', 'aria-labelledby': 'years-title' },
    element(
      'header',
      {},
      element('h2', { id: 'years-title' }, title),
      element(
        'div',
        { class: 'downloads' },
        button('CSV', () => saveCsv(`${stem}-years`, section.csv()), {
          'aria-label': `Download the ${what} as CSV`,
        }),
      ),
    ),
    note === '' ? null : element('p', { class: 'note' }, note),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Table of ${what}` },
      element(
        'table',
        { class: 'numbers' },
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Year'), ...heads)),
        element('tbody', {}, ...rows),
      ),
    ),
  );
}
