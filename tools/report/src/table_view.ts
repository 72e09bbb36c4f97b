// A figure's data as a table that opens below it. Filled when it is first opened: a daily price of
// ten years is thousands of cells that few readers want to see.
import { element } from './dom.ts';
import type { Figure } from './figure.ts';
import type { Cell, Table } from './table.ts';

export function dataTable(figure: Figure): HTMLElement {
  const place = element('div', {
    class: 'scroll',
    tabindex: '0',
    role: 'region',
    'aria-label': `Data of ${figure.title}`,
  });
  const details = element('details', { class: 'data' }, element('summary', {}, 'Data'), place);
  details.addEventListener('toggle', () => {
    if (details.open && place.childElementCount === 0) place.append(tableElement(figure.table()));
  });
  return details;
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
