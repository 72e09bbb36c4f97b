// Builds the report from the data in the page. Start reading here.
import { type Comparison, comparisonPage } from './comparison/page.ts';
import { element } from './dom.ts';
import { galleryPage } from './gallery/page.ts';
import type { Gallery } from './gallery/gallery.ts';
import { type Page, show } from './page/page.ts';
import { runPage } from './run/page.ts';
import type { Run } from './run/run.ts';
import { sweepPage } from './sweep/page.ts';
import type { Sweep } from './sweep/sweep.ts';

type Data = Run | Sweep | Gallery | Comparison;

function pageOf(data: Data): Page {
  switch (data.kind) {
    case 'run':
      return runPage(data);
    case 'sweep':
      return sweepPage(data);
    case 'gallery':
      return galleryPage(data);
    case 'comparison':
      return comparisonPage(data);
  }
}

const text = document.getElementById('data')?.textContent ?? '';
const place = document.getElementById('report');
if (place !== null) {
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
