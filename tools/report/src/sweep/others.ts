// The part of a design that a chart of one or two parameters shows: the others are held.
import { listSelector, type Selector } from '../selector.ts';
import { type Design, keyOf, valueText } from './design.ts';
import type { Values } from './sweep.ts';

export class Others {
  private readonly combinations: { key: string; label: string }[];
  private readonly keys: string[];

  constructor(
    private readonly design: Design,
    shown: readonly string[],
  ) {
    this.keys = design.keys.filter((key) => !shown.includes(key));
    const found = new Map<string, string>();
    for (const { values } of design.points) {
      const label = this.keys.map((key) => `${key} = ${valueText(values[key])}`).join(', ');
      found.set(keyOf(values, this.keys), label);
    }
    this.combinations = [...found].map(([key, label]) => ({ key, label }));
  }

  labels(): string[] {
    return this.combinations.map(({ label }) => label);
  }

  // The points at which the others have the combination chosen, by their place in the design.
  points(combination: number): { at: number; values: Values }[] {
    const wanted = this.combinations[combination]?.key;
    return this.design.points.flatMap(({ values }, at) =>
      keyOf(values, this.keys) === wanted ? [{ at, values }] : [],
    );
  }
}

// By which parameters are shown, `of`: the index of the selector that chooses these.
export function othersSelector(all: readonly Others[], of: number): Selector {
  return {
    ...listSelector('Where', [], { steps: true }),
    options: (chosen) => all[chosen[of] ?? 0]!.labels(),
  };
}
