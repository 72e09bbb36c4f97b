// What the exchange answered, as sentences.
import type { CommandResult } from '#proto/types_pb';
import { RejectReason } from '#proto/types_pb';

import { formatCents, formatWhole, mulDiv } from '../shared/units.ts';
import { refusals, say } from './words/words.ts';
import { en_refusals } from './words/en_refusals.ts';

// In the language of the page; what it does not know, in the exchange's own words.
export function refusalText(result: CommandResult): string {
  const name = RejectReason[result.refusal] ?? '';
  if (name in en_refusals) return refusals(name as keyof typeof en_refusals, boundOf(result));
  return result.detail || name || String(result.refusal);
}

// The bound is in the unit of the field; the words choose which of the two they want.
function boundOf({ bound }: CommandResult) {
  return { whole: formatWhole(bound), money: formatCents(bound) };
}

export function tradedOf({ fills }: CommandResult): bigint {
  return fills.reduce((sum, { quantityT }) => sum + quantityT, 0n);
}

export function resultText(what: string, result: CommandResult): string {
  if (result.refusal) return say('not_taken', { what, why: refusalText(result) });
  const parts = [what];
  const traded = tradedOf(result);
  if (traded > 0n) {
    const paid = result.fills.reduce((sum, f) => sum + f.quantityT * f.priceCentsPerTonne, 0n);
    const average = formatCents(mulDiv(paid, 1n, traded));
    parts.push(say('result_traded', { quantity: formatWhole(traded), price: average }));
  }
  if (result.openQuantityT > 0n) {
    parts.push(say('result_waits', { quantity: formatWhole(result.openQuantityT) }));
  }
  if (result.cancelledQuantityT > 0n) {
    parts.push(say('result_dropped', { quantity: formatWhole(result.cancelledQuantityT) }));
  }
  if (parts.length === 1) parts.push(say('result_done'));
  return parts.join(' · ');
}
