// Marginal abatement cost curves: what is abated at a price, and the sum over firms at one price.
import type { Curve, Run } from './run.ts';
import type { Group } from './groups.ts';

export interface CurvePoint {
  abated_t: number;
  price: number;
}

// The least and the most that may be abated at `price`: they differ where the curve is flat, and
// outside the curve's prices its first or last point stands.
export function abatedAt(curve: Curve, price: number): { least: number; most: number } {
  const count = Math.min(curve.price.length, curve.abated_t.length);
  let least: number | null = null;
  let most = curve.abated_t[0] ?? 0;
  for (let i = 0; i < count; ++i) {
    const p = curve.price[i]!;
    const a = curve.abated_t[i]!;
    const before = curve.price[i - 1];
    if (i > 0 && before !== undefined && before < price && price < p) {
      const from = curve.abated_t[i - 1]!;
      const between = from + ((a - from) * (price - before)) / (p - before);
      return { least: between, most: between };
    }
    if (p < price) most = a;
    if (p === price) {
      least ??= a;
      most = a;
    }
  }
  return { least: least ?? most, most };
}

// The horizontal sum of curves, each counted as often as given, up to the price `highest`.
export function sumCurves(curves: readonly { curve: Curve; count: number }[], highest: number) {
  const prices = new Set<number>([highest]);
  for (const { curve } of curves)
    for (const price of curve.price) if (price <= highest) prices.add(price);

  const points: CurvePoint[] = [];
  for (const price of [...prices].sort((a, b) => a - b)) {
    let least = 0;
    let most = 0;
    for (const { curve, count } of curves) {
      const at = abatedAt(curve, price);
      least += at.least * count;
      most += at.most * count;
    }
    points.push({ abated_t: least, price });
    if (most > least) points.push({ abated_t: most, price });
  }
  return points;
}

export function groupCurve(run: Run, group: Group, highest: number): CurvePoint[] {
  const counts = new Map<number, number>();
  for (const firm of group.firms) counts.set(firm.curve, (counts.get(firm.curve) ?? 0) + 1);
  const curves = [...counts].map(([index, count]) => ({
    curve: run.curves[index] ?? { abated_t: [], price: [] },
    count,
  }));
  return sumCurves(curves, highest);
}

// What a summed curve abates at `price`, as a curve again.
export function asCurve(points: readonly CurvePoint[]): Curve {
  return { abated_t: points.map((p) => p.abated_t), price: points.map((p) => p.price) };
}
