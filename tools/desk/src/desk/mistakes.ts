// What a debrief says could have been done better, as a sentence with its evidence.
import { MistakeKind, type Mistake } from '#proto/classroom_service_pb';

import { formatCents, formatWhole } from '../shared/units.ts';
import { say } from './words/words.ts';

const kKeys = {
  [MistakeKind.BOUGHT_ABOVE_MAC]: 'mistake_bought_above_mac',
  [MistakeKind.SOLD_BELOW_MAC]: 'mistake_sold_below_mac',
  [MistakeKind.ABATED_TOO_LITTLE]: 'mistake_abated_too_little',
  [MistakeKind.ABATED_TOO_MUCH]: 'mistake_abated_too_much',
  [MistakeKind.SHORT]: 'mistake_short',
  [MistakeKind.HELD_PAST_END]: 'mistake_held_past_end',
  [MistakeKind.FORGOT_ORDER]: 'mistake_forgot_order',
  [MistakeKind.ABATED_LATE]: 'mistake_abated_late',
} as const;

export function mistakeText(mistake: Mistake): string {
  const key = kKeys[mistake.kind as keyof typeof kKeys] ?? 'mistake_other';
  const when =
    mistake.day < 0
      ? say('when_year', { year: mistake.year })
      : say('when_day', { year: mistake.year, day: mistake.day + 1 });
  return say(key, {
    when,
    quantity: formatWhole(mistake.quantityT),
    price: formatCents(mistake.priceCentsPerTonne),
    better: formatCents(mistake.betterCentsPerTonne),
  });
}
