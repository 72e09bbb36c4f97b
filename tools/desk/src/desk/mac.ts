// The marginal abatement cost (MAC) curve of the plant, in whole cents and tonnes. Pure.
import type { CurvePoint } from '#proto/classroom_service_pb';

import { least, most, mulDiv } from '../shared/units.ts';

// What the next tonne costs when so many are abated; undefined: no more can be abated.
export function costAt(curve: readonly CurvePoint[], abatement: bigint): bigint | undefined {
  const last = curve.at(-1);
  if (!last || abatement > last.abatementT) return undefined;
  for (let at = 1; at < curve.length; ++at) {
    const [from, to] = [curve[at - 1]!, curve[at]!];
    if (abatement <= to.abatementT && from.abatementT < to.abatementT) {
      if (abatement >= from.abatementT) return between(from, to, abatement);
    }
  }
  return abatement <= curve[0]!.abatementT ? curve[0]!.costCentsPerTonne : last.costCentsPerTonne;
}

function between(from: CurvePoint, to: CurvePoint, abatement: bigint): bigint {
  const rise = to.costCentsPerTonne - from.costCentsPerTonne;
  const run = to.abatementT - from.abatementT;
  return from.costCentsPerTonne + mulDiv(rise, abatement - from.abatementT, run);
}

// What abating from `from` to `to` tonnes costs, to about a cent a stretch of the curve; what lies
// beyond the ends of the curve is left out and told of as `beyond`.
export function costBetween(
  curve: readonly CurvePoint[],
  from: bigint,
  to: bigint,
): { cost: bigint; covered: bigint; beyond: bigint } {
  const first = curve[0]?.abatementT ?? 0n;
  const last = curve.at(-1)?.abatementT ?? 0n;
  const start = least(most(from, first), last);
  const end = most(start, least(to, last));
  let twice = 0n;
  for (let at = 1; at < curve.length; ++at) {
    const [a, b] = [curve[at - 1]!, curve[at]!];
    const low = most(start, a.abatementT);
    const high = least(end, b.abatementT);
    if (low < high) twice += (between(a, b, low) + between(a, b, high)) * (high - low);
  }
  const covered = end - start;
  return { cost: mulDiv(twice, 1n, 2n), covered, beyond: to - from - covered };
}

// How much would be abated if each tonne up to the price were.
export function abatementAt(curve: readonly CurvePoint[], price: bigint): bigint {
  let abatement = curve[0]?.abatementT ?? 0n;
  for (let at = 1; at < curve.length; ++at) {
    const [from, to] = [curve[at - 1]!, curve[at]!];
    if (from.costCentsPerTonne > price) break;
    if (to.costCentsPerTonne <= price) {
      abatement = to.abatementT;
      continue;
    }
    const part = price - from.costCentsPerTonne;
    const rise = to.costCentsPerTonne - from.costCentsPerTonne;
    abatement = from.abatementT + mulDiv(to.abatementT - from.abatementT, part, rise);
    break;
  }
  return abatement;
}
