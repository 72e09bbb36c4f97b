// The days of a book, for the chart. Pure.
import { clone, create } from '@bufbuild/protobuf';
import type { Clock, MarketDay } from '#proto/classroom_service_pb';
import { MarketDaySchema } from '#proto/classroom_service_pb';
import { TradeKind, type Trade } from '#proto/market_data_service_pb';

import { least, most } from '../shared/units.ts';

// Days with trades put into the one under way. Trades over the counter make no price.
export function dayWith(
  days: readonly MarketDay[],
  clock: Pick<Clock, 'year' | 'day'>,
  trades: readonly Trade[],
): readonly MarketDay[] {
  const last = days.at(-1);
  const under_way = last?.year === clock.year && last.day === clock.day;
  const day = under_way
    ? clone(MarketDaySchema, last)
    : create(MarketDaySchema, { year: clock.year, day: clock.day });
  for (const { kind, priceCentsPerTonne: price, quantityT: quantity } of trades) {
    if (kind === TradeKind.DIRECT || kind === TradeKind.BLOCK) continue;
    const first = day.volumeT === 0n;
    if (first) day.openCentsPerTonne = price;
    day.highCentsPerTonne = first ? price : most(day.highCentsPerTonne, price);
    day.lowCentsPerTonne = first ? price : least(day.lowCentsPerTonne, price);
    day.closeCentsPerTonne = price;
    day.volumeT += quantity;
  }
  return [...(under_way ? days.slice(0, -1) : days), day];
}

// The days of each year, for a table.
export interface YearOfDays {
  readonly year: number;
  readonly first: number; // index of its first day
}

export function yearsOf(days: readonly MarketDay[]): YearOfDays[] {
  const found: YearOfDays[] = [];
  days.forEach(({ year }, first) => {
    if (found.at(-1)?.year !== year) found.push({ year, first });
  });
  return found;
}
