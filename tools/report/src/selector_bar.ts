// The selectors of a figure or table: drop-down lists, and arrows beside those that can be walked
// through.
import { button, element } from './dom.ts';
import type { Chosen, Selector } from './selector.ts';

export class SelectorBar {
  readonly root: HTMLElement;
  private readonly lists: HTMLSelectElement[];
  private chosen: Chosen = [];

  constructor(
    private readonly selectors: readonly Selector[],
    of: string, // what is chosen for
    private readonly choose: (at: number, option: number) => void,
  ) {
    this.lists = selectors.map(({ name }, at) => {
      const list = element('select', { 'aria-label': `${name} of ${of}` });
      list.addEventListener('change', () => choose(at, Number(list.value)));
      return list;
    });
    this.root = element(
      'div',
      { class: 'selectors' },
      ...selectors.map((selector, at) => this.one(selector, at)),
    );
  }

  show(chosen: Chosen): void {
    this.chosen = chosen;
    this.selectors.forEach((selector, at) => {
      const list = this.lists[at]!;
      const words = selector.options(chosen);
      const same =
        list.options.length === words.length &&
        words.every((word, i) => list.options[i]?.text === word);
      if (!same) {
        list.replaceChildren(
          ...words.map((word, i) => element('option', { value: String(i) }, word)),
        );
      }
      list.value = String(chosen[at] ?? 0);
      list.parentElement!.hidden = words.length < 2 && !selector.always;
    });
  }

  private one({ name, steps }: Selector, at: number): HTMLElement {
    const list = this.lists[at]!;
    const step = (by: number) => {
      const next = (this.chosen[at] ?? 0) + by;
      if (next >= 0 && next < list.options.length) this.choose(at, next);
    };
    return element(
      'div',
      { class: 'selector' },
      // The list has its name already, for those who hear it.
      this.selectors.length > 1 ? element('span', { 'aria-hidden': 'true' }, name) : null,
      steps ? button('‹', () => step(-1), { 'aria-label': `${name} before` }) : null,
      list,
      steps ? button('›', () => step(1), { 'aria-label': `${name} after` }) : null,
    );
  }
}
