// Shocks: what was typed, as a request, and what will happen, as a plain sentence.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ApplyShockRequestSchema } from '#proto/operator_service_pb';

import { absolute, formatBps, parseCents } from '../shared/units.ts';
import { say } from './words/words.ts';

export type ShockKind = 'demand' | 'cost' | 'cap';

export interface Shock {
  readonly kind: ShockKind;
  // Of what was: 100 is one per cent more.
  readonly change_bps: bigint;
  readonly first_year: number;
  // 0: to the end.
  readonly year_count: number;
  readonly surprise: boolean;
}

const kAsBefore = 10_000n;
const kLeast = 1_000n;
const kMost = { demand: 30_000n, cost: 100_000n, cap: 30_000n };

export type ReadChange =
  | { readonly change_bps: bigint }
  | { readonly wrong: 'change_empty' | 'change_nothing' | 'change_range' | 'change_not_one' };

// Reads "-20", "+12.5 %" as basis points, within what the exchange takes.
export function readChange(kind: ShockKind, text: string): ReadChange {
  if (text.trim() === '') return { wrong: 'change_empty' };
  const read = parseCents(text.replace(/[%％\s]+$/, ''));
  if ('wrong' in read) return { wrong: 'change_not_one' };
  const factor = kAsBefore + read.value;
  if (factor < kLeast || factor > kMost[kind]) return { wrong: 'change_range' };
  return read.value === 0n ? { wrong: 'change_nothing' } : { change_bps: read.value };
}

export function changeRange(kind: ShockKind): { from: string; to: string } {
  return { from: formatBps(kLeast - kAsBefore), to: `+${formatBps(kMost[kind] - kAsBefore)}` };
}

export function shockRequest(shock: Shock): MessageInitShape<typeof ApplyShockRequestSchema> {
  const factorBps = Number(kAsBefore + shock.change_bps);
  const { surprise, first_year: firstYear, year_count: yearCount } = shock;
  switch (shock.kind) {
    case 'demand':
      return { surprise, shock: { case: 'demand', value: { factorBps, firstYear, yearCount } } };
    case 'cost':
      return { surprise, shock: { case: 'cost', value: { factorBps } } };
    case 'cap':
      return { surprise, shock: { case: 'cap', value: { factorBps, firstYear } } };
  }
}

// What will happen, and who is told.
export function shockSentence(shock: Shock): string {
  const change = say(shock.change_bps > 0n ? 'higher_by' : 'lower_by', {
    change: formatBps(absolute(shock.change_bps)),
  });
  const told = say(shock.surprise ? 'nobody_is_told' : 'all_are_told');
  return `${say(`shock_${shock.kind}_text`, { change, when: whenOf(shock) })} ${told}`;
}

function whenOf({ kind, first_year: from, year_count: count }: Shock): string {
  if (kind !== 'demand' || count === 0) return say('from_on', { from });
  if (count === 1) return say('in_year', { from });
  return say('from_to', { from, to: from + count - 1 });
}
