// The account's own trades, in words.
import type { OwnFill } from '#proto/classroom_service_pb';
import { Side } from '#proto/types_pb';

import { formatCents, formatWhole } from '../shared/units.ts';
import { amountText } from './goods.ts';
import { say } from './words/words.ts';

export function fillText(fill: OwnFill): string {
  const price = formatCents(fill.priceCentsPerTonne);
  if (fill.auction) return say('won_text', { quantity: formatWhole(fill.quantityT), price });
  const quantity = amountText(fill.quantityT, fill.instrumentId);
  return say(fill.side === Side.BUY ? 'bought_text' : 'sold_text', { quantity, price });
}
