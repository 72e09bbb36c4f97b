// Published results beside ours, as gallery.json holds them.
import type { Maybe } from '../data.ts';

export interface Row {
  figure: string; // its short name
  what: string; // in words, with its unit
  source: string; // of the published figure
  published: Maybe;
  ours: Maybe;
  at_least: Maybe;
  at_most: Maybe;
  strictly: boolean; // the bounds themselves do not pass
  passed: boolean;
}

export interface Path {
  name: string;
  x_name: string;
  y_name: string;
  points: [number, Maybe][];
  reference: [number, Maybe][] | null; // the published path
}

export interface Entry {
  name: string;
  title: string;
  source: string;
  rows: Row[];
  series: Path[];
}

export interface Gallery {
  kind: 'gallery';
  version: string;
  entries: Entry[];
}
