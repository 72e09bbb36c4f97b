// Tonnes for tight places, with their unit: 5,400,000 → "5.40 Mt". Rounds half away from zero.
import { formatCents, formatWhole, mulDiv } from '../shared/units.ts';

export function shortTonnes(tonnes: bigint): string {
  const size = tonnes < 0n ? -tonnes : tonnes;
  if (size >= 1_000_000n) return `${formatCents(mulDiv(tonnes, 100n, 1_000_000n))}\u00a0Mt`;
  if (size >= 10_000n) return `${formatWhole(mulDiv(tonnes, 1n, 1_000n))}\u00a0kt`;
  return `${formatWhole(tonnes)}\u00a0t`;
}
