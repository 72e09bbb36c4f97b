// A table that opens below a figure. Filled when it is opened: a daily price of ten years is
// thousands of cells that few readers want to see.
import { element } from './dom.ts';
import type { Cell, Table } from './table.ts';

export interface DataTable {
  root: HTMLElement;
  renew(): void; // call when the table has changed
}

export function dataTable(name: string, table: () => Table): DataTable {
  const place = element('div', {
    class: 'scroll',
    tabindex: '0',
    role: 'region',
    'aria-label': name,
  });
  const details = element('details', { class: 'data' }, element('summary', {}, 'Data'), place);
  let stale = true;
  const fill = () => {
    if (!details.open || !stale) return;
    stale = false;
    place.replaceChildren(tableElement(table()));
  };
  details.addEventListener('toggle', fill);
  const renew = () => {
    stale = true;
    fill();
  };
  return { root: details, renew };
}

function tableElement({ columns, rows }: Table): HTMLTableElement {
  const body = element('tbody');
  for (const row of rows) body.append(element('tr', {}, ...row.map((cell) => cellElement(cell))));
  const head = element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)));
  return element('table', { class: 'numbers' }, element('thead', {}, head), body);
}

function cellElement(cell: Cell): HTMLElement {
  return element(
    'td',
    typeof cell === 'string' ? { class: 'text' } : {},
    cell === null ? '' : String(cell),
  );
}
