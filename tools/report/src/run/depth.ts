// The order book as the last trading day of a year left it: tonnes bid for at a price or above it,
// tonnes offered at a price or below it.
import { base, tooltip, tooltipBody, unitAxis, valueAxis } from '../axes.ts';
import type { Figure, Option, Series, View } from '../figure.ts';
import { money, tick, tonneScale, withUnit } from '../format.ts';
import type { Maybe } from '../data.ts';
import type { Book, Levels, Run } from './run.ts';
import { yearSelector } from '../selector.ts';
import { columnUnit } from '../table.ts';

export interface DepthPoint {
  price: number;
  cumulative_t: number;
}

// Best level first, each with all that is better.
export function cumulate(levels: Levels): DepthPoint[] {
  let cumulative_t = 0;
  return levels.price.map((price, i) => {
    cumulative_t += levels.quantity_t[i] ?? 0;
    return { price, cumulative_t };
  });
}

// Prices to show at first: half to one and a half times the middle of the book, less where the book
// ends before, and never without `marks` that lie so near; orders far from the market would squeeze
// the rest of the chart.
export function window(book: Book, marks: readonly Maybe[]): { from: number; to: number } {
  const known = marks.filter((price) => price !== null);
  const prices = [...book.bids.price, ...book.asks.price, ...known];
  const bid = book.bids.price[0];
  const ask = book.asks.price[0];
  const middle = ((bid ?? ask ?? 0) + (ask ?? bid ?? 0)) / 2;
  const near = prices.filter((price) => price >= middle / 2 && price <= middle * 1.5);
  const low = Math.min(middle, ...near);
  const high = Math.max(middle, ...near);
  const margin = Math.max((high - low) * 0.05, middle * 0.01);
  return { from: Math.max(0, low - margin), to: high + margin };
}

export function depthFigure(run: Run): Figure {
  const unit = `${run.currency}/t`;
  const bookOf = (year: number) => run.books.find((book) => book.year === year);
  const { selectors, yearOf } = yearSelector(run.books.map((book) => book.year));

  function option(view: View): Option {
    const of = yearOf(view.chosen);
    const book = bookOf(of);
    if (book === undefined) return {};
    const { palette } = view;
    const bids = cumulate(book.bids);
    const asks = cumulate(book.asks);
    const scale = tonneScale([...bids, ...asks].map((point) => point.cumulative_t));
    const year = run.years.find((candidate) => candidate.year === of);
    const marks = [year?.price_last ?? null, year?.price_benchmark ?? null] as const;
    const { from, to } = window(book, marks);
    const side = (name: string, points: DepthPoint[], colour: string, edge: number): Series => ({
      type: 'line',
      name,
      data: steps(points, edge).map((p) => [p.price, p.cumulative_t / scale.divisor]),
      step: 'end',
      symbol: view.still && points.length > 1 ? 'none' : 'circle',
      showSymbol: points.length < 2,
      lineStyle: { color: colour, width: 2 },
      itemStyle: { color: colour },
      areaStyle: { color: colour, opacity: 0.18 },
    });
    return {
      ...base(view),
      grid: { left: 4, right: view.compact ? 12 : 20, top: 34, bottom: 34 },
      xAxis: {
        ...valueAxis(view, `Price, ${unit}`, tick),
        min: from,
        max: to,
        axisLabel: {
          color: palette.muted,
          fontSize: 12,
          formatter: tick,
          showMinLabel: false,
          showMaxLabel: false,
        },
      },
      yAxis: { ...unitAxis(view, `${scale.unit}, cumulative`, tick), min: 0 },
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, book, Number(params[0]?.axisValue ?? 0))),
      },
      series: [
        side('Bids', bids, palette.bid, from),
        side('Asks', asks, palette.ask, to),
        level('Last price', marks[0], palette.run, 'solid'),
        level('Benchmark', marks[1], palette.benchmark, [6, 4]),
      ],
    } as Option;
  }

  function body(view: View, book: Book, price: number): HTMLElement {
    const bids = cumulate(book.bids)
      .filter((point) => point.price >= price)
      .at(-1);
    const asks = cumulate(book.asks)
      .filter((point) => point.price <= price)
      .at(-1);
    const all = [...cumulate(book.bids), ...cumulate(book.asks)];
    const scale = tonneScale(all.map((point) => point.cumulative_t));
    return tooltipBody(`${money(price)} ${unit}`, [
      {
        name: 'Bid at this price or above',
        value: withUnit(bids?.cumulative_t ?? 0, scale),
        colour: view.palette.bid,
      },
      {
        name: 'Asked at this price or below',
        value: withUnit(asks?.cumulative_t ?? 0, scale),
        colour: view.palette.ask,
      },
    ]);
  }

  return {
    id: 'depth',
    title: 'Order book at the close',
    note:
      'Orders that rested when the last trading day of the chosen year ended: tonnes bid for at ' +
      'a price or above it, and asked at a price or below it.',
    selectors,
    marks: () => [
      { name: 'Bids', form: 'bar', colour: (p) => p.bid, toggles: true },
      { name: 'Asks', form: 'bar', colour: (p) => p.ask, toggles: true },
      { name: 'Last price', form: 'line', colour: (p) => p.run, toggles: true },
      { name: 'Benchmark', form: 'dashed', colour: (p) => p.benchmark, toggles: true },
    ],
    summary: (chosen) => {
      const year = yearOf(chosen);
      const book = bookOf(year);
      return (
        `Close of ${year}: ${book?.bids.price.length ?? 0} prices bid, best ` +
        `${money(book?.bids.price[0] ?? null)}; ${book?.asks.price.length ?? 0} asked, best ` +
        `${money(book?.asks.price[0] ?? null)} ${unit}.`
      );
    },
    absent: (chosen) => {
      const year = yearOf(chosen);
      const book = bookOf(year);
      if (book === undefined) return 'The run kept no order book.';
      const levels = book.bids.price.length + book.asks.price.length;
      return levels === 0 ? `The book was empty at the close of ${year}.` : null;
    },
    option,
    table: () => ({
      columns: ['year', 'side', `price_${columnUnit(run.currency)}_per_t`, 'quantity_t', 'orders'],
      rows: run.books.flatMap((book) => [
        ...sideRows(book.year, 'bid', book.bids),
        ...sideRows(book.year, 'ask', book.asks),
      ]),
    }),
  };
}

// The corners of a side's staircase: up from nothing at the best price, and on at its last height
// to the edge of the window where the window reaches further than the orders do.
export function steps(points: readonly DepthPoint[], edge: number): DepthPoint[] {
  const best = points[0];
  const last = points.at(-1);
  if (best === undefined || last === undefined) return [];
  const outwards = Math.abs(edge - best.price) > Math.abs(last.price - best.price);
  return [{ ...best, cumulative_t: 0 }, ...points, ...(outwards ? [{ ...last, price: edge }] : [])];
}

function level(name: string, price: Maybe, colour: string, type: 'solid' | number[]): Series {
  return {
    type: 'line',
    name,
    data: [],
    symbol: 'none',
    lineStyle: { color: colour, width: 2, type },
    itemStyle: { color: colour },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      lineStyle: { color: colour, width: 2, type },
      data: price === null ? [] : [{ xAxis: price }],
    },
  };
}

function sideRows(year: number, side: string, levels: Levels) {
  return levels.price.map((price, i) => [
    year,
    side,
    price,
    levels.quantity_t[i] ?? null,
    levels.orders[i] ?? null,
  ]);
}
