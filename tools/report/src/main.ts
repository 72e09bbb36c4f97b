// Builds the report from the run in the page. Start reading here.
import { abatementFigure } from './charts/abatement.ts';
import { auctionsFigure } from './charts/auctions.ts';
import { bankFigure } from './charts/bank.ts';
import { depthFigure } from './charts/depth.ts';
import { emissionsFigure } from './charts/emissions.ts';
import { firmsFigure } from './charts/firms.ts';
import { macFigure } from './charts/mac.ts';
import { priceFigure } from './charts/price.ts';
import { element } from './dom.ts';
import type { Figure } from './figure.ts';
import { FigureView } from './figure_view.ts';
import { expectations } from './page/expectations.ts';
import { header } from './page/header.ts';
import { yearsSection } from './page/years.ts';
import type { Run } from './run.ts';

// Null: the run has nothing of the kind.
const kFigures: readonly ((run: Run) => Figure | null)[] = [
  priceFigure,
  emissionsFigure,
  auctionsFigure,
  bankFigure,
  macFigure,
  abatementFigure,
  firmsFigure,
  depthFigure,
];

function show(run: Run, page: HTMLElement): void {
  const stem = `${run.scenario}-seed-${run.seed}`.replace(/[^A-Za-z0-9._-]+/g, '-');
  const figures = kFigures
    .map((make) => make(run))
    .filter((figure) => figure !== null)
    .map((figure) => new FigureView(figure, stem));
  document.title = `${run.scenario}, seed ${run.seed} – Tanshi`;
  page.append(
    header(run),
    ...[expectations(run)].filter((section) => section !== null),
    ...figures.map((figure) => figure.root),
    yearsSection(run, stem),
    element(
      'footer',
      { class: 'bottom' },
      `Made by Tanshi ${run.version}. Charts by Apache ECharts.`,
    ),
  );
  for (const figure of figures) figure.start();
}

const data = document.getElementById('data')?.textContent ?? '';
const page = document.getElementById('report');
if (page !== null) show(JSON.parse(data) as Run, page);
