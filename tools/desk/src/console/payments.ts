// Payments of a laboratory as a table to copy.
import type { Debrief } from '#proto/classroom_service_pb';

// A cell of CSV. A spreadsheet must not take what a participant called himself for a formula.
export function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

// Units with a point, whatever the browser's locale: a file is for programs.
function plainCents(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`;
}

export function paymentsCsv(debriefs: readonly Debrief[]): string {
  const rows = debriefs
    .filter(({ payment }) => payment !== undefined)
    .map(({ seat, name, payment }) => [
      ...[csvCell(seat), csvCell(name), String(payment!.year)],
      ...[plainCents(payment!.earnedCents), plainCents(payment!.paidCents)],
    ]);
  return (
    ['seat,name,year_drawn,earned,paid', ...rows.map((row) => row.join(','))].join('\n') + '\n'
  );
}
