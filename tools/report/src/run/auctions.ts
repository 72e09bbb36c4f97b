// What each auction offered, sold and was bid for.
import { base, tooltip, tooltipBody, type TooltipRow, unitAxis, yearAxis } from '../axes.ts';
import type { Figure, Option, View } from '../figure.ts';
import { money, tick, tonneScale, withUnit } from '../format.ts';
import type { Auction, Run } from './run.ts';
import { yearSelector } from '../selector.ts';
import { columnUnit } from '../table.ts';

// What was sold beyond the offer: a cost containment reserve, and at a ceiling what was wanted.
export function added(auction: Auction): number {
  return auction.sold_ccr_t + auction.sold_ceiling_t;
}

export function unsold(auction: Auction): number {
  return Math.max(0, auction.offered_t - (auction.sold_t - added(auction)));
}

// Null: the run held none.
export function auctionsFigure(run: Run): Figure | null {
  const { auctions, currency } = run;
  if (auctions.length === 0) return null;
  const years = [...new Set(auctions.map((auction) => auction.year))];
  const { selectors, yearOf } = yearSelector(years, 'All years');
  const inYear = (year: number) =>
    auctions.filter((auction) => year === 0 || auction.year === year);
  const scale = tonneScale(auctions.flatMap((a) => [a.offered_t, a.sold_t]));
  const addsAny = auctions.some((auction) => added(auction) > 0);

  function option(view: View): Option {
    const { palette } = view;
    const year = yearOf(view.chosen);
    const seen = inYear(year);
    const axis = yearAxis(
      view,
      seen.map((auction) => auction.year),
    );
    const borderWidth = seen.length > 200 ? 0 : 1; // thin bars would be nothing but borders
    const bar = {
      type: 'bar' as const,
      stack: 'supply',
      barMaxWidth: 44,
      barMinWidth: 0.6,
      barCategoryGap: '15%',
    };
    const column = (of: (auction: Auction) => number) =>
      seen.map((auction) => of(auction) / scale.divisor);
    return {
      ...base(view),
      xAxis: {
        ...axis,
        axisLabel: {
          ...axis?.axisLabel,
          // In a year its days; else each year at its first auction.
          interval: (i: number) => year !== 0 || seen[i]?.year !== seen[i - 1]?.year,
          formatter: (text: string, i: number) => (year === 0 ? text : `day ${seen[i]?.day}`),
        },
      } as Option['xAxis'],
      yAxis: unitAxis(view, `${scale.unit} an auction`, tick),
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => body(view, seen[params[0]?.dataIndex ?? 0])),
        axisPointer: { type: 'shadow' },
      },
      series: [
        {
          ...bar,
          name: 'Sold of the offer',
          data: column((auction) => auction.sold_t - added(auction)),
          itemStyle: { color: palette.auction_fill, borderColor: palette.auction, borderWidth },
        },
        {
          ...bar,
          name: 'Not sold',
          data: column(unsold),
          itemStyle: {
            color: `${palette.muted}40`,
            borderColor: palette.muted,
            borderWidth,
            borderType: 'dashed',
          },
        },
        ...(addsAny
          ? [
              {
                ...bar,
                name: 'Added by containment',
                data: column(added),
                itemStyle: { color: palette.cap },
              },
            ]
          : []),
        {
          type: 'line',
          name: 'Bid for',
          data: column((auction) => auction.bid_t),
          symbol: 'circle',
          symbolSize: 5,
          showAllSymbol: true,
          lineStyle: { color: palette.run, width: 1.5 },
          itemStyle: { color: palette.run },
        },
      ],
    };
  }

  function body(view: View, auction: Auction | undefined): HTMLElement | string {
    if (auction === undefined) return '';
    const { palette } = view;
    const tonnes = (name: string, value: number, colour?: string): TooltipRow => ({
      name,
      value: withUnit(value, scale),
      ...(colour === undefined ? {} : { colour }),
    });
    const status = auction.status === 'held' ? '' : `, ${auction.status}`;
    return tooltipBody(`${auction.year}, day ${auction.day}${status}`, [
      tonnes('Bid for', auction.bid_t, palette.run),
      tonnes('Offered', auction.offered_t),
      tonnes('Sold', auction.sold_t, palette.auction),
      ...(addsAny ? [tonnes('Added by containment', added(auction), palette.cap)] : []),
      { name: 'Clearing price', value: `${money(auction.clearing_price)} ${currency}/t` },
      { name: 'Reserve price', value: `${money(auction.reserve_price)} ${currency}/t` },
      { name: 'Bidders', value: String(auction.bidders) },
    ]);
  }

  function summary(year: number): string {
    const sum = (seen: Auction[], key: 'offered_t' | 'sold_t') =>
      withUnit(
        seen.reduce((all, auction) => all + auction[key], 0),
        scale,
      );
    return (
      (year === 0 ? years : [year])
        .map((of) => {
          const seen = inYear(of);
          return (
            `${of}: auctions ${seen.length}, offered ${sum(seen, 'offered_t')}, ` +
            `sold ${sum(seen, 'sold_t')}`
          );
        })
        .join('; ') + '.'
    );
  }

  const unit = columnUnit(currency);
  return {
    id: 'auctions',
    title: 'Auctions',
    note:
      'What each auction sold of its offer, and what its containment reserves added; if switched ' +
      'on in the legend, how much was bid for in all.',
    hint: 'Point at an auction for its prices and bidders.',
    selectors,
    marks: () => [
      {
        name: 'Sold of the offer',
        form: 'bar',
        colour: (p) => p.auction_fill,
        edge: (p) => p.auction,
        toggles: true,
      },
      { name: 'Not sold', form: 'pale', colour: (p) => p.muted, toggles: true },
      ...(addsAny
        ? [
            {
              name: 'Added by containment',
              form: 'bar' as const,
              colour: (p: View['palette']) => p.cap,
              toggles: true,
            },
          ]
        : []),
      // Off at first: bids can be many times the supply.
      { name: 'Bid for', form: 'thin', colour: (p) => p.run, toggles: true, off: true },
    ],
    summary: (chosen) => summary(yearOf(chosen)),
    option,
    table: () => ({
      columns: [
        'year',
        'day',
        'status',
        'offered_t',
        'bid_t',
        'sold_t',
        'sold_ecr_t',
        'sold_ccr_t',
        'sold_ceiling_t',
        `reserve_price_${unit}_per_t`,
        `clearing_price_${unit}_per_t`,
        'bidders',
        `proceeds_${unit}`,
      ],
      rows: auctions.map((a) => [
        a.year,
        a.day,
        a.status,
        a.offered_t,
        a.bid_t,
        a.sold_t,
        a.sold_ecr_t,
        a.sold_ccr_t,
        a.sold_ceiling_t,
        a.reserve_price,
        a.clearing_price,
        a.bidders,
        a.proceeds,
      ]),
    }),
  };
}
