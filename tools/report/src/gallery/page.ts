// The page of the gallery: entry by entry, what was published, what we find, and what of it holds.
import { button, element } from '../dom.ts';
import { saveCsv } from '../download.ts';
import { head } from '../page/head.ts';
import type { Page } from '../page/page.ts';
import { type VerdictRow, verdictTable } from '../page/verdicts.ts';
import { slug } from '../picture.ts';
import type { Table } from '../table.ts';
import { boundText, shortest } from '../verdict.ts';
import type { Entry, Gallery, Row } from './gallery.ts';
import { pathsFigure } from './paths.ts';

export function galleryPage(gallery: Gallery): Page {
  const rows = gallery.entries.flatMap((entry) => entry.rows);
  const passed = rows.filter((row) => row.passed).length;
  const papers = gallery.entries.length === 1 ? 'entry' : 'entries';
  return {
    title: 'Gallery',
    stem: 'gallery',
    version: gallery.version,
    parts: [
      () =>
        head({
          kicker: 'Gallery',
          title: 'Results of the literature, and ours',
          verdict: rows.length === 0 ? '' : `${passed} of ${rows.length} figures hold.`,
          fails: passed < rows.length,
          tiles: [],
          facts: [
            ['Of', `${gallery.entries.length} ${papers}`],
            ['Version', gallery.version],
          ],
        }),
      () => (rows.length === 0 ? null : download(gallery)),
      ...gallery.entries.flatMap((entry, i) => {
        const id = `entry-${i + 1}-${slug(entry.name)}`;
        return [() => entrySection(entry, id), pathsFigure(entry, `${id}-paths`)];
      }),
    ],
  };
}

function entrySection(entry: Entry, id: string): HTMLElement {
  return element(
    'section',
    { class: 'verdicts', id, 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, entry.title || entry.name),
    element('p', { class: 'note' }, entry.source),
    entry.rows.length === 0
      ? null
      : verdictTable(
          ['Figure', 'Published', 'Ours', 'Bound', 'Verdict'],
          entry.rows.map((row) => verdictRow(row, entry.source)),
        ),
  );
}

function verdictRow(row: Row, source: string): VerdictRow {
  // Where it differs from the entry's.
  const own = row.source !== '' && row.source !== source ? `; ${row.source}` : '';
  return {
    title: row.figure,
    what: `${row.what}${own}`,
    cells: [
      shortest(row.published, []),
      shortest(row.ours, [row.at_least, row.at_most]),
      boundText(row, row.strictly),
    ],
    passed: row.passed,
  };
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
    columns: ['entry', 'figure', 'what', 'source', ...columns, 'strictly', 'passed'],
    rows: entries.flatMap((entry) =>
      entry.rows.map((row) => [
        entry.name,
        row.figure,
        row.what,
        row.source || entry.source,
        ...columns.map((column) => row[column]),
        row.strictly ? 1 : 0,
        row.passed ? 1 : 0,
      ]),
    ),
  };
}
