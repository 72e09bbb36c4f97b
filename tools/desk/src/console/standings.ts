// How the market and its seats stand, worked out of what the exchange tells.
import type { Clock, Debrief, MarketDay } from '#proto/classroom_service_pb';
import { MistakeKind } from '#proto/classroom_service_pb';
import type { ClassYear, SeatFigures } from '#proto/operator_service_pb';
import { SessionPhase } from '#proto/session_service_pb';

// Whether what seats owe and lack is of a year that is traded: before the first command nobody has
// got allowances yet, and once all is over they have been surrendered.
export function hasFigures(clock: Pick<Clock, 'phase' | 'commandNumber'> | undefined): boolean {
  if (!clock || clock.commandNumber === 0n) return false;
  return clock.phase === SessionPhase.RUNNING || clock.phase === SessionPhase.PAUSED;
}

// Those that are missing most first; equals by account.
export function byShort(seats: readonly SeatFigures[]): SeatFigures[] {
  return [...seats].sort(
    (a, b) => Number(b.shortT > a.shortT) - Number(b.shortT < a.shortT) || byAccount(a, b),
  );
}

// Those that gained most first.
export function byGain(seats: readonly SeatFigures[]): SeatFigures[] {
  return [...seats].sort(
    (a, b) =>
      Number(b.gainCents > a.gainCents) - Number(b.gainCents < a.gainCents) || byAccount(a, b),
  );
}

function byAccount(a: SeatFigures, b: SeatFigures): number {
  return Number(a.accountId - b.accountId);
}

// The latest price that was traded; 0: none.
export function lastPrice(days: readonly MarketDay[], years: readonly ClassYear[]): bigint {
  const day = days.filter(({ closeCentsPerTonne }) => closeCentsPerTonne > 0n).at(-1);
  if (day) return day.closeCentsPerTonne;
  const traded = years.filter(({ priceCentsPerTonne }) => priceCentsPerTonne > 0n);
  return traded.at(-1)?.priceCentsPerTonne ?? 0n;
}

// How far a price is from theory, in basis points of it. Undefined: one of them is not known.
export function offTheory(price: bigint, benchmark: bigint): bigint | undefined {
  if (price <= 0n || benchmark <= 0n) return undefined;
  const off = (price - benchmark) * 10_000n;
  return (off < 0n ? off - benchmark / 2n : off + benchmark / 2n) / benchmark;
}

// Abatement of a seat in all years, and what would have been worth it at the years' prices: what
// was abated, with what its debrief found to be too little or too much.
export function abatementOf({ years, mistakes }: Debrief): { done: bigint; worth: bigint } {
  const done = years.reduce((sum, { abatedT }) => sum + abatedT, 0n);
  const off = mistakes.reduce((sum, { kind, quantityT }) => {
    if (kind === MistakeKind.ABATED_TOO_LITTLE) return sum + quantityT;
    return kind === MistakeKind.ABATED_TOO_MUCH ? sum - quantityT : sum;
  }, 0n);
  return { done, worth: done + off };
}

export interface Gain {
  readonly seat: string;
  readonly name: string;
  readonly gain: bigint;
  // With the best decisions at the prices of theory. Undefined: not told.
  readonly best?: bigint;
}

// By debriefs where there are some, else as the class is told.
export function gainsOf(debriefs: readonly Debrief[], seats: readonly SeatFigures[]): Gain[] {
  if (debriefs.length === 0) {
    return byGain(seats).map(({ seat, name, gainCents }) => ({ seat, name, gain: gainCents }));
  }
  const gains = debriefs.map(({ seat, name, costCents, costAloneCents, costBestCents }) => ({
    ...{ seat, name },
    gain: costAloneCents - costCents,
    best: costAloneCents - costBestCents,
  }));
  return gains.sort((a, b) => Number(b.gain > a.gain) - Number(b.gain < a.gain));
}
