// The head of a page: what it is of, the verdict, figures in tiles, and where it comes from.
import { element } from '../dom.ts';

export interface Tile {
  name: string;
  value: string;
  meaning: string; // in a line
}

export interface Head {
  kicker: string; // the short name
  title: string;
  verdict: string;
  fails: boolean;
  tiles: Tile[];
  facts: [name: string, value: string][]; // one without a value is left out
}

export function head({ kicker, title, verdict, fails, tiles, facts }: Head): HTMLElement {
  return element(
    'header',
    { class: 'top' },
    element('p', { class: 'kicker' }, kicker),
    element('h1', {}, title || kicker),
    verdict === '' ? null : element('p', { class: fails ? 'tally fails' : 'tally' }, verdict),
    tiles.length === 0 ? null : element('dl', { class: 'tiles' }, ...tiles.map(tile)),
    element(
      'dl',
      { class: 'provenance' },
      ...facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) =>
          element('div', {}, element('dt', {}, name), element('dd', {}, value)),
        ),
    ),
  );
}

function tile({ name, value, meaning }: Tile): HTMLElement {
  return element(
    'div',
    {},
    element('dt', {}, name),
    element('dd', { class: 'value' }, value),
    element('dd', { class: 'meaning' }, meaning),
  );
}
