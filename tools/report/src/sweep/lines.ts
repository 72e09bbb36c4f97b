// A measure over one parameter: a line a treatment over a grid, a dot a point of another design.
import { base, tooltip, tooltipBody, unitAxis, valueAxis } from '../axes.ts';
import { intervals } from '../custom_series.ts';
import type { Maybe } from '../data.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { scaled, type Scale, tick } from '../format.ts';
import { groupColour, type Palette } from '../palette.ts';
import { type Chosen, listSelector } from '../selector.ts';
import { niceTicks } from '../ticks.ts';
import { levels, numeric, valueText } from './design.ts';
import type { Lookup, Measure } from './lookup.ts';
import { Others, othersSelector } from './others.ts';
import { Response } from './response.ts';
import type { Value } from './sweep.ts';
import { axisTitle } from './unit.ts';

const kShift = 4; // between the intervals of two treatments, in pixels
const kShownAtFirst = 8; // of the treatments: more cannot be told apart

// Null: the design has no parameter that varies.
export function linesFigure(lookup: Lookup): Figure | null {
  const { design, treatments } = lookup;
  const { grid } = design;
  const varied = design.keys.filter((key) => levels(design.points, key).length > 1);
  const response = new Response(lookup);
  if (varied.length === 0 || response.metrics.length === 0) return null;
  // Over a grid the others are held; elsewhere no two points have them in common.
  const others = varied.map((key) => new Others(design, grid ? [key] : design.keys));

  // Measure, time, parameter, the others.
  const keyOf = (chosen: Chosen) => varied[chosen[2] ?? 0]!;
  interface Place {
    at: number; // in the design
    value: Value;
    x: number; // of an axis of categories their index
  }
  function places(chosen: Chosen): { places: Place[]; names: string[] | null } {
    const key = keyOf(chosen);
    const all = levels(design.points, key);
    const values = numeric(all);
    const words = all.map((value) => JSON.stringify(value));
    const found = others[chosen[2] ?? 0]!.points(chosen[3] ?? 0).map(({ at, values: of }) => {
      const value = of[key] ?? null;
      return { at, value, x: values ? Number(value) : words.indexOf(JSON.stringify(value)) };
    });
    return {
      places: found.sort((a, b) => a.x - b.x),
      names: values ? null : all.map(valueText),
    };
  }
  const over = (value: Maybe | undefined, scale: Scale) =>
    value === null || value === undefined ? null : value / scale.divisor;

  function option(view: View): Option {
    const { chosen } = view;
    const { places: all, names } = places(chosen);
    const scale = response.scale(chosen);
    const measures = treatments.map((name) => all.map(({ at }) => response.at(chosen, at, name)));
    const seen = measures
      .flat()
      .flatMap((one) => (grid ? [one?.mean, one?.low, one?.high] : [one?.mean]))
      .filter((value) => value !== null && value !== undefined)
      .map((value) => value / scale.divisor);
    const xs = all.map(({ x }) => x);
    const labels = valueAxis(view, keyOf(chosen), tick);
    return {
      ...base(view),
      grid: { left: 4, right: view.compact ? 18 : 24, top: 34, bottom: 36 },
      xAxis:
        names === null
          ? { ...labels, ...niceTicks(Math.min(...xs), Math.max(...xs), view.compact ? 4 : 8) }
          : { ...labels, type: 'category', data: names, axisTick: { show: false } },
      yAxis: {
        ...unitAxis(view, axisTitle(response.metric(chosen), scale), tick),
        ...niceTicks(Math.min(...seen), Math.max(...seen), 5),
      },
      tooltip: {
        trigger: 'item',
        ...tooltip(view, (params) => {
          const point = params[0];
          if (point === undefined) return '';
          return body(view, point.seriesIndex % treatments.length, point.dataIndex, scale);
        }),
      },
      series: [
        ...treatments.map((name, i) => dots(view, name, i, all, measures[i]!, scale)),
        ...(grid ? treatments.map((name, i) => bars(view, name, i, all, measures[i]!, scale)) : []),
      ],
    } as Option;
  }

  function dots(
    { palette, compact }: View,
    name: string,
    i: number,
    all: readonly Place[],
    measures: readonly (Measure | null)[],
    scale: Scale,
  ): Series {
    const data = all.map(({ x }, at) => [x, over(measures[at]?.mean, scale)]);
    const colour = groupColour(palette, i);
    const common = { id: `walk ${i}`, name, data, itemStyle: { color: colour, opacity: 1 }, z: 5 };
    if (!grid) {
      return {
        ...common,
        type: 'scatter',
        symbol: symbolOf(i),
        symbolSize: all.length > 100 || compact ? 6 : 8,
        itemStyle: { ...common.itemStyle, opacity: 0.8 },
      };
    }
    return {
      ...common,
      type: 'line',
      symbol: symbolOf(i),
      symbolSize: 8,
      showAllSymbol: true,
      lineStyle: { color: colour, width: 2, type: kDashes[formOf(i)] },
    };
  }

  function bars(
    { palette }: View,
    name: string,
    i: number,
    all: readonly Place[],
    measures: readonly (Measure | null)[],
    scale: Scale,
  ): Series {
    const rows = all.map(({ x }, at) => ({
      at: x,
      low: over(measures[at]?.low, scale),
      high: over(measures[at]?.high, scale),
    }));
    const shift = treatments.length > 6 ? 0 : (i - (treatments.length - 1) / 2) * kShift;
    const look = { along: 'y' as const, width: 1.5, cap: 4, opacity: 0.8, shift };
    return intervals(rows, { ...look, name, colour: groupColour(palette, i) });
  }

  function body(view: View, treatment: number, index: number, scale: Scale): HTMLElement | string {
    const { chosen } = view;
    const place = places(chosen).places[index];
    const name = treatments[treatment];
    if (place === undefined || name === undefined) return '';
    const found = response.at(chosen, place.at, name);
    return tooltipBody(design.points[place.at]?.label ?? '', [
      {
        name,
        value: scaled(found?.mean ?? null, scale),
        colour: groupColour(view.palette, treatment),
      },
      ...(found?.low === null || found === null
        ? []
        : [
            {
              name: '95 % interval',
              value: `${scaled(found.low, scale)} to ${scaled(found.high, scale)}`,
            },
          ]),
      {
        name: '5 to 95 % of the runs',
        value: `${scaled(found?.p05 ?? null, scale)} to ${scaled(found?.p95 ?? null, scale)}`,
      },
      { name: 'Runs', value: String(found?.n ?? 0) },
    ]);
  }

  function summary(chosen: Chosen): string {
    const scale = response.scale(chosen);
    const told = treatments.map((name) => {
      const means = places(chosen).places.map(
        ({ at, value }) =>
          `${valueText(value)}: ${scaled(response.at(chosen, at, name)?.mean ?? null, scale)}`,
      );
      return `${name}, ${means.join('; ')}`;
    });
    const title = axisTitle(response.metric(chosen), scale);
    return `${title} by ${keyOf(chosen)}. ${told.join('. ')}.`;
  }

  return {
    id: 'parameter',
    title: 'Over a parameter',
    note: grid
      ? 'The mean over the replications with its 95 % interval, which figures of a single year ' +
        'do not have.'
      : 'Each dot is the mean over the replications at a point of the design; the other ' +
        'parameters vary too.',
    ...(treatments.length > kShownAtFirst
      ? { hint: 'More treatments can be switched on in the legend.' }
      : {}),
    selectors: [
      ...response.selectors,
      listSelector('Parameter', varied, { always: true }),
      othersSelector(others, 2),
    ],
    marks: () =>
      treatments.map((name, i) => ({
        name,
        form: grid ? formOf(i) : 'point',
        colour: (palette: Palette) => groupColour(palette, i),
        toggles: true,
        off: i >= kShownAtFirst,
      })),
    summary,
    absent: (chosen) =>
      places(chosen).places.every(({ at }) =>
        treatments.every((name) => (response.at(chosen, at, name)?.mean ?? null) === null),
      )
        ? 'There is no figure of it.'
        : null,
    option,
    table: () => response.table(),
    shownTable: (chosen) => response.table(chosen),
  };
}

const kDashes = { line: 'solid' as const, dashed: [6, 4], dotted: [2, 3] };
const kSymbols = ['circle', 'rect', 'triangle', 'diamond'] as const;

// Beyond the twelve colours the line tells them apart; the shape of the dots always helps.
function formOf(treatment: number): keyof typeof kDashes {
  return (['line', 'dashed', 'dotted'] as const)[Math.floor(treatment / 12) % 3]!;
}

function symbolOf(treatment: number): (typeof kSymbols)[number] {
  return kSymbols[treatment % kSymbols.length]!;
}
