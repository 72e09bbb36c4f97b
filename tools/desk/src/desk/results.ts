// What the exchange answered, as sentences.
import type { CommandResult } from '#proto/types_pb';
import { RejectReason } from '#proto/types_pb';

import { formatCents, formatWhole, mulDiv } from '../shared/units.ts';
import { amountText } from './goods.ts';
import { refusals, say } from './words/words.ts';
import { en_refusals } from './words/en_refusals.ts';

// In the language of the page; what it does not know, in the exchange's own words.
export function refusalText(result: CommandResult, instrument?: bigint): string {
  const name = RejectReason[result.refusal] ?? '';
  if (name in en_refusals) {
    return refusals(name as keyof typeof en_refusals, boundOf(result, instrument));
  }
  return result.detail || name || String(result.refusal);
}

// The bound is in the unit of the field; the words choose which of them they want.
function boundOf({ bound }: CommandResult, instrument?: bigint) {
  return {
    whole: formatWhole(bound),
    amount: amountText(bound, instrument),
    money: formatCents(bound),
  };
}

export function tradedOf({ fills }: CommandResult): bigint {
  return fills.reduce((sum, { quantityT }) => sum + quantityT, 0n);
}

export function resultText(what: string, result: CommandResult, instrument?: bigint): string {
  if (result.refusal) return say('not_taken', { what, why: refusalText(result, instrument) });
  const amount = (quantity: bigint) => ({ quantity: amountText(quantity, instrument) });
  const parts = [what];
  const traded = tradedOf(result);
  if (traded > 0n) {
    const paid = result.fills.reduce((sum, f) => sum + f.quantityT * f.priceCentsPerTonne, 0n);
    const average = formatCents(mulDiv(paid, 1n, traded));
    parts.push(say('result_traded', { ...amount(traded), price: average }));
  }
  if (result.openQuantityT > 0n) {
    parts.push(say('result_waits', amount(result.openQuantityT)));
  }
  if (result.cancelledQuantityT > 0n) {
    parts.push(say('result_dropped', amount(result.cancelledQuantityT)));
  }
  if (parts.length === 1) parts.push(say('result_done'));
  return parts.join(' · ');
}
