// The figures of a page as files, without a page: what its buttons would save.
import { setPlatformAPI } from './echarts.ts';
import type { Figure } from './figure.ts';
import { type Data, pageOf } from './pages.ts';
import { picture, pictureStem } from './picture.ts';
import { choose, chosenAtFirst, type Chosen } from './selector.ts';

export interface DrawnFile {
  name: string;
  text: string;
}

// Without a browser nothing can measure words: each letter is taken as wide as the widest common
// fonts have it, in parts of the font's size.
const kLetter = 0.62;
const kWideLetter = 1; // of Chinese, Japanese and Korean

export function textWidth(text: string, font: string): number {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
  let letters = 0;
  for (const letter of text) letters += letter >= '\u2e80' ? kWideLetter : kLetter;
  return letters * size;
}

// Each figure that has something to show as SVG, as the page shows it at first; once for each of the
// measures of a sweep, and of the paths of the gallery.
export function drawnFiles(data: Data): DrawnFile[] {
  setPlatformAPI({
    measureText: (text, font) => ({ width: textWidth(text, font ?? '') }),
  });
  const { stem, parts } = pageOf(data);
  const files = new Map<string, string>();
  for (const part of parts) {
    if (part === null || typeof part === 'function') continue;
    for (const chosen of choicesOf(part)) {
      if ((part.absent?.(chosen) ?? null) !== null) continue;
      files.set(`${pictureStem(part, stem, chosen)}.svg`, picture(part, stem, chosen, {}).svg);
    }
  }
  return [...files].map(([name, text]) => ({ name, text }));
}

function choicesOf({ selectors }: Figure): Chosen[] {
  const first = chosenAtFirst(selectors);
  const [selector] = selectors;
  if (selector === undefined || !['Measure', 'Path'].includes(selector.name)) return [first];
  return selector.options(first).map((_, option) => choose(selectors, first, 0, option));
}
