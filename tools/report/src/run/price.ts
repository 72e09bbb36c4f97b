// Price: every day's close and each year's mean against the benchmark, with the traded volume.
import { base, tooltip, tooltipBody, unitAxis, valueAxis } from '../axes.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { distance, money, tick, tonneScale, withUnit } from '../format.ts';
import type { Palette } from '../palette.ts';
import type { Maybe } from '../data.ts';
import type { Auction, Run } from './run.ts';
import { yearSelector } from '../selector.ts';
import { columnUnit, type Table } from '../table.ts';
import { niceTicks, type Ticks } from '../ticks.ts';

// Where each trading day lies on an axis of years: the days of a year share it equally, and a day
// stands at the middle of its share.
export function dayPositions(years: readonly number[]): number[] {
  const days = new Map<number, number>();
  for (const year of years) days.set(year, (days.get(year) ?? 0) + 1);
  const seen = new Map<number, number>();
  return years.map((year) => {
    const before = seen.get(year) ?? 0;
    seen.set(year, before + 1);
    return year + (before + 0.5) / (days.get(year) ?? 1);
  });
}

// The auctions that sold something, each at its day's place on that axis.
export function salesAt(
  { auctions, days }: Run,
  positions: readonly number[],
): { x: number; auction: Auction }[] {
  const key = (year: number, day: number | undefined) => `${year}/${day}`;
  const at = new Map(days.year.map((year, i) => [key(year, days.day[i]), positions[i]]));
  return auctions.flatMap((auction) => {
    const x = at.get(key(auction.year, auction.day));
    return x === undefined || auction.clearing_price === null ? [] : [{ x, auction }];
  });
}

// A level a year as a line from the year's start to its end, with a gap to the next. It stops short
// of both by less than can be seen, so that a neighbour does not show at the edge of a zoomed year.
export function yearLevels(years: readonly { year: number; value: Maybe }[]): Maybe[][] {
  const short = 0.003;
  return years.flatMap(({ year, value }) => [
    [year + short, value],
    [year + 1 - short, value],
    [year + 1, null],
  ]);
}

// A readable step between the ticks of an axis that shows `span` years of `days` days each.
export function tickStep(span: number, days: number): number {
  const day = 1 / Math.max(1, days);
  const steps = [day, 2 * day, 5 * day, 10 * day, 0.25, 0.5, 1, 2, 5, 10, 20];
  return steps.find((step) => step >= day && span / step <= 11) ?? 50;
}

// "2024" at the start of a year, "day 12" within it.
function tickLabel(days: number): (value: number) => string {
  return (value) => {
    const year = Math.floor(value + 1e-6);
    const day = Math.round((value - year) * days);
    return day <= 0 ? String(year) : `day ${day}`;
  };
}

export function priceFigure(run: Run): Figure {
  const { days, years, currency } = run;
  const unit = `${currency}/t`;
  const at = dayPositions(days.year);
  const first = years[0]?.year ?? 0;
  const end = first + Math.max(1, years.length);
  const perYear = Math.max(1, Math.round(days.year.length / Math.max(1, years.length)));
  const volumes = tonneScale(days.volume_t);
  const { selectors, yearOf } = yearSelector(
    years.map((year) => year.year),
    'All years',
  );
  const label = tickLabel(perYear);
  const sales = salesAt(run, at);
  const closes = days.close.filter((close) => close !== null);
  const single = closes.length < 2;
  const inBoth = { xAxisIndex: [0, 1], filterMode: 'none' as const };

  const interval = (from: number, to: number, compact: boolean) =>
    tickStep((to - from) * (compact ? 2 : 1), perYear);

  function series(view: View): Series[] {
    const { palette } = view;
    const symbol = view.still ? 'none' : 'circle';
    const line = {
      type: 'line' as const,
      symbol,
      showSymbol: false,
      connectNulls: false,
      silent: true,
    };
    return [
      {
        ...line,
        name: 'Daily close',
        data: at.map((x, i) => [x, days.close[i] ?? null]),
        symbol: single ? 'circle' : symbol,
        showSymbol: single,
        lineStyle: { color: palette.run_soft, width: 1.25 },
        itemStyle: { color: palette.run_soft },
        z: 3,
      },
      {
        ...line,
        name: 'Year mean',
        data: yearLevels(years.map((y) => ({ year: y.year, value: y.price_mean }))),
        lineStyle: { color: palette.run, width: 3 },
        itemStyle: { color: palette.run },
        z: 5,
      },
      {
        ...line,
        name: 'Benchmark',
        data: yearLevels(years.map((y) => ({ year: y.year, value: y.price_benchmark }))),
        lineStyle: { color: palette.benchmark, width: 2, type: [6, 4] },
        itemStyle: { color: palette.benchmark },
        z: 6,
      },
      ...(sales.length === 0 ? [] : [clearingPrices(view)]),
      {
        type: 'bar',
        name: 'Volume',
        xAxisIndex: 1,
        yAxisIndex: 1,
        barWidth: '70%',
        barMinWidth: 0.6,
        barMaxWidth: 14,
        silent: true,
        data: at.map((x, i) => [x, (days.volume_t[i] ?? 0) / volumes.divisor]),
        itemStyle: { color: palette.muted },
      },
    ];
  }

  function clearingPrices({ palette }: View): Series {
    return {
      type: 'scatter',
      name: 'Auctions',
      symbolSize: sales.length > 200 ? 4 : 8,
      silent: true,
      data: sales.map(({ x, auction }) => [x, auction.clearing_price]),
      itemStyle: {
        color: palette.auction,
        borderColor: palette.ground,
        borderWidth: 1,
        opacity: 1,
      },
      z: 7,
    };
  }

  function option(view: View): Option {
    const x = {
      ...valueAxis(view, '', label),
      min: first,
      max: end,
      interval: interval(...shown(view), view.compact),
    };
    // Room for the labels is left by hand, so that both plots begin and end at the same place.
    const aligned = { left: 48, right: view.compact ? 16 : 20, outerBoundsMode: 'none' as const };
    const slider = view.still ? 26 : 58;
    return {
      ...base(view),
      grid: [
        { ...aligned, top: 34, bottom: slider + 84 },
        { ...aligned, height: 46, bottom: slider },
      ],
      xAxis: [
        { ...x, gridIndex: 0, axisLabel: { show: false } },
        { ...x, gridIndex: 1 },
      ] as Option['xAxis'],
      yAxis: [
        { ...unitAxis(view, unit, tick), gridIndex: 0, ...priceTicks(...shown(view)) },
        {
          ...unitAxis(view, `Volume, ${volumes.unit} a day`, tick),
          gridIndex: 1,
          splitNumber: 2,
        },
      ] as Option['yAxis'],
      dataZoom: view.still
        ? [
            {
              type: 'inside',
              disabled: true,
              ...inBoth,
              startValue: shown(view)[0],
              endValue: shown(view)[1],
            },
          ]
        : zoom(view),
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, params[0]?.axisValue)),
      },
      series: series(view),
    } as Option;
  }

  function shown({ chosen }: View): [from: number, to: number] {
    const year = yearOf(chosen);
    return year === 0 ? [first, end] : [year, year + 1];
  }

  // The price axis for what is seen between two times.
  function priceTicks(from: number, to: number): Ticks {
    const seen = [
      ...days.close.filter((_, i) => from <= at[i]! && at[i]! <= to),
      ...sales.filter(({ x }) => from <= x && x <= to).map(({ auction }) => auction.clearing_price),
      ...years
        .filter((y) => y.year < to && y.year + 1 > from)
        .flatMap((y) => [y.price_mean, y.price_benchmark]),
    ].filter((price) => price !== null);
    return seen.length === 0
      ? niceTicks(0, 1, 5)
      : niceTicks(Math.min(...seen), Math.max(...seen), 6);
  }

  function zoom(view: View): Option['dataZoom'] {
    const shared = {
      ...inBoth,
      minSpan: 0.5,
      startValue: shown(view)[0],
      endValue: shown(view)[1],
    };
    return [
      // The wheel alone scrolls the page; with a key held it zooms.
      { ...shared, type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true },
      {
        ...shared,
        type: 'slider',
        height: 22,
        bottom: 8,
        brushSelect: false,
        showDetail: false,
        borderColor: view.palette.rule,
        fillerColor: `${view.palette.run}22`,
        handleStyle: { color: view.palette.ground, borderColor: view.palette.muted },
        moveHandleStyle: { color: view.palette.muted },
        showDataShadow: false,
      },
    ];
  }

  function body(view: View, position: unknown): HTMLElement | string {
    const x = Number(position);
    const i = nearest(at, x);
    const year = years.find((candidate) => candidate.year === days.year[i]);
    if (i < 0 || year === undefined) return '';
    const { palette } = view;
    return tooltipBody(`${year.year}, day ${days.day[i]}`, [
      { name: 'Close', value: `${money(days.close[i] ?? null)} ${unit}`, colour: palette.run_soft },
      {
        name: 'Low to high',
        value: `${money(days.low[i] ?? null)} to ${money(days.high[i] ?? null)}`,
      },
      ...sales
        .filter((sale) => sale.x === at[i])
        .map(({ auction }) => ({
          name: 'Auction',
          value: `${money(auction.clearing_price)} ${unit}`,
          colour: palette.auction,
        })),
      { name: 'Year mean', value: `${money(year.price_mean)} ${unit}`, colour: palette.run },
      {
        name: 'Benchmark',
        value: `${money(year.price_benchmark)} ${unit}`,
        colour: palette.benchmark,
      },
      { name: 'Mean from it', value: distance(year.price_mean, year.price_benchmark) },
      { name: 'Volume', value: withUnit(days.volume_t[i] ?? null, volumes), colour: palette.muted },
    ]);
  }

  return {
    id: 'price',
    title: 'Price',
    note:
      'The last price of every trading day and the mean of each year, against the price of the ' +
      'least-cost equilibrium.' +
      (sales.length === 0 ? '' : ' Dots are the clearing prices of auctions.'),
    hint: 'Choose a year, or drag the bar below the chart, to look closer.',
    selectors,
    marks: () => [
      { name: 'Daily close', form: 'thin', colour: (p) => p.run_soft, toggles: true },
      { name: 'Year mean', form: 'line', colour: (p) => p.run, toggles: true },
      { name: 'Benchmark', form: 'dashed', colour: (p) => p.benchmark, toggles: true },
      ...(sales.length === 0
        ? []
        : [
            {
              name: 'Auctions',
              form: 'point' as const,
              colour: (p: Palette) => p.auction,
              toggles: true,
            },
          ]),
      { name: 'Volume', form: 'bar', colour: (p) => p.muted, toggles: true },
    ],
    summary: () =>
      years
        .map((y) => `${y.year}: mean ${money(y.price_mean)}, benchmark ${money(y.price_benchmark)}`)
        .join('; ') + ` (${unit}).`,
    absent: () => (closes.length === 0 && sales.length === 0 ? 'Nothing was traded.' : null),
    option,
    zoomed: (from, to) => {
      const step = interval(from, to, false);
      return {
        xAxis: [{ interval: step }, { interval: step }],
        yAxis: [priceTicks(from, to)],
      } as Option;
    },
    table: () => priceTable(run),
  };
}

function nearest(positions: readonly number[], x: number): number {
  let best = -1;
  for (let i = 0; i < positions.length; ++i) {
    const here = Math.abs((positions[i] ?? 0) - x);
    if (best < 0 || here < Math.abs((positions[best] ?? 0) - x)) best = i;
  }
  return best;
}

export function priceTable({ days, years, currency }: Run): Table {
  const unit = `${columnUnit(currency)}_per_t`;
  const of = new Map(years.map((year) => [year.year, year]));
  return {
    columns: [
      'year',
      'day',
      `open_${unit}`,
      `high_${unit}`,
      `low_${unit}`,
      `close_${unit}`,
      'volume_t',
      `price_mean_${unit}`,
      `price_benchmark_${unit}`,
    ],
    rows: days.year.map((year, i) => [
      year,
      days.day[i] ?? null,
      days.open[i] ?? null,
      days.high[i] ?? null,
      days.low[i] ?? null,
      days.close[i] ?? null,
      days.volume_t[i] ?? null,
      of.get(year)?.price_mean ?? null,
      of.get(year)?.price_benchmark ?? null,
    ]),
  };
}
