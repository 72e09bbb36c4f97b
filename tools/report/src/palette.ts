// Colours by role, so that the same thing looks the same in every figure, on a light and on a dark
// ground. Every colour has a contrast of at least 3:1 with its ground; the groups' were searched
// for the largest distance between any two under normal sight, protanopia, deuteranopia and
// tritanopia (Machado et al. 2009), and what matters never hangs on colour alone: the benchmark is
// dashed or pale, the run solid.

export interface Palette {
  ground: string;
  ink: string; // text
  muted: string; // axes and notes
  rule: string; // grid lines
  run: string; // what the run did: its price, emissions, bank
  run_soft: string; // the same, day by day
  run_fill: string; // inside its bars, pale enough for a line to be seen on it
  benchmark: string; // what theory predicts
  cap: string;
  cap_fill: string; // inside bars below its line
  baseline: string;
  auction: string; // what is auctioned, and at which price
  auction_fill: string; // inside its bars
  bid: string;
  ask: string;
  groups: readonly string[];
  heat: readonly string[]; // from low to high: of even steps to the eye, in every kind of sight
}

// The map of Smith and van der Walt (2015).
const kViridis = ['#440154', '#443983', '#31688e', '#21918c', '#35b779', '#90d743', '#fde725'];

export const kLight: Palette = {
  ground: '#ffffff',
  ink: '#1b1f24',
  muted: '#59626d',
  rule: '#e3e6ea',
  run: '#0a5cad',
  run_soft: '#6f9fce',
  run_fill: '#a9cbea',
  benchmark: '#4a4f57',
  cap: '#c2410c',
  cap_fill: '#f0b795',
  baseline: '#94660a',
  auction: '#8a2a83',
  auction_fill: '#dcb6d9',
  bid: '#1b7f5c',
  ask: '#c2410c',
  groups: [
    '#28a37a',
    '#d87f26',
    '#6126d8',
    '#823a16',
    '#a07ce8',
    '#233842',
    '#a55998',
    '#5e1682',
    '#b24c4c',
    '#283da3',
    '#a36628',
    '#e051b0',
  ],
  heat: kViridis,
};

export const kDark: Palette = {
  ground: '#15181c',
  ink: '#e8eaed',
  muted: '#a3abb5',
  rule: '#2c3138',
  run: '#6cb6ff',
  run_soft: '#4a7fb5',
  run_fill: '#274b70',
  benchmark: '#c3c8cf',
  cap: '#ff9a5c',
  cap_fill: '#7a431f',
  baseline: '#d9b44a',
  auction: '#e08fdc',
  auction_fill: '#6b3568',
  bid: '#4cc79a',
  ask: '#ff9a5c',
  groups: [
    '#a0e87c',
    '#ad7d1e',
    '#5181e0',
    '#d65b99',
    '#e5ccb2',
    '#518447',
    '#a8b4ef',
    '#bad826',
    '#c1707d',
    '#3fbf55',
    '#a8e3ef',
    '#708216',
  ],
  heat: kViridis,
};

export function groupColour(palette: Palette, index: number): string {
  return palette.groups[index % palette.groups.length] ?? palette.ink;
}

// The colour of a share of the range, as ECharts blends it, and one in which words on it are read.
export function heatColour({ heat }: Palette, share: number): { colour: string; ink: string } {
  const place = Math.min(1, Math.max(0, share)) * (heat.length - 1);
  const at = Math.min(heat.length - 2, Math.floor(place));
  const channels = (colour: string) =>
    [1, 3, 5].map((from) => parseInt(colour.slice(from, from + 2), 16));
  const [from, to] = [channels(heat[at]!), channels(heat[at + 1]!)];
  const mixed = from.map((value, i) => Math.round(value + (to[i]! - value) * (place - at)));
  const light = luminance(mixed);
  // The better of the contrasts with white and with black.
  const ink = 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
  const hex = mixed.map((value) => value.toString(16).padStart(2, '0')).join('');
  return { colour: `#${hex}`, ink };
}

// Relative luminance as WCAG defines it.
export function luminance(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
