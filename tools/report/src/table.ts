// A figure's data as a table: what its CSV holds and what a screen reader reads.
import type { Maybe } from './data.ts';

export type Cell = string | Maybe;

export interface Table {
  columns: string[]; // names with their unit, as in price_mean_eur_per_t
  rows: Cell[][];
}

// RFC 4180, with a point as the decimal mark. A text that a spreadsheet would run as a formula is
// preceded by a quote mark.
export function toCsv(table: Table): string {
  return [table.columns, ...table.rows].map((row) => row.map(csvCell).join(',') + '\r\n').join('');
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The currency as a column's name carries it: `EUR` in `price_eur_per_t`.
export function columnUnit(currency: string): string {
  return currency.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}
