// A page of any kind: its parts in order, and below them the downloads of all figures together.
import { button, element } from '../dom.ts';
import { saveAll } from '../download.ts';
import type { Figure } from '../figure.ts';
import { FigureView } from '../figure_view.ts';

export interface Page {
  title: string; // of the browser's window
  stem: string; // of downloaded files
  version: string; // of the program
  // null: the data has nothing of the kind.
  parts: (Figure | null | (() => HTMLElement | null))[];
}

export function show({ title, stem, version, parts }: Page, place: HTMLElement): void {
  const views: FigureView[] = [];
  document.title = `${title} – Tanshi`;
  for (const part of parts) {
    if (part === null) continue;
    if (typeof part === 'function') {
      place.append(...[part()].filter((made) => made !== null));
      continue;
    }
    const view = new FigureView(part, stem);
    views.push(view);
    place.append(view.root);
  }
  place.append(
    element(
      'footer',
      { class: 'bottom' },
      element('span', {}, `Made by Tanshi ${version}. Charts by Apache ECharts.`),
      views.length === 0 ? null : allFigures(views, stem),
    ),
  );
  for (const view of views) view.start();
}

function allFigures(views: readonly FigureView[], stem: string): HTMLElement {
  return element(
    'span',
    { class: 'downloads' },
    button(
      'All figures, ZIP',
      () =>
        void saveAll(
          views.map((view) => view.seen()),
          stem,
        ),
      { 'aria-label': 'Download all figures as CSV, SVG and PNG in a ZIP archive' },
    ),
  );
}
