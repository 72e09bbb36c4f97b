// The design of a sweep: which points it has, and whether they are a grid.
import { tick } from '../format.ts';
import type { Cell } from '../table.ts';
import type { Sweep, Value, Values } from './sweep.ts';

export interface DesignPoint {
  values: Values;
  label: string; // "cap.linear_factor = 0.04"
}

export interface Design {
  keys: string[]; // of the parameters that are varied
  points: DesignPoint[];
  grid: boolean; // the values of each parameter come with those of the others
}

export function valueText(value: Value | undefined): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return tick(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

// The same for equal values, whatever the order of their keys.
export function keyOf(values: Values, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => values[key] ?? null));
}

export function designOf(sweep: Pick<Sweep, 'parameters' | 'points'>): Design {
  const keys = sweep.parameters.map(({ key }) => key);
  const points = new Map<string, DesignPoint>();
  for (const { values } of sweep.points) {
    const label = keys.map((key) => `${key} = ${valueText(values[key])}`).join(', ');
    points.set(keyOf(values, keys), { values, label });
  }
  const list = [...points.values()];
  const cells = keys.reduce((product, key) => product * levels(list, key).length, 1);
  // A point may be missing where its runs failed.
  return { keys, points: list, grid: 2 * list.length > cells };
}

// The different values of a parameter, numbers in their order.
export function levels(points: readonly DesignPoint[], key: string): Value[] {
  const different = new Map(
    points.map(({ values }) => [keyOf(values, [key]), values[key] ?? null]),
  );
  const list = [...different.values()];
  return numeric(list) ? (list as number[]).sort((a, b) => a - b) : list;
}

export function numeric(values: readonly Value[]): boolean {
  return values.every((value) => typeof value === 'number');
}

// A parameter's value in a table.
export function cellOf(value: Value | undefined): Cell {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? value : valueText(value);
}
