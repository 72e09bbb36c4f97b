// The legend of a figure: buttons that switch series off and on, in HTML, so that it wraps on a
// phone, prints, and answers to the keyboard; what cannot be switched is a plain key.
import { element } from './dom.ts';
import type { Figure, Mark } from './figure.ts';
import type { Palette } from './palette.ts';
import type { Chosen } from './selector.ts';

// Which series are shown, by name.
export type Shown = Record<string, boolean>;

export function shownAtFirst(figure: Figure, chosen: Chosen): Shown {
  return Object.fromEntries(
    figure
      .marks(chosen)
      .filter((mark) => mark.toggles)
      .map((mark) => [mark.name, mark.off !== true]),
  );
}

export function legend(
  marks: readonly Mark[],
  shown: Shown,
  palette: Palette,
  changed: () => void,
) {
  const list = element('ul', { class: 'legend', 'aria-label': 'Legend' });
  for (const mark of marks) {
    list.append(
      element('li', {}, mark.toggles ? toggle(mark, shown, palette, changed) : key(mark, palette)),
    );
  }
  return list;
}

function toggle(mark: Mark, shown: Shown, palette: Palette, changed: () => void) {
  const made = element(
    'button',
    { type: 'button', 'aria-pressed': String(shown[mark.name] !== false) },
    swatch(mark, palette),
    mark.name,
  );
  made.addEventListener('click', () => {
    shown[mark.name] = shown[mark.name] === false;
    made.setAttribute('aria-pressed', String(shown[mark.name]));
    changed();
  });
  return made;
}

function key(mark: Mark, palette: Palette) {
  return element('span', { class: 'key' }, swatch(mark, palette), mark.name);
}

const kSvg = 'http://www.w3.org/2000/svg';

// A sample of the mark, drawn as the chart draws it.
export function swatch(mark: Mark, palette: Palette): SVGElement {
  const svg = document.createElementNS(kSvg, 'svg');
  const colour = mark.colour(palette);
  for (const [name, value] of Object.entries({
    width: '22',
    height: '12',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, value);
  }
  const shapes: Record<Mark['form'], [string, Record<string, string>]> = {
    line: ['path', { d: 'M1 6H21', stroke: colour, 'stroke-width': '3' }],
    thin: ['path', { d: 'M1 6H21', stroke: colour, 'stroke-width': '1.5' }],
    dashed: [
      'path',
      { d: 'M1 6H21', stroke: colour, 'stroke-width': '2', 'stroke-dasharray': '5 3' },
    ],
    dotted: [
      'path',
      { d: 'M1 6H21', stroke: colour, 'stroke-width': '2', 'stroke-dasharray': '2 2' },
    ],
    bar: [
      'rect',
      {
        x: '4.5',
        y: '1.5',
        width: '13',
        height: '9',
        fill: colour,
        stroke: mark.edge?.(palette) ?? colour,
      },
    ],
    pale: [
      'rect',
      {
        x: '4.5',
        y: '1.5',
        width: '13',
        height: '9',
        fill: `${colour}40`,
        stroke: colour,
        'stroke-dasharray': '3 2',
      },
    ],
    point: ['circle', { cx: '11', cy: '6', r: '4.5', fill: colour }],
    ring: [
      'circle',
      { cx: '11', cy: '6', r: '4', fill: 'none', stroke: colour, 'stroke-width': '2' },
    ],
  };
  const [tag, attributes] = shapes[mark.form];
  const shape = document.createElementNS(kSvg, tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}
