// The page of the gallery: entry by entry, what was published, what we find, and what of it holds.
import { button, element } from '../dom.ts';
import { saveCsv } from '../download.ts';
import { head } from '../page/head.ts';
import type { Page } from '../page/page.ts';
import { slug } from '../picture.ts';
import type { Table } from '../table.ts';
import { boundText, shortest } from '../verdict.ts';
import type { Entry, Gallery, Row } from './gallery.ts';
import { pathFigure } from './path.ts';

export function galleryPage(gallery: Gallery): Page {
  const rows = gallery.entries.flatMap((entry) => entry.rows);
  const passed = rows.filter((row) => row.passed).length;
  const papers = gallery.entries.length === 1 ? 'entry' : 'entries';
  return {
    title: 'Gallery',
    stem: 'gallery',
    version: gallery.version,
    parts: [
      head({
        kicker: 'Gallery',
        title: 'Results of the literature, and ours',
        verdict: rows.length === 0 ? '' : `${passed} of ${rows.length} figures pass.`,
        fails: passed < rows.length,
        tiles: [],
        facts: [
          ['Of', `${gallery.entries.length} ${papers}`],
          ['Version', gallery.version],
        ],
      }),
      rows.length === 0 ? null : download(gallery),
      ...gallery.entries.flatMap((entry, i) => {
        const id = `entry-${i + 1}-${slug(entry.name)}`;
        return [
          entrySection(entry, id),
          ...entry.series.map((path, j) => pathFigure(path, `${id}-path-${j + 1}`)),
        ];
      }),
    ],
  };
}

const kColumns = ['Figure', 'Published', 'Ours', 'Bound', 'Verdict'];

function entrySection(entry: Entry, id: string): HTMLElement {
  const heads = kColumns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name));
  return element(
    'section',
    { class: 'entry verdicts', id, 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, entry.title || entry.name),
    element('p', { class: 'note' }, entry.source),
    entry.rows.length === 0
      ? null
      : element(
          'div',
          { class: 'scroll' },
          element(
            'table',
            { class: 'numbers', role: 'table' },
            element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
            element(
              'tbody',
              { role: 'rowgroup' },
              ...entry.rows.map((row) => rowElement(row, entry.source)),
            ),
          ),
        ),
  );
}

function rowElement(row: Row, source: string): HTMLElement {
  // Where it differs from the entry's.
  const own = row.source !== '' && row.source !== source ? `, ${row.source}` : '';
  return element(
    'tr',
    { role: 'row' },
    element(
      'th',
      { scope: 'row', role: 'rowheader' },
      row.figure,
      element('span', { class: 'what' }, `${row.what}${own}`),
    ),
    cell(1, shortest(row.published, [])),
    cell(2, shortest(row.ours, [row.at_least, row.at_most])),
    cell(3, boundText(row)),
    cell(4, row.passed ? '✓ passes' : '✗ fails', row.passed ? 'holds' : 'fails'),
  );
}

// With its column's name, which is shown on a phone, where the head is not.
function cell(column: number, text: string, style = ''): HTMLElement {
  const label = element('span', { class: 'label', 'aria-hidden': 'true' }, `${kColumns[column]} `);
  return element('td', { class: style, role: 'cell' }, label, text);
}

function download(gallery: Gallery): HTMLElement {
  return element(
    'p',
    { class: 'downloads' },
    button('All rows, CSV', () => saveCsv('gallery', galleryTable(gallery)), {
      'aria-label': 'Download all rows of the gallery as CSV',
    }),
  );
}

export function galleryTable({ entries }: Gallery): Table {
  const columns = ['published', 'ours', 'at_least', 'at_most'] as const;
  return {
    columns: ['entry', 'figure', 'what', 'source', ...columns, 'passed'],
    rows: entries.flatMap((entry) =>
      entry.rows.map((row) => [
        entry.name,
        row.figure,
        row.what,
        row.source || entry.source,
        ...columns.map((column) => row[column]),
        row.passed ? 1 : 0,
      ]),
    ),
  };
}
