// Builds the report from the data in the page. Start reading here.
import { element } from './dom.ts';
import { drawnFiles } from './drawn_files.ts';
import { show } from './page/page.ts';
import { type Data, pageOf } from './pages.ts';

function build(place: HTMLElement, text: string): void {
  try {
    show(pageOf(JSON.parse(text) as Data), place);
  } catch (error) {
    // Data of another version, or edited by hand: say so, rather than show half a page.
    const reason = error instanceof Error ? error.message : String(error);
    place.replaceChildren(
      element('h1', {}, 'This report cannot be drawn'),
      element('p', {}, `Its data is not what this page reads: ${reason}.`),
    );
  }
}

if (typeof document === 'undefined') {
  // In Node.js, for `tanshi report --figures` (scenarios/results/report/report.h).
  Object.assign(globalThis, { drawnFiles });
} else {
  const place = document.getElementById('report');
  if (place !== null) build(place, document.getElementById('data')?.textContent ?? '');
}
