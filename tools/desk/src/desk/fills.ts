// The account's own trades, in words.
import type { OwnFill } from '#proto/classroom_service_pb';
import { Side } from '#proto/types_pb';

import { formatCents, formatWhole } from '../shared/units.ts';
import { say } from './words/words.ts';

export function fillText(fill: OwnFill): string {
  const values = {
    quantity: formatWhole(fill.quantityT),
    price: formatCents(fill.priceCentsPerTonne),
  };
  if (fill.auction) return say('won_text', values);
  return say(fill.side === Side.BUY ? 'bought_text' : 'sold_text', values);
}
