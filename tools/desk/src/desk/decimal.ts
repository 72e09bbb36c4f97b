// Decimal text of the wire, such as "1234.5" or "2.4e-05", as whole units. Pure, exact but for
// digits below the unit, which are rounded half up.

// Undefined: it is no finite number.
function scaled(text: string, digits: number): bigint | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, whole = '', rest = '', exponent = '0'] = parts;
  const point = whole.length + Number(exponent) + digits;
  const all = whole + rest;
  const kept = point <= 0 ? '0' : all.slice(0, point).padEnd(point, '0');
  const next = point < 0 ? '0' : (all[point] ?? '0');
  const size = BigInt(kept) + (next >= '5' ? 1n : 0n);
  return sign ? -size : size;
}

// Currency units as cents.
export function centsOfDecimal(text: string): bigint | undefined {
  return scaled(text, 2);
}

export function wholeOfDecimal(text: string): bigint | undefined {
  return scaled(text, 0);
}
