// Marginal abatement cost of each group, with the price of a year and what the group did in it.
import { base, tooltip, tooltipBody, unitAxis, valueAxis } from '../axes.ts';
import { abatedAt, asCurve, groupCurve } from './curves.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { money, tick, tonneScale, withUnit } from '../format.ts';
import { groupsOf, total } from './groups.ts';
import { groupColour } from '../palette.ts';
import type { Maybe } from '../data.ts';
import type { Run, Year } from './run.ts';
import { yearSelector } from '../selector.ts';
import { columnUnit } from '../table.ts';
import { niceEnd } from '../ticks.ts';

// How far up the curves are drawn: well past every year's price, as the rest tells nothing of it.
export function highestPrice(years: readonly Year[]): number {
  const prices = years.flatMap((y) => [
    y.price_mean ?? 0,
    y.price_last ?? 0,
    y.price_benchmark ?? 0,
  ]);
  const most = Math.max(0, ...prices);
  if (most === 0) return 100;
  return niceEnd(1.3 * most);
}

export function macFigure(run: Run): Figure {
  const unit = `${run.currency}/t`;
  const highest = highestPrice(run.years);
  const groups = groupsOf(run).map((group) => {
    const points = groupCurve(run, group, highest);
    return { ...group, points, curve: asCurve(points) };
  });
  const scale = tonneScale(groups.flatMap((group) => group.points.map((point) => point.abated_t)));
  const { selectors, yearOf } = yearSelector(run.years.map((year) => year.year));
  const resultOf = (year: number) => run.years.find((candidate) => candidate.year === year);
  // Projects abate whatever the price, and stand on no curve.
  const did = (group: (typeof groups)[number], year: number) => {
    const i = run.years.findIndex((candidate) => candidate.year === year);
    return total(group, 'abatement_t', i) - total(group, 'project_abatement_t', i);
  };
  const hasProjects = run.years.some((_, i) =>
    groups.some((group) => total(group, 'project_abatement_t', i) > 0),
  );

  function level(
    name: string,
    value: Maybe,
    colour: string,
    dashed: boolean,
    where: string,
  ): Series {
    return {
      type: 'line',
      name,
      data: [],
      symbol: 'none',
      lineStyle: { color: colour, width: 2, type: dashed ? [6, 4] : 'solid' },
      itemStyle: { color: colour },
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        lineStyle: { color: colour, width: dashed ? 2 : 2.5, type: dashed ? [6, 4] : 'solid' },
        label: {
          position: where as 'insideEndTop',
          color: colour,
          formatter: `${name} ${money(value)}`,
        },
        data: value === null ? [] : [{ yAxis: value }],
      },
    };
  }

  function option(view: View): Option {
    const { palette } = view;
    const year = resultOf(yearOf(view.chosen));
    const mean = year?.price_mean ?? null;
    const benchmark = year?.price_benchmark ?? null;
    // The labels stand above the higher and below the lower line, so that they never overlap.
    const meanAbove = (mean ?? 0) >= (benchmark ?? 0);
    const place = (above: boolean) => (above ? 'insideEndTop' : 'insideEndBottom');
    return {
      ...base(view),
      grid: { left: 4, right: view.compact ? 12 : 20, top: 34, bottom: 34 },
      xAxis: { ...valueAxis(view, `Abated in a year, ${scale.unit} CO₂e`, tick), min: 0 },
      yAxis: { ...unitAxis(view, unit, tick), min: 0, max: highest },
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, Number(params[0]?.axisValue ?? 0))),
        axisPointer: { axis: 'y', lineStyle: { color: palette.muted, type: 'solid' } },
      },
      series: [
        ...groups.map(
          (group): Series => ({
            type: 'line',
            name: group.name,
            data: group.points.map((point) => [point.abated_t / scale.divisor, point.price]),
            symbol: view.still ? 'none' : 'circle',
            showSymbol: false,
            lineStyle: { color: groupColour(palette, group.index), width: 2 },
            itemStyle: { color: groupColour(palette, group.index) },
          }),
        ),
        ...groups.map(
          (group): Series => ({
            type: 'scatter',
            name: group.name,
            symbolSize: 11,
            tooltip: { show: false },
            data: mean === null ? [] : [[did(group, yearOf(view.chosen)) / scale.divisor, mean]],
            itemStyle: {
              color: groupColour(palette, group.index),
              borderColor: palette.ground,
              borderWidth: 1.5,
            },
            z: 6,
          }),
        ),
        level('Benchmark', benchmark, palette.benchmark, true, place(!meanAbove)),
        level('Price', mean, palette.run, false, place(meanAbove)),
      ],
    } as Option;
  }

  function body(view: View, price: number): HTMLElement {
    return tooltipBody(`At ${money(price)} ${unit}`, [
      ...groups.map((group) => ({
        name: group.name,
        value: withUnit(abatedAt(group.curve, price).most, scale),
        colour: groupColour(view.palette, group.index),
      })),
    ]);
  }

  function summary(year: number): string {
    const price = money(resultOf(year)?.price_mean ?? null);
    const abated = groups.map(
      (group) => `${group.name} abated ${withUnit(did(group, year), scale)}`,
    );
    return `In ${year}, at a mean price of ${price} ${unit}: ${abated.join('; ')}.`;
  }

  return {
    id: 'mac',
    title: 'Marginal abatement cost',
    note:
      'What each group of firms abates in a year at a price, all its firms together. The dots ' +
      'are what it did abate in the chosen year, at that year’s mean price: on its curve it ' +
      'abated as much as that price pays for, left of it less, right of it more.' +
      (hasProjects ? ' What projects abate is left out.' : ''),
    hint: 'Switch the largest groups off in the legend to see the smallest closer.',
    selectors,
    marks: () => [
      ...groups.map((group) => ({
        name: group.name,
        form: 'line' as const,
        colour: (p: Parameters<typeof groupColour>[0]) => groupColour(p, group.index),
        toggles: true,
      })),
      { name: 'Price', form: 'line', colour: (p) => p.run, toggles: true },
      { name: 'Benchmark', form: 'dashed', colour: (p) => p.benchmark, toggles: true },
    ],
    summary: (chosen) => summary(yearOf(chosen)),
    absent: () => (groups.length === 0 ? 'The run has no firms.' : null),
    option,
    table: () => ({
      columns: ['group', `price_${columnUnit(run.currency)}_per_t`, 'abated_t'],
      rows: groups.flatMap((group) =>
        group.points.map((point) => [group.name, point.price, point.abated_t]),
      ),
    }),
  };
}
