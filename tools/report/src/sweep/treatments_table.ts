// Every measure of whole runs in one table: a column a treatment, means with their 95 % intervals.
import { button, element } from '../dom.ts';
import { saveCsv } from '../download.ts';
import { type Scale, scaled } from '../format.ts';
import { choose, chosenAtFirst } from '../selector.ts';
import { SelectorBar } from '../selector_bar.ts';
import type { Lookup } from './lookup.ts';
import { designSelector } from './selectors.ts';
import type { RunFigure } from './sweep.ts';
import { runFiguresTable } from './treatments.ts';
import { axisTitle, metricScale } from './unit.ts';

export function treatmentsSection(lookup: Lookup, stem: string): HTMLElement | null {
  if (lookup.runMetrics.length === 0) return null;
  const selectors = [designSelector(lookup)];
  const place = element('div', {
    class: 'scroll',
    tabindex: '0',
    role: 'region',
    'aria-label': 'Table of treatments',
  });
  let chosen = chosenAtFirst(selectors);
  const bar = new SelectorBar(selectors, 'the table of treatments', (at, option) => {
    chosen = choose(selectors, chosen, at, option);
    show();
  });
  const show = () => {
    bar.show(chosen);
    place.replaceChildren(table(lookup, chosen[0] ?? 0));
  };
  show();
  return element(
    'section',
    { id: 'treatments-table', 'aria-labelledby': 'treatments-table-title' },
    element(
      'header',
      {},
      element('h2', { id: 'treatments-table-title' }, 'Treatments in figures'),
      bar.root,
      element(
        'div',
        { class: 'downloads' },
        button('CSV', () => saveCsv(`${stem}-figures`, runFiguresTable(lookup)), {
          'aria-label': 'Download the figures of the treatments as CSV',
        }),
      ),
    ),
    element(
      'p',
      { class: 'note' },
      'Means over the replications, with their 95 % intervals. A measure of a year counts as the ' +
        'mean over its years.',
    ),
    place,
  );
}

function table(lookup: Lookup, design: number): HTMLElement {
  const { treatments, currency } = lookup;
  const heads = ['Measure', ...treatments].map((name) => element('th', { scope: 'col' }, name));
  const rows = lookup.runMetrics.map((metric) => {
    const figures = treatments.map((name) => lookup.figure(design, name, metric.name));
    const scale = metricScale(
      metric,
      currency,
      figures.flatMap((one) => [one?.mean ?? null, one?.low ?? null, one?.high ?? null]),
    );
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, axisTitle(metric, scale)),
      ...figures.map((figure) => cell(figure, scale)),
    );
  });
  return element(
    'table',
    { class: 'numbers' },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
}

function cell(figure: RunFigure | null, scale: Scale): HTMLElement {
  const { low = null, high = null } = figure ?? {};
  const interval = `${scaled(low, scale)} to ${scaled(high, scale)}`;
  return element(
    'td',
    {},
    scaled(figure?.mean ?? null, scale),
    low === null ? null : element('small', { class: 'interval' }, interval),
  );
}
