// The page of each kind of data.
import { type Comparison, comparisonPage } from './comparison/page.ts';
import { galleryPage } from './gallery/page.ts';
import type { Gallery } from './gallery/gallery.ts';
import type { Page } from './page/page.ts';
import { runPage } from './run/page.ts';
import type { Run } from './run/run.ts';
import { sweepPage } from './sweep/page.ts';
import type { Sweep } from './sweep/sweep.ts';

export type Data = Run | Sweep | Gallery | Comparison;

export function pageOf(data: Data): Page {
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
