// What a student could have done better, as a sentence with its evidence, for the instructor.
import { type Mistake, MistakeKind } from '#proto/classroom_service_pb';

import { formatCents, formatWhole } from '../shared/units.ts';
import { say } from './words/words.ts';

const kKeys = {
  [MistakeKind.BOUGHT_ABOVE_MAC]: 'did_buy_above_mac',
  [MistakeKind.SOLD_BELOW_MAC]: 'did_sell_below_mac',
  [MistakeKind.ABATED_TOO_LITTLE]: 'did_abate_too_little',
  [MistakeKind.ABATED_TOO_MUCH]: 'did_abate_too_much',
  [MistakeKind.SHORT]: 'did_end_short',
  [MistakeKind.HELD_PAST_END]: 'did_hold_past_end',
  [MistakeKind.FORGOT_ORDER]: 'did_forget_order',
  [MistakeKind.ABATED_LATE]: 'did_abate_late',
} as const;

// Kinds that are not known yet are told by their figures.
function keyOf(kind: MistakeKind) {
  return kKeys[kind as keyof typeof kKeys] ?? 'did_other';
}

export function mistakeText({ kind, year, day, ...told }: Mistake): string {
  return say(keyOf(kind), {
    when: day < 0 ? say('in_year_when', { year }) : say('on_day_when', { year, day: day + 1 }),
    quantity: formatWhole(told.quantityT),
    price: formatCents(told.priceCentsPerTonne),
    better: formatCents(told.betterCentsPerTonne),
  });
}

export function mistakeName(kind: MistakeKind): string {
  return say(`${keyOf(kind)}_name`);
}

// How often each kind was found, and what it cost, the dearest first.
export function mistakeCounts(mistakes: readonly Mistake[]) {
  const found = new Map<MistakeKind, { kind: MistakeKind; count: number; cost: bigint }>();
  for (const { kind, costCents } of mistakes) {
    const known = found.get(kind) ?? { kind, count: 0, cost: 0n };
    found.set(kind, { kind, count: known.count + 1, cost: known.cost + costCents });
  }
  return [...found.values()].sort((a, b) => Number(b.cost > a.cost) - Number(b.cost < a.cost));
}
