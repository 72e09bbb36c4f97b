// One figure on the page: heading, note, selector, legend, chart, data and downloads. Draws itself
// again when the ground turns dark, the page narrows or goes to paper.
import { kCompactWidth } from './axes.ts';
import { button, element } from './dom.ts';
import { saveCsv, savePng, saveSvg } from './download.ts';
import { init, type EChartsType } from './echarts.ts';
import type { Figure, View } from './figure.ts';
import { legend, shownAtFirst, type Shown } from './legend.ts';
import { walkByKeys } from './keyboard.ts';
import { kDark, kLight } from './palette.ts';
import { dataTable } from './table_view.ts';

// Width of the text on A4 between the margins of the print style, in CSS pixels.
const kPaperWidth = 688;
const kPaperHeight = 345;

export class FigureView {
  readonly root: HTMLElement;
  private readonly shown: Shown;
  private readonly host = element('div', { class: 'chart', tabindex: '0', role: 'img' });
  private readonly absent = element('p', { class: 'absent' });
  private readonly spoken = element('p', { class: 'spoken', 'aria-live': 'polite' });
  private readonly chosen = element('span', { class: 'chosen-year' });
  private readonly legendPlace = element('div');
  private chart: EChartsType | null = null;
  private year: number;
  private paper = false;
  private compact: boolean | null = null;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');

  constructor(
    private readonly figure: Figure,
    private readonly stem: string, // of downloaded files
  ) {
    this.year = figure.all === undefined ? (figure.years.at(-1) ?? 0) : 0;
    this.shown = shownAtFirst(figure);
    this.root = this.build();
    this.dark.addEventListener('change', () => this.draw());
    addEventListener('beforeprint', () => this.turn(true));
    addEventListener('afterprint', () => this.turn(false));
  }

  // REQUIRES: `root` is in the document, so that it has a width.
  start(): void {
    this.chart = init(this.host, null, { renderer: 'svg' });
    walkByKeys(this.host, this.chart, this.spoken);
    this.chart.on('datazoom', () => this.zoomed());
    new ResizeObserver(() => this.resize()).observe(this.host);
    this.draw();
  }

  private build(): HTMLElement {
    const { figure } = this;
    return element(
      'section',
      { class: 'figure', id: figure.id, 'aria-labelledby': `${figure.id}-title` },
      element(
        'header',
        {},
        element(
          'h2',
          { id: `${figure.id}-title` },
          figure.title,
          figure.years.length > 0 ? this.chosen : null,
        ),
        figure.years.length > 0 ? this.selector() : null,
      ),
      element(
        'p',
        { class: 'note' },
        figure.note,
        figure.hint === undefined ? null : element('span', { class: 'hint' }, ` ${figure.hint}`),
      ),
      this.legendPlace,
      this.host,
      this.absent,
      this.spoken,
      this.footer(),
    );
  }

  private selector(): HTMLElement {
    const select = element('select', { 'aria-label': `Year of ${this.figure.title}` });
    const { years, all } = this.figure;
    const choices = all === undefined ? years : [0, ...years];
    for (const year of choices) {
      select.append(
        element('option', { value: String(year) }, year === 0 ? (all ?? '') : String(year)),
      );
    }
    select.value = String(this.year);
    const choose = (year: number) => {
      this.year = year;
      select.value = String(year);
      this.draw();
    };
    const step = (by: number) => {
      const next = choices[choices.indexOf(this.year) + by];
      if (next !== undefined) choose(next);
    };
    select.addEventListener('change', () => choose(Number(select.value)));
    return element(
      'div',
      { class: 'selector' },
      button('‹', () => step(-1), { 'aria-label': 'Year before' }),
      select,
      button('›', () => step(1), { 'aria-label': 'Year after' }),
    );
  }

  private footer(): HTMLElement {
    const { figure, stem, shown } = this;
    const label = (form: string) => ({ 'aria-label': `Download ${figure.title} as ${form}` });
    const picture = (form: string) => ({ ...label(form), class: 'picture' });
    return element(
      'div',
      { class: 'figure-footer' },
      dataTable(figure),
      element(
        'div',
        { class: 'downloads' },
        button('CSV', () => saveCsv(figure, stem), label('CSV')),
        button('SVG', () => saveSvg(figure, stem, this.year, shown), picture('SVG')),
        button('PNG', () => void savePng(figure, stem, this.year, shown), picture('PNG')),
      ),
    );
  }

  private view(): View {
    const palette = this.dark.matches && !this.paper ? kDark : kLight;
    const compact = !this.paper && this.host.clientWidth < kCompactWidth;
    return { palette, compact, still: this.paper, year: this.year };
  }

  private draw(): void {
    const { figure, year } = this;
    const view = this.view();
    const absent = figure.absent?.(year) ?? null;
    this.compact = view.compact;
    this.chosen.textContent = year === 0 ? '' : `, ${year}`;
    this.host.setAttribute('aria-label', `${figure.title}. ${figure.summary(year)}`);
    this.host.hidden = absent !== null;
    this.root.classList.toggle('nothing', absent !== null);
    this.absent.hidden = absent === null;
    this.absent.textContent = absent;
    this.legendPlace.replaceChildren(legend(figure, this.shown, view.palette, () => this.toggle()));
    if (absent === null) this.drawChart();
  }

  private drawChart(): void {
    const option = this.figure.option(this.view());
    this.chart?.setOption(
      { ...option, legend: { show: false, selected: this.shown } },
      { notMerge: true },
    );
    this.chart?.getZr().flush();
  }

  // Keeps what the reader zoomed to.
  private toggle(): void {
    this.chart?.setOption({ legend: { selected: this.shown } });
    this.chart?.getZr().flush();
  }

  private zoomed(): void {
    const model = this.chart?.getOption() as {
      dataZoom?: { startValue: number; endValue: number }[];
    };
    const zoom = model.dataZoom?.[0];
    const change = zoom && this.figure.zoomed?.(zoom.startValue, zoom.endValue);
    if (change) this.chart?.setOption(change);
  }

  private resize(): void {
    if (this.paper || this.host.hidden) return;
    this.chart?.resize();
    if (this.view().compact !== this.compact) this.draw();
  }

  // To paper or back: a fixed width, a light ground, nothing to drag. Drawn before this returns,
  // as the browser prints what stands then.
  private turn(paper: boolean): void {
    this.paper = paper;
    this.chart?.resize(
      paper ? { width: kPaperWidth, height: kPaperHeight } : { width: 'auto', height: 'auto' },
    );
    this.draw();
  }
}
