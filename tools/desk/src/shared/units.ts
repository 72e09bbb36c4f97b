// Money and tonnes as text, exactly: they are bigint from the wire to the screen and back. No
// floating point here; only what is drawn (chart_numbers.ts) leaves exactness.
//
// Figures follow the browser's locale, whatever language the page speaks: 1,234.56 or 1.234,56.

export interface Figures {
  readonly locale: string;
  readonly group: string;
  readonly decimal: string;
  readonly whole: Intl.NumberFormat;
}

// Figures of a locale, in Latin digits.
export function figuresOf(locale: string): Figures {
  const latin = new Intl.Locale(locale, { numberingSystem: 'latn' }).toString();
  const parts = new Intl.NumberFormat(latin, { useGrouping: true }).formatToParts(1_234_567.8);
  const part = (type: string, otherwise: string) =>
    parts.find((each) => each.type === type)?.value ?? otherwise;
  return {
    locale: latin,
    group: part('group', ','),
    decimal: part('decimal', '.'),
    whole: new Intl.NumberFormat(latin, { useGrouping: true }),
  };
}

function browserLocale(): string {
  try {
    return Intl.getCanonicalLocales(globalThis.navigator?.language ?? 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}

const kFigures = figuresOf(browserLocale());
const kMinus = '\u2212';

// 1234567 → "1,234,567".
export function formatWhole(value: bigint | number, figures = kFigures): string {
  const whole = BigInt(value);
  return whole < 0n ? kMinus + figures.whole.format(-whole) : figures.whole.format(whole);
}

// Cents as currency units: 123456 → "1,234.56".
export function formatCents(cents: bigint, figures = kFigures): string {
  const size = cents < 0n ? -cents : cents;
  const rest = (size % 100n).toString().padStart(2, '0');
  const sign = cents < 0n ? kMinus : '';
  return `${sign}${figures.whole.format(size / 100n)}${figures.decimal}${rest}`;
}

// Likewise with a sign in any case but 0: "+12.00".
export function formatSignedCents(cents: bigint, figures = kFigures): string {
  return (cents > 0n ? '+' : '') + formatCents(cents, figures);
}

export function formatSignedWhole(value: bigint, figures = kFigures): string {
  return (value > 0n ? '+' : '') + formatWhole(value, figures);
}

// For tight places: 12,345,678 → "12.3M". Rounds half away from zero, and says so by its form.
export function formatShort(value: bigint, figures = kFigures): string {
  const size = value < 0n ? -value : value;
  const steps: [bigint, bigint, string][] = [
    [1_000_000_000n, 1_000_000_000n, 'G'],
    [1_000_000n, 1_000_000n, 'M'],
    [10_000n, 1_000n, 'k'],
  ];
  for (const [from, unit, letter] of steps) {
    if (size < from) continue;
    const tenths = (size * 10n + unit / 2n) / unit;
    const text =
      tenths >= 1000n
        ? figures.whole.format((tenths + 5n) / 10n)
        : `${tenths / 10n}${figures.decimal}${tenths % 10n}`;
    return `${value < 0n ? kMinus : ''}${text}${letter}`;
  }
  return formatWhole(value, figures);
}

// Basis points as per cent: 1250 → "12.5 %".
export function formatBps(bps: bigint | number, figures = kFigures): string {
  const value = BigInt(bps);
  const size = value < 0n ? -value : value;
  const rest = (size % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  const text = figures.whole.format(size / 100n) + (rest ? figures.decimal + rest : '');
  return `${value < 0n ? kMinus : ''}${text}\u00a0%`;
}

// Why a text is no amount.
export type Unreadable = 'empty' | 'not_a_number' | 'too_fine' | 'too_large';
export type Read = { readonly value: bigint } | { readonly wrong: Unreadable };

const kLargest = 10n ** 18n;

// Reads "1,234.56" as 123456 cents.
export function parseCents(text: string, figures = kFigures): Read {
  return parse(text, 2, figures);
}

// Reads "1,234" as 1234.
export function parseWhole(text: string, figures = kFigures): Read {
  return parse(text, 0, figures);
}

function parse(text: string, digits: number, figures: Figures): Read {
  const plain = text.normalize('NFKC').replaceAll('。', '.').replaceAll(kMinus, '-').trim();
  if (plain === '') return { wrong: 'empty' };
  const sign = plain.startsWith('-') ? -1n : 1n;
  const halves = plain.replace(/^[-+]/, '').split(figures.decimal);
  const whole = ungroup(halves[0] ?? '', figures);
  const rest = halves[1] ?? '';
  if (whole === undefined || halves.length > 2 || !/^\d*$/.test(rest) || whole + rest === '') {
    return { wrong: 'not_a_number' };
  }
  const fine = rest.replace(/0+$/, '');
  if (fine.length > digits) return { wrong: 'too_fine' };
  const value = BigInt((whole || '0') + fine.padEnd(digits, '0'));
  return value > kLargest ? { wrong: 'too_large' } : { value: sign * value };
}

// Digits without their groups, which must be whole: "1,23" is a slip of the finger, not 123.
function ungroup(text: string, figures: Figures): string | undefined {
  const groups = text.split(/\s/.test(figures.group) ? /\s/ : figures.group);
  const [first = '', ...others] = groups.flatMap((each) => each.split(/['’\s]/));
  if (!/^\d*$/.test(first) || (others.length > 0 && !/^\d{1,3}$/.test(first))) return undefined;
  return others.every((each) => /^\d{3}$/.test(each)) ? first + others.join('') : undefined;
}

// Minutes and seconds that are left, rounded up: 61001 ms → "1:02".
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

// a b / c, rounded to the nearest; halves away from zero. REQUIRES: c > 0.
export function mulDiv(a: bigint, b: bigint, c: bigint): bigint {
  const product = a * b;
  const half = c / 2n;
  return product < 0n ? -((-product + half) / c) : (product + half) / c;
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
