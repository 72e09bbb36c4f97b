// One figure on the page: heading, note, selectors, legend, chart, data and downloads. Draws itself
// again when the ground turns dark, the page narrows or goes to paper.
import { kCompactWidth } from './axes.ts';
import { button, element } from './dom.ts';
import { saveCsv, savePng, saveSvg, type Seen } from './download.ts';
import { init, type EChartsType } from './echarts.ts';
import type { Figure, View } from './figure.ts';
import { legend, shownAtFirst, type Shown } from './legend.ts';
import { walkByKeys } from './keyboard.ts';
import { kDark, kLight } from './palette.ts';
import { choose, chosenAtFirst, chosenWords } from './selector.ts';
import { SelectorBar } from './selector_bar.ts';
import { dataTable } from './table_view.ts';

// Width of the text on A4 between the margins of the print style, in CSS pixels.
const kPaperWidth = 688;
const kPaperHeight = 345;

export class FigureView {
  readonly root: HTMLElement;
  private shown: Shown = {};
  private readonly host = element('div', { class: 'chart', tabindex: '0', role: 'img' });
  private readonly absent = element('p', { class: 'absent' });
  private readonly spoken = element('p', { class: 'spoken', 'aria-live': 'polite' });
  private readonly said = element('span', { class: 'chosen' });
  private readonly legendPlace = element('div');
  private readonly bar: SelectorBar;
  private readonly data: ReturnType<typeof dataTable>;
  private chart: EChartsType | null = null;
  private chosen: readonly number[];
  private paper = false;
  private compact: boolean | null = null;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');

  constructor(
    private readonly figure: Figure,
    private readonly stem: string, // of downloaded files
  ) {
    this.chosen = chosenAtFirst(figure.selectors);
    this.bar = new SelectorBar(figure.selectors, figure.title, (at, option) => {
      this.chosen = choose(figure.selectors, this.chosen, at, option);
      this.draw();
    });
    this.data = dataTable(`Data of ${figure.title}`, () => {
      const { table, shownTable } = this.figure;
      return shownTable === undefined ? table() : shownTable(this.chosen);
    });
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

  // The figure as it is looked at now.
  seen(): Seen {
    return { figure: this.figure, chosen: this.chosen, shown: this.shown };
  }

  private build(): HTMLElement {
    const { figure } = this;
    return element(
      'section',
      { class: 'figure', id: figure.id, 'aria-labelledby': `${figure.id}-title` },
      element(
        'header',
        {},
        element(figure.heading ?? 'h2', { id: `${figure.id}-title` }, figure.title, this.said),
        figure.selectors.length > 0 ? this.bar.root : null,
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

  private footer(): HTMLElement {
    const { figure, stem } = this;
    const label = (form: string) => ({ 'aria-label': `Download ${figure.title} as ${form}` });
    const picture = (form: string) => ({ ...label(form), class: 'picture' });
    return element(
      'div',
      { class: 'figure-footer' },
      this.data.root,
      element(
        'div',
        { class: 'downloads' },
        button('CSV', () => saveCsv(`${stem}-${figure.id}`, figure.table()), label('CSV')),
        button('SVG', () => saveSvg(this.seen(), stem), picture('SVG')),
        button('PNG', () => void savePng(this.seen(), stem), picture('PNG')),
      ),
    );
  }

  private view(): View {
    const palette = this.dark.matches && !this.paper ? kDark : kLight;
    const width = this.paper ? kPaperWidth : this.host.clientWidth;
    const compact = !this.paper && width < kCompactWidth;
    return { palette, width, compact, still: this.paper, chosen: this.chosen };
  }

  private draw(): void {
    const { figure, chosen } = this;
    const absent = figure.absent?.(chosen) ?? null;
    this.bar.show(chosen);
    this.said.textContent = chosenWords(figure.selectors, chosen)
      .map((word) => `, ${word}`)
      .join('');
    this.host.setAttribute('aria-label', `${figure.title}. ${figure.summary(chosen)}`);
    this.host.hidden = absent !== null;
    this.root.classList.toggle('nothing', absent !== null);
    this.absent.hidden = absent === null;
    this.absent.textContent = absent;
    this.data.renew();
    const view = this.view();
    this.compact = view.compact;
    // What was switched off stays off, where another choice has it too.
    this.shown = { ...shownAtFirst(figure, chosen), ...this.shown };
    const marks = figure.marks(chosen);
    this.legendPlace.replaceChildren(
      ...(marks.length === 0 ? [] : [legend(marks, this.shown, view.palette, () => this.toggle())]),
    );
    if (absent === null) this.drawChart(view);
  }

  private drawChart(view: View): void {
    const height = this.figure.height?.(view);
    if (height !== undefined) {
      this.host.style.height = `${height}px`;
      this.chart?.resize(this.paper ? { width: kPaperWidth, height } : {});
    }
    this.chart?.setOption(
      { ...this.figure.option(view), legend: { show: false, selected: this.shown } },
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
    if (this.figure.layout === 'by width' || this.view().compact !== this.compact) this.draw();
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
