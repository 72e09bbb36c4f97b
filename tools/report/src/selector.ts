// What a reader chooses a figure's view by: a year, a measure, a treatment.

// The index chosen of each of a figure's selectors, in their order.
export type Chosen = readonly number[];

export interface Selector {
  name: string; // as 'Year'
  options(chosen: Chosen): string[]; // may hang on the selectors before it, and is never empty
  first(chosen: Chosen): number; // chosen at first, and where what was chosen is no option any more
  unsaid?: number; // the choice that a title need not name
  always?: true; // shown and named though there is but one option
  steps: boolean; // can be walked through
}

// What is chosen at first.
export function chosenAtFirst(selectors: readonly Selector[]): number[] {
  const chosen: number[] = [];
  for (const selector of selectors) chosen.push(selector.first(chosen));
  return chosen;
}

// The option chosen of one selector, or another of it where the options have changed.
export function choose(
  selectors: readonly Selector[],
  chosen: Chosen,
  at: number,
  option: number,
): number[] {
  const before = selectors.map((selector, i) => selector.options(chosen)[chosen[i]!]);
  const next: number[] = [];
  selectors.forEach((selector, i) => {
    if (i === at) next.push(option);
    else {
      // The same words as before, wherever they stand now.
      const same = selector.options(next).indexOf(before[i] ?? '');
      next.push(same >= 0 ? same : selector.first(next));
    }
  });
  return next;
}

// What a title says of the choice: "Price, 2030".
export function chosenWords(selectors: readonly Selector[], chosen: Chosen): string[] {
  return selectors.flatMap((selector, i) => {
    const options = selector.options(chosen);
    const silent = chosen[i] === selector.unsaid || (options.length < 2 && !selector.always);
    return silent ? [] : [options[chosen[i]!] ?? ''];
  });
}

// A selector of one of some names.
export function listSelector(
  name: string,
  options: string[],
  more: Partial<Selector> = {},
): Selector {
  return { name, options: () => options, first: () => 0, steps: false, ...more };
}

// Years to choose from, with `all` as one more choice, the first; `yearOf` is 0 for it, and where
// there is no year.
export function yearSelector(years: readonly number[], all?: string) {
  const words = [...(all === undefined ? [] : [all]), ...years.map(String)];
  const first = all === undefined ? Math.max(0, years.length - 1) : 0;
  const selector: Selector = {
    name: 'Year',
    options: () => words,
    first: () => first,
    ...(all === undefined ? { always: true } : { unsaid: 0 }),
    steps: true,
  };
  return {
    selectors: years.length === 0 ? [] : [selector],
    yearOf: (chosen: Chosen) => years[(chosen[0] ?? 0) - (all === undefined ? 0 : 1)] ?? 0,
  };
}
